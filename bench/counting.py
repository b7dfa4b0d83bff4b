"""How many queries something took; of a page, in a header."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def counting() -> Iterator[Counter]:
    """``queries``, and ``savepoints`` apart."""
    counted = Counter()

    def count(execute, sql, params, many, context):
        counted["savepoints" if "SAVEPOINT" in sql else "queries"] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield counted


class CountQueries:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with counting() as counted:
            response = self.get_response(request)
        response["X-Queries"] = str(counted.total())
        return response
