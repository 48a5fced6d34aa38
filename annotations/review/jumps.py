"""The places an annotator jumped from: back and forward, as in a browser."""

from __future__ import annotations

from typing import NamedTuple

# The oldest places are dropped, so that a day of reviewing does not fill the memory.
MAX_PLACES = 200


class Place(NamedTuple):
    """A place in a corpus: an article, the id of a claim (None without one) and the cursor's offset."""

    article: str
    claim: str | None
    cursor: int


class Jumps:
    """Two stacks of places: those before each jump, and those from which the annotator went back.

    ``moves`` counts how often another claim or article became current, by jumps and by steps.
    """

    def __init__(self) -> None:
        self.moves = 0
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember the place before a jump, and forget the places to go forward to."""
        self._forward.clear()
        if self._back[-1:] != [place]:
            self._back.append(place)
            del self._back[:-MAX_PLACES]

    def go_back(self, current: Place) -> Place | None:
        """The place before the last jump, or None; ``current`` becomes a place to go forward to."""
        return self._step(self._back, self._forward, current)

    def go_forward(self, current: Place) -> Place | None:
        """The place of the last ``go_back``, or None; ``current`` becomes a place to go back to."""
        return self._step(self._forward, self._back, current)

    @staticmethod
    def _step(source: list[Place], target: list[Place], current: Place) -> Place | None:
        while source:
            place = source.pop()
            if place != current:
                target.append(current)
                return place
        return None
