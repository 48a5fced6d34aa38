"""Where one was before each jump, so that one can go back there and forward again, as in a browser."""

from __future__ import annotations

from typing import NamedTuple

# More than anyone goes back; a day's work must not fill the memory.
MOST = 200


class Place(NamedTuple):
    """A place in a corpus: the article, the claim's id (None where it was none) and the cursor's offset."""

    article: str
    claim: str | None
    cursor: int


class Jumps:
    """The places one jumped from, and those one has come back from."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember a place before a jump; what lay ahead is forgotten."""
        self._ahead.clear()
        if self._behind[-1:] != [place]:
            self._behind.append(place)
            del self._behind[:-MOST]

    def back(self, here: Place) -> Place | None:
        """The place before the last jump, None before the first; ``here`` lies ahead from then on."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Place) -> Place | None:
        """The place one came back from last, None where one did not."""
        return self._step(self._ahead, self._behind, here)

    @staticmethod
    def _step(source: list[Place], target: list[Place], here: Place) -> Place | None:
        while source:
            place = source.pop()
            if place != here:
                target.append(here)
                return place
        return None
