"""The community of the simulation: facts are written in bulk, for each day, and scored by the site's own ledger."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bench.simulation.people import BOARDS, Person
from community.models import Answer, Board, FixConfirmation, MeToo, Reading, SolvedByHint, Standing, Thread, Vote
from community.models import Verification as Verified
from community.reputation.detection.thresholds import BURST_WITHIN
from community.reputation.facts import OF_ACCEPTANCE
from community.reputation.ledger import score

READ, SECONDS = 5, 150  # questions, and seconds on each: level 1


@dataclass(eq=False)
class Question:
    asker: Person
    board: int
    at: datetime
    replies: list["Reply"] = field(default_factory=list)
    accepted: "Reply | None" = None
    pk: int = 0


@dataclass(eq=False)
class Reply:
    question: Question
    author: Person
    at: datetime
    helps: bool
    voters: dict[Person, int] = field(default_factory=dict)  # with the vote's key
    fixed: set[Person] = field(default_factory=set)
    hidden: bool = False
    pk: int = 0


class World:
    def __init__(self, start: datetime):
        self.start, self.questions = start, []
        self.boards = Board.objects.bulk_create(Board(slug=f"sim-{n}", order=900 + n) for n in range(BOARDS))

    def ask(self, questions: Iterable[Question]) -> None:
        questions = list(questions)
        rows = Thread.objects.bulk_create(
            Thread(
                board=self.boards[one.board],
                author_id=one.asker.pk,
                language="en",
                title="A question",
                slug="a-question",
                body_source="It does not work.",
                body_html="<p>It does not work.</p>",
                created_at=one.at,
                last_activity_at=one.at,
                waiting_since=one.at,
            )
            for one in questions
        )
        for one, row in zip(questions, rows, strict=True):
            one.pk = row.pk
        self.questions += questions
        self._first("first_question", questions)

    def answer(self, replies: Iterable[Reply]) -> None:
        replies = sorted(replies, key=lambda reply: reply.at)
        rows = Answer.objects.bulk_create(
            Answer(
                thread_id=one.question.pk,
                author_id=one.author.pk,
                body_source="Try this.",
                body_html="<p>Try this.</p>",
                created_at=one.at,
            )
            for one in replies
        )
        for one, row in zip(replies, rows, strict=True):
            one.pk = row.pk
            one.question.replies.append(one)
        by_number: dict[int, set[int]] = defaultdict(set)
        for question in {reply.question for reply in replies}:
            by_number[sum(not reply.hidden for reply in question.replies)].add(question.pk)
        for number, keys in by_number.items():
            Thread.objects.filter(pk__in=keys).update(answer_count=number)
        self._first("first_answer", replies)

    @staticmethod
    def _first(rule: str, posts: list) -> None:
        if posts:
            score(rule, keys=[post.pk for post in posts], is_new=True, now=max(post.at for post in posts))

    def vote(self, votes: Iterable[tuple[datetime, Person, Reply]]) -> None:
        votes = sorted({(who, reply): (at, who, reply) for at, who, reply in votes}.values(), key=lambda v: v[0])
        votes = [vote for vote in votes if vote[1] not in vote[2].voters]
        rows = Vote.objects.bulk_create(Vote(answer_id=r.pk, voter_id=who.pk, created_at=at) for at, who, r in votes)
        for (_at, who, reply), row in zip(votes, rows, strict=True):
            reply.voters[who] = row.pk
        self._score_moments(
            "helpful", [(at, reply.author, row.pk) for (at, _w, reply), row in zip(votes, rows, strict=True)]
        )

    def withdraw_votes(self, votes: Iterable[tuple[Person, Reply]], at: datetime) -> None:
        keys = [reply.voters.pop(who) for who, reply in votes if who in reply.voters]
        Vote.objects.filter(pk__in=keys).delete()
        if keys:
            score("helpful", keys=keys, now=at)

    def fix(self, said: Iterable[tuple[datetime, Person, Reply]]) -> None:
        said = [one for one in sorted(said, key=lambda s: s[0]) if one[1] not in one[2].fixed]
        said = list({(who, reply): (at, who, reply) for at, who, reply in said}.values())
        rows = FixConfirmation.objects.bulk_create(
            FixConfirmation(answer_id=reply.pk, member_id=who.pk, created_at=at) for at, who, reply in said
        )
        for _at, who, reply in said:
            reply.fixed.add(who)
        self._score_moments("fixed", [(at, r.author, row.pk) for (at, _w, r), row in zip(said, rows, strict=True)])

    @staticmethod
    def _score_moments(rule: str, facts: list[tuple[datetime, Person, int]]) -> None:
        """As it would be vote by vote: of one member in the order of time, what fell into the same moments together,
        and many members at once."""
        rounds: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
        last: dict[Person, tuple[datetime, int]] = {}
        for at, author, key in facts:
            before, number = last.get(author, (at, 0))
            number += at - before > BURST_WITHIN
            last[author] = at, number
            rounds[number].append((at, key))
        for number in sorted(rounds):
            score(rule, keys=[key for _at, key in rounds[number]], is_new=True, now=max(rounds[number])[0])

    def me_too(self, said: Iterable[tuple[datetime, Person, Question]]) -> None:
        said = list({(who, question): (at, who, question) for at, who, question in said}.values())
        known = set(MeToo.objects.filter(thread__in=[q.pk for _a, _w, q in said]).values_list("thread", "member"))
        rows = MeToo.objects.bulk_create(
            MeToo(thread_id=q.pk, member_id=who.pk, created_at=at) for at, who, q in said if (q.pk, who.pk) not in known
        )
        if rows:
            score("me_too", keys=[row.pk for row in rows], is_new=True, now=max(at for at, _w, _q in said))

    def hint(self, said: Iterable[tuple[datetime, Person, str]]) -> None:
        rows = SolvedByHint.objects.bulk_create(
            SolvedByHint(path=path, language="en", member_id=who.pk, created_at=at) for at, who, path in said
        )
        if rows:
            score("hint", keys=[row.pk for row in rows], is_new=True, now=max(row.created_at for row in rows))

    def accept(self, accepted: Iterable[tuple[datetime, Reply]]) -> None:
        done = []
        for at, reply in sorted(accepted, key=lambda one: one[0]):
            if reply.question.accepted is None and not reply.hidden:
                reply.question.accepted = reply
                done.append((at, reply))
                asker = reply.question.asker
                Answer.objects.filter(pk=reply.pk).update(accepted_at=at, accepted_by=asker.pk)
        for at, reply in done:
            score(*OF_ACCEPTANCE, answers=[reply.pk], now=at)

    @staticmethod
    def take_back(reply: Reply, at: datetime) -> None:
        reply.question.accepted = None
        Answer.objects.filter(pk=reply.pk).update(accepted_at=None, accepted_by=None)
        score(*OF_ACCEPTANCE, answers=[reply.pk], now=at)

    def verify(self, replies: Iterable[Reply], by: int, at: datetime) -> None:
        rows = Verified.objects.bulk_create(Verified(answer_id=one.pk, by_id=by, created_at=at) for one in replies)
        if rows:
            score("verified", keys=[row.pk for row in rows], is_new=True, now=at)

    def read(self, readers: Iterable[Person], at: datetime) -> None:
        """Enough of the newest questions for level 1, or the tour, which the tick looks at as well."""
        readers, newest = list(readers), self.questions[-READ:]
        rows = [(who, question) for who in readers for question in newest]
        Reading.objects.bulk_create(
            Reading(member_id=who.pk, thread_id=q.pk, first_at=at, last_at=at, seconds=SECONDS) for who, q in rows
        )
        Standing.objects.filter(pk__in=[who.pk for who in readers]).update(due_at=at)
