"""Better texts of a helper for an article, for the tests of what becomes of them."""

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from accounts.tests.factories import make_editor, make_user
from community.actions.article_decisions import take_over
from community.actions.article_proposals import propose_text, version_of_proposal
from community.articles import ArticleText, text_of_article, text_of_proposal
from community.models import ArticleProposal, Standing
from kb.models import ArticlePage
from kb.tests.factories import make_article

ARTICLE = """Send it back within 30 days.

## How

1. Print the label.
2. Put it on the box.

> [!WARNING] Batteries
> Take them out.

| What | Costs |
|---|---|
| Lamp | nothing |

```json
{"a": [1]}
```
"""


def helper(**fields):
    member = make_user(**fields)
    member.standing.level = 2
    member.standing.save()
    return member


def with_picture(page: ArticlePage, alt="The label") -> ArticlePage:
    image = get_image_model().objects.create(title="x", file=get_test_image_file())
    raw = list(page.body.raw_data)
    raw.insert(1, {"type": "picture", "value": {"image": image.pk, "alt": alt, "caption": ""}})
    page.body = page.body.stream_block.to_python(raw)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def proposed(page=None, member=None, was="30 days", becomes="60 days", why="The law says 60.") -> ArticleProposal:
    page = page or make_article(ARTICLE, title="Returns")
    now = text_of_article(page)
    text = ArticleText(now.title, now.summary, now.body.replace(was, becomes))
    return propose_text(page, text, why, actor=member or helper())


def taken_over(proposal, editor=None, publish=True, text=None) -> Page:
    seen, text = version_of_proposal(proposal), text or text_of_proposal(proposal)
    return take_over(proposal, text, actor=editor or make_editor(), seen=seen, publish=publish)


def points(member) -> int:
    return Standing.objects.get(member=member).points
