"""An admin makes the site theirs in the CMS: colour, logo, icon; and every colour can be read."""

import io
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.images.models import Image

from accounts.mail import send_event_mail
from accounts.tests.factories import make_user
from site_config import colour
from site_config.assets import asset, join_styles
from site_config.models import SiteSettings

PAGE, ERROR = "/en/account/login/", "Write the colour as #"
WILD = ["#ffff00", "#ffffff", "#000000", "#808080", "#39ff14", "#3b82f6", "#ff00ff", "#010203"]


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def make_picture(width: int, height: int) -> Image:
    drawn = io.BytesIO()
    Drawing.new("RGBA", (width, height), "#7a1fa2").save(drawn, "PNG")
    return Image.objects.create(title="Logo", file=ImageFile(drawn, name="logo.png"))


def save_settings(client, **fields) -> str:
    """Post the form as the CMS does; the page that follows."""
    address = reverse("wagtailsettings:edit", args=["site_config", "sitesettings", SiteSettings.load().pk])
    form = {"site_name": "Lampion", "contact_hours": "", "reply_within_hours": "4", **fields}
    return client.post(address, form, follow=True).content.decode()


@pytest.mark.parametrize("chosen", WILD)
def test_every_colour_of_a_palette_can_be_read(chosen):
    for theme, tones in zip((colour.LIGHT, colour.DARK), colour.palette(chosen), strict=True):
        for text in (tones.accent, tones.strong):
            assert min(colour.contrast(text, ground) for ground in (*theme.grounds, tones.tint)) >= 4.5
            assert colour.contrast(tones.on_accent, text) >= 4.5
        assert tones.strong != tones.accent
        assert colour.contrast(tones.tint, theme.grounds[0]) < 1.6


def test_a_colour_that_can_be_read_stays_as_chosen_and_the_hue_with_it():
    assert colour.palette("#6d28d9").light.accent == "#6d28d9"
    assert colour.palette("#ffe600").dark.accent == "#ffe600"
    moved = colour.Color(colour.palette("#3b82f6").light.accent).convert("oklch")["hue"]
    assert moved == pytest.approx(colour.Color("#3b82f6").convert("oklch")["hue"], abs=3)


def test_our_own_colours_are_those_of_the_style_sheet():
    styles = join_styles()
    for name in ("accent", "accent-strong", "accent-tint", "on-accent"):
        light, dark = re.search(rf"--{name}:\s*light-dark\((#\w+),\s*(#\w+)\)", styles).groups()
        position = ("accent", "accent-strong", "accent-tint", "on-accent").index(name)
        ours = colour.OURS.light[position], colour.OURS.dark[position]
        shown = [value if len(value) == 7 else colour.normalized(value) for value in (light, dark)]
        assert tuple(shown) == ours


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["yellow", "#12345", "#gggggg", "}*{}"])
def test_what_is_no_colour_is_refused_beside_its_field(admin_client, typed):
    assert ERROR in save_settings(admin_client, accent=typed)
    assert SiteSettings.load().accent == ""


@pytest.mark.django_db
def test_the_chosen_colour_is_on_the_next_page_without_another_request(admin_client, client):
    before = client.get(PAGE).content.decode()
    told = save_settings(admin_client, accent="FFE600")
    light = colour.palette("#ffe600").light
    assert f"#ffe600 is too light for text on white; we use {light.accent} in the light theme." in told
    page = client.get(PAGE).content.decode()
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(sheets) == len(re.findall(r'<link rel="stylesheet"', before))
    assert sheets[0] == asset("site.css", "#ffe600").url != asset("site.css").url
    answer = client.get(sheets[0])
    assert answer["Cache-Control"].endswith("immutable")
    assert f"--accent:light-dark({light.accent},#ffe600)" in answer.content.decode()


@pytest.mark.django_db
def test_an_emptied_field_brings_our_own_colour_back(admin_client, client):
    save_settings(admin_client, accent="#abc")
    assert SiteSettings.load().accent == "#aabbcc"
    save_settings(admin_client, accent="")
    assert asset("site.css").url in client.get(PAGE).content.decode()


def test_style_sheet_and_icon_of_a_colour_are_served_without_the_database(client):
    """No ``django_db`` mark: another process, which has not heard of the change, answers the same."""
    assert "--accent:light-dark(#6d28d9," in client.get(asset("site.css", "#6d28d9").url).content.decode()
    assert 'fill="#6d28d9"' in client.get(asset("favicon.svg", "#6d28d9").url).content.decode()


