"""A post as plain facts, so that the log can say what an act changed, and undoing can tell whether it still stands."""

from community.models import Answer, Comment
from community.models.comments import Post

Facts = dict[str, object]


def facts_of(post: Post) -> Facts:
    """JSON of whatever a moderator can change in a post."""
    hidden = {"hidden": post.is_hidden, "hidden_reason": post.hidden_reason}
    if isinstance(post, Comment):
        return {"body": post.body_source, **hidden}
    if isinstance(post, Answer):
        return {"body": post.body_source, "accepted": _acceptance(post), **hidden}
    return {
        "title": post.title,
        "body": post.body_source,
        "board": post.board.slug,
        "tags": sorted(post.tags.values_list("name", flat=True)),
        "state": post.state,
        "locked": post.is_locked,
        "outdated": post.outdated_reason if post.is_outdated else None,
        "merged_into": post.merged_into_id,
        **hidden,
    }


def _acceptance(answer: Answer) -> dict | None:
    return {"at": answer.accepted_at.isoformat(), "by": answer.accepted_by_id} if answer.is_accepted else None


def changed(was: Facts, is_now: Facts) -> tuple[Facts, Facts]:
    """The facts that differ: as they were, as they are."""
    names = [name for name in was if was[name] != is_now.get(name)]
    return {name: was[name] for name in names}, {name: is_now.get(name) for name in names}
