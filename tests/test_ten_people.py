"""Ten people use the community for some days; then every number, mail and inbox entry is exactly what the rules say.

Two are new, one moderates, one is of the team, one reads Persian, one Russian; one has a narrow phone, one no
JavaScript, one no mouse, and one leaves for good. What they do is `the_story`, what others must hear of it stands in
`HEARD`, act by act; nothing in it is taken from what the site says.
"""

import json
import re
from collections import Counter
from typing import NamedTuple

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.conftest import sign_in
from tests.people import Person, mails_to, make_members, settle, text_of, wait_for

pytestmark = pytest.mark.e2e

LANGUAGES = {"parisa": "fa", "dmitri": "ru"}
SHOWN = {
    **{"nora": "Nora Quillfeather", "pavel": "Pavel Vintergard", "vera": "Vera Holmqvist", "iris": "Iris Ostrander"},
    **{"parisa": "پریسا نیک‌رو", "dmitri": "Дмитрий Квасников", "tom": "Tomlin Bracewell", "ursula": "Ursula Pennock"},
    **{"kemal": "Kemalettin Oz", "felix": "Felix Wanderley"},
}
NEW = ("nora", "pavel")
GROUPS = {"vera": "moderators", "iris": "agents"}
TITLES = {
    "samovar": "The Quillonby samovar drips from its tap",
    "persian": "سماور کوییلونبی من صدای سوت می‌دهد",
    "card": "کارت من برای سفارش کوییلونبی رد شد",
    "mill": "The Drazzlewick mill grinds unevenly",
    "lamp": "The Mordlethorpe lamp flickers in the evening",
    "blinks": "Why does my Mordlethorpe light blink when dimmed",
    "voucher": "Where do I type the Fennimoor voucher",
}


class Heard(NamedTuple):
    """What an event was told to whom: in the inbox to everyone named, and beside it by mail at once, or in the next
    morning's bundle. ``post`` is what a moderator's act was about."""

    act: str
    event: str
    title: str
    mail: str = ""
    bundle: str = ""
    inbox: str = ""
    post: str = ""

    @property
    def people(self) -> list[str]:
        return [*self.mail.split(), *self.bundle.split(), *self.inbox.split()]


HEARD = [
    # Nora's first question waits: nobody hears of it. Ursula follows the board, Felix its solutions.
    Heard("vera shows it", "post_moderated", "samovar", mail="nora", post="thread"),
    Heard("so it is asked", "thread_asked", "samovar", bundle="ursula"),
    # Tom says "me too" and follows. Pavel's first answer waits and is refused: nobody but him hears of it.
    Heard("vera refuses pavel's answer", "post_moderated", "samovar", mail="pavel", post="answer"),
    Heard("kemal answers", "thread_answered", "samovar", mail="nora tom"),
    Heard("dmitri answers and names kemal", "mentioned", "samovar", mail="kemal"),
    Heard("dmitri answers, for the others", "thread_answered", "samovar", mail="nora tom"),
    Heard("tom comments on kemal's answer", "post_commented", "samovar", mail="kemal"),
    Heard("kemal comments back", "post_commented", "samovar", mail="tom"),
    Heard("felix: this fixed it", "fix_confirmed", "samovar", inbox="kemal"),
    Heard("nora accepts", "answer_accepted", "samovar", bundle="kemal"),
    Heard("nora accepts, for followers", "thread_solved", "samovar", mail="tom dmitri"),
    Heard("nora accepts, for the board's", "board_solved", "samovar", bundle="ursula felix"),
    # Dmitri unsubscribes by one click. What is missing is Nora's second post, and waits, too.
    Heard("vera shows it", "post_moderated", "samovar", mail="nora", post="comment"),
    Heard("nora: not solved", "not_solved", "samovar", mail="kemal tom"),
    # Tom mutes it. Nora accepts the same answer again: within a day that is told once.
    # Parisa chose to have answers once a day.
    Heard("iris answers", "thread_answered", "persian", bundle="parisa"),
    Heard("parisa asks privately", "ticket_received", "card", mail="parisa"),
    Heard("iris answers the request", "ticket_answered", "card", mail="parisa"),
    Heard("felix asks for more", "info_requested", "mill", mail="tom"),
    Heard("tom replies", "info_given", "mill", mail="felix"),
    Heard("ursula answers", "thread_answered", "mill", mail="tom"),
    Heard("vera closes it", "post_moderated", "mill", mail="tom", post="thread"),
    Heard("felix answers", "thread_answered", "blinks", mail="ursula"),
    Heard("vera merges it", "post_moderated", "blinks", mail="ursula", post="thread"),
    # Kemal, who asked, blocked Dmitri. Iris said "me too" where it was merged from.
    Heard("dmitri answers", "thread_answered", "lamp", mail="ursula felix iris"),
    Heard("vera shows it", "post_moderated", "voucher", mail="pavel", post="thread"),
    Heard("vera hides it", "post_moderated", "voucher", mail="pavel", post="thread"),
    Heard("she agreed with two reports", "flag_decided", "voucher", inbox="tom kemal"),
    Heard("another moderator shows it", "post_moderated", "voucher", mail="pavel", post="thread"),
]


