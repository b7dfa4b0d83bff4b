"""Who takes part: seven kinds of members, and how each behaves. The same in every run of a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from community.models import Standing

ASKER, HELPER, EXPERT, LURKER = "askers", "honest helpers", "experts", "lurkers"
FARMER, RING, COMPANY = "farmers", "vote ring", "company ring"
HONEST = (ASKER, HELPER, EXPERT, LURKER)
SHARES = {ASKER: 0.47, LURKER: 0.36, HELPER: 0.15, EXPERT: 0.02}  # of the honest ones
RING_OF, COMPANY_OF = 12, 16
# What a farm is: its ways to get points, and with how many accounts besides the one that shall shine.
FARMS = {"hints": 0, "noise": 0, "toggling": 2, "plus addresses": 3, "alts accept": 4, "alts vote": 4, "swapping": 1}
MEMBERS_A_FARM = 600  # so many members for one farm of each way
BOARDS = 12
DOMAINS = ("gmail.com", "gmx.de", "yandex.ru", "outlook.com", "icloud.com")  # where anybody gets an address


@dataclass(eq=False)
class Person:
    """``rate``: what they write a day. ``skill``: how often it helps. ``farm``: who cheats with whom, and how."""

    kind: str
    email: str
    joins: int
    board: int
    rate: float = 0.0
    skill: float = 0.0
    way: str = ""
    farm: list["Person"] = field(default_factory=list)
    reads_on: int | None = None  # the day they have read enough for level 1; None: never
    pk: int = 0
    level: int = 0

    @property
    def is_honest(self) -> bool:
        return self.kind in HONEST

    @property
    def is_main(self) -> bool:
        """Not one of the accounts a farmer feeds another with."""
        return self.kind != FARMER or self.farm[0] is self


def make_people(count: int, days: int, chance: Random) -> list[Person]:
    cheats = _ring(RING, RING_OF, "", chance) + _ring(COMPANY, COMPANY_OF, "acme-tools.example", chance)
    for number in range(max(1, count // MEMBERS_A_FARM)):
        for farm in _farms(number, chance):
            cheats += farm
    honest = {kind: round((count - len(cheats)) * share) for kind, share in SHARES.items()}
    return [one for kind, some in honest.items() for one in _honest(kind, some, days, chance)] + cheats


def _honest(kind: str, count: int, days: int, chance: Random) -> Iterator[Person]:
    rates, skills = {
        ASKER: ((0.015, 0.06), (0, 0)),
        LURKER: ((0.0, 0.0), (0, 0)),
        HELPER: ((0.15, 0.5), (0.4, 0.75)),
        EXPERT: ((0.4, 1.2), (0.75, 0.95)),
    }[kind]
    for number in range(count):
        joins = chance.randrange(0, days // 2)
        reads = joins + chance.randrange(1, 20) if chance.random() < 0.75 else None
        yield Person(
            kind,
            f"{kind.split()[-1]}-{number}@{chance.choice(DOMAINS)}",
            joins,
            chance.randrange(BOARDS),
            chance.uniform(*rates),
            chance.uniform(*skills),
            reads_on=reads,
        )


def _ring(kind: str, count: int, domain: str, chance: Random) -> list[Person]:
    """They know each other, and write as often as an eager helper so that there is something to vote for; hardly any of
    it helps."""
    ring: list[Person] = []
    for number in range(count):
        email = f"{kind.split()[0]}-{number}@{domain or chance.choice(DOMAINS)}"
        ring.append(Person(kind, email, 3, chance.randrange(BOARDS), 0.5, 0.1, farm=ring, reads_on=4))
    return ring


def _farms(number: int, chance: Random) -> Iterator[list[Person]]:
    for way, alts in FARMS.items():
        farm: list[Person] = []
        for place in range(alts + 1):
            name = f"{way.split()[-1]}-{number}"
            name += f"+{place}" if way == "plus addresses" and place else f"-{place}"
            domain = DOMAINS[0] if way == "plus addresses" else chance.choice(DOMAINS)
            joins = 5 + 3 * number % 40
            board, skill = chance.randrange(BOARDS), 0.02 if way == "noise" else 0.1
            farm.append(Person(FARMER, f"{name}@{domain}", joins, board, 0.5, skill, way, farm, joins))
        if way == "plus addresses":
            for place, one in enumerate(farm):
                one.email = f"plus-{number}{f'+{place}' if place else ''}@{DOMAINS[0]}"
        yield farm


def register(people: list[Person], start: datetime) -> None:
    users = User.objects.bulk_create(
        User(email=one.email, display_name=one.email.split("@")[0], date_joined=start + timedelta(days=one.joins))
        for one in people
    )
    Standing.objects.bulk_create(Standing(member=user) for user in users)
    for one, user in zip(people, users, strict=True):
        one.pk = user.pk