@pytest.mark.django_db
def test_only_what_is_branded_has_a_colour_in_its_address(client):
    assert client.get("/assets/site-6d28d9.0123456789ab.js").status_code == 404
    assert client.get("/assets/icons-6d28d9.0123456789ab.svg").status_code == 404


@pytest.mark.django_db
def test_a_colour_saved_by_a_script_has_the_same_form_or_is_refused():
    site = SiteSettings.load()
    site.accent = "ABC"
    site.save()
    assert site.accent == "#aabbcc"
    site.accent = "red"
    with pytest.raises(ValidationError):
        site.save()


@pytest.mark.django_db
def test_logo_stands_for_the_name_and_keeps_its_place(admin_client, client, media):
    save_settings(admin_client, logo=make_picture(900, 180).pk)
    page = client.get(PAGE).content.decode()
    logos = re.findall(r'<img class="wordmark__logo[^>]+>', page)
    assert len(logos) == 2  # header and footer
    assert 'alt="Lampion"' in logos[0] and 'width="360" height="72"' in logos[0]
    assert "wordmark__logo--both" in logos[0] and "wordmark__mark" not in page


@pytest.mark.django_db
def test_each_theme_has_its_logo_where_there_are_two(admin_client, client, media):
    save_settings(admin_client, logo=make_picture(400, 80).pk, logo_dark=make_picture(300, 100).pk)
    page = client.get(PAGE).content.decode()
    assert page.count("wordmark__logo--light") == page.count("wordmark__logo--dark") == 2
    assert "wordmark__logo--both" not in page


@pytest.mark.django_db
def test_pictures_that_are_too_small_are_refused(admin_client, media):
    small = make_picture(30, 30).pk
    page = save_settings(admin_client, logo=small, icon=small)
    assert "at least 40 pixels high" in page and "at least 180 × 180 pixels" in page


@pytest.mark.django_db
def test_own_icon_is_a_square_for_tab_and_home_screen(admin_client, client, media):
    assert asset("favicon.svg").url in client.get(PAGE).content.decode()
    save_settings(admin_client, icon=make_picture(300, 200).pk)
    page = client.get(PAGE).content.decode()
    assert re.search(r'<link rel="icon" href="/media/[^"]+32x32[^"]*" type="image/png" sizes="32x32">', page)
    assert re.search(r'<link rel="apple-touch-icon" href="/media/[^"]+180x180[^"]*">', page)


@pytest.mark.django_db
def test_a_logo_whose_file_is_gone_leaves_the_name(admin_client, client, media):
    logo = make_picture(400, 80)
    logo.file.storage.delete(logo.file.name)
    site = SiteSettings.load()
    site.logo = logo
    site.save()
    assert "wordmark__name" in client.get(PAGE).content.decode()


@pytest.mark.django_db
def test_a_branded_page_costs_no_query_more(client, media):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as plain:
        client.get(PAGE)
    site = SiteSettings.load()
    site.accent, site.logo, site.icon = "#6d28d9", make_picture(400, 80), make_picture(200, 200)
    site.save()
    client.get(PAGE)
    with CaptureQueriesContext(connection) as branded:
        assert "wordmark__logo" in client.get(PAGE).content.decode()
    assert len(branded) == len(plain) <= 1


@pytest.mark.django_db
def test_mails_come_in_the_same_colour_with_the_logo(media, settings):
    site = SiteSettings.load()
    site.accent, site.logo = "#6d28d9", make_picture(400, 80)
    site.save()
    send_event_mail(make_user(), "thread_answered", {"path": "/en/", "title": "Lamp"})
    html = mail.outbox[0].alternatives[0][0]
    assert "background:#6d28d9" in html and "#0b6b5c" not in html
    assert f'<img src="{settings.SITE_URL}/media/' in html and 'alt="Kelora" height="36" width="180"' in html


@pytest.mark.django_db
def test_the_cms_carries_the_name_and_colour_of_the_site(admin_client):
    save_settings(admin_client, accent="#6d28d9")
    page = admin_client.get("/cms/").content.decode()
    assert "- Lampion</title>" in page and 'aria-label="Lampion"' in page and 'fill="#6d28d9"' in page