class Numbers(NamedTuple):
    """What a question's page says to a guest."""

    answers: int
    me_too: int
    followers: int


NUMBERS = {
    "samovar": Numbers(answers=2, me_too=1, followers=2),  # Nora and Kemal; Tom and Dmitri hear nothing more
    "persian": Numbers(answers=1, me_too=0, followers=2),
    "mill": Numbers(answers=1, me_too=0, followers=2),
    "lamp": Numbers(answers=2, me_too=2, followers=4),  # Kemal, Ursula, Iris and Dmitri; Felix left
    "voucher": Numbers(answers=0, me_too=0, followers=1),
}


@pytest.fixture
def people(site, open_page) -> dict[str, Person]:
    make_members(site, [(n, SHOWN[n], LANGUAGES.get(n, "en"), GROUPS.get(n, "")) for n in SHOWN if n not in NEW])
    looks = {"tom": {"width": 360}, "ursula": {"javascript": False}, "parisa": {"dark": True}}
    refused = {"nora", "pavel", "tom", "parisa"}  # their forms come back once: the browser's console names the status
    pages = {name: open_page(watch=name not in refused, **looks.get(name, {})) for name in SHOWN}
    return {name: Person(site, pages[name], name, shown, LANGUAGES.get(name, "en")) for name, shown in SHOWN.items()}


def test_ten_people(site, people, open_page):
    threads = the_story(site, people, open_page)
    bundles_go_out(site, people)
    people["felix"].leaves_for_good()
    settle(site)
    assert "all equal the facts" in site.manage("check_counters")
    for name, numbers in NUMBERS.items():
        assert numbers_on_page(open_page, threads[name]) == numbers, name
    assert inboxes(site) == inboxes_by_the_rules()
    assert {name: mailed(site, person) for name, person in people.items()} == mails_by_the_rules(threads)
    the_pages_say_so(people, threads)


def the_story(site, people, open_page) -> dict[str, int]:
    threads = {}
    for name, person in people.items():
        if name not in NEW:
            person.signs_in(by_keyboard=name == "kemal")
    threads["samovar"] = a_first_question(people)
    answers = the_samovar_is_answered(people, threads["samovar"])
    the_samovar_is_solved(site, people, threads["samovar"], answers)
    in_persian(people, threads)
    more_is_needed(people, threads)
    two_become_one(people, threads)
    a_report_and_an_appeal(people, threads, open_page)
    settle(site)
    return threads


def a_first_question(people) -> int:
    nora, tom, vera = people["nora"], people["tom"], people["vera"]
    people["ursula"].follows_board("warranty", "everything")
    people["felix"].follows_board("warranty", "solution")
    nora.types_question(TITLES["samovar"], "It drips *all night*, also when the tap is shut.", "warranty")
    nora.post_question.click()
    nora.page.wait_for_url(re.compile("/account/login/"))
    nora.signs_up()
    nora.opens("community/ask/")
    assert nora.page.locator("#id_title").input_value() == TITLES["samovar"], "not a word was lost"
    samovar = nora.posts_question()
    assert tom.page.goto(f"/en/community/{samovar}/").status == 404, "nobody sees it yet"
    vera.shows_to_everyone(TITLES["samovar"])
    nora.reads(samovar)
    tom.reads(samovar)

    def is_found():
        hints = tom.page.request.get("/en/community/ask/hints/", params={"title": TITLES["samovar"]})
        return TITLES["samovar"] in hints.text()

    wait_for(is_found, "the same question was not offered")
    tom.types_question(TITLES["samovar"], "Mine drips, too.", "warranty")
    tom.page.locator("#hints .hint--waiting", has_text=TITLES["samovar"]).wait_for()
    tom.post_question.click()
    tom.page.locator(".twin", has_text=TITLES["samovar"]).get_by_role("button", name="me too").click()
    tom.page.wait_for_url(re.compile("/community/"))
    return samovar


