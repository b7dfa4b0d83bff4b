"""Lists of questions: what stands in each, how filters and pages combine, and what a member finds of their own."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.models import Answer, Follow, Reading, Thread, Visit
from community.models.threads import State
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.reading import texts

pytestmark = pytest.mark.django_db
HOME = "/en/community/"


def titles(response) -> list[str]:
    return re.findall(r'thread-card__title"><a [^>]*><bdi>([^<]+)', texts(response))


def asked(title: str, **overrides) -> Thread:
    return make_thread(**{"title": f"Question {title}", **overrides})


def step(response, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', texts(response))
    return HOME + found[1].replace("&amp;", "&") if found else ""


@pytest.fixture
def several():
    """One in every state, by name."""
    threads = {name: asked(name) for name in ("waiting", "answered", "unclear", "settled", "shut")}
    for name in ("answered", "unclear"):
        make_answer(threads[name])
    actions.accept_answer(make_answer(threads["settled"]), actor=threads["settled"].author)
    Thread.objects.filter(pk=threads["unclear"].pk).update(state=State.NEEDS_INFO, waiting_since=None)
    actions.close_thread(threads["shut"], actor=make_moderator(), reason="It is about something else.")
    return threads


@pytest.mark.parametrize(
    ("show", "stand"),
    [
        ("unanswered", {"waiting"}),
        ("unsolved", {"waiting", "answered", "unclear"}),
        ("needs_info", {"unclear"}),
        ("solved", {"settled"}),
        ("newest", {"waiting", "answered", "unclear", "settled", "shut"}),
        ("no-such-list", {"waiting", "answered", "unclear", "settled", "shut"}),
    ],
)
def test_a_list_holds_the_questions_of_its_state(client, several, show, stand):
    assert set(titles(client.get(HOME, {"show": show}))) == {f"Question {name}" for name in stand}


def test_board_tag_and_language_narrow_a_list_together_and_stand_in_every_link(client):
    board = make_board("lamps")
    wanted = asked("wanted", board=board, lang="ru", tags=["bulb"])
    for other in ({"lang": "ru", "tags": ["bulb"]}, {"board": board, "tags": ["bulb"]}, {"board": board, "lang": "ru"}):
        asked(f"without one {len(other)} {sorted(other)}", **other)
    response = client.get(HOME, {"show": "unsolved", "board": "lamps", "tag": "bulb", "lang": "ru"})
    assert titles(response) == [wanted.title]
    assert f"{HOME}?board=lamps&amp;tag=bulb&amp;lang=ru&amp;show=solved" in texts(response)
    assert f"{HOME}feed/?show=unsolved&amp;board=lamps&amp;tag=bulb&amp;lang=ru" in texts(response)


def test_pages_lead_on_and_back_through_every_question_once(client):
    moment = now() - timedelta(days=1)
    threads = [asked(f"number {n:02}", created_at=moment + timedelta(minutes=n // 3)) for n in range(45)]
    seen, response, address = [], None, f"{HOME}?show=newest"
    while address:
        response = client.get(address)
        seen.append(titles(response))
        address = step(response, "next")
    assert [title for page in seen for title in page] == [thread.title for thread in reversed(threads)]
    assert [len(page) for page in seen] == [20, 20, 5]
    back = client.get(step(response, "prev"))
    assert titles(back) == seen[1]
    first = client.get(step(back, "prev"))
    assert titles(first) == seen[0] and not step(first, "prev")


def test_a_question_asked_meanwhile_moves_nothing_onto_the_next_page(client):
    for number in range(25):
        asked(f"number {number}", created_at=now() - timedelta(hours=30 - number))
    first = client.get(f"{HOME}?show=newest")
    asked("in between")
    assert not set(titles(first)) & set(titles(client.get(step(first, "next"))))


@pytest.mark.parametrize(
    "bad", ["after=zz", "after=1-", "before=%00x", "after=" + "f" * 60, "page=0", "page=9999", "page=x"]
)
def test_a_bad_place_in_a_list_is_its_beginning(client, bad):
    thread = asked("only one")
    response = client.get(f"{HOME}?{bad}")
    assert response.status_code == (400 if "%00" in bad else 200)
    assert "%00" in bad or titles(response) == [thread.title]


def test_an_old_address_of_a_page_still_works(client):
    for number in range(25):
        asked(f"number {number:02}", created_at=now() - timedelta(hours=30 - number))
    response = client.get(f"{HOME}?page=2")
    assert titles(response) == [f"Question number {number:02}" for number in (4, 3, 2, 1, 0)]
    assert len(titles(client.get(step(response, "prev")))) == 20


def test_no_page_of_a_list_counts_the_questions(client, django_assert_max_num_queries):
    for number in range(25):
        asked(f"number {number}")
    client.get(HOME)
    with django_assert_max_num_queries(8) as done:
        client.get(HOME)
    assert not [query for query in done if "COUNT(" in query["sql"]]


# --- a member's own lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("show", ["new", "help", "followed", "mine"])
def test_guests_are_asked_to_sign_in_for_lists_of_members(client, show):
    response = client.get(HOME, {"show": show})
    assert response.status_code == 302 and "next=/en/community/%3Fshow" in response["Location"]
    assert "For you" not in texts(client.get(HOME))


def test_mine_and_followed(client):
    member, other = make_user(), asked("of another")
    own, muted = asked("of mine", author=member, lang="el"), asked("muted")
    client = signed_in(member)
    assert titles(client.get(f"{HOME}?show=mine")) == [own.title]
    actions.follow(other, actor=member)
    Follow.objects.create(thread=muted, member=member, level=Follow.Level.MUTE)
    make_answer(own)
    assert titles(client.get(f"{HOME}?show=followed")) == [own.title, other.title]
    assert titles(client.get(f"{HOME}?show=followed&lang=en")) == [other.title]


def test_where_one_can_help_is_where_one_answered_and_longest_waiting_first():
    member, lamps, chairs = make_user(), make_board("lamps"), make_board("chairs")
    hours = iter(range(90, 0, -1))

    def waiting(title, **fields):
        return asked(title, **{"board": lamps, "created_at": now() - timedelta(hours=next(hours)), **fields})

    answered = waiting("answered by me")
    longest, shorter = waiting("longest"), waiting("shorter")
    make_answer(longest)
    waiting("my own", author=member), waiting("in another board", board=chairs), waiting("in Russian", lang="ru")
    solved = waiting("solved")
    actions.accept_answer(make_answer(solved), actor=solved.author)
    client = signed_in(member)
    empty = client.get(f"{HOME}?show=help")
    assert not titles(empty) and "Which board do you know best?" in texts(empty)
    assert f'href="{HOME}?show=help&amp;board=lamps"' in texts(empty)
    assert titles(client.get(f"{HOME}?show=help&board=chairs")) == ["Question in another board"]
    make_answer(answered, author=member)
    assert titles(client.get(f"{HOME}?show=help")) == [longest.title, shorter.title]
    assert "Question in Russian" in titles(client.get(f"{HOME}?show=help&lang=ru"))
    make_answer(longest, author=member), make_answer(shorter, author=member)
    assert "Nobody waits for you here" in texts(client.get(f"{HOME}?show=help"))


def test_a_board_that_is_followed_is_a_place_to_help():
    member, thread = make_user(), asked("of a followed board", board=make_board("lamps"))
    Follow.objects.create(board=thread.board, member=member)
    assert titles(signed_in(member).get(f"{HOME}?show=help")) == [thread.title]


def test_new_is_what_came_since_the_last_visit_and_was_not_read_since():
    member, hour = make_user(), timedelta(hours=1)
    Visit.objects.create(member=member, began_at=now() - 9 * hour, last_seen_at=now() - 8 * hour)
    old, fresh = asked("old", created_at=now() - 30 * hour), asked("fresh", created_at=now() - 2 * hour)
    woken = asked("woken", created_at=now() - 40 * hour)
    read = asked("read meanwhile", created_at=now() - 3 * hour)
    make_answer(woken, created_at=now() - hour)
    asked("my own", author=member)
    Reading.objects.create(member=member, thread=read)
    client = signed_in(member)
    assert titles(client.get(f"{HOME}?show=new")) == [woken.title, fresh.title]
    client.post(reverse("note_visit"))
    assert titles(client.get(f"{HOME}?show=new")) == [woken.title, fresh.title], "it is the same visit still"
    Visit.objects.update(last_seen_at=now() - timedelta(minutes=31))
    assert old.title not in texts(client.get(f"{HOME}?show=new"))
    Visit.objects.update(last_seen_at=now() + hour, previous_at=now() + hour)
    assert "You have read everything" in texts(client.get(f"{HOME}?show=new"))


def test_a_line_says_how_many_answers_are_new_and_leads_to_the_first():
    member, thread = make_user(), asked("with answers")
    make_answer(thread, created_at=now() - timedelta(hours=3))
    Reading.objects.create(member=member, thread=thread, last_at=now() - timedelta(hours=2))
    client = signed_in(member)
    assert "thread-card__news" not in texts(client.get(HOME))
    first = make_answer(thread, created_at=now() - timedelta(hours=1))
    make_answer(thread)
    make_answer(thread, author=member)
    page = texts(client.get(HOME))
    assert f'<a class="thread-card__news" href="{first.get_absolute_url()}">2 new</a>' in page
    assert "thread-card__news" not in texts(signed_in(make_user()).get(HOME))


# --- what pages tell ----------------------------------------------------------------------------------------------


def test_reading_is_noted_by_post_with_its_seconds_and_never_by_looking():
    member, thread = make_user(), asked("to read")
    client = signed_in(member)
    page = texts(client.get(thread.get_absolute_url()))
    told, until = re.search(r'data-visit="([^"]+)" data-until="(\d+)"', page).groups()
    assert not Reading.objects.exists() and not Visit.objects.exists()
    for seconds in ("20", "15"):
        assert client.post(told, {"seconds": seconds, "until": until}).status_code == 204
    reading = Reading.objects.get()
    assert reading.seconds == 35 and int(reading.last_at.timestamp()) == int(until)
    assert Visit.objects.get().member == member
    assert client.get(told).status_code == 405


@pytest.mark.parametrize("told", [{}, {"seconds": "-5", "until": "x"}, {"seconds": "9" * 40, "until": "9999999999"}])
def test_whatever_a_page_tells_is_kept_within_reason(told):
    member, thread = make_user(), asked("to read")
    client = signed_in(member)
    assert client.post(reverse("note_reading", args=[thread.pk]), told).status_code == 204
    reading = Reading.objects.get()
    assert reading.seconds <= 1_800 and reading.last_at <= now()


def test_guests_tell_nothing_and_nobody_reads_what_they_may_not_see(client):
    thread = asked("hidden")
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam")
    assert client.post(reverse("note_reading", args=[thread.pk])).status_code == 204
    assert client.post(reverse("note_visit")).status_code == 204
    assert signed_in(make_user()).post(reverse("note_reading", args=[thread.pk])).status_code == 404
    assert "data-visit" not in texts(client.get(HOME))
    assert not Reading.objects.exists() and not Visit.objects.exists()


def test_a_new_visit_begins_after_half_an_hour():
    member = make_user()
    client, before = signed_in(member), now() - timedelta(minutes=31)
    Visit.objects.create(member=member, began_at=before, last_seen_at=before)
    client.post(reverse("note_visit"))
    visit = Visit.objects.get()
    assert visit.previous_at == before and visit.began_at > before
    client.post(reverse("note_visit"))
    assert Visit.objects.get().previous_at == before


# --- tags, feeds --------------------------------------------------------------------------------------------------


def test_tags_are_counted_of_what_everyone_sees(client):
    asked("one", tags=["lamp", "bulb"]), asked("two", tags=["lamp"]), asked("three", tags=["lamp"], lang="ru")
    hidden = asked("four", tags=["spam"])
    actions.hide_thread(hidden, actor=make_moderator(), reason="Spam")
    page = texts(client.get("/en/community/tags/"))
    assert "?tag=lamp" in page and "?tag=bulb" in page and "spam" not in page
    assert re.search(r"<bdi>lamp</bdi>.*?>2<", page) and re.search(r"<bdi>bulb</bdi>.*?>1<", page)
    assert re.search(r"<bdi>lamp</bdi>.*?>3<", texts(client.get("/en/community/tags/?lang=all")))


def entries(response) -> list[str]:
    return re.findall(r"<entry><title>([^<]*)</title>", texts(response))


def test_a_feed_holds_what_its_list_does_with_whole_addresses(client, settings):
    settings.SITE_URL = "https://help.example.org"
    board = make_board("lamps")
    wanted, russian = asked("of lamps", board=board, tags=["bulb"]), asked("russian", lang="ru", board=board)
    asked("of another board")
    feed = "/en/community/feed/"
    assert entries(client.get(feed, {"board": "lamps"})) == [wanted.title]
    assert entries(client.get(feed, {"tag": "bulb"})) == [wanted.title]
    assert entries(client.get(feed, {"lang": "ru"})) == [russian.title]
    assert len(entries(client.get(feed, {"lang": "all"}))) == 3
    response = client.get(feed, {"lang": "all"})
    assert f'href="https://help.example.org/ru/community/{russian.pk}/{russian.slug}/"' in texts(response)
    assert not re.search(r'href="(?!https://help\.example\.org/)', texts(response))
    assert client.get(feed, {"board": "none"}).status_code == 404


def test_a_feed_that_did_not_change_is_not_sent_again(client, django_assert_max_num_queries):
    thread = asked("the only one")
    first = client.get("/en/community/feed/")
    assert "max-age" in first["Cache-Control"] and "Cookie" not in first.get("Vary", "")
    assert client.get("/en/community/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    make_answer(thread), asked("one more")
    with django_assert_max_num_queries(4):
        assert len(entries(client.get("/en/community/feed/", headers={"If-None-Match": first["ETag"]}))) == 2


def test_the_feed_of_a_question_holds_its_answers_and_none_that_is_hidden(client):
    thread = asked("with <answers> & more")
    shown, hidden = make_answer(thread, body="Five **days** & <more>."), make_answer(thread, body="Buy pills.")
    actions.hide_answer(hidden, actor=make_moderator(), reason="Spam")
    address = reverse("answer_feed", args=[thread.pk])
    assert f'href="{address}"' in texts(client.get(thread.get_absolute_url()))
    feed = texts(client.get(address))
    assert f"#answer-{shown.pk}" in feed and "pills" not in feed and "&lt;answers&gt; &amp; more" in feed
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam")
    for reader in (client, signed_in(thread.author), signed_in(make_moderator())):
        assert reader.get(address).status_code == 404
    assert Answer.objects.count() == 2
