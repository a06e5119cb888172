"""MinHash of a text's word shingles, so that near-copies of one wire story are found without comparing all with all.

Written on numpy rather than with a library: hashing a shingle at a time costs ten times the insertion of a whole reading
(decision 23).
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray

SHINGLE = 4  # words
BANDS = 12
ROWS = 5  # 12 bands of 5 rows find a copy that shares 80 % of its shingles with 99 % probability
NEAR = 0.7  # share of equal rows from which a text counts as a near-copy, or as another version of the story
FEWEST_WORDS = 30  # shorter texts are equal or different, never near

_SIZE = BANDS * ROWS
_MIX = np.random.default_rng(1945).integers(1, 2**63, size=(2, _SIZE), dtype=np.uint64)
_A, _B = _MIX[0] | np.uint64(1), _MIX[1]
_POWERS = np.array([pow(1_000_003, k, 2**64) for k in range(SHINGLE)], dtype=np.uint64)
_WORD = re.compile(r"[^\W_]+")


class _Hashes(dict[str, int]):
    """CRC-32 of words, kept for the next text; forgotten when there are too many."""

    def __missing__(self, word: str) -> int:
        if len(self) > 200_000:
            self.clear()
        self[word] = value = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return value


_HASHES = _Hashes()


def signature(text: str) -> NDArray[np.uint32]:
    """60 minima over the text's shingles of four words; case and punctuation do not count. Empty for a short text."""
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return np.empty(0, dtype=np.uint32)
    hashes = np.array([_HASHES[w] for w in words], dtype=np.uint64)
    count = len(words) - SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for k in range(SHINGLE):
        shingles += hashes[k : k + count] * _POWERS[k]
    shingles = np.unique(shingles)
    minima = np.full(_SIZE, 2**32 - 1, dtype=np.uint32)
    for part in np.array_split(shingles, max(1, len(shingles) // 4096)):
        mixed = ((part[:, None] * _A + _B) >> np.uint64(32)).astype(np.uint32)
        np.minimum(minima, mixed.min(axis=0), out=minima)
    return minima


def band_keys(minima: NDArray[np.uint32]) -> list[int]:
    """One signed 64-bit key a band: texts that share a key are candidates."""
    if not len(minima):
        return []
    rows = minima.reshape(BANDS, ROWS).astype(np.uint64)
    keys = np.arange(1, BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for k in range(ROWS):
        keys = (keys ^ rows[:, k]) * np.uint64(0xFF51AFD7ED558CCD)
        keys ^= keys >> np.uint64(33)
    return [int(k) for k in keys.astype(np.int64)]


def likeness(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
    """Estimated share of common shingles (Jaccard), 0 to 1; its standard error is about 0.06."""
    if not len(one) or len(one) != len(other):
        return 0.0
    return float((one == other).mean())


def from_bytes(data: bytes) -> NDArray[np.uint32]:
    """The signature that `signature(...).tobytes()` stored."""
    return np.frombuffer(data, dtype=np.uint32)
