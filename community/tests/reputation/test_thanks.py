"""Thanks at an answer: who may say them and what, who sees them, and how they go again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import mark_read
from accounts.closing import close_account, export_of
from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_newcomer, make_user, signed_in
from community import actions
from community.errors import Refused
from community.models import BlockedWord, ModerationAction, Thanks
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db
WORDS = "It blinked at once, thank you"


@pytest.fixture
def asker():
    return make_user(display_name="Maria")


@pytest.fixture
def answer(asker):
    """That its asker accepted."""
    given = make_answer(make_thread(author=asker), author=make_user(display_name="Iris"))
    actions.accept_answer(given, actor=asker)
    return given


@pytest.fixture
def thanks(answer, asker):
    return actions.thank(answer, actor=asker, words=WORDS)


def page_of(response) -> str:
    return response.content.decode()


def thread_page(client, answer) -> str:
    return page_of(client.get(answer.thread.get_absolute_url()))


def say(client, answer, words=WORDS):
    return client.post(reverse("answer_thanks", args=[answer.pk]), {"words": words}, follow=True)


def told(member, event="thanked"):
    return Notification.objects.filter(recipient=member, event=event)


# --- saying them ------------------------------------------------------------------------------------------------------


def test_field_lies_open_right_after_accepting_and_the_sentence_stands_at_the_answer(asker):
    answer, client = make_answer(make_thread(author=asker)), signed_in(asker)
    assert "thanks__offer" not in thread_page(client, answer)
    client.post(reverse("accept_answer", args=[answer.pk]))
    assert '<details class="thanks__offer" open>' in thread_page(client, answer)

    said = page_of(say(client, answer))
    assert "Your thanks stand at the answer." in said
    assert "thanks__offer" not in said
    for page in (said, thread_page(Client(), answer)):
        assert WORDS in page
        assert "who asked" in page
        assert "Maria" in page


def test_later_reader_whom_it_fixed_may_say_it_too(answer):
    reader = make_user()
    client = signed_in(reader)
    assert "thanks__offer" not in thread_page(client, answer)
    fragment = page_of(client.post(reverse("confirm_fix", args=[answer.pk]), headers={"HX-Request": "true"}))
    assert f'id="thanks-{answer.pk}" hx-swap-oob="true"' in fragment
    assert '<details class="thanks__offer" open>' in fragment
    assert WORDS in page_of(say(client, answer))
    assert Thanks.objects.get().member == reader


def test_whom_it_did_not_help_cannot(answer):
    for member in (make_user(), answer.author):
        with pytest.raises(Refused):
            actions.thank(answer, actor=member, words=WORDS)
    assert not Thanks.objects.exists()


def test_guest_signs_in_first(answer):
    response = Client().post(reverse("answer_thanks", args=[answer.pk]), {"words": WORDS})
    assert response.url.startswith("/en/account/login/?next=")
    assert not Thanks.objects.exists()


def test_asker_cannot_thank_before_accepting(asker):
    answer = make_answer(make_thread(author=asker))
    with pytest.raises(Refused, match="solved it for you"):
        actions.thank(answer, actor=asker, words=WORDS)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "Write a few words."),
        ("\u200b\u202e ", "Write a few words."),
        ("x" * 241, "the limit is 240"),
        ("Thanks, see https://spam.example/now", "hold no links"),
        ("More at WWW.spam.example", "hold no links"),
        ("Better lamps: cheap-lamps.shop", "hold no links"),
        ("Better lamps: ｃｈｅａｐ．ｃｏｍ", "hold no links"),
        ("Write to t.me/deals", "hold no links"),
        ("Write to me: maria@example.org", "email address"),
        ("Call me: +49 170 1234567", "phone number"),
        ("You absolute Dumbo, thanks", "cannot stand here"),
    ],
)
def test_what_does_not_belong_there_is_refused_beside_the_field_and_kept_in_it(answer, asker, words, why):
    BlockedWord.objects.create(text="dumbo")
    response = say(signed_in(asker), answer, words)
    assert response.status_code == 422
    assert why in page_of(response)
    if words.isascii():
        assert words[:240] in page_of(response)
    assert not Thanks.objects.exists()


@pytest.mark.parametrize("words", ["It works.Thanks a lot", "100 % solved, 5 stars", "مرسی، درست شد", "Спасибо!"])
def test_what_people_say_is_taken(answer, asker, words):
    assert actions.thank(answer, actor=asker, words=words).words == words


def test_hostile_words_and_names_are_shown_as_words(answer, asker):
    asker.display_name = "<b>Maria"
    asker.save()
    actions.thank(answer, actor=asker, words="<script>alert(1)</script> [x](javascript:y) \u202etxet")
    page = thread_page(Client(), answer)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:y) txet" in page
    assert "<b>Maria" not in page


def test_silenced_member_says_nothing(answer, asker):
    actions.sanction(asker, "24h", actor=make_moderator(), reason="Calm down")
    with pytest.raises(Refused):
        actions.thank(answer, actor=asker, words=WORDS)


def test_locked_question_takes_none(answer, asker):
    actions.lock_thread(answer.thread, actor=make_moderator(), reason="Enough")
    with pytest.raises(Refused):
        actions.thank(answer, actor=asker, words=WORDS)


def test_so_often_a_minute():
    reader = make_user()
    for _number in range(3):
        given = make_answer()
        actions.confirm_fix(given, actor=reader)
        actions.thank(given, actor=reader, words=WORDS)
    given = make_answer()
    actions.confirm_fix(given, actor=reader)
    with pytest.raises(Refused, match="In a minute"):
        actions.thank(given, actor=reader, words=WORDS)


def test_newcomer_who_asked_may_thank():
    newcomer = make_newcomer()
    thread = make_thread(author=newcomer)
    actions.restore_thread(thread, actor=make_moderator())
    answer = make_answer(thread)
    actions.accept_answer(answer, actor=newcomer)
    actions.thank(answer, actor=newcomer, words=WORDS)


# --- telling ----------------------------------------------------------------------------------------------------------


def test_answerer_reads_it_in_one_row_with_the_acceptance(answer, thanks):
    accepted, thanked = told(answer.author, "answer_accepted").get(), told(answer.author).get()
    assert accepted.group == thanked.group
    inbox = page_of(signed_in(answer.author).get("/en/account/inbox/"))
    assert WORDS in inbox
    assert inbox.count('class="notification ') == 1


def test_changing_it_is_no_news(answer, asker, thanks):
    client = signed_in(asker)
    say(client, answer, "It blinked after a minute")
    assert Thanks.objects.get().words == "It blinked after a minute"
    assert told(answer.author).get().context["words"] == "It blinked after a minute"


def test_taken_back_before_it_was_read_nobody_was_told(answer, asker, thanks):
    page = page_of(signed_in(asker).post(reverse("withdraw_thanks", args=[thanks.pk]), follow=True))
    assert WORDS not in page
    assert not told(answer.author).exists()
    assert not Thanks.objects.exists()


def test_taken_back_afterwards_the_words_leave_the_inbox(answer, asker, thanks):
    mark_read(answer.author)
    actions.take_thanks_back(thanks, actor=asker)
    assert WORDS not in page_of(signed_in(answer.author).get("/en/account/inbox/"))


def test_whoever_blocked_the_thanker_neither_hears_nor_sees_it(answer):
    reader = make_user()
    actions.block(reader, actor=answer.author)
    actions.confirm_fix(answer, actor=reader)
    actions.thank(answer, actor=reader, words=WORDS)
    assert not told(answer.author).exists()
    assert WORDS not in thread_page(signed_in(answer.author), answer)


# --- going again ------------------------------------------------------------------------------------------------------


def test_it_stands_when_the_acceptance_is_taken_back(answer, asker, thanks):
    actions.unaccept_answer(answer, actor=asker)
    assert WORDS in thread_page(Client(), answer)
    assert "Take it back" in page_of(signed_in(asker).get(reverse("answer_thanks", args=[answer.pk])))


def test_author_of_the_answer_removes_it_for_good(answer, asker, thanks):
    page = page_of(signed_in(answer.author).post(reverse("remove_thanks", args=[thanks.pk]), follow=True))
    assert WORDS not in page
    with pytest.raises(Refused, match="cannot be changed"):
        actions.thank(answer, actor=asker, words="But thank you")
    assert "thanks__offer" not in thread_page(signed_in(asker), answer)


def test_others_neither_remove_nor_take_back_nor_hide_it(answer, asker, thanks):
    stranger = signed_in(make_user())
    for name in ("withdraw_thanks", "remove_thanks", "hide_thanks", "show_thanks"):
        stranger.post(reverse(name, args=[thanks.pk]), {"reason": "Because"})
        Client().post(reverse(name, args=[thanks.pk]), {"reason": "Because"})
    signed_in(asker).post(reverse("remove_thanks", args=[thanks.pk]))
    signed_in(answer.author).post(reverse("withdraw_thanks", args=[thanks.pk]))
    assert not Thanks.objects.get().is_hidden


def test_moderator_hides_it_with_a_reason_and_it_can_be_undone(answer, asker, thanks):
    moderator = make_moderator()
    client = signed_in(moderator)
    client.post(reverse("hide_thanks", args=[thanks.pk]), {"reason": ""})
    assert WORDS in thread_page(Client(), answer), "not without a reason"
    client.post(reverse("hide_thanks", args=[thanks.pk]), {"reason": "Unkind"})
    assert WORDS not in thread_page(Client(), answer)
    assert WORDS not in page_of(Client().get(reverse("answer_thanks", args=[answer.pk])))
    assert not told(answer.author).exists()

    done = ModerationAction.objects.get(act="hide_thanks")
    assert (done.member, done.reason) == (asker, "Unkind")
    history = page_of(client.get(reverse("answer_history", args=[answer.pk])))
    assert WORDS in history.replace("<del>", "").replace("</del>", "")
    inbox = page_of(signed_in(asker).get("/en/account/inbox/"))
    assert "A moderator hid your thanks" in inbox
    assert "Unkind" in inbox

    client.post(reverse("undo_act", args=[done.pk]))
    assert WORDS in thread_page(Client(), answer)
    assert ModerationAction.objects.get(act="show_thanks").reverses == done


def test_undoing_is_refused_when_it_is_gone(answer, asker, thanks):
    moderator = make_moderator()
    actions.hide_thanks(thanks, actor=moderator, reason="Unkind")
    actions.take_thanks_back(thanks, actor=asker)
    done = ModerationAction.objects.get(act="hide_thanks")
    with pytest.raises(Refused, match="author deleted it"):
        actions.undo(done, actor=moderator)
    thanks.delete()
    with pytest.raises(Refused, match="not there any more"):
        actions.undo(done, actor=moderator)


def test_words_of_who_left_stand_without_a_name(answer, asker, thanks):
    assert export_of(asker)["standing"]["thanks_said"][0]["words"] == WORDS
    close_account(asker)
    page = thread_page(Client(), answer)
    assert WORDS in page
    assert "Former member" in page
    assert "Maria" not in page


# --- who sees them ----------------------------------------------------------------------------------------------------


def test_shown_to_whoever_may_see_the_answer(answer, thanks):
    stranger, member = make_user(), answer.author
    received = Thanks.objects.received_by(member)
    assert list(received.shown_to(stranger)) == [thanks]
    answer.thread.board.is_private = True
    answer.thread.board.save()
    assert not received.shown_to(stranger).exists()
    answer.thread.board.is_private = False
    answer.thread.board.save()
    actions.hide_answer(answer, actor=make_moderator(), reason="Wrong")
    assert not received.shown_to(stranger).exists()


def test_private_boards_thanks_have_no_address_for_strangers(asker):
    answer = make_answer(make_thread(author=asker, board=make_board("inside")))
    actions.accept_answer(answer, actor=asker)
    thanks = actions.thank(answer, actor=asker, words=WORDS)
    answer.thread.board.is_private = True
    answer.thread.board.save()
    stranger = signed_in(make_user())
    assert stranger.get(reverse("answer_thanks", args=[answer.pk])).status_code == 404
    assert stranger.post(reverse("withdraw_thanks", args=[thanks.pk])).status_code == 404


def test_askers_words_come_first_and_of_many_three_are_shown(answer, asker):
    for number in range(4):
        reader = make_user()
        actions.confirm_fix(answer, actor=reader)
        actions.thank(answer, actor=reader, words=f"Thanks number {number}")
    actions.thank(answer, actor=asker, words=WORDS)
    page = thread_page(Client(), answer)
    assert page.index(WORDS) < page.index("Thanks number 3") < page.index("Thanks number 2")
    assert "Thanks number 1" not in page
    assert "All 5 thanks" in page
    everything = page_of(Client().get(reverse("answer_thanks", args=[answer.pk])))
    assert all(f"Thanks number {number}" in everything for number in range(4))


def test_a_page_with_thanks_asks_no_more_than_one_without(answer, asker):
    def queries(reader) -> int:
        client = signed_in(reader) if reader else Client()
        client.get(answer.thread.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(answer.thread.get_absolute_url())
        return len(asked)

    readers = [None, asker, answer.author, make_user()]
    before = [queries(reader) for reader in readers]
    for _number in range(5):
        reader = make_user()
        actions.confirm_fix(answer, actor=reader)
        actions.thank(answer, actor=reader, words=WORDS)
    actions.thank(answer, actor=asker, words=WORDS)
    assert [queries(reader) for reader in readers] == before
