"""Members who use the site as people do: through its pages and forms, each in a browser of their own."""

import re
import sqlite3
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.conftest import sign_in
from tests.test_keyboard import sign_in_by_keyboard, tab_to
from tests.test_writing import GIVE, a_shot

PASSWORD = "stoa-demo"
PATIENCE = 20  # seconds until what the worker does must have happened
MAKE_MEMBERS = """
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone
from accounts.models import User

joined = timezone.now() - timedelta(days=30)
for name, shown, language, group in {people!r}:
    user = User.objects.create_user(f"{{name}}@ten.invalid", {password!r}, display_name=shown, language=language,
                                    date_joined=joined)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.standing.level = 1
    user.standing.save()
    if group:
        user.groups.add(Group.objects.get(name=group))
"""


def make_members(site, people: list[tuple[str, str, str, str]]) -> None:
    """(name, name shown, language, group) of people who have been here for a month."""
    site.python(MAKE_MEMBERS.format(people=people, password=PASSWORD))


def wait_for(what, why: str):
    """What a condition gives as soon as it gives something; the worker works meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while not (given := what()):
        assert time.monotonic() < deadline, why
        time.sleep(0.05)
    return given


def settle(site) -> None:
    """Until the worker has nothing left to do: who opens a page now has the mails of what happened before."""
    waiting = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('NEW', 'READY', 'RUNNING')"

    def is_done():
        with sqlite3.connect(f"file:{site.folder}/stoa.sqlite3?mode=ro", uri=True, timeout=10) as database:
            return database.execute(waiting).fetchone()[0] == 0

    wait_for(is_done, "the worker did not finish its tasks")


def mails_to(site, email: str) -> list[EmailMessage]:
    """In the order they were sent."""
    whole = b"".join(path.read_bytes() for path in sorted((site.folder / "mail").glob("*.log")))
    parts = re.split(rb"^-{79}\n", whole, flags=re.MULTILINE)
    mails = [message_from_bytes(part.lstrip(), policy=policy.default) for part in parts if part.strip()]
    return [mail for mail in mails if mail["To"] == email]


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


class Person:
    """Somebody with a browser. What waits for the worker is waited for before a page is opened."""

    def __init__(self, site, page, name: str, shown: str, language: str = "en"):
        self.site, self.page, self.name, self.shown, self.language = site, page, name, shown, language
        self.email = f"{name}@ten.invalid"

    def signs_in(self, *, by_keyboard: bool = False) -> None:
        if by_keyboard:
            sign_in_by_keyboard(self.page, self.email)
        else:
            sign_in(self.page, self.email, PASSWORD, self.language)

    def opens(self, path: str) -> None:
        settle(self.site)
        self.page.goto(f"/{self.language}/{path}")

    def presses(self, button, arrives: str = "") -> None:
        """Press a button that sends a form. Newcomers who were too quick read it through and press it again."""
        with self.page.expect_navigation():
            button.click()
        for _again in range(PATIENCE):
            if self.page.get_by_text("That was very quick").count():
                with self.page.expect_navigation():
                    button.click()
        self.page.wait_for_url(re.compile(arrives))

    # Accounts

    def signs_up(self) -> None:
        """From the page that asks to sign in, with the link of the mail; comes back to where they wrote."""
        page = self.page
        page.locator("main a[href*='/signup/']").first.click()
        page.locator("input[name=email]").fill(self.email)
        page.locator("input[name=display_name]").fill(self.shown)
        page.locator("input[name=password1]").fill("a samovar hums at night")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(re.compile("/confirm-email/"))
        [mail] = wait_for(lambda: mails_to(self.site, self.email), f"{self.name} got no link to confirm the address")
        page.goto(re.search(r"\S+/confirm-email/\S+/", text_of(mail))[0])
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/confirm-email/" not in url)

    def chooses_mail(self, kind: str, how: str) -> None:
        self.opens("account/preferences/")
        self.page.locator(f"select[name=mail_{kind}]").select_option(how)
        self.page.locator("main form .button--primary").first.click()
        self.page.locator(".alert, .toast, .messages").first.wait_for()

    def leaves_for_good(self) -> None:
        self.opens("account/close/")
        if self.page.locator("input[name=password]").count():
            self.page.locator("input[name=password]").fill(PASSWORD)
            self.page.locator("main form button[type=submit]").first.click()
        self.page.locator("input[name=sure]").check()
        self.page.locator("main form .button--danger").click()
        self.page.wait_for_url(re.compile(r"/community/$"))

    # Questions

    def types_question(self, title: str, body: str, board: str) -> None:
        self.opens("community/ask/")
        self.page.locator(f"input[name=board][value={board}]").check(force=True)
        self.page.locator("#id_title").fill(title)
        self.page.locator("textarea[name=body]").fill(body)

    @property
    def post_question(self):
        return self.page.locator("form[data-draft=ask] .form__actions .button--primary")

    def posts_question(self) -> int:
        """Presses the button, says that it is another question if asked; returns its number."""
        self.presses(self.post_question)
        if self.page.locator("button[name=twins_ok]").count():
            self.presses(self.page.locator("button[name=twins_ok]"))
        self.page.wait_for_url(re.compile(r"/community/\d+/"))
        return int(re.search(r"/community/(\d+)/", self.page.url)[1])

    def asks(self, title: str, body: str, board: str = "delivery") -> int:
        self.types_question(title, body, board)
        return self.posts_question()

    # Threads

    def reads(self, thread: int) -> None:
        self.opens(f"community/{thread}/")

    @property
    def answer_field(self):
        return self.page.locator("#your-answer textarea")

    def posts_answer(self) -> int:
        self.presses(self.page.locator("#your-answer .button--primary"), r"#answer-\d+")
        return int(re.search(r"#answer-(\d+)", self.page.url)[1])

    def answers(self, thread: int, body: str) -> int:
        self.reads(thread)
        self.answer_field.fill(body)
        return self.posts_answer()

    def answers_by_keyboard(self, thread: int, body: str) -> int:
        self.reads(thread)
        tab_to(self.page, "#your-answer textarea")
        self.page.keyboard.type(body)
        tab_to(self.page, "#your-answer .button--primary")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile(r"#answer-\d+"))
        return int(re.search(r"#answer-(\d+)", self.page.url)[1])

    def quotes(self, answer: int) -> None:
        self.page.locator(f"#answer-{answer} [data-quote]").click()
        wait_for(lambda: self.answer_field.input_value().startswith("> "), "no quotation came")
        self.answer_field.press("Control+End")

    def mentions(self, person: "Person") -> None:
        """Types the beginning of the name and takes it from the list."""
        self.answer_field.press_sequentially(f"@{person.shown[:6]}")
        self.page.locator("#your-answer [role=option]", has_text=person.shown).first.click()
        wait_for(lambda: f"@{person.shown} " in self.answer_field.input_value(), "the name was not put in")

    def drops_picture(self) -> None:
        self.answer_field.evaluate(f"(area, given) => ({GIVE})([area, ...given])", ["drop", a_shot("purple")])
        wait_for(lambda: "/media/pictures/" in self.answer_field.input_value(), "the picture was not taken")

    def comments(self, thread: int, answer: int, words: str) -> None:
        self.reads(thread)
        self.page.locator(f"#write-answer-{answer}").click()
        self.page.locator(f"#comments-answer-{answer} textarea").fill(words)
        self.page.locator(f"#comments-answer-{answer} .button--primary").click()
        self.page.locator(".comment", has_text=words).wait_for()

    def edits_answer(self, answer: int, body: str, reason: str) -> None:
        self.opens(f"community/answer/{answer}/edit/")
        self.page.locator("textarea[name=body]").fill(body)
        self.page.locator("input[name=reason]").fill(reason)
        self.presses(self.page.locator("form[data-draft] .form__actions .button--primary"), r"#answer-\d+")

    def says(self, thread: int, what: str, answer: int) -> None:
        """``helpful``, ``unhelpful`` or ``fixed``."""
        self.reads(thread)
        self.page.locator(f"#{what}-{answer}").click()
        self.page.locator(f"#{what}-{answer}[aria-pressed=true]").wait_for()

    def has_it_too(self, thread: int) -> None:
        self.reads(thread)
        self.page.locator("#me-too").click()
        self.page.locator("#me-too[aria-pressed=true]").wait_for()

    def accepts(self, thread: int, answer: int) -> None:
        self.reads(thread)
        self.page.locator(f"#answer-{answer} form[action*='/accept/'] button").click()
        self.page.locator(f"#answer-{answer}.answer--accepted").wait_for()

    def follows(self, menu, level: str) -> None:
        """``menu``: of a thread or a board, on the page that lies open."""
        menu.locator("summary").click()
        menu.locator(f"button[value={level}]").click()
        menu.locator(f"summary:has-text('{'Muted' if level == 'mute' else 'Following'}')").wait_for()

    def follows_board(self, board: str, level: str) -> None:
        self.opens(f"community/?board={board}")
        self.follows(self.page.locator("details[id^=follow-board-]"), level)

    def mutes(self, thread: int) -> None:
        self.reads(thread)
        self.follows(self.page.locator(f"#follow-thread-{thread}"), "mute")

    def writes_words(self, path: str, words: str, field: str = "text") -> None:
        """A page of one field: more information, what is missing, a reason, an appeal."""
        self.opens(path)
        self.page.locator(f"main [name={field}]").fill(words)
        self.presses(self.page.locator("main form .form__actions .button--primary").first)
        assert path not in self.page.url, "it was refused"

    def reports(self, thread: int, reason: str) -> None:
        self.opens(f"community/thread/{thread}/report/")
        self.page.locator(f"main input[name=reason][value={reason}]").check(force=True)
        self.presses(self.page.locator("main form.report .button--primary"), rf"/community/{thread}/")

    def blocks(self, person: "Person", number: int) -> None:
        self.opens(f"members/{number}/")
        self.page.locator("main form[action*='/block/'] button").click()
        self.page.locator("main form[action*='/unblock/']").wait_for()

    # Moderation

    def finds_waiting(self, title: str):
        """The row of the queue, on whichever of its pages."""
        for number in range(1, 10):
            self.opens(f"community/moderation/?page={number}")
            row = self.page.locator(".review-row", has_text=title)
            if row.count():
                return row.first
        raise AssertionError(f"“{title}” does not wait in the queue")

    def shows_to_everyone(self, title: str) -> None:
        self.presses(self.finds_waiting(title).locator("button[value=keep]"))

    def hides(self, title: str, reason: str) -> None:
        self.finds_waiting(title).locator(".review-row__title a").click()
        self.page.locator("#review-reason").fill(reason)
        self.presses(self.page.locator("button[name=decision][value=hide]"))

    def merges(self, source: int, target: int) -> None:
        self.opens(f"community/thread/{source}/merge/?q={self.site.url}/en/community/{target}/")
        self.page.locator(f"main a[href*='into={target}']").first.click()
        self.presses(self.page.locator("main form .button--primary"), rf"/community/{target}/")
