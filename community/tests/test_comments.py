"""Comments under questions and answers: written, shown, changed, taken back; what they cost and whom they reach."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_member, make_moderator, make_newcomer, signed_in
from community import actions
from community.actions import Refused
from community.models import Block, Comment
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def write(client, post, text: str, **extra):
    name = "comment_answer" if hasattr(post, "thread_id") else "comment_thread"
    return client.post(reverse(name, args=[post.pk]), {"text": text}, **extra)


def counted(post) -> int:
    post.refresh_from_db()
    return post.comment_count


def test_a_member_comments_on_an_answer_and_finds_it_there():
    answer, member = make_answer(), make_member(display_name="Mira")
    client = signed_in(member)
    response = write(client, answer, "Works with `KE-1`, see https://example.com/a")
    comment = Comment.objects.get()
    assert response.headers["Location"].endswith(f"#comment-{comment.pk}")
    page = client.get(answer.thread.get_absolute_url()).content.decode()
    assert f'id="comment-{comment.pk}"' in page
    assert "<code>KE-1</code>" in page
    assert 'rel="nofollow ugc noopener"' in page
    assert (counted(answer), counted(answer.thread)) == (1, 0)
    assert (comment.user, comment.site_id, comment.content_object) == (member, 1, answer)
    assert not any([comment.ip_address, comment.user_name, comment.user_email])


def test_only_the_inline_signs_of_markdown_have_a_meaning():
    hostile = (
        "# Big\n\n- one\n\n> quote\n![x](https://evil.example/a.png) <img src=x onerror=alert(1)> <b>b</b>\n"
        "[js](javascript:alert(1)) \u202eabc **bold**"
    )
    html = actions.comment(make_thread(), make_member(), hostile).body_html
    assert not any(tag in html for tag in ("<h", "<li", "<ul", "<blockquote", "<img", "<b>", "<p", 'href="javascript'))
    assert "\u202e" not in html
    assert "<strong>bold</strong>" in html
    assert "&lt;img" in html


def test_what_is_too_long_or_empty_is_refused_beside_the_field_with_the_words_kept():
    thread, client = make_thread(), signed_in(make_member())
    for text, words in (("x" * 601, "A comment has room for 600 characters"), ("\u200b \n", "Write a few words")):
        response = write(client, thread, text)
        page = response.content.decode()
        assert response.status_code == 422
        assert words in page
        assert 'aria-invalid="true"' in page
    assert "x" * 601 not in page
    assert "x" * 601 in write(client, thread, "x" * 601).content.decode()
    assert not Comment.objects.exists()


def test_guests_write_first_and_sign_in_then():
    thread, member, client = make_thread(), make_member(), Client()
    response = write(client, thread, "The same here since Tuesday")
    assert response.status_code == 302
    assert "/account/login/" in response.headers["Location"]
    client.force_login(member)
    page = client.get(f"{thread.get_absolute_url()}?write=question").content.decode()
    assert "The same here since Tuesday" in page
    write(client, thread, "The same here since Tuesday")
    assert (
        "The same here"
        not in client.get(f"{thread.get_absolute_url()}?write=question")
        .content.decode()
        .split('id="comments-question"')[1]
        .split("<textarea")[1]
        .split("</textarea>")[0]
    )


def test_with_script_the_strip_comes_back_alone():
    answer, client = make_answer(), signed_in(make_member())
    htmx = {"HTTP_HX_REQUEST": "true"}
    form = client.get(reverse("comment_answer", args=[answer.pk]), **htmx).content.decode()
    assert form.lstrip().startswith('<div class="comments"')
    assert "<textarea" in form
    wrong = write(client, answer, "", **htmx)
    assert wrong.status_code == 422
    assert "Write a few words" in wrong.content.decode()
    done = write(client, answer, "Thank you", **htmx)
    assert done.status_code == 200
    assert "Thank you" in done.content.decode()
    assert "<textarea" not in done.content.decode()


def test_the_same_form_twice_makes_one_comment():
    answer, member = make_answer(), make_member()
    client = signed_in(member)
    words = {"text": "Only once", "key_field": "a" * 32}
    for _ in range(2):
        client.post(reverse("comment_answer", args=[answer.pk]), words)
    assert (Comment.objects.count(), counted(answer)) == (1, 1)


def test_five_are_shown_then_how_many_there_are():
    answer = make_answer()
    comments = [actions.comment(answer, make_member(), f"Remark number {number}") for number in range(7)]
    client, url = Client(), answer.thread.get_absolute_url()
    page = client.get(url).content.decode()
    assert "Remark number 4" in page
    assert "Remark number 5" not in page
    assert "Show all 7 comments" in page
    rest = client.get(reverse("answer_comments", args=[answer.pk]))
    assert "Remark number 6" in client.get(rest.headers["Location"]).content.decode()
    fragment = client.get(reverse("answer_comments", args=[answer.pk]), HTTP_HX_REQUEST="true").content.decode()
    assert "Remark number 6" in fragment
    comments[6].refresh_from_db()
    link = client.get(reverse("comment", args=[comments[6].pk])).headers["Location"]
    assert "Remark number 6" in client.get(link.split("#")[0]).content.decode()


def test_a_page_of_fifty_answers_with_five_comments_each_asks_once_for_all():
    thread, people = make_thread(), [make_member() for _ in range(5)]
    answers = [make_answer(thread, author=make_member(), body=f"Answer {number}") for number in range(50)]
    url = thread.get_absolute_url()
    client, member = Client(), signed_in(make_member())

    def queries(reader) -> list[str]:
        reader.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(url).status_code == 200
        # The site's settings are asked for once a minute, and writing 250 comments may take one.
        return [query["sql"] for query in captured if 'FROM "site_config_' not in query["sql"]]

    guest_before, member_before = len(queries(client)), len(queries(member))
    for answer in answers:
        for person in people:
            actions.comment(answer, person, f"About {answer.pk}, says {person.pk}", created_at=answer.created_at)
    found = queries(client)
    assert len([sql for sql in found if 'FROM "community_comment"' in sql]) == 1
    assert len(found) == guest_before + 1
    of_member = queries(member)
    assert len(of_member) == member_before + 1, "\n".join(of_member)
    assert len(of_member) <= len(found) + 2
    # What the library stores besides is not read for it.
    assert not any('"django_comments"."comment"' in sql for sql in found)


def test_who_wrote_there_is_told_once_and_whoever_is_named_instead():
    asker, helper, named = make_member(), make_member(), make_member(display_name="Ines Park")
    answer = make_answer(make_thread(author=asker), author=helper)
    actions.comment(answer, named, "First")
    Notification.objects.all().delete()
    actions.comment(answer, asker, "Thank you @Ines Park")
    told = {(one.recipient, one.event) for one in Notification.objects.all()}
    assert told == {(helper, "post_commented"), (named, "mentioned")}
    actions.comment(answer, helper, "You are welcome")
    assert Notification.objects.filter(recipient=helper, event="post_commented").count() == 1


def test_whom_one_blocked_is_folded_away():
    answer, blocked, member = make_answer(), make_member(), make_member()
    actions.comment(answer, blocked, "Unwanted words")
    Block.objects.create(member=member, blocked=blocked)
    page = signed_in(member).get(answer.thread.get_absolute_url()).content.decode()
    assert "A comment of somebody you blocked" in page


def test_the_author_edits_and_takes_back_others_do_not():
    answer, author, other = make_answer(), make_member(), make_member()
    comment = actions.comment(answer, author, "It was tuesday")
    edit = reverse("edit_comment", args=[comment.pk])
    signed_in(author).post(edit, {"text": "It was Tuesday"})
    comment.refresh_from_db()
    assert (comment.body_source, comment.edited_at is not None) == ("It was Tuesday", True)
    assert signed_in(other).post(edit, {"text": "Mine now"}).status_code == 302
    signed_in(other).post(reverse("withdraw_comment", args=[comment.pk]))
    comment.refresh_from_db()
    assert (comment.body_source, comment.is_hidden) == ("It was Tuesday", False)
    for _ in range(2):
        actions.withdraw_comment(comment, actor=author)
    assert (counted(answer), comment.is_removed, comment.is_public) == (0, True, False)
    url = answer.thread.get_absolute_url()
    assert "It was Tuesday" not in signed_in(author).get(url).content.decode()
    assert "It was Tuesday" in signed_in(make_moderator()).get(url).content.decode()
    assert signed_in(author).get(edit).status_code == 404


def test_nobody_comments_on_what_is_hidden_locked_or_archived():
    moderator, member = make_moderator(), make_member()
    answer = make_answer()
    actions.lock_thread(answer.thread, actor=moderator, reason="Enough")
    with pytest.raises(Refused, match="locked"):
        actions.comment(answer, member, "One more")
    assert actions.comment(answer, moderator, "Read the article instead")
    actions.unlock_thread(answer.thread, actor=moderator)
    actions.close_thread(answer.thread, actor=moderator)
    assert actions.comment(answer, member, "Since version 3 it is under Settings")
    actions.hide_answer(answer, actor=moderator, reason="Wrong")
    with pytest.raises(Refused, match="hidden"):
        actions.comment(answer, member, "But")
    assert write(signed_in(member), answer, "But").status_code == 404


def test_a_silenced_member_and_one_in_a_hurry_are_refused_with_words():
    moderator, member, thread = make_moderator(), make_member(), make_thread()
    for number in range(4):
        actions.comment(thread, member, f"Quick {number}")
    response = write(signed_in(member), thread, "Quick again")
    assert response.status_code == 422
    assert "In a minute you can write this many comments: 4" in response.content.decode()
    actions.sanction(member, "24h", actor=moderator, reason="Calm down")
    with pytest.raises(Refused, match="Calm down"):
        actions.comment(thread, member, "Words")


def test_a_first_comment_of_a_newcomer_waits_for_a_look():
    answer, newcomer, moderator = make_answer(), make_newcomer(), make_moderator()
    comment = actions.comment(answer, newcomer, "Good day to all of you")
    assert (comment.is_hidden, counted(answer)) == (True, 0)
    assert not Notification.objects.filter(event="post_commented").exists()
    url = answer.thread.get_absolute_url()
    assert "Good day to all" not in Client().get(url).content.decode()
    assert "Good day to all" in signed_in(newcomer).get(url).content.decode()
    actions.restore_comment(comment, actor=moderator)
    assert counted(answer) == 1
    assert Notification.objects.filter(event="post_commented", recipient=answer.author).count() == 1
    assert "Good day to all" in Client().get(url).content.decode()


def test_former_members_keep_their_words_and_lose_their_names():
    answer, member = make_answer(), make_member(display_name="Somebody Known")
    comment = actions.comment(answer, member, "Still true")
    member.delete()
    comment.refresh_from_db()
    assert (comment.author, comment.user) == (None, None)
    page = Client().get(answer.thread.get_absolute_url()).content.decode()
    assert "Still true" in page
    assert "Somebody Known" not in page


def test_nonsense_in_the_address_shows_the_page():
    url = make_answer().thread.get_absolute_url()
    for query in ("write=answer-999", "write=x", "comment=9999999999999", "comment=abc", "comments=answer-٣", "write="):
        assert Client().get(f"{url}?{query}").status_code == 200
