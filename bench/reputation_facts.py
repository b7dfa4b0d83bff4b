"""A ledger of any size together with the facts it follows from, for a rebuild that has to find no difference.

Questions have five answers each, of which the asker accepts the first, and each answer has five votes: 28 entries. Who
answers is uneven, as in life. Each member's answers lie on days, and their votes come from members, far enough apart
that no cap is met. All is as if imported: nobody's first post is among it.
"""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from bench.bulk import at, chance, day_of, fast, insert, numbers, sql, truth, whole
from bench.reputation_content import DAYS, make_members, sum_up
from community.models import Answer, Board, PointEntry, Tally, Thread, Vote
from community.reputation.versions import current
from site_config.models import ImportedObject

TEXTS = {"body_source": "'Bench'", "body_html": "'Bench'", "body_format": "'html'"}
DAYS_AGO = f"20 + (nth * 37) %% {DAYS - 20}"
DAY, NEXT_DAY = day_of(DAYS_AGO), day_of(f"{DAYS_AGO} - 1")
ASKER = "%(first)s + (author + 1 + i %% (%(members)s - 1)) %% %(members)s"
# Entries that are alike in a fact of an answer.
SAME = {"version_id": "%(version)s", "board_id": "%(board)s", "language": "'en'", "turn": "1"}
AWARD = SAME | {"step": "'award'", "sign": "1"}


def fill_facts(entries: int) -> None:
    """In an empty site."""
    with fast(PointEntry, Tally, Thread, Answer, Vote, ImportedObject):
        threads = entries // 28
        members = max(50, threads)
        values = {"count": 5 * threads, "members": members, "first": make_members(members)}
        values |= {"board": Board.objects.order_by("pk").first().pk, "version": current().pk}
        values |= {"today": timezone.now().date().isoformat()}
        write_posts(values)
        write_votes(values)
        write_acceptances(values)
        sum_up()


def write_posts(values: dict) -> None:
    """``made`` says of each answer who wrote it, and how many they had written before."""
    sql(
        f"""CREATE TEMPORARY TABLE made AS {numbers()}, said AS (
            SELECT i, {whole(f"%(members)s * {chance(48271)} * {chance(48271)}")} AS author FROM n
        ) SELECT i, author, ROW_NUMBER() OVER (PARTITION BY author ORDER BY i) AS nth FROM said ORDER BY i""",  # noqa: S608
        values,
    )
    moments = dict.fromkeys(("created_at", "last_activity_at"), at(DAY, 11)) | {"solved_at": at(DAY, 14)}
    about = {"board_id": "%(board)s", "title": "'Bench'", "slug": "'bench'", "language": "'en'", "state": "'solved'"}
    given = {"id": "1 + i / 5", "author_id": ASKER, **about, **moments, **TEXTS}
    insert(Thread, "FROM made WHERE i %% 5 = 0 ORDER BY i", values, **given)
    accepted = {"accepted_at": at(DAY, 14), "accepted_by_id": ASKER}
    given = {"id": "1 + i", "author_id": "%(first)s + author", "thread_id": "1 + i / 5", "created_at": at(DAY, 12)}
    given |= {name: f"CASE WHEN i %% 5 = 0 THEN {value} END" for name, value in accepted.items()}
    insert(Answer, "FROM made ORDER BY i", values, **given, **TEXTS)
    for model in (Thread, Answer):
        kind = ContentType.objects.get_for_model(model)
        given = {"kind": f"'{kind.model}'", "source_id": "CAST(id AS varchar(20))", "object_id": "id"}
        given["content_type_id"] = str(kind.pk)
        insert(ImportedObject, f"FROM {model._meta.db_table} ORDER BY 2", values, **given)


def write_votes(values: dict) -> None:
    sql("CREATE TEMPORARY TABLE five AS SELECT 0 AS k UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4")
    voter = "%(first)s + (author + 1 + (5 * nth + k) %% (%(members)s - 1)) %% %(members)s"
    given = {"answer_id": "1 + i", "voter_id": voter, "is_helpful": truth(is_true=True), "created_at": at(DAY, 13)}
    insert(Vote, "FROM made CROSS JOIN five ORDER BY i", values, **given)
    given = {"rule": "'helpful'", "fact": "v.id", "amount": "5", "points": "5", **AWARD}
    given |= {"giver_id": "v.voter_id", "answer_id": "v.answer_id", "member_id": "%(first)s + made.author"}
    source = "FROM community_vote v JOIN made ON made.i = v.answer_id - 1 ORDER BY v.id"
    insert(PointEntry, source, values, day=DAY, at="v.created_at", **given)


def write_acceptances(values: dict) -> None:
    """25 points for the author, pending for a day, then counted; 3 for whoever asked."""
    source = "FROM made WHERE i %% 5 = 0 ORDER BY i"
    author = {"fact": "1 + i", "answer_id": "1 + i", "member_id": "%(first)s + author", "giver_id": ASKER, "day": DAY}
    waits = AWARD | {"rule": "'accepted'", "amount": "25", "why": "'pending'", "at": at(DAY, 14)}
    insert(PointEntry, source, values, **author, **waits, due_at=at(NEXT_DAY, 14))
    counts = SAME | {"rule": "'accepted'", "step": "'settle'", "points": "25", "at": at(NEXT_DAY, 14)}
    insert(PointEntry, source, values, **author, **counts)
    asker = author | {"member_id": ASKER, "giver_id": "%(first)s + author"}
    thanks = AWARD | {"rule": "'accepting'", "amount": "3", "points": "3", "at": at(DAY, 14)}
    insert(PointEntry, source, values, **asker, **thanks)
