"""Content comes in from anywhere and goes out the same: `import_content` and `export_content`."""

import base64
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from community.models import Thread
from kb.actions import ensure_site
from kb.imports import find
from kb.models import ArticlePage, SectionPage, VideoGuidePage
from kb.tests.factories import VTT, make_article
from kb.tests.pictures import data_png, png
from site_config.imports import import_record
from site_config.models import ImportedObject
from site_config.tests.beginnings import made_once

pytestmark = pytest.mark.django_db
SHARED = settings.BASE_DIR.parent / "shared" / "data"
SECTION = {"kind": "section", "id": "s1", "lang": "en", "title": "Orders"}
ARTICLE = {
    "kind": "article",
    "id": "a1",
    "lang": "en",
    "section": "s1",
    "title": "Change an order",
    "body": "## How\n\n1. Open *My orders*\n2. Press **Change**",
    "format": "markdown",
    "summary": "Within an hour.",
    "tags": ["change", "order"],
    "updated": "2026-05-01T10:00:00Z",
}


GUIDE = {
    "kind": "video",
    "id": "v1",
    "lang": "en",
    "section": "s1",
    "title": "Film",
    "body": "Words.",
    "url": "https://vimeo.com/76979871",
    "captions_vtt": VTT,
    "captions": {"ru": VTT},
    "poster": data_png(9),
    "chapters": [{"start": 0, "title": "Open"}, {"start": 74, "title": "Press"}],
}


class Site:
    """A folder to import from and export to."""

    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys

    def bring(self, *lines, expect=0) -> str:
        """Import lines (objects, or raw bytes); returns all that was said."""
        raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        path = self.folder / "in.jsonl"
        path.write_bytes(b"\n".join(raw) + b"\n")
        return self.bring_file(path, expect)

    def bring_file(self, path, expect=0) -> str:
        status = 0
        try:
            call_command("import_content", str(path))
        except SystemExit as stop:
            status = stop.code
        said = self.capsys.readouterr()
        assert status == expect, said.err
        return said.out + said.err

    def take(self) -> bytes:
        path = self.folder / "out.jsonl"
        call_command("export_content", str(path))
        return path.read_bytes()

    def empty(self) -> None:
        for page in SectionPage.objects.filter(slug="help", depth=3):
            for child in page.get_children():
                child.delete()
        Thread.objects.all().delete()
        ImportedObject.objects.all().delete()
        get_image_model().objects.all().delete()


pages = made_once(ensure_site)