def the_samovar_is_answered(people, samovar: int) -> dict[str, int]:
    pavel, kemal, dmitri, tom, vera = (people[name] for name in ("pavel", "kemal", "dmitri", "tom", "vera"))
    pavel.opens("account/login/")
    pavel.signs_up()
    pavel.answers(samovar, "Buy the better ones in the market of my cousin.")
    vera.hides(f"Answer to {TITLES['samovar']}", "It does not answer the question.")
    answers = {"kemal": kemal.answers_by_keyboard(samovar, "Turn the tap by a quarter and renew its cork ring.")}
    dmitri.reads(samovar)
    dmitri.quotes(answers["kemal"])
    dmitri.mentions(kemal)
    dmitri.page.keyboard.type("is right about the ring. ")
    dmitri.drops_picture()
    answers["dmitri"] = dmitri.posts_answer()
    mine = dmitri.page.locator(f"#answer-{answers['dmitri']} .answer__text")
    assert mine.locator("blockquote").count() and mine.locator("img[src*='/media/pictures/']").count() == 1
    tom.comments(samovar, answers["kemal"], "Which size of ring do I need?")
    kemal.comments(samovar, answers["kemal"], "Twelve millimetres fit all of them.")
    kemal.edits_answer(
        answers["kemal"], "Turn the tap by a quarter and renew its ring of 12 mm.", "The size was missing"
    )
    return answers


def the_samovar_is_solved(site, people, samovar: int, answers: dict[str, int]) -> None:
    nora, tom, felix, ursula, dmitri = (people[name] for name in ("nora", "tom", "felix", "ursula", "dmitri"))
    ursula.says(samovar, "unhelpful", answers["dmitri"])
    for person in (felix, tom):
        person.says(samovar, "helpful", answers["kemal"])
    felix.says(samovar, "fixed", answers["kemal"])
    nora.accepts(samovar, answers["kemal"])
    settle(site)
    way_out = mails_to(site, dmitri.email)[-1]["List-Unsubscribe"].strip("<> ")
    assert dmitri.page.request.post(way_out, form={"List-Unsubscribe": "One-Click"}).ok
    nora.writes_words(f"community/thread/{samovar}/not-solved/", "It still drips when the water boils.")
    people["vera"].shows_to_everyone(f"Comment in {TITLES['samovar']}")
    tom.mutes(samovar)
    nora.accepts(samovar, answers["kemal"])


def in_persian(people, threads) -> None:
    parisa, iris = people["parisa"], people["iris"]
    parisa.chooses_mail("answers", "daily")
    threads["persian"] = parisa.asks(TITLES["persian"], "از دیروز *سوت* می‌زند.")
    iris.answers(threads["persian"], "درِ آن را یک‌چهارم دور بچرخانید.")
    parisa.types_question(TITLES["card"], "شمارهٔ کارت من 4111 1111 1111 1111 است.", "payments")
    parisa.post_question.click()
    parisa.page.locator(".exposure button[formaction*='from-question']").click()
    parisa.page.wait_for_url(re.compile(r"/tickets/\d+/"))
    threads["card"] = int(re.search(r"/tickets/(\d+)/", parisa.page.url)[1])
    iris.opens(f"desk/{threads['card']}/")
    composer = iris.page.locator("#composer")
    composer.locator("textarea[name=body]").fill("ما آن را دیدیم و درست کردیم.")
    composer.locator("button.button--primary").click()
    iris.page.locator(".message", has_text="ما آن را دیدیم").first.wait_for()


def more_is_needed(people, threads) -> None:
    tom, felix, vera = people["tom"], people["felix"], people["vera"]
    threads["mill"] = mill = tom.asks(TITLES["mill"], "Some grains stay whole.")
    felix.writes_words(f"community/thread/{mill}/ask-for-more/", "What do you grind in it?")
    tom.writes_words(f"community/thread/{mill}/reply/", "Barley, a handful at a time.")
    people["ursula"].answers(mill, "Barley needs the coarse plate first.")
    vera.writes_words(f"community/thread/{mill}/moderate/close/", "This mill is not made any more.", field="reason")


def two_become_one(people, threads) -> None:
    kemal, ursula, dmitri, vera = (people[name] for name in ("kemal", "ursula", "dmitri", "vera"))
    threads["lamp"] = lamp = kemal.asks(TITLES["lamp"], "Only when the oven is on.")
    threads["blinks"] = blinks = ursula.asks(TITLES["blinks"], "It blinks twice a second.")
    people["felix"].answers(blinks, "A dimmer for such small loads ends it.")
    people["iris"].has_it_too(blinks)
    vera.merges(blinks, lamp)
    dmitri.page.goto("/ru/")
    number = int(re.search(r"/members/(\d+)/", dmitri.page.content())[1])
    kemal.blocks(dmitri, number)
    old_address = ursula.page.request.get(f"/en/community/{blinks}/", max_redirects=0)
    assert old_address.status == 301 and f"/community/{lamp}/" in old_address.headers["location"]
    dmitri.answers(lamp, "Put it on a line of its own.")


