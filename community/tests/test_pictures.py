"""Pictures of members: what comes in, what is stored of it, who sees it, and when it goes."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from accounts.tests.factories import make_moderator, make_newcomer, make_user, signed_in
from community import actions
from community.actions import Refused
from community.models import Picture, Revision
from community.picture_files import LONGEST_SIDE
from community.rules import PICTURES_A_MINUTE
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def file_of(picture: Image.Image, name: str = "lamp.png", kind: str = "PNG", **how) -> SimpleUploadedFile:
    out = BytesIO()
    picture.save(out, kind, **how)
    return SimpleUploadedFile(name, out.getvalue())


def a_picture(width: int = 60, height: int = 40, colour="teal") -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def send(client, file):
    return client.post(reverse("add_picture"), {"picture": file})


def stored(response) -> Image.Image:
    assert response.status_code == 200, response.content
    return Image.open(Picture.objects.latest("pk").file)


def pixels_said_by(width: int, height: int) -> bytes:
    """A PNG whose head says how large it is, with nothing behind it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))  # noqa: E731
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "how"), [("PNG", {}), ("JPEG", {}), ("WEBP", {}), ("GIF", {}), ("JPEG", {"quality": 5})]
)
def test_four_kinds_are_taken_whatever_their_name_says(kind, how):
    picture = stored(send(signed_in(make_user()), file_of(a_picture(), "notes.txt", kind, **how)))
    assert (picture.format, picture.size) == ("WEBP", (60, 40))


def test_a_picture_is_in_the_text_as_large_as_it_will_be_and_opens_alone(client):
    member = make_user()
    markdown = send(signed_in(member), file_of(a_picture())).json()["markdown"]
    answer = make_answer(author=member, body=f"Look:\n\n{markdown.replace('describe the picture', 'the lamp')}")
    shown = BeautifulSoup(client.get(answer.thread.get_absolute_url()).content, "html.parser").select_one(".answer img")
    assert (shown["width"], shown["height"], shown["loading"], shown["alt"]) == ("60", "40", "lazy", "the lamp")
    assert shown.parent["href"] == shown["src"]
    served = client.get(shown["src"])
    assert served["Content-Type"] == "image/webp" and served["X-Content-Type-Options"] == "nosniff"


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "Secret Camera", {1: "N", 2: (52.0, 31.0, 12.0)}
    said = PngInfo()
    said.add_text("Comment", "home address")
    client = signed_in(make_user())
    picture = stored(send(client, file_of(a_picture(), "a.jpg", "JPEG", exif=exif)))
    assert picture.size == (40, 60) and not dict(picture.getexif())
    stored(send(client, file_of(a_picture(colour="red"), pnginfo=said)))
    for content in (picture.file.read() for picture in Picture.objects.all()):
        assert not any(word in content for word in (b"Secret", b"home", b"Exif", b"EXIF"))


def test_a_large_picture_is_made_smaller_and_keeps_its_shape():
    assert stored(send(signed_in(make_user()), file_of(a_picture(3000, 1500), kind="JPEG"))).size == (
        LONGEST_SIDE,
        1000,
    )


def test_of_an_animation_the_first_frame_stays():
    frames = [a_picture(colour=colour) for colour in ("red", "lime", "blue")]
    file = file_of(frames[0], "a.gif", "GIF", save_all=True, append_images=frames[1:])
    picture = stored(send(signed_in(make_user()), file))
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((5, 5))[0] > 200


def test_what_is_more_than_a_picture_is_only_a_picture_afterwards():
    script = b"<script>alert(document.cookie)</script>"
    polyglot = file_of(a_picture(), "x.html").read() + script
    response = send(signed_in(make_user()), SimpleUploadedFile("x.html", polyglot, "text/html"))
    assert stored(response).size == (60, 40)
    kept = Picture.objects.get()
    assert script not in kept.file.read() and kept.file.name.endswith("-60x40.webp")


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a/*<html><script>alert(1)</script>*/",
        b"<!doctype html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        b"\xff\xd8\xff\xe0" + b"junk" * 50,
        b"BM" + b"\0" * 100,
        b"",
    ],
)
def test_what_is_no_picture_is_refused_with_words(content):
    response = send(signed_in(make_user()), SimpleUploadedFile("lamp.png", content, "image/png"))
    assert response.status_code == 422 and response.json()["error"]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("side", [30_000, 8_000, 60_000])
def test_a_bomb_is_refused_by_what_its_head_says(side, monkeypatch):
    def decoded(*args, **kwargs):
        raise AssertionError("it was decoded")

    monkeypatch.setattr(Image.Image, "convert", decoded)
    file = SimpleUploadedFile("bomb.png", pixels_said_by(side, side))
    response = send(signed_in(make_user()), file)
    assert response.status_code == 422 and "50 million" in response.json()["error"]


def test_five_megabytes_are_the_limit_and_more_is_not_even_read():
    client = signed_in(make_user())
    response = send(client, SimpleUploadedFile("a.png", b"\0" * (5 * 1024 * 1024 + 1)))
    assert response.status_code == 422 and "5 MB" in response.json()["error"]
    assert send(client, SimpleUploadedFile("a.png", b"\0" * (7 * 1024 * 1024))).status_code == 413


