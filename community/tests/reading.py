"""Community pages over HTTP, for their tests: a reader, what a page says, and what the question form sends."""

from community.tests.factories import make_board

HTMX = {"HTTP_HX_REQUEST": "true"}


def texts(response) -> str:
    return response.content.decode()


def question(**overrides):
    make_board()
    return {
        "board": "returns",
        "title": "Where is my refund?",
        "body": "I sent it back weeks ago.",
        "tags": "refund, card",
        "key_field": "abc123",
        **overrides,
    }


def queries_of(client, path, django_assert_max_num_queries, limit):
    client.get(path)
    with django_assert_max_num_queries(limit) as counted:
        assert client.get(path).status_code == 200
    return len(counted)
