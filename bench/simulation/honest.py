"""What honest members do in a day: ask, answer what they know, say what helped. Nobody thinks of points."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.simulation.people import ASKER, EXPERT, HELPER, LURKER, Person
from bench.simulation.world import Question, Reply, World

FRESH = timedelta(days=3)  # how long a question is looked at by those who answer
READERS = timedelta(days=14)  # how long answers find readers


class Honest:
    def __init__(self, world: World, people: list[Person], chance: Random):
        self.world, self.people, self.chance = world, people, chance
        self.later: dict[int, list[tuple[datetime, Reply]]] = {}  # by day: what will be accepted then

    def active(self, day: int, *kinds: str) -> Iterator[Person]:
        return (one for one in self.people if one.joins <= day and one.kind in kinds)

    def moment(self, day: int) -> datetime:
        return self.world.start + timedelta(days=day, seconds=self.chance.randrange(6 * 3600, 22 * 3600))

    def asks(self, day: int) -> Iterator[Question]:
        for one in self.active(day, ASKER, HELPER, LURKER):
            rate = one.rate if one.kind == ASKER else 0.006
            if self.chance.random() < rate:
                yield Question(one, self.chance.choice((one.board, self.chance.randrange(12))), self.moment(day))

    def answers(self, day: int) -> Iterator[Reply]:
        """Each of their own board first; late in the evening of the day, or in the days after the question."""
        since = self.world.start + timedelta(days=day) - FRESH
        open_ = [one for one in self.world.questions[-2000:] if one.at > since and not one.accepted]
        for one in self.active(day, HELPER, EXPERT):
            known = [q for q in open_ if q.board == one.board or self.chance.random() < 0.15]
            times = int(one.rate) + (self.chance.random() < one.rate % 1)
            for question in self.chance.sample(known, min(times, len(known))):
                if question.asker is one or any(reply.author is one for reply in question.replies):
                    continue
                end = self.world.start + timedelta(days=day, hours=22)
                room = max(120.0, (end - question.at).total_seconds()) if question.at.date() == end.date() else 0
                at = question.at + timedelta(seconds=60 + self.chance.random() * room) if room else self.moment(day)
                yield Reply(question, one, at, self.chance.random() < one.skill)

    def accepts(self, day: int, new: list[Reply]) -> list[tuple[datetime, Reply]]:
        """The asker comes back some hours later; now and then they wait in front of the page."""
        for reply in new:
            if reply.helps and reply.question.asker.is_honest and self.chance.random() < 0.5:
                waits = self.chance.expovariate(1 / 10) if self.chance.random() > 0.02 else 0.03
                at = reply.at + timedelta(hours=max(0.02, waits))
                self.later.setdefault((at - self.world.start).days, []).append((at, reply))
        return self.later.pop(day, [])

    def votes(self, day: int, new: list[Reply]) -> Iterator[tuple[datetime, Person, Reply]]:
        for reply in new:
            asker = reply.question.asker
            if reply.helps and asker.is_honest and asker.level and self.chance.random() < 0.5:
                yield reply.at + timedelta(minutes=self.chance.randrange(5, 600)), asker, reply
        for reader, reply in self._readings(day):
            helps = 0.16 if reply.helps else 0.01
            regulars = reader.kind in (HELPER, EXPERT) and reader.board == reply.question.board
            if reader.level and self.chance.random() < helps * (2 if regulars else 1):
                yield self.moment(day), reader, reply

    def fixes(self, day: int) -> Iterator[tuple[datetime, Person, Reply]]:
        for reader, reply in self._readings(day):
            if reader.level and reply.helps and reader is not reply.question.asker and self.chance.random() < 0.05:
                yield self.moment(day), reader, reply

    def me_toos(self, day: int) -> Iterator[tuple[datetime, Person, Question]]:
        for reader, reply in self._readings(day):
            if reader is not reply.question.asker and self.chance.random() < 0.03:
                yield self.moment(day), reader, reply.question

    def hints(self, day: int) -> Iterator[tuple[datetime, Person, str]]:
        for one in self.active(day, ASKER, LURKER):
            if self.chance.random() < 0.004:
                yield self.moment(day), one, f"/en/help/{self.chance.randrange(40)}/"

    def readers(self, day: int) -> list[Person]:
        return [one for one in self.active(day, ASKER, HELPER, EXPERT, LURKER) if one.reads_on == day]

    def _readings(self, day: int) -> Iterator[tuple[Person, Reply]]:
        """Who reads which question of the last two weeks today: one in twelve of the members, most of them the newest
        ones; who helps in a board reads it more often."""
        since = self.world.start + timedelta(days=day) - READERS
        recent = [one for one in self.world.questions[-3000:] if one.at > since and one.replies]
        if not recent:
            return
        own: dict[int, list[Question]] = {}
        for question in recent:
            own.setdefault(question.board, []).append(question)
        for one in self.active(day, ASKER, LURKER, HELPER, EXPERT):
            looks = self.chance.random() < (0.6 if one.kind in (HELPER, EXPERT) else 0.08)
            among = own.get(one.board, recent) if one.kind in (HELPER, EXPERT) else recent
            place = int(len(among) * (1 - self.chance.random() ** 2))
            for reply in among[min(place, len(among) - 1)].replies if looks else ():
                if reply.author is not one and not reply.hidden:
                    yield one, reply
