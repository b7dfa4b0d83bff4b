"""What those do who want points without solving anything. They know every public rule and cap, and keep below them;
what is looked for by night they can only guess. Each earns by what pays best in their way."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.simulation.people import COMPANY, FARMER, RING, Person
from bench.simulation.world import Question, Reply, World

PAIR_DAY, PAIR_MONTH = 3, 10  # public: so many votes of one for another pay in a day, and in 30 days
ACCEPTS_MONTH = 2  # public: a third acceptance between two in 30 days waits for a person


class Cheats:
    def __init__(self, world: World, people: list[Person], chance: Random):
        self.world, self.chance = world, chance
        self.people = [one for one in people if not one.is_honest]
        self.own: dict[Person, list[Reply]] = {one: [] for one in self.people}  # what each wrote
        self.given: dict[tuple[Person, Person], list[int]] = {}  # days of votes between two
        self.planned: dict[int, list[tuple[Question, Person]]] = {}
        self.to_accept: dict[int, list[Reply]] = {}

    def of(self, day: int, *ways: str) -> list[Person]:
        return [one for one in self.people if one.joins <= day and (one.way or one.kind) in ways]

    def moment(self, day: int, first: int = 6, last: int = 22) -> datetime:
        return self.world.start + timedelta(days=day, seconds=self.chance.randrange(first * 3600, last * 3600))

    def readers(self, day: int) -> list[Person]:
        return [one for one in self.people if (one.reads_on or 0) == day]

    def asks(self, day: int) -> Iterator[Question]:
        """Each account of a farm asks for the others, twice in 30 days for each: that is what pays. The answer
        comes after a day, since a rescue pays more."""
        for one in self.of(day, "alts accept", "swapping", "plus addresses"):
            fed = [other for other in one.farm if other is not one and (other is one.farm[0] or one is one.farm[0])]
            for number, other in enumerate(fed):
                if (day + 4 * number) % (30 // ACCEPTS_MONTH) == one.joins % 15:
                    question = Question(one, self.chance.randrange(12), self.moment(day))
                    self.planned.setdefault(day + 1, []).append((question, other))
                    self.planned.setdefault(day + 2, []).append((question, other))
                    yield question

    def answers(self, day: int) -> Iterator[Reply]:
        for question, author in self.planned.pop(day, []):
            late = question.at + timedelta(hours=24, minutes=20)
            is_day = (late - self.world.start).days == day
            if is_day and not any(reply.author is author for reply in question.replies):
                reply = Reply(question, author, late, False)
                self.to_accept.setdefault(day, []).append(reply)
                yield self._kept(reply)
        since = self.world.start + timedelta(days=day - 2)
        fresh = [one for one in self.world.questions[-500:] if one.at > since]
        for one in self.people:
            rate = {"noise": 8, "hints": 0.05}.get(one.way, one.rate) if one.joins <= day and one.is_main else 0
            for question in self.chance.sample(fresh, min(len(fresh), int(rate) + (self.chance.random() < rate % 1))):
                if question.asker is not one and not any(reply.author is one for reply in question.replies):
                    at = max(question.at + timedelta(minutes=3), self.moment(day))
                    yield self._kept(Reply(question, one, at, self.chance.random() < one.skill))

    def _kept(self, reply: Reply) -> Reply:
        self.own[reply.author].append(reply)
        return reply

    def accepts(self, day: int) -> Iterator[tuple[datetime, Reply]]:
        for reply in self.to_accept.pop(day, []):
            at = max(reply.at, self.world.start + timedelta(days=day))
            yield at + timedelta(minutes=self.chance.randrange(6, 60)), reply

    def votes(self, day: int) -> Iterator[tuple[datetime, Person, Reply]]:
        """The ring and the colleagues vote for each other, as swappers do; a farm votes for its first account."""
        for one in self.of(day, RING, COMPANY):
            for other in self.chance.sample(one.farm, 4):
                yield from self._pay(day, one, other)
        for one in self.of(day, "alts vote", "plus addresses", "alts accept", "toggling", "swapping"):
            for other in one.farm if one.way == "swapping" else one.farm[:1]:
                yield from self._pay(day, one, other)

    def _pay(self, day: int, one: Person, other: Person) -> Iterator[tuple[datetime, Person, Reply]]:
        days = [then for then in self.given.get((one, other), []) if then > day - 30]
        room = min(PAIR_DAY, PAIR_MONTH - len(days))
        some = [reply for reply in self.own[other][-60:] if one not in reply.voters and not reply.hidden]
        if one is other or not one.level or room <= 0:
            return
        for reply in self.chance.sample(some, min(room, len(some), 1 + self.chance.randrange(3))):
            days.append(day)
            at = max(self.moment(day, 8, 23), reply.at + timedelta(minutes=1))
            yield at, one, reply
        self.given[one, other] = days

    def toggles(self, day: int) -> Iterator[tuple[Person, Reply]]:
        """Votes taken back in the evening, to be given again tomorrow."""
        for one in self.of(day, "toggling"):
            self.given.pop((one, one.farm[0]), None)
            for reply in self.own[one.farm[0]][-3:]:
                if one in reply.voters:
                    yield one, reply

    def taken_back(self, day: int) -> Iterator[Reply]:
        """Swappers accept, take it back, and accept again what they like better: now and then."""
        for one in self.of(day, "swapping"):
            for reply in self.own[one][-2:]:
                if reply.question.accepted is reply and reply.question.asker.kind == FARMER and day % 9 == 0:
                    self.to_accept.setdefault(day + 1, []).append(reply)
                    yield reply

    def hints(self, day: int) -> Iterator[tuple[datetime, Person, str]]:
        for number, one in enumerate(self.of(day, "hints", "noise", "alts vote")):
            if one.is_main:
                yield self.moment(day), one, f"/en/help/{day}-{number % 7}/"

    def spam_found(self, day: int, new: list[Reply]) -> Iterator[Reply]:
        """Readers report what says nothing, where there is a lot of it."""
        for reply in new:
            if reply.author.way == "noise" and not reply.helps and self.chance.random() < 0.08:
                yield reply
