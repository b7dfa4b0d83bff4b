"""Walking the tour over HTTP, for its tests: each step as a member does it."""

import re

from community import actions, tour
from community.models import BadgeAward, Standing
from community.tests.factories import make_answer

TOUR, PRACTICE = "/en/community/tour/", "/en/community/tour/practice/"
NEXT = "/en/community/tour/next/"
ASK = "/en/community/ask/?title=Where is my refund for the lamp"
SENTENCE = {"body": "Try another battery first."}


def page_of(response) -> str:
    return response.content.decode()


def token_in(html: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', html)
    return found.group(1) if found else ""


def token_on(client, address: str) -> str:
    return token_in(page_of(client.get(address)))


def go_on(client, token: str, back: str = ""):
    return client.post(NEXT, {"token": token, "next": back})


def begin(client, member) -> None:
    client.force_login(member)
    client.post(f"{TOUR}begin/")


def take_time(client, seconds: int = 60) -> None:
    session = client.session
    session[tour.SESSION] = {**session[tour.SESSION], "began": session[tour.SESSION]["began"] - seconds}
    session.save()


def solved_question() -> str:
    answer = make_answer()
    actions.accept_answer(answer, actor=answer.thread.author)
    return answer.thread.get_absolute_url()


def walk(client, *, to: int = 6) -> None:
    """Steps up to this one, as a member does them."""
    done = {
        1: lambda: token_on(client, "/en/search/?q=refund"),
        2: lambda: token_on(client, solved_question()),
        3: lambda: token_on(client, ASK),
        4: lambda: token_in(page_of(client.post(PRACTICE, SENTENCE))),
        5: lambda: token_in(page_of(client.post(PRACTICE, {"accept": "pair"}))),
        6: lambda: token_in(page_of(client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True))),
    }
    for number in range(1, to + 1):
        assert go_on(client, done[number]()).status_code == 302


def standing_of(member) -> Standing:
    return Standing.objects.get(member=member)


def holds_badge(member) -> bool:
    return BadgeAward.objects.held().filter(member=member, badge="oriented").exists()
