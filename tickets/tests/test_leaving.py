"""A customer closes their account."""

import pytest

from accounts.closing import close_account, export_of
from accounts.tests.factories import make_member
from community.models import Thread
from community.tests.factories import make_thread
from tickets.actions import open_ticket
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver():
    return make_member()


def test_open_requests_are_solved_and_no_clock_runs_on(leaver):
    ticket = open_ticket(leaver, "Where is my lamp?", "I wait for two weeks.", language="en")
    thread = make_thread(author=leaver)
    assert thread.escalations.filter(state="scheduled").exists()
    close_account(leaver)
    ticket.refresh_from_db()
    assert ticket.state == "solved" and ticket.requester is None
    assert not Ticket.objects.unsolved().exists()
    assert not thread.escalations.filter(state="scheduled").exists()
    assert Thread.objects.get(pk=thread.pk).author is None


def test_their_file_holds_what_they_wrote_to_the_team(leaver):
    open_ticket(leaver, "Where is my lamp?", "I wait for two weeks.", language="en")
    open_ticket(make_member(), "Where is my kettle?", "I wait, too.", language="en")
    [message] = export_of(leaver)["requests"]
    assert message["text"] == "I wait for two weeks."
