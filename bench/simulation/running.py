"""Day after day: what members do, and what the site does by night."""

from datetime import UTC, datetime, timedelta
from random import Random
from unittest import mock

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.actions import quietly
from accounts.models import MODERATORS, User
from bench.simulation.cheats import Cheats
from bench.simulation.honest import Honest
from bench.simulation.people import EXPERT, Person, make_people, register
from bench.simulation.reviewing import Decided, decide_what_waits
from bench.simulation.world import READ, Reply, World
from community import actions
from community.models import Answer, PointReview, Standing
from community.reputation.detection.night import watch
from community.reputation.tallies import let_days_go
from community.reputation.ticking import tick_standing

START = datetime(2026, 1, 1, tzinfo=UTC)
VERIFIED = 0.03  # of the experts' answers, by the team


class Simulation:
    """``has_person``: whether anybody decides what waits for a person."""

    def __init__(self, members: int, days: int, seed: int = 6, *, has_person: bool = True):
        self.days, self.has_person, self.chance = days, has_person, Random(seed)
        self.people: list[Person] = make_people(members, days, self.chance)
        register(self.people, START)
        self.moderator = User.objects.create(email="moderator@site.example", display_name="Moderator")
        self.moderator.groups.add(Group.objects.get(name=MODERATORS))
        self.world = World(START)
        self.honest = Honest(self.world, self.people, self.chance)
        self.cheats = Cheats(self.world, self.people, self.chance)
        self.decided: list[Decided] = []
        self.woke = timezone.now()

    def run(self, say=lambda words: None) -> "Simulation":
        let_days_go(START)
        for day in range(self.days):
            with transaction.atomic(), quietly():
                self.day(day)
            with quietly():
                self.night(START + timedelta(days=day + 1))
            if day % 30 == 29:
                say(f"day {day + 1}: {len(self.world.questions):,} questions")
        return self

    @property
    def now(self) -> datetime:
        """When it ends."""
        return START + timedelta(days=self.days)

    def day(self, day: int) -> None:
        world, honest, cheats = self.world, self.honest, self.cheats
        evening = START + timedelta(days=day, hours=23, minutes=30)
        world.ask([*honest.asks(day), *cheats.asks(day)])
        if readers := [*honest.readers(day), *cheats.readers(day)]:
            if len(world.questions) >= READ:
                world.read(readers, evening)
            else:  # there is not enough to read yet
                for one in readers:
                    one.reads_on = day + 1
        new = [*honest.answers(day), *cheats.answers(day)]
        world.answer(new)
        world.vote([*honest.votes(day, new), *cheats.votes(day)])
        world.fix(honest.fixes(day))
        world.me_too(honest.me_toos(day))
        world.hint([*honest.hints(day), *cheats.hints(day)])
        world.accept([*honest.accepts(day, new), *cheats.accepts(day)])
        world.withdraw_votes(list(cheats.toggles(day)), evening)
        for reply in list(cheats.taken_back(day)):
            world.take_back(reply, evening)
        some = [one for one in new if one.author.kind == EXPERT and one.helps and self.chance.random() < VERIFIED]
        world.verify(some, self.moderator.pk, evening)
        for reply in cheats.spam_found(day, new):
            self._hide(reply, evening)

    def _hide(self, reply: Reply, at: datetime) -> None:
        reply.hidden = True
        answer = Answer.objects.select_related("thread__board").get(pk=reply.pk)
        actions.hide_answer(answer, actor=self.moderator, reason="spam", at=at)

    def night(self, now: datetime) -> None:
        """The worker's clock says the simulated hour; badges pay nothing and are left out."""
        clock = mock.patch("django.utils.timezone.now", return_value=now)
        with clock, mock.patch("community.reputation.ticking.review_badges"):
            self._tick_and_watch(now)
        levels = dict(Standing.objects.values_list("pk", "level"))
        for one in self.people:
            one.level = levels[one.pk]

    def _tick_and_watch(self, now: datetime) -> None:
        PointReview.objects.filter(opened_at__gt=self.woke).update(opened_at=now)  # those of the day, by the real clock
        tick_standing(now)
        watch(now)
        if self.has_person:
            self.decided += decide_what_waits(self.moderator, now)
