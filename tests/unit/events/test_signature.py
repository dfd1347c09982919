"""Signatures are datasketch's own, made without loading what only other parts of it need."""

import subprocess
import sys
import zlib

from datasketch import MinHash

from khabar.events.signature import HASHES, resemblance, sign

_SHINGLES = ("فتح الجسر", "الجسر الجديد", "الجديد صباح", "صباح اليوم")


def test_a_signature_is_that_of_datasketch() -> None:
    whole = MinHash(num_perm=HASHES, hashfunc=zlib.crc32)
    whole.update_batch([shingle.encode() for shingle in _SHINGLES])
    assert sign(_SHINGLES) == tuple(int(value) for value in whole.hashvalues)
    assert resemblance(sign(_SHINGLES), sign(reversed(_SHINGLES))) == 1.0


def test_signing_loads_no_scipy() -> None:
    told = "from khabar.events.signature import sign; import sys; sign(['a']); print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
