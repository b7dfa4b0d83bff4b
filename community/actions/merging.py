"""Two questions about the same become one: answers, comments, followers and me-toos come together, and can part."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import states
from community.actions.carrying import carry_answers, carry_comments, lock_both, recount
from community.actions.common import refuse_unless, tell_followers, words_for_mail
from community.actions.recording import own_reason, record
from community.actions.reviewing import settle
from community.actions.settling import settle_proposals, unsettle_proposals
from community.facts import Facts, facts_of
from community.models import Answer, Comment, Follow, MeToo, ModerationAction, Promotion, Proposal, Thread
from community.models.moderation import Act
from community.models.points import Why
from community.permissions import can_decide_proposals_in
from community.reputation.facts import OF_POSTS
from community.reputation.ledger import score
from community.signals import thread_changed, thread_unmerged, threads_merged
from community.texts import MAX_TAGS, set_tags

Level = Follow.Level
STRENGTH = {Level.MUTE: 0, Level.SOLUTION: 1, Level.EVERYTHING: 2}


@transaction.atomic
def merge_threads(source: Thread, target: Thread, *, actor: User, reason: str = "") -> None:
    """``source`` becomes part of ``target``: its address leads there, its words stand there folded, its author follows.

    What solved the target still does; else what solved the source does now. The log keeps what came from where.
    """
    lock_both(source, target)
    both = can_decide_proposals_in(actor, source) and can_decide_proposals_in(actor, target)
    refuse_unless(both, _("Only moderators, and experts on their boards, can merge questions."))
    refuse_senseless(source, target)
    was, moment = facts_of(source), timezone.now()
    moved = {"source": states.snapshot(source), "target": states.snapshot(target), **_carry(source, target)}
    solution = _unite_solutions(source, target, moved)
    moved |= _unite_people(source, target) | _unite_tags(source, target)
    source.merged_into, source.waiting_since = target, None
    source.save(update_fields=["merged_into", "waiting_since"])
    recount(source)
    recount(target)
    words = {"into": target.title}
    done = record(Act.MERGE, source, was, actor=actor, reason=own_reason(reason), moved=moved, words=words)
    settle(source, actor=actor, upheld=True, decision=done)
    settle_proposals(source, Proposal.Kind.DUPLICATE, actor=actor, at=moment, target=target)
    if solution:
        solved = words_for_mail(target, solution.body_html)
        told = {"url": solution.home_url, "context": solved, "besides": [solution.author, source.author]}
        tell_followers(target, "thread_solved", actor=actor, **told)
    threads_merged.send(Thread, source=source, target=target, at=moment)
    _announce(source, target)


def refuse_senseless(source: Thread, target: Thread) -> None:
    """What cannot be one, with what to do instead. Asked by the preview, too."""
    refuse_unless(source.pk != target.pk, _("These are the same question. Choose another one."))
    refuse_unless(not source.is_merged, _("This question was merged already. Undo that first."))
    merged = _("“%(title)s” was merged into another question. Choose that one.") % {"title": target.title}
    refuse_unless(not target.is_merged, merged)
    hidden = _("One of the two is hidden. Show it again first.")
    refuse_unless(not source.is_hidden and not target.is_hidden, hidden)
    languages = _("They are written in different languages. Link to the other one in an answer instead.")
    refuse_unless(source.language == target.language, languages)
    stays_inside = not source.board.is_private or source.board_id == target.board_id
    private = _("It was asked on a private board, and others read the other one. Move one of the two first.")
    refuse_unless(stays_inside, private)


def _carry(source: Thread, target: Thread) -> Facts:
    answers = list(source.answers.values_list("pk", flat=True))
    comments = list(Comment.objects.about(source).values_list("pk", flat=True))
    earlier = list(Thread.objects.filter(merged_into=source).values_list("pk", flat=True))
    accepted = source.answers.accepted().first()
    acceptance = None
    if accepted and target.answers.accepted().exists():
        acceptance = {"answer": accepted.pk, "at": accepted.accepted_at.isoformat(), "by": accepted.accepted_by_id}
        Answer.objects.filter(pk=accepted.pk).update(accepted_at=None, accepted_by=None)
    carry_answers(answers, source, target)
    carry_comments(comments, target)
    Thread.objects.filter(pk__in=earlier).update(merged_into=target)
    article = None if target.promotions.exists() else source.promotions.first()
    _carry_article(article and article.pk, target)
    carried = {"answers": answers, "comments": comments, "earlier": earlier, "acceptance": acceptance}
    return {**carried, "article": article and article.pk}


def _carry_article(promotion: int | None, to: Thread) -> None:
    """An article goes with the question it grew from; where both have one, each keeps its own."""
    Promotion.objects.filter(pk=promotion).update(thread=to)


def _unite_solutions(source: Thread, target: Thread, moved: Facts) -> Answer | None:
    """The answer that solves the target from now on, where that is new. A closed one stays closed."""
    solution = target.answers.accepted().filter(pk__in=moved["answers"]).first()
    if solution and not target.is_closed:
        states.go(target, "accept", at=solution.accepted_at)
        return solution
    return None


def _unite_people(source: Thread, target: Thread) -> Facts:
    """Nobody twice; who followed both, as closely as in either. Whoever asked has the same problem, and follows."""
    here = {follow.member_id: follow for follow in target.follows.select_for_update()}
    there = {follow.member_id: follow.level for follow in source.follows.all()}
    if source.author_id:
        there.setdefault(source.author_id, Level.EVERYTHING)
    new = [member for member in there if member not in here]
    closer = [here[m] for m in there if m in here and STRENGTH[there[m]] > STRENGTH[here[m].level]]
    levels = {str(follow.member_id): follow.level for follow in closer}
    for follow in closer:
        follow.level = there[follow.member_id]
    Follow.objects.bulk_update(closer, ["level"])
    Follow.objects.bulk_create(Follow(thread=target, member_id=member, level=there[member]) for member in new)
    have_it = {*source.me_toos.values_list("member", flat=True), source.author_id}
    have_it -= {None, target.author_id, *target.me_toos.values_list("member", flat=True)}
    MeToo.objects.bulk_create(MeToo(thread=target, member_id=member) for member in sorted(have_it))
    return {"follows": new, "levels": levels, "me_toos": sorted(have_it)}


def _unite_tags(source: Thread, target: Thread) -> Facts:
    """As many as a question may have, its own first."""
    own, others = (list(one.tags.values_list("name", flat=True)) for one in (target, source))
    united = list(dict.fromkeys([*own, *others]))[: max(MAX_TAGS, len(own))]
    set_tags(target, united)
    return {"tags": own, "united": sorted(united)}


@transaction.atomic
def take_apart(source: Thread, done: ModerationAction, *, actor: User, reason: str, reverses: ModerationAction) -> None:
    """Undo a merge: each has again what it brought. What was written since stays where it was written."""
    target, moved = Thread.objects.get(pk=done.after["merged_into"]), done.before["moved"]
    lock_both(source, target)
    refuse_unless(source.merged_into_id == target.pk, _("Something else was changed here since. Undo that first."))
    was, source.merged_into = facts_of(source), None
    source.save(update_fields=["merged_into"])
    Thread.objects.filter(pk__in=moved["earlier"], merged_into=target).update(merged_into=source)
    carry_answers(moved["answers"], target, source)
    if target.promotions.filter(pk=moved.get("article")).exists():
        _carry_article(moved["article"], source)
    here = Comment.objects.about(target).filter(pk__in=moved["comments"])
    carry_comments(here.values_list("pk", flat=True), source)
    _part_people(target, moved)
    if sorted(target.tags.values_list("name", flat=True)) == moved["united"]:
        set_tags(target, moved["tags"])
    _part_solutions(source, target, moved)
    recount(source)
    recount(target)
    record(Act.UNMERGE, source, was, actor=actor, reason=own_reason(reason), reverses=reverses)
    unsettle_proposals(source, Proposal.Kind.DUPLICATE, at=timezone.now())
    thread_unmerged.send(Thread, source=source, target=target)
    _announce(source, target)


def _part_people(target: Thread, moved: Facts) -> None:
    target.follows.filter(member__in=moved["follows"]).delete()
    for member, level in moved["levels"].items():
        target.follows.filter(member=int(member)).update(level=level)
    target.me_toos.filter(member__in=moved["me_toos"]).delete()


def _part_solutions(source: Thread, target: Thread, moved: Facts) -> None:
    if taken := moved["acceptance"]:
        answers = source.answers.filter(pk=taken["answer"], hidden_at=None)
        if not source.answers.accepted().exists():
            by = User.objects.filter(pk=taken["by"]).first()
            answers.update(accepted_at=taken["at"], accepted_by=by)
    states.put_back(source, moved["source"])
    states.put_back(target, moved["target"] if _is_as_merged(target, moved) else states.snapshot(target))


def _is_as_merged(target: Thread, moved: Facts) -> bool:
    """Whether nobody changed the target's state since: then it is put back as it was before."""
    return target.state == moved["target"]["state"] or (
        target.is_solved and not target.answers.accepted().exists() and moved["target"]["state"] != "solved"
    )


def _announce(source: Thread, target: Thread) -> None:
    score(*OF_POSTS, threads=[source.pk, target.pk], why=Why.MERGED)
    for thread in (source, target):
        thread_changed.send(Thread, thread=thread)
