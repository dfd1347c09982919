"""Whether two stories tell of one event: fingerprints of stories, their comparison and their grouping; no database.

Only `signature` uses datasketch, and loads it (with numpy) when a signature is made: comparing needs plain integers.
"""

from khabar.ingest.events.cluster import Tie, cluster
from khabar.ingest.events.compare import Relation, Verdict, compare
from khabar.ingest.events.fingerprint import Fingerprint, Story, fingerprint
from khabar.ingest.events.rarity import Rarity

__all__ = ["Fingerprint", "Rarity", "Relation", "Story", "Tie", "Verdict", "cluster", "compare", "fingerprint"]
