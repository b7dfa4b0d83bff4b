"""Video guides: captions, chapters, transcript, and seeking in our own files."""

from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtailmedia.models import Media

from kb.captions import clock, read_cues, write_vtt
from kb.embeds import embed_address
from kb.models import CaptionTrack
from kb.tests.factories import VTT, make_guide

pytestmark = pytest.mark.django_db
FILM = bytes(range(256)) * 40


@pytest.fixture
def film(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    media = Media(title="Film", type="video", duration=90)
    media.file.save("film.mp4", ContentFile(FILM))
    return media


def test_guide_has_player_chapters_and_transcript_that_seek_without_script(client, site, film):
    guide = make_guide(video=film, chapters=[(60, "The button"), (0, "Open")], tracks={"en": VTT, "ru": VTT})
    html = client.get(guide.url).content.decode()
    assert "<video" in html and 'preload="metadata"' in html and film.url in html
    assert html.index("Open</span>") < html.index("The button")
    assert 'href="?t=74#video" data-seek="74.50"' in html and "Press the lamp's button." in unescape(html)
    assert html.count("<track ") == 2 and 'srclang="ru"' in html


def test_a_hit_in_the_middle_opens_at_its_second(client, site, film):
    guide = make_guide(video=film)
    assert f"{film.url}#t=74" in client.get(f"{guide.url}?t=74").content.decode()
    for nonsense in ("-1", "1e9", "x", "٣", "9" * 50):
        assert "#t=" not in client.get(guide.url, {"t": nonsense}).content.decode()


def test_captions_come_from_our_own_address_as_webvtt(client, site):
    track = make_guide().caption_tracks.get()
    response = client.get(track.url)
    assert response["Content-Type"] == "text/vtt; charset=utf-8" and response.content.decode() == VTT.strip() + "\n"


def test_captions_of_a_draft_are_not_served(client, site):
    guide = make_guide()
    track = guide.caption_tracks.get()
    guide.unpublish()
    assert client.get(track.url).status_code == 404
    assert client.get("/captions/99999.vtt").status_code == 404


@pytest.mark.parametrize(
    ("vtt", "words"),
    [
        ("Hello", "must begin with a line that says WEBVTT"),
        ("WEBVTT\n\nHello", "There is no caption"),
        ("WEBVTT\n\n00:00:05.000 --> 00:00:02.000\nBack", "ends before it begins"),
        ("WEBVTT\n\n00:00:01 --> 00:00:02\nNo thousandths", "cannot be read"),
        ("WEBVTT\n\n00:00:01.000 -> 00:00:02.000\nx", "There is no caption"),
    ],
)
def test_broken_captions_are_refused_in_plain_words(vtt, words):
    with pytest.raises(ValidationError) as refused:
        CaptionTrack(language="en", vtt=vtt).full_clean(exclude=["page"])
    assert words in str(refused.value)


def test_captions_with_tags_and_windows_line_ends_are_read(site):
    cues = read_cues("\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.500\r\n<v Ann>Hi <b>there</b>\r\nfriend\r\n")
    assert [(cue.start, cue.end, cue.text) for cue in cues] == [(1.0, 2.5, "Hi there friend")]


def test_words_cannot_break_out_of_their_caption():
    vtt = write_vtt([(0, 2, "a --> b\n\n00:00:09.000 --> 00:00:10.000 <i>&")])
    cues = read_cues(vtt)
    assert len(cues) == 1 and cues[0].text == "a --> b 00:00:09.000 --> 00:00:10.000 <i>&"


def test_length_comes_from_what_is_known(site, film):
    assert make_guide(video=film).seconds == 90
    assert make_guide().seconds == 80
    assert make_guide(duration=5).seconds == 5
    assert make_guide(tracks={}).seconds == 0
    assert clock(134) == "2:14" and clock(3734) == "1:02:14"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", ""),
        ("javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ", ""),
        ('https://youtu.be/a"onload=x', ""),
        ("http://[", ""),
    ],
)
def test_only_known_players_are_framed(url, player):
    assert embed_address(url) == player


def test_seeking_works_without_a_web_server_in_front(client, film):
    whole = client.get(film.url)
    assert whole.status_code == 200 and b"".join(whole.streaming_content) == FILM
    part = client.get(film.url, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and b"".join(part.streaming_content) == FILM[100:200]
    assert part["Content-Range"] == f"bytes 100-199/{len(FILM)}" and part["Content-Type"] == "video/mp4"
    tail = client.get(film.url, headers={"Range": "bytes=-50"})
    assert b"".join(tail.streaming_content) == FILM[-50:]


def test_a_range_past_the_end_is_refused_and_head_sends_nothing(client, film):
    assert client.get(film.url, headers={"Range": f"bytes={len(FILM) + 1}-"}).status_code == 416
    head = client.head(film.url)
    assert head.status_code == 200 and head["Content-Length"] == str(len(FILM)) and not head.getvalue()


@pytest.mark.parametrize("path", ["../secret", "%2e%2e/secret", "a/../../secret", "/etc/passwd", "documents/x.pdf"])
def test_media_leads_to_no_other_file(client, film, settings, path):
    (settings.MEDIA_ROOT.parent / "secret").write_text("secret")
    documents = settings.MEDIA_ROOT / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    (documents / "x.pdf").write_text("secret")
    assert client.get(f"/media/{path}").status_code == 404
