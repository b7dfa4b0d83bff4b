"""Members with a ledger of any size, the same in every run, for pages: with balances and sums, without the facts.

The first member has one entry in fifty, the last few. A ledger with its facts: `bench.reputation_facts`.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from bench.bulk import at, chance, day_of, fast, insert, numbers, sql, truth, whole
from bench.reputation import ME
from community.models import Answer, PointEntry, Standing, Tally, TallyWindow
from community.reputation.tallies import WINDOWS, first_day
from community.reputation.versions import current

DAYS, BATCH = 1_200, 5_000
LANGUAGES = ("en", "ru", "el", "fa", "sq")
SCOPES = {"'all'": "1 = 1", "'board-' || board_id": "board_id IS NOT NULL", "'lang-' || language": "language <> ''"}


def fill(members: int, entries: int) -> None:
    """``members`` with ``entries`` in all, in the boards and languages of the demo, about the demo's answers."""
    with fast(PointEntry, Tally):
        write_entries(make_members(members), members, entries)
        sum_up()


def make_members(count: int) -> int:
    """Returns the key of the first; the others follow it without a gap."""
    joined = timezone.now() - timedelta(days=DAYS + 30)
    names = (f"member-{number}@bench.invalid" if number != count // 2 else ME for number in range(count))
    users = User.objects.bulk_create(
        (User(email=name, display_name=name.split("@")[0], date_joined=joined) for name in names), batch_size=BATCH
    )
    Standing.objects.bulk_create((Standing(member=user, level=1) for user in users), batch_size=BATCH)
    EmailAddress.objects.create(user=users[count // 2], email=ME, verified=True, primary=True)
    return users[0].pk


def write_entries(first: int, members: int, entries: int) -> None:
    """Who earns how much is uneven, who gives is not."""
    answers = list(Answer.objects.filter(hidden_at=None, thread__hidden_at=None).values_list("pk", "thread__board"))
    sql("CREATE TEMPORARY TABLE about (i integer PRIMARY KEY, answer bigint, board bigint, language varchar(8))")
    for number, (answer, board) in enumerate(answers):
        sql("INSERT INTO about VALUES (%s, %s, %s, %s)", [number, answer, board, LANGUAGES[number % 5]])
    values = {"count": entries, "first": first, "members": members, "today": timezone.now().date().isoformat()}
    day = day_of(f"{DAYS} * {chance(16807)}")
    insert(
        PointEntry,
        f"FROM n JOIN about ON about.i = n.i %% {len(answers)}",
        values | {"version": current().pk},
        first=numbers(),
        rule=_of_25("'accepted'", "'accepting'", "'fixed'", "'helpful'"),
        fact="10000000 + n.i",
        turn="1",
        step="'award'",
        sign="1",
        amount=_of_25("25", "3", "2", "5"),
        points=_of_25("25", "3", "2", "5"),
        version_id="%(version)s",
        member_id=f"%(first)s + {whole(f'%(members)s * {chance(48271)} * {chance(48271)} * {chance(48271)}')}",
        giver_id=f"%(first)s + {whole(f'%(members)s * {chance(69621)}')}",
        answer_id="about.answer",
        board_id="about.board",
        language="about.language",
        day=day,
        at=at(day, 12),
    )


def _of_25(first: str, second: str, third: str, rest: str) -> str:
    return f"CASE n.i %% 25 WHEN 0 THEN {first} WHEN 1 THEN {second} WHEN 2 THEN {third} ELSE {rest} END"


def sum_up() -> None:
    """Balances and sums as the entries say."""
    today = timezone.now().date()
    since = {days: first_day(days, today) for days in WINDOWS}
    for days, day in since.items():
        TallyWindow.objects.update_or_create(days=days, defaults={"first_day": day})
    sql("DELETE FROM community_tally")
    for scope, where in SCOPES.items():
        insert(
            Tally,
            f"FROM community_pointentry WHERE {where} GROUP BY 1, 2",
            {"month": since[30], "week": since[7]},
            member_id="member_id",
            scope=scope,
            total="SUM(points)",
            days_30="SUM(CASE WHEN day >= %(month)s THEN points ELSE 0 END)",
            days_7="SUM(CASE WHEN day >= %(week)s THEN points ELSE 0 END)",
            is_ranked=truth(is_true=True),
        )
    sql(
        """UPDATE community_standing SET balance = COALESCE((SELECT total FROM community_tally
        WHERE community_tally.member_id = community_standing.member_id AND scope = 'all'), 0)"""
    )
