"""The inbox groups what is about the same, and pages by place."""

import pytest
from django.urls import reverse

from accounts.actions import notify
from accounts.inbox_rows import ROWS
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
PATH = "/en/account/inbox/"


def tell(reader, group, name, title="Lamp", event="thread_answered"):
    notify(
        [reader],
        event,
        url=f"/en/?{name}",
        context={"title": title, "group": group},
        actor=make_user(display_name=name),
    )


@pytest.fixture
def reader(client):
    person = make_user()
    client.force_login(person)
    return person


def test_answers_to_one_question_are_one_row_that_names_the_last(client, reader):
    for name in ("Bo", "Cleo", "Dan", "Anna"):
        tell(reader, "topic-1", name)
    tell(reader, "topic-2", "Eve", "Kettle")
    page = client.get(PATH).content.decode()
    assert "Anna and 3 others answered “Lamp”." in page
    assert "4 new" in page
    assert "Eve answered “Kettle”." in page
    assert page.count('class="notification ') == 2


def test_what_else_is_new_of_a_subject_is_told_beneath(client, reader):
    for name in ("Bo", "Cleo"):
        tell(reader, "topic-1", name)
    tell(reader, "topic-1", "Dan", event="answer_accepted")
    tell(reader, "topic-1", "Eve", event="mentioned")
    page = client.get(PATH).content.decode()
    assert (
        page.index("Eve mentioned you")
        < page.index("Dan accepted your answer")
        < page.index("Cleo and 1 other answered")
    )
    assert "4 new" in page


def test_opening_a_row_marks_its_subject_read_and_leads_to_the_last(client, reader):
    for name in ("Bo", "Anna"):
        tell(reader, "topic-1", name)
    tell(reader, "topic-2", "Eve")
    newest = reader.notifications.get(url="/en/?Anna")
    assert client.post(reverse("open_notification", args=[newest.pk])).url == "/en/?Anna"
    assert list(reader.notifications.unread().values_list("group", flat=True)) == ["topic-2"]
    page = client.get(PATH).content.decode()
    assert "Anna answered “Lamp”." in page


def test_only_what_is_new_on_demand_and_an_end_to_it(client, reader):
    tell(reader, "topic-1", "Anna")
    tell(reader, "topic-2", "Eve", "Kettle")
    client.post(reverse("read_notification", args=[reader.notifications.get(group="topic-1").pk]))
    page = client.get(f"{PATH}?show=unread").content.decode()
    assert "Kettle" in page and "Lamp" not in page
    client.post(reverse("inbox_read_all"))
    assert "You have read everything." in client.get(f"{PATH}?show=unread").content.decode()


def test_pages_lead_on_and_back_and_nothing_is_skipped(client, reader):
    for number in range(ROWS * 2 + 3):
        tell(reader, f"topic-{number}", "Anna", f"Question {number:03}")
    seen, page = [], client.get(PATH).context["page"]
    while True:
        seen += [one.context["title"] for one in page]
        if not page.next:
            break
        page = client.get(PATH, {"after": page.next}).context["page"]
    assert seen == [f"Question {number:03}" for number in reversed(range(ROWS * 2 + 3))]
    back = client.get(PATH, {"before": page.previous}).context["page"]
    assert [one.context["title"] for one in back] == seen[ROWS : ROWS * 2]
    first = client.get(PATH, {"before": back.previous}).context["page"]
    assert [one.context["title"] for one in first] == seen[:ROWS]
    assert not first.previous


@pytest.mark.parametrize("query", ["after=x", "after=-1", "before=99999999999999999999", "after=٣", "before=0"])
def test_a_place_that_is_none_shows_the_first_page(client, reader, query):
    tell(reader, "topic-1", "Anna")
    assert "Anna answered" in client.get(f"{PATH}?{query}").content.decode()


def test_a_name_that_is_hostile_stays_text(client, reader):
    tell(reader, "topic-1", "<b>Bo</b>", "<i>Lamp</i>")
    page = client.get(PATH).content.decode()
    assert "&lt;b&gt;Bo" in page and "<i>Lamp" not in page
