import pytest
from community.tests.test_search_rights import *
@pytest.mark.django_db
def test_x(thread):
    other = make_thread(title="Who knew Mrs Papadaki with the lantern?", board=make_board())
    drain()
    print([ (h.title,h.score,h.coverage if hasattr(h,'coverage') else '') for h in search(other.title, lang="en").hits], likely_answers(other.title,lang="en",limit=5))
    assert 0
