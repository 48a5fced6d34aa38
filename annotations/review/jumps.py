"""The places an annotator jumped from: back and forward, as in a browser."""

from __future__ import annotations

from typing import NamedTuple

# More than anyone goes back; a day's work must not fill the memory.
MAX_PLACES = 200


class Place(NamedTuple):
    """A place in a corpus: an article, the id of a claim (None without one) and the cursor's offset."""

    article: str
    claim: str | None
    cursor: int


class Jumps:
    """The places before each jump, and the places that were gone back from."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember the place before a jump; nothing can be gone forward to any more."""
        self._forward.clear()
        if self._back[-1:] != [place]:
            self._back.append(place)
            del self._back[:-MAX_PLACES]

    def back(self, current: Place) -> Place | None:
        """The place before the last jump, or None; ``current`` can be gone forward to from then on."""
        return self._step(self._back, self._forward, current)

    def forward(self, current: Place) -> Place | None:
        """The place that was gone back from last, or None."""
        return self._step(self._forward, self._back, current)

    @staticmethod
    def _step(source: list[Place], target: list[Place], current: Place) -> Place | None:
        while source:
            place = source.pop()
            if place != current:
                target.append(current)
                return place
        return None
