"""What the folders above are told of ads."""

from django.dispatch import Signal

# Each is sent inside the transaction that makes the change. What browsers choose from became different:
lists_changed = Signal()
# What pages themselves show of ads became different: a slot appears or goes, another house ad stands in it.
pages_changed = Signal()
# `ads.txt` became different.
ads_txt_changed = Signal()
