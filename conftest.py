"""Shared by every test: compiled catalogues, an empty index for each test, no languages leaking between tests."""

import pytest
from django.core.cache import cache
from django.utils import translation

from site_config.catalogues import compile_catalogues

compile_catalogues()


@pytest.fixture(autouse=True)
def clean_slate():
    cache.clear()
    with translation.override("en"):
        yield
    cache.clear()
