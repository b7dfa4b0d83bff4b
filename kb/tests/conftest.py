import pytest

from kb.actions import ensure_site


@pytest.fixture
def site(db):
    """The skeleton of the site: home and help pages in all languages."""
    return ensure_site()
