"""Threads and answers for tests, made through the actions."""

from accounts.tests.factories import make_user
from community import actions
from community.models import Answer, Board, BoardText, Thanks, Thread


def make_board(slug: str = "returns", **names: str) -> Board:
    board, is_new = Board.objects.get_or_create(slug=slug)
    for language, name in (names or {"en": slug.title()}).items() if is_new else ():
        BoardText.objects.create(board=board, language=language, name=name)
    return board


def make_thread(**overrides) -> Thread:
    fields = {
        "title": "Where is my refund for the lamp?",
        "body": "I sent it back **two weeks ago**.",
        "lang": "en",
        **overrides,
    }
    return actions.ask(
        board=fields.pop("board", None) or make_board(), author=fields.pop("author", None) or make_user(), **fields
    )


def make_answer(thread: Thread | None = None, **overrides) -> Answer:
    fields = {"body": "It takes five working days after arrival.", **overrides}
    return actions.answer(thread or make_thread(), author=fields.pop("author", None) or make_user(), **fields)


def make_thanks(words: str) -> Thanks:
    """The asker's sentence at the answer of Iris, which they accepted."""
    answer = make_answer(make_thread(), author=make_user(display_name="Iris"))
    actions.accept_answer(answer, actor=answer.thread.author)
    return actions.thank(answer, actor=answer.thread.author, words=words)
