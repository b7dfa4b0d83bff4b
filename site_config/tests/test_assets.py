"""The joined style sheet, script and sprite: small, hashed, cached, complete."""

import re

import pytest
from django.conf import settings

from site_config.assets import asset, icon_names, join_scripts

TEMPLATE_ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(TEMPLATE_ROOT.rglob("*.html"))
SHEETS = ("site.css", "further.css")
APPS = ("site_config", "accounts", "search", "kb", "community", "tickets", "insights")
STYLES = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))
COMPONENTS = sorted((settings.BASE_DIR / "templates" / "components").glob("*.html"))


@pytest.mark.parametrize("name", ["site.css", "site.js", "icons.svg"])
def test_asset_is_kept_for_a_year_under_its_hash_only(client, name):
    fresh = client.get(asset(name).url)
    assert fresh["Cache-Control"] == "public, max-age=31536000, immutable"
    old = client.get(asset(name).url.replace(asset(name).digest, "0123456789ab"))
    assert old.status_code == 200
    assert old["Cache-Control"] == "no-cache"


def test_unchanged_asset_is_answered_with_304(client):
    url = asset("site.css").url
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_asset_is_compressed_as_the_browser_asks(client, encoding):
    answer = client.get(asset("site.css").url, headers={"Accept-Encoding": encoding})
    assert answer["Content-Encoding"] == encoding
    assert "Accept-Encoding" in answer["Vary"]
    assert len(answer.content) < len(asset("site.css").body) / 3


@pytest.mark.django_db
def test_unknown_asset_is_not_found(client):
    assert client.get("/assets/settings.0123456789ab.py").status_code == 404


def test_all_scripts_together_stay_below_30_kilobytes_compressed():
    assert len(asset("site.js").encoded("br")[0]) <= 30_000


@pytest.mark.parametrize("name, most", [("site.css", 13_500), ("further.css", 13_500)])
def test_style_sheets_stay_small_when_compressed(name, most):
    assert len(asset(name).encoded("br")[0]) <= most


ARRIVAL = ("kb/home_page.html", "kb/article_page.html", "kb/video_guide_page.html", "community/thread.html")


@pytest.mark.parametrize("arrival", ARRIVAL)
def test_where_people_arrive_no_class_is_styled_in_the_second_style_sheet_only(arrival):
    """The bar of the tour asks for that sheet itself."""
    assert "{% block further_styles %}{% endblock %}" in (TEMPLATE_ROOT / arrival).read_text()
    beginning = re.compile(r"(?:^|[,{}(])\s*\.([a-z][\w-]*)", re.MULTILINE)  # what a selector begins with is its own
    first, further = (set(beginning.findall(asset(name).body.decode())) for name in SHEETS)
    unstyled = {}
    for name in included_by(arrival):
        if not name.startswith("community/parts/tour_"):
            bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", (TEMPLATE_ROOT / name).read_text())
            if only_further := set(" ".join(re.findall(r'class="([^"]*)"', bare)).split()) & further - first:
                unstyled[name] = only_further
    assert not unstyled, "move these styles to static/css/pages/"


def included_by(name: str) -> set[str]:
    """The template and every other one it extends, includes or names, and so on."""
    found, waiting = set(), {name}
    while waiting:
        found.add(reading := waiting.pop())
        named = set(re.findall(r'"([\w/]+\.html)"', (TEMPLATE_ROOT / reading).read_text()))
        waiting |= {other for other in named if (TEMPLATE_ROOT / other).exists()} - found
    return found


def test_each_script_has_a_scope_of_its_own():
    scripts = join_scripts()
    assert scripts.count("\nimport ") == scripts.count("export ") == 0
    assert scripts.startswith("{")


def name_of(file) -> str:
    return str(file.relative_to(settings.BASE_DIR))


def test_every_icon_of_a_template_is_in_the_sprite():
    missing = {}
    for template in TEMPLATES:
        if "wagtailadmin" in template.read_text():
            continue  # the CMS has icons of its own
        named = re.findall(r"""(?:\{% icon |\bicon=)["']([\w-]+)["']""", template.read_text())
        if unknown := set(named) - icon_names():
            missing[name_of(template)] = unknown
    assert not missing, "copy these from Lucide into static/icons/"


def test_every_icon_of_the_sprite_is_named_somewhere():
    """Quoted in a template or in a module; that an icon would be mirrored is no use of it."""
    modules = [file for app in APPS for file in (settings.BASE_DIR / app).rglob("*.py")]
    quoted = set()
    for file in [*TEMPLATES, *(file for file in modules if not {"tests", "migrations"} & set(file.parts))]:
        text = re.sub(r"MIRRORED_ICONS = \{.*?\n\}", "", file.read_text(), flags=re.DOTALL)
        quoted |= set(re.findall(r"""["']([a-z][a-z0-9-]*)["']""", text))
    assert not icon_names() - quoted, "remove these from static/icons/: every first view pays for them"


def test_every_component_says_how_it_is_used():
    silent = [name_of(file) for file in COMPONENTS if not file.read_text().startswith("{% comment %}")]
    assert not silent, "begin with the parameters and one usage line"


def test_no_page_has_inline_styles_or_handlers():
    handlers = re.compile(r"""<[^>%{]*\s(?:style|onclick|onchange|onsubmit)=""")
    pages = [file for file in TEMPLATES if "email" not in file.parts]  # mail programs drop style sheets
    assert not [name_of(file) for file in pages if handlers.search(file.read_text())]


def test_styles_know_no_left_and_right():
    """Rules that name a direction (``[dir="rtl"] …``) are where a physical side is meant."""
    physical = re.compile(
        r"(?:margin|padding|border|inset)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:|float\s*:\s*(?:left|right)"
    )
    found = {}
    for file in STYLES:
        text = re.sub(r"\[dir=[^{]*\{[^}]*\}", "", file.read_text())
        if sides := physical.findall(text):
            found[name_of(file)] = sides
    assert not found, "use logical properties: the site is read right to left, too"
