"""Points of any number of members, the same in every run: written by the database itself, millions in minutes.

`fill` writes a ledger with balances and sums, for pages: the first member has one entry in fifty, the last few.
`fill_facts` writes votes and exactly the entries they brought, for a rebuild that has to find no difference.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from bench.reputation import ME
from community.models import Answer, Board, Standing, TallyWindow, Thread
from community.reputation.tallies import WINDOWS, first_day
from community.reputation.versions import current

DAYS, BATCH = 1_200, 5_000
LANGUAGES = ("en", "ru", "el", "fa", "sq")
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %(count)s - 1)"
# Columns of an entry that are alike for all.
_ENTRY = """INSERT INTO community_pointentry (rule, fact, turn, step, sign, amount, points, why, reason, version_id,
    member_id, giver_id, answer_id, thread_id, board_id, language, review_id, due_at, day, at)"""


def chance(prime: int) -> str:
    """From 0 to 1, of the row's number."""
    return f"((i * {prime} + 7919) %% 1000003 / 1000003.0)"


def day_of(days: str) -> str:
    """So many days before today."""
    if connection.vendor == "sqlite":
        return f"date(%(today)s, '-' || CAST({days} AS INTEGER) || ' days')"
    return f"(CAST(%(today)s AS date) - CAST(FLOOR({days}) AS integer))"


def noon(day: str) -> str:
    if connection.vendor == "sqlite":
        return f"({day} || ' 12:00:00')"
    return f"(CAST({day} AS timestamp) AT TIME ZONE 'UTC' + INTERVAL '12 hours')"


def whole(number: str) -> str:
    return f"CAST({number} AS INTEGER)" if connection.vendor == "sqlite" else f"CAST(FLOOR({number}) AS bigint)"


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


@transaction.atomic
def fill(members: int, entries: int) -> None:
    """``members`` with ``entries`` in all, in the boards and languages of the demo, about the demo's answers."""
    first = make_members(members)
    answers = list(Answer.objects.filter(hidden_at=None, thread__hidden_at=None).values_list("pk", "thread__board"))
    values = {"count": entries, "first": first, "members": members, "today": timezone.now().date().isoformat()}
    values |= {"version": current().pk, "answers": len(answers), "fact": 10_000_000}
    sql("CREATE TEMPORARY TABLE about (i integer PRIMARY KEY, answer bigint, board bigint, language varchar(8))")
    for number, (answer, board) in enumerate(answers):
        place = {"i": number, "answer": answer, "board": board, "language": LANGUAGES[number % 5]}
        sql("INSERT INTO about VALUES (%(i)s, %(answer)s, %(board)s, %(language)s)", place)
    member = f"%(first)s + {whole(f'%(members)s * {chance(48271)} * {chance(48271)} * {chance(48271)}')}"
    giver = f"%(first)s + {whole(f'%(members)s * {chance(69621)}')}"
    day = day_of(f"{DAYS} * {chance(16807)}")
    sql(
        f"""{NUMBERS.replace("WITH", _ENTRY + " WITH", 1)}
        SELECT 'helpful', %(fact)s + n.i, 1, 'award', 1, 5, 5, '', '', %(version)s, {member}, {giver}, about.answer,
            NULL, about.board, about.language, NULL, NULL, {day}, {noon(day)}
        FROM n JOIN about ON about.i = n.i %% %(answers)s""".replace("(i *", "(n.i *"),  # noqa: S608
        values,
    )
    sum_up()


def sum_up() -> None:
    """Balances and sums as the entries say."""
    today = timezone.now().date()
    since = {days: first_day(days, today) for days in WINDOWS}
    for days, day in since.items():
        TallyWindow.objects.update_or_create(days=days, defaults={"first_day": day})
    sql("DELETE FROM community_tally")
    scopes = {
        "'all'": "1 = 1",
        "'board-' || board_id": "board_id IS NOT NULL",
        "'lang-' || language": "language <> ''",
    }
    for scope, where in scopes.items():
        sql(
            f"""INSERT INTO community_tally (member_id, scope, total, days_30, days_7, is_ranked)
            SELECT member_id, {scope}, SUM(points), SUM(CASE WHEN day >= %(month)s THEN points ELSE 0 END),
                SUM(CASE WHEN day >= %(week)s THEN points ELSE 0 END), {true()}
            FROM community_pointentry WHERE {where} GROUP BY 1, 2""",  # noqa: S608
            {"month": since[30], "week": since[7]},
        )
    sql(
        """UPDATE community_standing SET balance = COALESCE((SELECT total FROM community_tally
        WHERE community_tally.member_id = community_standing.member_id AND scope = 'all'), 0)"""
    )
    sql("ANALYZE")


def true() -> str:
    return "1" if connection.vendor == "sqlite" else "true"


@transaction.atomic
def fill_facts(votes: int) -> None:
    """Five votes for each answer of a member, of five others, on days far enough apart that no cap is met."""
    count, now = votes // 5, timezone.now()
    members = max(50, count // 5)
    first, board = make_members(members), Board.objects.order_by("pk").first()
    thread = Thread.objects.create(
        board=board, language="en", title="Bench", slug="bench", body_source="Bench", body_html="Bench", author=None
    )
    before = Answer.objects.aggregate(last=Max("pk"))["last"] or 0
    values = {"count": count, "first": first, "members": members, "today": now.date().isoformat()}
    values |= {"thread": thread.pk, "before": before + 1, "board": board.pk, "version": current().pk}
    author, day = "%(first)s + n.i %% %(members)s", day_of(f"{DAYS} - 20 - 9 * (n.i / %(members)s)")
    sql(
        f"""INSERT INTO community_answer (id, body_source, body_format, body_html, created_at, is_official,
            hidden_reason, helpful_count, unhelpful_count, confirmed_count, comment_count, imported_score, helpfulness,
            author_id, thread_id) {NUMBERS}
        SELECT %(before)s + n.i, 'Bench', 'html', 'Bench', {noon(day)}, {false()}, '', 5, 0, 0, 0, 0, 0.5, {author},
            %(thread)s FROM n""",  # noqa: S608
        values,
    )
    sql(
        f"""INSERT INTO community_vote (answer_id, voter_id, is_helpful, created_at) {NUMBERS}
        , five(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM five WHERE k < 5)
        SELECT a.id, %(first)s + (a.author_id - %(first)s + five.k) %% %(members)s, {true()}, a.created_at
        FROM five, community_answer a WHERE a.thread_id = %(thread)s""",  # noqa: S608
        values,
    )
    sql(
        f"""{_ENTRY} SELECT 'helpful', v.id, 1, 'award', 1, 5, 5, '', '', %(version)s, a.author_id, v.voter_id, a.id,
            NULL, %(board)s, 'en', NULL, NULL, date(v.created_at), v.created_at
        FROM community_vote v JOIN community_answer a ON a.id = v.answer_id WHERE a.thread_id = %(thread)s""",  # noqa: S608
        values,
    )
    mark_imported()
    sum_up()


def mark_imported() -> None:
    """So that these answers are nobody's first: only votes bring points here."""
    kind = ContentType.objects.get_for_model(Answer)
    sql(
        """INSERT INTO site_config_importedobject (kind, source_id, content_type_id, object_id, digest)
        SELECT 'answer', CAST(id AS varchar(20)), %(kind)s, id, '' FROM community_answer WHERE body_source = 'Bench'""",
        {"kind": kind.pk},
    )


def false() -> str:
    return "0" if connection.vendor == "sqlite" else "false"


def sql(statement: str, values: dict | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
