"""A set of texts, with a number for each, in little memory: a corpus may have millions of articles."""

from __future__ import annotations

from array import array

_FIRST_SLOTS = 1 << 10
_MOST_FILLED = 0.6
_MASK = (1 << 64) - 1


class CompactIds:
    """Hashes of texts in a table with open addressing: 25 bytes a text or so, where a dict needs 200.

    Only the hash is kept, of 64 bits: that two of ten million texts have the same has a chance of one in 300,000.
    """

    def __init__(self) -> None:
        self._hashes, self._numbers, self._count = (
            array("Q", bytes(8 * _FIRST_SLOTS)),
            array("Q", bytes(8 * _FIRST_SLOTS)),
            0,
        )

    def __contains__(self, text: object) -> bool:
        return self._hashes[self._slot(_hash(text))] != 0

    def __len__(self) -> int:
        return self._count

    def add(self, text: str, number: int = 0) -> int:
        """Add a text unless it is there; returns the number that it was added with first."""
        text_hash = _hash(text)
        slot = self._slot(text_hash)
        if self._hashes[slot]:
            return self._numbers[slot]
        self._hashes[slot], self._numbers[slot] = text_hash, number
        self._count += 1
        if self._count > _MOST_FILLED * len(self._hashes):
            self._grow()
        return number

    def _slot(self, text_hash: int) -> int:
        """The slot of a hash, or the free one where it would be."""
        hashes = self._hashes
        mask = len(hashes) - 1
        slot = text_hash & mask
        while (stored := hashes[slot]) and stored != text_hash:
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        former_hashes, former_numbers = self._hashes, self._numbers
        empty = bytes(16 * len(former_hashes))
        self._hashes, self._numbers = array("Q", empty), array("Q", empty)
        for text_hash, number in zip(former_hashes, former_numbers, strict=True):
            if text_hash:
                slot = self._slot(text_hash)
                self._hashes[slot], self._numbers[slot] = text_hash, number


def _hash(text: object) -> int:
    return (hash(text) & _MASK) or 1  # 0 stands for a free slot
