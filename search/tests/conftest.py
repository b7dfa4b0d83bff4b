import pytest

from search.tests.helpers import fresh_index


@pytest.fixture
def index(db):
    """The backend, empty before and after."""
    yield fresh_index()
    fresh_index()
