"""Whether two stories tell of one event: fingerprints of stories, their comparison and their grouping; no database.

Only `signature` uses datasketch, and loads it (with numpy) when a signature is made: comparing needs plain integers.
"""

from khabar.events.cluster import Tie, cluster
from khabar.events.compare import Relation, Verdict, compare, likeness
from khabar.events.fingerprint import Fingerprint, Story, fingerprint
from khabar.events.rarity import Rarity

__all__ = [
    "Fingerprint",
    "Rarity",
    "Relation",
    "Story",
    "Tie",
    "Verdict",
    "cluster",
    "compare",
    "fingerprint",
    "likeness",
]
