"""The style guide shows every component there is, in both themes and directions, and says how each is used."""

import re
from collections import Counter

import pytest
from django.conf import settings

from accounts.tests.factories import make_user
from site_config.assets import asset
from site_config.styleguide import GROUPS
from site_config.styleguide.foundations import colours

COMPONENTS = settings.BASE_DIR / "templates" / "components"
STYLES = settings.BASE_DIR / "static" / "css" / "components"
PARTS = [part for _title, parts in GROUPS for part in parts]


@pytest.fixture
def staff(client, db):
    client.force_login(make_user(is_staff=True))
    return client


@pytest.fixture
def page(staff):
    return staff.get("/en/styleguide/").content.decode()


def test_every_component_template_is_shown_or_named():
    known = {name for part in PARTS for name in (part.name, *part.named)}
    assert {file.stem for file in COMPONENTS.glob("*.html")} == known, "add it to a file of site_config/styleguide/"


def test_every_stylesheet_of_a_component_has_a_template_of_its_name():
    alone = {file.stem for file in STYLES.glob("*.css")} - {file.stem for file in COMPONENTS.glob("*.html")}
    assert not alone, "styles of a single page stand in static/css/pages/"


@pytest.mark.parametrize("file", sorted(COMPONENTS.glob("*.html")), ids=lambda file: file.stem)
def test_every_component_has_a_usage_line_with_its_name(file):
    usage = re.match(r"\{% comment %\}\n(.*?)\{% endcomment %\}", file.read_text(), re.DOTALL)
    assert usage, "begin with a comment: what it is, its parameters, one line to copy"
    assert f"components/{file.name}" in usage[1], "the usage line includes the component by its path"


def test_every_part_has_a_heading_with_an_address_its_usage_and_four_frames(page):
    for part in PARTS:
        section = page.split(f'id="{part.name}"')[1].split("</section>\n")[0]
        assert 'class="part__usage"' in section, part.name
        assert f'<a href="#{part.name}">{part.title}</a>' in page
    frames = Counter(re.findall(r'<div class="frame frame--(\w+)[^"]*" lang="(\w+)" dir="(\w+)">', page))
    assert set(frames) == {(theme, *way) for theme in ("light", "dark") for way in (("en", "ltr"), ("fa", "rtl"))}
    assert len(set(frames.values())) == 1


def test_right_to_left_examples_are_persian_with_persian_digits(page):
    assert "چگونه کالایی را مرجوع کنم؟" in page
    assert "صفحهٔ ۳۷ از ۱۰۰" in page or "۳۷" in page


def test_no_id_is_used_twice_and_every_label_finds_its_field(page):
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert not [name for name, times in ids.items() if times > 1]
    assert not set(re.findall(r'\sfor="([^"]+)"', page)) - set(ids)


@pytest.mark.parametrize(
    ("query", "shown"), [("theme=dark", 2), ("dir=rtl", 2), ("theme=dark&dir=rtl", 1), ("theme=no", 4)]
)
def test_frames_are_chosen_by_address(staff, query, shown):
    page = staff.get(f"/en/styleguide/?{query}").content.decode()
    frames = set(re.findall(r'class="frame frame--(\w+)[^"]*" lang="(\w+)"', page))
    assert len(frames) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/styleguide/", "/en/styleguide/errors/404/"])
def test_who_is_not_staff_is_told_so_and_a_guest_signs_in_first(client, path):
    assert client.get(path).url == f"/en/account/login/?next={path}"
    client.force_login(make_user())
    assert client.get(path).status_code == 403


def test_pressing_an_example_changes_nothing(staff):
    assert staff.post("/en/styleguide/").status_code == 204


def test_colours_of_text_and_controls_can_be_read_in_both_themes():
    pale = [(c.name, c.ratios) for c in colours() if c.least and min(c.ratios) < c.least]
    assert not pale


def test_page_costs_few_queries_however_many_examples_there_are(staff, django_assert_max_num_queries):
    staff.get("/en/styleguide/")
    with django_assert_max_num_queries(12):
        staff.get("/en/styleguide/")


def test_guides_own_style_is_not_sent_to_the_public():
    assert ".frame--dark" not in asset("site.css").body.decode()
    guide = asset("styleguide.css").body.decode()
    assert ".button--primary.is-hover" in guide
    assert ".swatch--accent " in guide