def test_guests_and_silenced_members_add_none_and_get_is_no_way_in(client):
    assert send(client, file_of(a_picture())).status_code == 403
    silenced = make_user()
    actions.sanction(silenced, actor=make_moderator(), measure="24h", reason="Rude twice.")
    assert send(signed_in(silenced), file_of(a_picture())).status_code == 422
    assert client.get(reverse("add_picture")).status_code == 405
    assert not Picture.objects.exists()


def test_a_picture_sent_without_the_token_of_the_form_is_not_taken():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    assert send(client, file_of(a_picture())).status_code == 403
    assert not Picture.objects.exists()


def test_the_same_picture_twice_is_one_and_many_are_too_many():
    client = signed_in(make_user())
    first, again = (send(client, file_of(a_picture())).json()["markdown"] for _ in range(2))
    assert first == again and Picture.objects.count() == 1
    for number in range(1, PICTURES_A_MINUTE):
        assert send(client, file_of(a_picture(colour=(number, 0, 0)))).status_code == 200
    response = send(client, file_of(a_picture(colour="white")))
    assert response.status_code == 422 and str(PICTURES_A_MINUTE) in response.json()["error"]


def test_without_script_the_form_comes_back_with_the_picture_in_its_text():
    member, thread = make_user(), make_thread()
    client, url = signed_in(member), reverse("answer_thread", args=[thread.pk])
    sent = {"body": "Like this:", "picture": file_of(a_picture()), "picture_words": "the lamp [on]"}
    page = BeautifulSoup(client.post(url, sent).content, "html.parser")
    text = page.select_one("#your-answer textarea").text
    assert text.strip().startswith("Like this:\n\n![the lamp (on)](/media/pictures/") and not thread.answers.exists()
    client.post(url, {"body": text})
    assert "<img" in thread.answers.get().body_html


def test_without_script_the_button_for_pictures_posts_nothing():
    thread = make_thread()
    response = signed_in(make_user()).post(
        reverse("answer_thread", args=[thread.pk]), {"body": "Not ready.", "add": "picture"}
    )
    assert "Choose a picture." in response.content.decode() and "Not ready." in response.content.decode()
    assert not thread.answers.exists()


def test_without_script_what_is_wrong_stands_by_the_field_and_the_text_stays():
    thread = make_thread()
    edit = reverse("edit_thread", args=[thread.pk])
    sent = {"title": thread.title, "board": thread.board.slug, "body": "My new words.", "tags": ""}
    response = signed_in(thread.author).post(edit, {**sent, "picture": SimpleUploadedFile("a.png", b"none")})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422 and page.select_one("textarea").text.strip() == "My new words."
    assert page.select_one(".field__error")


def test_pictures_from_elsewhere_and_invented_ones_are_not_shown():
    member = make_user()
    elsewhere = make_answer(
        author=member, body="![x](https://evil.example/a.png) and ![y](/media/original_images/a.png)"
    )
    assert "<img" not in elsewhere.body_html
    with pytest.raises(Refused, match="not there any more"):
        make_answer(author=member, body=f"Words ![x](/media/pictures/2026/11/{'a' * 32}-60x40.webp)")


def test_a_newcomer_shows_one_picture_in_a_post():
    newcomer = make_newcomer()
    client = signed_in(newcomer)
    one, two = (send(client, file_of(a_picture(colour=colour))).json()["markdown"] for colour in ("red", "blue"))
    with pytest.raises(Refused, match="1 picture"):
        make_thread(author=newcomer, body=f"Two of them: {one} {two}")
    assert make_thread(author=newcomer, body=f"One of them: {one}").body_html.count("<img") == 1


def test_what_no_post_shows_goes_after_a_day_with_its_file(media, django_capture_on_commit_callbacks):
    member = make_user()
    client = signed_in(member)
    used, unused = (send(client, file_of(a_picture(colour=colour))).json()["markdown"] for colour in ("red", "blue"))
    make_answer(author=member, body=f"See: {used}")
    kept, lost = Picture.objects.get(used_at__isnull=False), Picture.objects.get(used_at=None)
    assert actions.tidy_pictures() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.tidy_pictures(timezone.now() + timedelta(hours=25)) == 1
    assert (media / kept.file.name).exists() and not (media / lost.file.name).exists()
    with pytest.raises(Refused):
        make_answer(author=member, body=f"Too late: {unused}")


def test_an_edit_keeps_the_picture_for_the_history_and_forgotten_words_let_it_go():
    member = make_user()
    markdown = send(signed_in(member), file_of(a_picture())).json()["markdown"]
    answer = make_answer(author=member, body=f"See: {markdown}")
    actions.edit_answer(answer, actor=member, body="See nothing.", at=timezone.now() + timedelta(hours=1))
    assert Picture.objects.get().used_at
    actions.forget_words(Revision.objects.get(), actor=make_moderator())
    assert Picture.objects.get().used_at is None


def test_a_picture_goes_with_the_last_post_that_shows_it(django_capture_on_commit_callbacks):
    member = make_user()
    markdown = send(signed_in(member), file_of(a_picture())).json()["markdown"]
    one = make_answer(author=member, body=f"See: {markdown}")
    other = make_answer(author=member, body=f"See again, it is the same one: {markdown}")
    for post, is_used in ((one, True), (other.thread, False)):
        with django_capture_on_commit_callbacks(execute=True):
            post.delete()
        assert bool(Picture.objects.get().used_at) == is_used
