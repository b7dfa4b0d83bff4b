"""A community of any size, the same in every run: boards in five languages, members, questions in every state, answers.

Written in bulk, with every counter as the facts say: a few minutes for 50,000 questions and 500,000 answers. Who helps
much helps very much, and tags are as uneven as words are (Zipf), so that the largest grow with the site. `ME` reads,
asks, answers and follows as much in a large site as in a small one.

    manage.py shell -c "from bench.community_content import fill; fill(50_000, 500_000)"
"""

from bisect import bisect
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import accumulate, islice
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bench.bulk import fast
from bench.community import LONGEST, ME
from bench.documents import Writer
from bench.words import TITLES
from community.helpfulness import helpfulness_of
from community.models import Answer, Board, BoardText, Follow, MeToo, Reading, Standing, Tag, Thread, Visit, Vote
from community.models.threads import slug_of

LANGUAGES = {"en": 40, "ru": 20, "el": 15, "fa": 15, "sq": 10}
STATES = {"solved": 50, "open": 25, "needs_info": 8, "closed": 12, "archived": 5}
UNANSWERED = 0.25  # of those that are not solved
BOARDS, TAGS = 12, 100
DAYS = 1_500  # from the first question to the last
BATCH = 2_000
MY_QUESTIONS, MY_ANSWERS, MY_FOLLOWS, MY_READINGS = 40, 120, 150, 100
TEXTS = 500


class Uneven:
    """The n-th of some rows is 1/n as likely as the first."""

    def __init__(self, rows: list, random: Random):
        self.rows, self.random = rows, random
        self.sums = list(accumulate(1 / (place + 2) for place in range(len(rows))))

    def __call__(self):
        return self.rows[bisect(self.sums, self.random.random() * self.sums[-1])]


def fill(threads: int, answers: int, seed: int = 5) -> None:
    """So many questions, one of them with 1,000 answers, and about so many answers in all."""
    filling = Filling(threads, answers, Random(seed))
    with fast(Thread, Answer, Vote, MeToo, Follow, Thread.tags.through), transaction.atomic():
        made = filling.make_all()
    with transaction.atomic():
        filling.make_my_own(made)


