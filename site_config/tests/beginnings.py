"""What every test of a file begins with, made once for the file."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import translation


def made_once(make: Callable[[], object]):
    """A fixture for a whole file: what ``make`` writes stays until the file ends, and what a test changes of it goes
    with the test. Not beside tests with transactions of their own, nor beside tests that begin with nothing."""

    @pytest.fixture(scope="module")
    def made(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            with translation.override("en"):
                beginning = make()
            yield beginning
            transaction.set_rollback(True)

    return made