@pytest.fixture
def site(pages, tmp_path, capsys, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Site(tmp_path, capsys)


def state() -> tuple:
    """What a second import must not touch."""
    pages = Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_id", "last_published_at", "url_path")
    return Revision.objects.count(), get_image_model().objects.count(), list(pages)


def article(source_id="a1") -> ArticlePage:
    return find("article", source_id)


def kinds(page) -> list[str]:
    return [block.block_type for block in page.body]


# --- what comes in ---------------------------------------------------------------------------------------------------


def test_an_article_arrives_with_everything_the_line_says(site, client):
    site.bring(SECTION, ARTICLE)
    page = article()
    assert page.get_parent().title == "Orders" and page.summary == "Within an hour."
    assert sorted(page.tags.names()) == ["change", "order"]
    assert page.last_published_at.isoformat() == "2026-05-01T10:00:00+00:00"
    assert page.latest_revision.created_at == page.last_published_at and page.live and not page.has_unpublished_changes
    assert kinds(page) == ["heading", "steps"]
    assert "Open <i>My orders</i>" in client.get(page.url).content.decode()


def test_the_same_lines_again_change_nothing(site):
    lines = [SECTION, ARTICLE, {"kind": "video", "id": "v1", "lang": "en", "title": "Film", "captions_vtt": VTT}]
    site.bring(*lines)
    before = state()
    said = site.bring(*lines)
    assert state() == before and "0 created, 0 updated, 3 unchanged, 0 bad" in said


def test_a_changed_line_updates_and_keeps_the_address(site):
    site.bring(SECTION, ARTICLE)
    before = article()
    said = site.bring({**ARTICLE, "title": "Change or cancel", "tags": ["cancel"], "section": None})
    after = article()
    assert "1 updated" in said and (after.pk, after.slug) == (before.pk, before.slug)
    assert after.title == "Change or cancel" and list(after.tags.names()) == ["cancel"]
    assert after.url == "/en/help/change-an-order/"  # without a section it lies directly below Help
    assert Revision.objects.for_instance(after).count() == 2


def test_other_ways_to_ask_come_in_and_go_out_and_stay_where_a_line_knows_none(site):
    site.bring(SECTION, {**ARTICLE, "questions": ["Can I  stop it?", "Can I stop it?", " ", "Wrong size"]})
    assert find("article", "a1").question_list == ["Can I stop it?", "Wrong size"]
    assert b'"questions": ["Can I stop it?", "Wrong size"]' in site.take()
    site.bring({**ARTICLE, "title": "Change it"})
    assert find("article", "a1").question_list == ["Can I stop it?", "Wrong size"]
    site.bring({**ARTICLE, "questions": []})
    assert find("article", "a1").question_list == []


def test_what_an_editor_took_offline_stays_offline(site):
    site.bring(SECTION, ARTICLE)
    article().unpublish()
    site.bring({**ARTICLE, "title": "New words"})
    page = article()
    assert not page.live and page.get_latest_revision_as_object().title == "New words"


def test_lines_may_come_in_any_order(site):
    russian = {**ARTICLE, "id": "a1-ru", "lang": "ru", "section": "s1-ru", "translation_of": "a1", "title": "Изменить"}
    site.bring(russian, {**SECTION, "id": "s1-ru", "lang": "ru", "translation_of": "s1"}, ARTICLE, SECTION)
    assert article("a1-ru").translation_key == article().translation_key
    assert find("section", "s1-ru").translation_key == find("section", "s1").translation_key


def test_links_between_articles_hold_whichever_comes_first(site, client):
    first = {
        **ARTICLE,
        "id": "x",
        "section": None,
        "title": "First",
        "body": "[second](article:second) [none](article:no)",
    }
    second = {**first, "id": "y", "title": "Second", "body": "[by id](article:x)"}
    site.bring(first, second)
    page = article("x")
    assert 'href="/en/help/second/"' in client.get(page.url).content.decode()
    assert f'linktype="page" id="{article("y").pk}"' in page.latest_revision.as_object().body[0].value.source
    assert 'href="/en/help/first/"' in client.get(article("y").url).content.decode()


def test_slugs_are_given_once_in_a_language(site):
    site.bring(SECTION, ARTICLE, {**ARTICLE, "id": "a2"}, {**ARTICLE, "id": "a3", "title": "!!!"})
    assert [article(name).slug for name in ("a1", "a2", "a3")] == ["change-an-order", "change-an-order-2", "article"]


def test_markdown_becomes_the_blocks_an_editor_would_choose(site):
    body = (
        "Intro with `code`.\n\n### Small\n\n1. One\n2. Two\n\n   ```python\n   x = 1\n   ```\n3. Three\n\n"
        "> [!WARNING] Hot\n> Let it cool.\n\n> A quote.\n\n| A | B |\n| --- | --- |\n| 1 | **2** |\n\n"
        "<details><summary>Why?</summary>\n\nBecause.\n\n</details>\n\n<details><summary>How?</summary>\n\nSo.\n\n</details>\n\n"
        f"<figure><img src='{data_png(3)}' alt='Lamp'><figcaption>On</figcaption></figure>\n\n- a\n- b\n"
    )
    site.bring({**ARTICLE, "section": None, "body": body})
    page = article()
    assert kinds(page) == [
        *("text", "heading", "steps", "code", "steps", "note", "text", "table", "accordion", "picture", "text")
    ]
    steps, more, note = page.body[2].value, page.body[4].value, page.body[5].value
    assert (len(steps["steps"]), more["start"]) == (2, 3)
    assert (note["kind"], note["title"], note["text"].source) == ("warning", "Hot", "<p>Let it cool.</p>")
    assert [pair["question"] for pair in page.body[8].value["questions"]] == ["Why?", "How?"]
    assert page.body[9].value["image"].file.read() == png(3)


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<p style='position:fixed' onclick='alert(1)'>x</p>",
        "<a linktype='page' id='1' onclick='alert(1)' href='jav\tascript:alert(1)'>x</a>",
        "<embed embedtype='media' url='https://evil.example'/>",
        "<svg><script>alert(1)</script></svg><math><mi xlink:href='javascript:alert(1)'>",
        "<iframe src='https://evil.example'></iframe><form action='https://evil.example'><input></form>",
        "<details><summary><img src=x onerror=alert(1)>Q</summary><script>alert(1)</script>A</details>",
        "`</code><script>alert(1)</script>`",
    ],
)
@pytest.mark.parametrize("body_format", ["markdown", "html"])
def test_nothing_harmful_comes_through(site, client, evil, body_format):
    site.bring({**ARTICLE, "section": None, "title": f"T {evil}", "body": evil, "format": body_format, "summary": evil})
    main = BeautifulSoup(client.get(article().url).content, "html.parser").find("article")
    assert not main.find(["script", "iframe", "embed", "math", "object"])
    assert all(form["action"].startswith("/en/feedback/") for form in main.find_all("form"))
    for tag in main.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name in ("style", "xlink:href")]
        for address in (tag.get("href", "/"), tag.get("src", "/")):
            assert re.match(r"(https?:|mailto:|tel:|/|#|\?)", address), address


