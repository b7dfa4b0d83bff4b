"""How a thread is found: its question, and every answer and comment as a passage with an address of its own."""

from django.db.models import Prefetch
from django.utils.translation import gettext, override

from community.models import Answer, Board, BoardText, Comment, Tag, Thread
from search.documents import Document, Passage
from search.indexes import StoaIndex
from site_config.markdown import plain_text

ACCEPTED_WEIGHT, OFFICIAL_WEIGHT, HELPFUL_WEIGHT, COMMENT_WEIGHT = 1.3, 1.2, 1.1, 0.5


def _best_first(answer: Answer) -> tuple:
    """As on the page: of a thread too long to be read whole, the index holds what readers meet first."""
    against = answer.unhelpful_count - answer.imported_score
    is_first = not answer.is_accepted, not answer.is_official
    return *is_first, -answer.helpfulness, against, answer.created_at, answer.pk


class ThreadIndex(StoaIndex):
    model = Thread
    affects = {
        Answer: lambda answer: Thread(pk=answer.thread_id),
        Comment: lambda comment: Thread(pk=comment.question_id),
        BoardText: lambda text: Board(pk=text.board_id),
    }
    spreads = {
        Board: lambda pk: Thread.objects.filter(board=pk),
        Tag: lambda pk: Thread.objects.filter(tags=pk),
    }
    updated_field = "last_activity_at"

    def index_queryset(self, using=None):
        """Hidden threads are never found."""
        comments = Prefetch("comments", Comment.objects.shown().in_order())
        threads = Thread.objects.public().select_related("board")
        return threads.prefetch_related("board__texts", "tags", "answers", comments)

    def document(self, thread: Thread) -> Document:
        answers = sorted((answer for answer in thread.answers.all() if not answer.is_hidden), key=_best_first)
        with override(thread.language):
            url = thread.get_absolute_url()
            return Document(
                kind="thread",
                lang=thread.language,
                title=thread.title,
                url=url,
                place=thread.board.name,
                group=thread.board.name,
                group_key=f"board-{thread.board.slug}",
                body=plain_text(thread.body_html),
                passages=[
                    *(self.passage(answer, thread) for answer in answers),
                    *(self.remark(comment, thread) for comment in self._comments(thread, answers)),
                ],
                tags=[tag.name for tag in thread.tags.all()],
                updated=thread.last_activity_at,
                solved=thread.is_solved,
                quality=self.quality(thread, answers),
            )

    def passage(self, answer: Answer, thread: Thread) -> Passage:
        answer.thread = thread
        label, weight = gettext("Answer"), 1.0
        if answer.is_accepted:
            label, weight = gettext("Accepted answer"), ACCEPTED_WEIGHT
        elif answer.is_official:
            label, weight = gettext("Answer of our team"), OFFICIAL_WEIGHT
        elif answer.helpful_score > 0:
            weight = HELPFUL_WEIGHT
        return Passage(text=plain_text(answer.body_html), url=answer.get_absolute_url(), label=label, weight=weight)

    def _comments(self, thread: Thread, answers: list[Answer]) -> list[Comment]:
        """After all answers: of a thread too long to be read whole they are left out first."""
        under = {None: None, **{answer.pk: answer for answer in answers}}
        comments = [one for one in thread.comments.all() if one.answer_id in under and not one.is_hidden]
        for comment in comments:
            comment.question, comment.answer = thread, under[comment.answer_id]
        return comments

    def remark(self, comment: Comment, thread: Thread) -> Passage:
        """Its words lead to it, and count for less than those of an answer."""
        text = plain_text(comment.body_html)
        return Passage(text=text, url=comment.get_absolute_url(), label=gettext("Comment"), weight=COMMENT_WEIGHT)

    def quality(self, thread: Thread, answers: list[Answer]) -> float:
        """0.3 nobody answered, 0.5 answered, 0.7 solved or official; up to 0.2 more for how sure we are that the
        best of its answers helps. What is outdated or archived is found after others: 0.1."""
        if thread.is_outdated or thread.is_archived:
            return 0.1
        solved = thread.is_solved or any(answer.is_accepted or answer.is_official for answer in answers)
        base = 0.7 if solved else 0.5 if answers else 0.3
        return base + 0.2 * max((answer.helpfulness for answer in answers), default=0.0)