class Filling:
    def __init__(self, threads: int, answers: int, random: Random):
        self.count, self.each, self.random, self.now = threads, answers / threads, random, timezone.now()
        writer = Writer(random.randrange(1_000))
        self.titles = [writer.write(TITLES) for _ in range(TEXTS)]
        self.bodies = [f"<p>{writer.prose(random.randrange(2, 7))}</p>" for _ in range(TEXTS)]

    def make_all(self) -> list:
        self.make_places()
        self.make_members()
        threads = self.make_threads()
        self.make_answers(threads)
        self.make_tags(threads)
        return threads

    def make_places(self) -> None:
        boards = [Board(slug=f"bench-{place}", order=500 + place, is_private=not place) for place in range(BOARDS)]
        boards = Board.objects.bulk_create(boards)
        texts = [(board, language) for board in boards for language in LANGUAGES]
        BoardText.objects.bulk_create(BoardText(board=b, language=code, name=f"{b.slug} {code}") for b, code in texts)
        boards[0].groups.add(Group.objects.get_or_create(name="Bench insiders")[0])
        self.board = Uneven([*boards[1:], boards[0]], self.random)
        self.tag = Uneven(Tag.objects.bulk_create(Tag(name=f"tag {place}") for place in range(TAGS)), self.random)

    def make_members(self) -> None:
        joined = self.now - timedelta(days=DAYS + 30)
        names = [ME, *(f"member{place}@bench.invalid" for place in range(max(60, self.count // 10)))]
        members = [User(email=name, display_name=name.split("@")[0], date_joined=joined) for name in names]
        self.me, *self.members = User.objects.bulk_create(members, batch_size=BATCH)
        Standing.objects.bulk_create((Standing(member=member, level=1) for member in members), batch_size=BATCH)
        EmailAddress.objects.create(user=self.me, email=ME, verified=True, primary=True)
        self.helper = Uneven(self.members, self.random)

    def make_threads(self) -> list:
        threads = Thread.objects.bulk_create((self.thread(place) for place in range(self.count)), batch_size=BATCH)
        for thread in threads[100 :: max(100, self.count // 50)]:  # a few are merged into the one before
            thread.merged_into, thread.waiting_since = threads[thread.place - 1], None
            thread.save(update_fields=["merged_into", "waiting_since"])
        return threads

    def thread(self, place: int):
        """With the counters that its answers and reactions will have: ``helpers`` answer, ``fans`` have it too."""

        random = self.random
        is_long, is_mine = place == self.count // 2, place % (self.count // MY_QUESTIONS) == 7
        created = self.now - timedelta(days=DAYS * (self.count - place) / self.count, seconds=random.randrange(3_600))
        state = "open" if is_long else random.choices(list(STATES), STATES.values())[0]
        number = LONGEST if is_long else min(80, 1 + int(random.expovariate(1 / self.each)))
        number = 0 if state in ("open", "needs_info") and not is_long and random.random() < UNANSWERED else number
        author = self.me if is_mine else random.choice(self.members)
        helpers = [self.helper() for _ in range(number)]
        fans = random.sample(self.members, int(random.expovariate(0.5)) % 50)
        fans = [fan for fan in fans if fan != author]
        hidden = created if not is_long and random.random() < 0.01 else None
        last = created + timedelta(hours=number)
        title = f"{random.choice(self.titles)[:120]} {place}"
        body = random.choice(self.bodies)
        thread = Thread(
            board=self.board.rows[0] if is_long or is_mine else self.board(),
            author=author,
            language="en" if is_long else random.choices(list(LANGUAGES), LANGUAGES.values())[0],
            title=title,
            slug=slug_of(title),
            body_source=body,
            body_html=body,
            body_format="html",
            created_at=created,
            last_activity_at=min(last, self.now),
            state=state,
            solved_at=min(last, self.now) if state == "solved" else None,
            waiting_since=created if state == "open" and not hidden else None,
            hidden_at=hidden,
            hidden_reason="spam" if hidden else "",
            answer_count=number,
            me_too_count=len(fans),
            follower_count=len({author, *helpers, *fans}),
        )
        thread.place, thread.helpers, thread.fans = place, helpers, fans
        return thread

    def make_answers(self, threads: list) -> None:
        for batch in _batches(threads, BATCH // 10):
            answers = Answer.objects.bulk_create(self.answers_of(batch), batch_size=BATCH)
            votes = (Vote(answer=a, voter=who, created_at=a.created_at) for a in answers for who in a.voters)
            Vote.objects.bulk_create(votes, batch_size=BATCH)
            fans = (MeToo(thread=t, member=fan, created_at=t.created_at) for t in batch for fan in t.fans)
            MeToo.objects.bulk_create(fans, batch_size=BATCH)
            told = ((t, who) for t in batch for who in dict.fromkeys([t.author, *t.helpers, *t.fans]))
            Follow.objects.bulk_create(
                (Follow(thread=thread, member=who, created_at=thread.created_at) for thread, who in told),
                batch_size=BATCH,
            )

    def answers_of(self, threads: Iterable) -> Iterator:
        for thread in threads:
            for place, helper in enumerate(thread.helpers):
                number = int(self.random.expovariate(1.2))
                voters = [who for who in self.random.sample(self.members, number % 20) if who != helper]
                is_solution = thread.state == "solved" and not place
                body = self.random.choice(self.bodies)
                answer = Answer(
                    thread=thread,
                    author=helper,
                    body_source=body,
                    body_html=body,
                    body_format="html",
                    created_at=min(thread.created_at + timedelta(hours=place + 1), self.now),
                    accepted_at=thread.solved_at if is_solution else None,
                    accepted_by=thread.author if is_solution else None,
                    helpful_count=len(voters),
                    helpfulness=helpfulness_of(len(voters), 0, 0),
                )
                answer.voters = voters
                yield answer

    def make_tags(self, threads: list) -> None:
        tagging = Thread.tags.through
        chosen = ((thread, {self.tag().pk for _ in range(self.random.randrange(4))}) for thread in threads)
        rows = (tagging(thread_id=thread.pk, tag_id=tag) for thread, tags in chosen for tag in tags)
        tagging.objects.bulk_create(rows, batch_size=BATCH)

    def make_my_own(self, threads: list) -> None:
        """What `ME` did, as much in a site of any size: the latest of what everyone sees."""

        seen = [t for t in threads if t.author != self.me and not t.hidden_at and not t.merged_into_id]
        step = max(1, len(seen) // MY_FOLLOWS)
        for place, thread in enumerate(seen[::step][:MY_FOLLOWS]):
            if place < MY_ANSWERS:
                body = self.random.choice(self.bodies)
                Answer.objects.create(
                    thread=thread, author=self.me, body_source=body, body_html=body, created_at=thread.last_activity_at
                )
                thread.answer_count += 1
            if Follow.objects.get_or_create(thread=thread, member=self.me)[1]:
                thread.follower_count += 1
            thread.save(update_fields=["answer_count", "follower_count"])
        for thread in seen[-MY_READINGS:]:
            Reading.objects.create(member=self.me, thread=thread, last_at=thread.created_at + timedelta(hours=1))
        then = self.now - timedelta(days=DAYS / 3)
        Visit.objects.create(member=self.me, began_at=then, last_seen_at=then)


def _batches(rows: list, size: int) -> Iterator[list]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch
