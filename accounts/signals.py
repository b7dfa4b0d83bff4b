"""What accounts announce to the apps above them."""

from django.dispatch import Signal

# Sent inside the transaction with ``user=``, before the account is deleted for good. Receivers settle what would be
# left without its owner; rows that only belong to the user go by themselves.
account_closing = Signal()
