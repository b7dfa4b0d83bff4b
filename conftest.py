"""Shared by every test: compiled catalogues, an empty index for each test, no languages leaking between tests."""

import gc

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from search.models import IndexTask
from search.tests.helpers import fresh_index
from site_config.apps import keep_site_of_comments
from site_config.catalogues import compile_catalogues

compile_catalogues()


@pytest.fixture(autouse=True)
def clean_slate():
    cache.clear()
    with translation.override("en"):
        yield
    cache.clear()
    fresh_index()


def pytest_collection_finish():
    """What was imported stays: the garbage collector need not look at it again, as in gunicorn.conf.py."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items):
    """Refuse a test that would leave an empty database to whichever test its process runs next."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and not marker.kwargs.get("serialized_rollback"):
            raise pytest.UsageError(f"{item.nodeid}: django_db(transaction=True) needs serialized_rollback=True too.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with transactions of its own empties the database: put the rows of the migrations back for the next one.

    Mark such tests ``django_db(transaction=True, serialized_rollback=True)``.
    """
    result = yield
    marker = item.get_closest_marker("django_db")
    database_stays = nextitem is not None or item.config.getoption("reuse_db")
    if marker and marker.kwargs.get("serialized_rollback") and database_stays:
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
            keep_site_of_comments(apps, connection.alias)  # its app has no models of its own, and is left out above
            IndexTask.objects.all().delete()  # what putting rows back has written
            connection.close()
    return result
