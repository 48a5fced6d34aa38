"""Sets of texts in little memory: a corpus may have millions of articles."""

from __future__ import annotations

from array import array

_FIRST_SLOTS = 1 << 10
_MOST_FILLED = 0.6
_MASK = (1 << 64) - 1


class CompactIds:
    """Hashes of texts in a table with open addressing: 15 to 25 bytes a text, where a set needs 150.

    Only the hash is kept, of 64 bits: that two of ten million texts have the same has a chance of one in 300,000.
    """

    def __init__(self) -> None:
        self._hashes = array("Q", bytes(8 * _FIRST_SLOTS))
        self._count = 0

    def __contains__(self, text: object) -> bool:
        return self._hashes[self._slot(_hash(text))] != 0

    def __len__(self) -> int:
        return self._count

    def add(self, text: str) -> bool:
        """Add a text; False if it was there."""
        text_hash = _hash(text)
        slot = self._slot(text_hash)
        if self._hashes[slot]:
            return False
        self._hashes[slot] = text_hash
        self._count += 1
        if self._count > _MOST_FILLED * len(self._hashes):
            self._grow()
        return True

    def _slot(self, text_hash: int) -> int:
        """The slot of a hash, or the free one where it would be."""
        hashes = self._hashes
        mask = len(hashes) - 1
        slot = text_hash & mask
        while (stored := hashes[slot]) and stored != text_hash:
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        former_hashes = self._hashes
        self._hashes = array("Q", bytes(16 * len(former_hashes)))
        for text_hash in former_hashes:
            if text_hash:
                self._hashes[self._slot(text_hash)] = text_hash


class FirstLines(CompactIds):
    """The line in which each text stands first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = array("Q", bytes(8 * _FIRST_SLOTS))

    def first_line(self, text: str, line: int) -> int:
        """The line in which a text stands first, ``line`` where it is new."""
        if self.add(text):
            self._lines[self._slot(_hash(text))] = line
        return self._lines[self._slot(_hash(text))]

    def _grow(self) -> None:
        former_hashes, former_lines = self._hashes, self._lines
        super()._grow()
        self._lines = array("Q", bytes(8 * len(self._hashes)))
        for text_hash, line in zip(former_hashes, former_lines, strict=True):
            if text_hash:
                self._lines[self._slot(text_hash)] = line


def _hash(text: object) -> int:
    return (hash(text) & _MASK) or 1  # 0 stands for a free slot