def a_report_and_an_appeal(people, threads, open_page) -> None:
    pavel, vera = people["pavel"], people["vera"]
    threads["voucher"] = voucher = pavel.asks(TITLES["voucher"], "I find no field for it.", board="payments")
    vera.shows_to_everyone(TITLES["voucher"])
    for name in ("tom", "kemal"):
        people[name].reports(voucher, "spam")
        people[name].opens("community/")  # nobody's page lies open on what is hidden now
    vera.hides(TITLES["voucher"], "It reads like an advertisement.")
    pavel.writes_words(f"community/thread/{voucher}/appeal/", "I only want to use my voucher.", field="words")
    other = Person(vera.site, open_page(), "moderator", "another moderator")
    sign_in(other.page, "moderator@demo.invalid")
    other.shows_to_everyone(TITLES["voucher"])


def bundles_go_out(site, people) -> None:
    """The next morning: no command turns the clock, so what waits for it is due now, and the tick comes. What members
    are told of points, levels and badges has tests of its own."""
    settle(site)
    site.python(
        "from django.utils import timezone\n"
        "from accounts.events import EVENTS, Kind\n"
        "from accounts.models import Notification\n"
        "standing = [event for event, kind in EVENTS.items() if kind == Kind.STANDING]\n"
        "Notification.objects.filter(recipient__email__endswith='@ten.invalid', event__in=standing).delete()\n"
        "mine = Notification.objects.waiting_for_bundle().filter(recipient__email__endswith='@ten.invalid')\n"
        "mine.update(mail_due_at=timezone.now())"
    )
    site.manage("tick")
    settle(site)


def numbers_on_page(open_page, thread: int) -> Numbers:
    page = open_page()
    page.goto(f"/en/community/{thread}/")
    head, too = page.locator("#answers-title").inner_text(), page.locator(".question__controls").inner_text()
    followers = page.locator(".facts div", has_text="Followers").locator("dd").inner_text()
    return Numbers(_number(r"(\d+) answer", head), _number(r"have this too\s+(\d+)", too), int(followers))


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


INBOXES = """
import json
from accounts.events import EVENTS, Kind
from accounts.models import Notification
standing = [event for event, kind in EVENTS.items() if kind == Kind.STANDING] + ["points_withdrawn", "tour_offered"]
rows = Notification.objects.filter(recipient__email__endswith="@ten.invalid").select_related("recipient")
rows = rows.exclude(event__in=standing)
print(json.dumps([[one.recipient.email.partition("@")[0], one.event, one.context["title"]] for one in rows]))
"""


def inboxes(site) -> Counter:
    return Counter(map(tuple, json.loads(site.python(INBOXES))))


def inboxes_by_the_rules() -> Counter:
    """Felix took his along when he left."""
    entries = [(name, heard.event, TITLES[heard.title]) for heard in HEARD for name in heard.people]
    return Counter(entry for entry in entries if entry[0] != "felix")


def mailed(site, person: Person) -> Counter:
    """Subjects of what came, but the mail with the link that proved the address."""
    subjects = [
        " ".join(mail["Subject"].split())
        for mail in mails_to(site, person.email)
        if "/confirm-email/" not in text_of(mail)
    ]
    return Counter(subjects)


def mails_by_the_rules(threads: dict[str, int]) -> dict[str, Counter]:
    subjects = {name: Counter() for name in SHOWN}
    for heard in HEARD:
        for name in heard.mail.split():
            subjects[name][subject_of(heard, LANGUAGES.get(name, "en"), threads[heard.title])] += 1
    for name in ("ursula", "felix", "kemal", "parisa"):
        told = [heard for heard in HEARD if name in heard.bundle.split()]
        words = {"summary": {"number": len(told)}}
        with override(LANGUAGES.get(name, "en")):
            subjects[name][" ".join(render_to_string("email/bundle/subject.txt", words).split())] += 1
    return subjects


def subject_of(heard: Heard, language: str, number: int) -> str:
    with override(language):
        words = {"title": TITLES[heard.title], "post": heard.post, "number": number}
        return " ".join(render_to_string(f"email/{heard.event}/subject.txt", words).split())


def the_pages_say_so(people, threads) -> None:
    for name, person in people.items():
        if name == "felix":
            continue
        person.opens("account/inbox/")
        shown, told = person.page.locator("main").inner_text(), {h.title for h in HEARD if name in h.people}
        assert {key for key, title in TITLES.items() if title in shown} == told, f"the inbox of {name}"
    people["nora"].reads(threads["lamp"])
    assert "Felix" not in people["nora"].page.locator("main").inner_text()
    assert "Former member" in people["nora"].page.locator("#answers").inner_text()
