"""Changes are found, or found no more, soon after they were acknowledged: real web server, real worker."""

import json

import pytest

pytestmark = pytest.mark.e2e

SOON = 10  # seconds; on a machine that has nothing else to do it is less than two
BUSY = 30  # the same where the worker, the web server and an import share the processor with other tests


def test_what_changes_is_found_soon(site):
    spent = json.loads(site.python("from tests.search_changes import small_changes; small_changes()"))
    assert max(spent.values()) < SOON, spent


def test_it_does_not_wait_behind_an_import(site):
    told = json.loads(site.python("from tests.search_changes import during_an_import; during_an_import()"))
    assert told["waiting"] > 0, "the import was over too soon to tell"
    assert max(told["spent"].values()) < BUSY, told
