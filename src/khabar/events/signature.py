"""MinHash signatures of shingles (Broder 1997), made by datasketch and compared as plain integers."""

import sys
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any

HASHES, ROWS = 64, 4
"""Hashes of a signature, and how many of them make one band: stories of a resemblance of a half mostly share a band."""


@cache
def _empty() -> Any:
    return _minhash().MinHash(num_perm=HASHES, hashfunc=zlib.crc32)


def _minhash() -> Any:
    """The one module that is used of datasketch: the package itself would load scipy, 50 MB for nothing."""
    spec = find_spec("datasketch")
    assert spec is not None  # noqa: S101
    sys.modules["datasketch"] = module_from_spec(spec)  # without being run
    try:
        return import_module("datasketch.minhash")
    finally:
        del sys.modules["datasketch"]


def sign(shingles: Iterable[str]) -> tuple[int, ...]:
    """The signature of a set of shingles; empty for none."""
    data = [shingle.encode("utf-8", "replace") for shingle in sorted(shingles)]
    if not data:
        return ()
    made = _empty().copy()
    made.update_batch(data)
    return tuple(int(value) for value in made.hashvalues)


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated share of shingles that two stories have in common (Jaccard); 0 where one has no signature."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def bands(signature: Sequence[int]) -> list[str]:
    """Keys of which near copies share at least one."""
    return [f"{at}:" + ",".join(map(str, signature[at : at + ROWS])) for at in range(0, len(signature), ROWS)]
