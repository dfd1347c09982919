"""What the folders above are told about pictures and videos."""

from django.dispatch import Signal

# Sent inside the transaction with `picture_id` when what readers see of a picture became different: another file,
# crop, caption or credit, or more renditions to choose from.
picture_changed = Signal()

# Sent inside the transaction with `video_id` when what readers see of a video became different, also when it has
# become ready or is about to be deleted.
video_changed = Signal()

# Sent inside the transaction with `embed_id` when what another site says of one of its things became different.
embed_changed = Signal()