def test_words_survive_ten_lists_within_each_other(site, client):
    body = "<ul><li>deep" * 10 + "</li></ul>" * 10
    site.bring({**ARTICLE, "section": None, "body": body, "format": "html"})
    assert client.get(article().url).content.decode().count("<li>deep") == 10


def test_a_guide_arrives_with_captions_and_chapters(site, client):
    site.bring(SECTION, GUIDE)
    guide = VideoGuidePage.objects.get()
    assert [track.language for track in guide.tracks] == ["en", "ru"] and guide.seconds == 80
    assert [chapter.title for chapter in guide.chapter_list] == ["Open", "Press"] and guide.poster
    assert "player.vimeo.com" in client.get(guide.url).content.decode()


# --- what cannot come in ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json", "not JSON"),
        (b'{"kind": "article", "id": "\xff\xfe"}', "not UTF-8 (byte 28)"),
        (b"[1, 2]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        ({**ARTICLE, "kind": "poem"}, "unknown kind “poem”"),
        ({**ARTICLE, "kind": ["article"]}, "“kind” must be text"),
        ({**ARTICLE, "id": None}, "“id” is missing"),
        ({**ARTICLE, "id": "x" * 201}, "the limit is 200"),
        ({**ARTICLE, "lang": "xx"}, "unknown language “xx”"),
        ({**ARTICLE, "title": " "}, "“title” is empty"),
        ({**ARTICLE, "title": 7}, "“title” must be text"),
        ({**ARTICLE, "title": "x" * 256}, "the limit is 255"),
        ({**ARTICLE, "body": {"a": 1}}, "“body” must be text"),
        ({**ARTICLE, "format": "docx"}, "unknown format “docx”"),
        ({**ARTICLE, "summary": "x" * 401}, "the limit is 400"),
        ({**ARTICLE, "tags": "change"}, "“tags” must be a list"),
        ({**ARTICLE, "questions": ["x" * 151]}, "longer than 150"),
        ({**ARTICLE, "questions": list("abcdefghijklmnopqrstu")}, "“questions” has 21 entries; the limit is 20"),
        ({**ARTICLE, "tags": [1]}, "“tags” must be a list"),
        ({**ARTICLE, "tags": ["x" * 101]}, "longer than 100"),
        ({**ARTICLE, "updated": "yesterday"}, "“updated” is not a time"),
        ({**ARTICLE, "updated": "2026-13-45T99:00:00Z"}, "“updated” is not a time"),
        ({**ARTICLE, "updated": "9999-12-31T23:59:59Z"}, "“updated” is not a time between 1970 and 2200"),
        ({**ARTICLE, "updated": "0001-01-01T00:00:00+14:00"}, "“updated” is not a time between 1970 and 2200"),
        ({**ARTICLE, "format": "html", "body": "<div>" * 200_000 + "deep"}, "nested too deeply"),
        ({**ARTICLE, "format": "html", "body": "<ul><li>" * 5_000 + "deep"}, "nested too deeply"),
        ({**ARTICLE, "section": "nowhere"}, "there is no section “nowhere”"),
        ({**ARTICLE, "lang": "ru"}, "section “s1” is in en, not in ru"),
        ({**ARTICLE, "translation_of": "nothing"}, "the original “nothing” is not there"),
        ({**ARTICLE, "id": "a2", "translation_of": "good"}, "already has a page in en"),
        ({**ARTICLE, "body": "<img src='data:image/png;base64,AAAA'>"}, "a picture cannot be read"),
        ({**ARTICLE, "body": "<img src='data:image/svg+xml;base64,PHN2Zy8+'>"}, "a picture cannot be read"),
        ({"kind": "video", "id": "v", "lang": "en", "title": "V", "captions_vtt": "no"}, "captions in en"),
        ({"kind": "video", "id": "v", "lang": "en", "title": "V", "url": "javascript:x"}, "https://"),
        ({"kind": "video", "id": "v", "lang": "en", "title": "V", "url": "http://[::1"}, "https://"),
        ({"kind": "video", "id": "v", "lang": "en", "title": "V", "chapters": [{"start": "x"}]}, "“start” must be"),
        ({"kind": "section", "id": "s9", "lang": "en", "title": "S", "parent": "nowhere"}, "there is no section"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_skipped_and_the_rest_comes_in(site, line, reason):
    good = {**ARTICLE, "id": "good"}
    said = site.bring(SECTION, good, line, {**ARTICLE, "id": "last"}, expect=1)
    assert f"line 3: {reason}" in said or ("line 3: " in said and reason in said)
    assert article("good") and article("last") and ArticlePage.objects.count() == 2
    assert "3 created" in said and "1 bad" in said


def test_paragraphs_and_entries_that_nobody_ended_are_not_taken_for_nesting(site):
    body = "<p>first" + "<p>next" * 500 + "<ul>" + "<li>entry" * 500 + "</ul>"
    site.bring(SECTION, {**ARTICLE, "format": "html", "body": body})
    assert article().text.plain.count("entry") == 500


def test_a_line_that_fails_halfway_leaves_nothing_behind(site):
    broken = {**ARTICLE, "section": None, "body": f"<img src='{data_png(5)}'> <img src='data:image/png;base64,AAAA'>"}
    site.bring(broken, expect=1)
    assert not ArticlePage.objects.exists() and not get_image_model().objects.exists()
    assert not ImportedObject.objects.exists()


def test_a_huge_line_is_refused_without_being_held(site, monkeypatch):
    monkeypatch.setattr("site_config.management.commands.import_content.MAX_LINE", 2000)
    huge = json.dumps({**ARTICLE, "body": "x" * 9000}).encode()
    said = site.bring(SECTION, huge, ARTICLE, expect=1)
    assert "line 2: longer than" in said and article()


def test_a_picture_like_a_bomb_is_refused(site, monkeypatch):
    monkeypatch.setattr("kb.pictures.MAX_PIXELS", 100)
    said = site.bring({**ARTICLE, "section": None, "body": f"<img src='{data_png()}'>"}, expect=1)
    assert "million pixels" in said


def test_nul_bytes_lone_surrogates_and_blank_lines_do_no_harm(site):
    site.bring(b"", SECTION, b"  ", {**ARTICLE, "title": "A\x00B \ud800", "body": "x\x00y"})
    assert article().title == "AB"


def test_breaking_off_keeps_what_is_stored(site, monkeypatch):
    calls = []

    def interrupt(record, importers):
        calls.append(record)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return import_record(record, importers)

    monkeypatch.setattr("site_config.management.commands.import_content.import_record", interrupt)
    said = site.bring(SECTION, ARTICLE, {**ARTICLE, "id": "a2"}, expect=130)
    assert "Stopped" in said and article() and not article("a2")


def test_a_file_that_is_not_there_is_said_so(site):
    with pytest.raises(Exception, match="cannot be read"):
        call_command("import_content", "/nowhere.jsonl")


# --- what goes out ---------------------------------------------------------------------------------------------------


def test_what_goes_out_and_in_again_goes_out_the_same(site):
    body = (
        "# Top\n\nText & <b>more</b> [link](article:a2) [web](https://example.org/?a=1&b=2)\n\n3. Three\n4. Four\n\n"
        "   > [!TIP]\n   > Try.\n\n5. Five\n   - x\n   - y\n\n| A | |\n|---|---|\n| `1 < 2` | <kbd>Ctrl</kbd> |\n\n"
        '```json\n{\n  "a": "<b>"\n}\n```\n\n> Quote<br>two\n\n---\n\n#### Small\n\nA  B\n\n'
        f"<figure><img src='{data_png(4)}' alt='\"L\" & M'><figcaption>Cap</figcaption></figure>\n\n"
        "<figure><a href='https://youtu.be/dQw4w9WgXcQ'>Film</a></figure>\n\n"
        "<details><summary>Q?</summary>\n\nA\n\n- b\n\n</details>"
    )
    site.bring(
        SECTION,
        {**SECTION, "id": "s2", "parent": "s1", "title": "Below", "intro": "All of it.", "icon": "truck"},
        {**SECTION, "id": "s1-fa", "lang": "fa", "translation_of": "s1", "title": "سفارش‌ها"},
        {**ARTICLE, "section": None, "id": "loose"},
        {**ARTICLE, "body": body, "section": "s2"},
        {**ARTICLE, "id": "a2", "updated": "2026-05-01T10:00:00.123456+02:00"},
        {**ARTICLE, "id": "a1-fa", "lang": "fa", "section": "s1-fa", "translation_of": "a1"},
        GUIDE,
    )
    first = site.take()
    site.empty()
    site.bring_file(site.folder / "out.jsonl")
    assert site.take() == first
    by_id = {line["id"]: line for line in map(json.loads, first.decode().splitlines())}
    assert by_id["a1"]["body"].count("article:a2") == 1 and by_id["s2"]["parent"] == "s1"
    assert by_id["a2"]["updated"] == "2026-05-01T08:00:00.123456Z" and "section" not in by_id["loose"]
    assert base64.b64encode(png(4)).decode() in by_id["a1"]["body"]


def test_pages_written_here_go_out_under_an_id_that_finds_them_again(site):
    page = make_article("## A\n\nWords.", title="Ours")
    first = site.take()
    assert json.loads(first)["id"] == f"{page.translation_key}-en"
    site.bring_file(site.folder / "out.jsonl")
    assert ArticlePage.objects.count() == 1 and site.take() == first


def test_drafts_and_closed_pages_stay_inside(site):
    site.bring(SECTION, ARTICLE)
    article().unpublish()
    assert b"Change an order" not in site.take()


def test_export_writes_to_the_terminal_too(site, capsys):
    site.bring(SECTION)
    call_command("export_content", "-")
    assert json.loads(capsys.readouterr().out)["title"] == "Orders"


# --- real content ----------------------------------------------------------------------------------------------------


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not on this machine")
@pytest.mark.parametrize("name", ["kb/gnome-help.jsonl", "kb/opensource-guide.jsonl"])
def test_real_content_comes_in_once_and_goes_out_the_same(site, name):
    lines = (SHARED / name).read_bytes().splitlines()
    chosen = [line for line in lines if b'"kind": "section"' in line] + lines[4:40] + lines[-40:]
    originals = {json.loads(line)["id"]: line for line in lines}
    wanted = [originals.get(json.loads(line).get("translation_of", ""), line) for line in chosen]
    part = list(dict.fromkeys([*chosen, *wanted]))
    site.bring(*part)
    before = state()
    assert f"{len(part)} unchanged" in site.bring(*part) and state() == before
    first = site.take()
    site.empty()
    site.bring_file(site.folder / "out.jsonl")
    assert site.take() == first
