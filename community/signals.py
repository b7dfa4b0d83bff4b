"""What the community announces to the apps above it."""

from django.dispatch import Signal

# Sent inside the transaction with ``thread=``, after: ask, edit, answer, accept, un-accept, me too and its withdrawal,
# hide, restore, close, reopen. Receivers must be quick; what they write commits or fails with the change.
thread_changed = Signal()

# Sent inside the transaction with ``source=`` and ``target=``, before `thread_changed` of both: the answers of the one
# are the other's now, or its own again.
threads_merged = Signal()
thread_unmerged = Signal()
