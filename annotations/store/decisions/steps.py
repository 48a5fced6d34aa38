"""What was decided before: steps, and which of them can be undone or redone.

A step is what an annotator did with one key, on one claim or on many. Undoing it appends, for each of its
claims, the state from before it, as a step that names the one it undoes; redoing undoes that one in turn. So
nothing is ever deleted, and the past stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

# As far back as anyone will go with one key; reading more of a long past would make undo slow.
REACH = 1000


class Step(NamedTuple):
    """One step of an annotator: its id and the id of the step that it undoes or redoes, if it does."""

    id: str
    undoes: str | None


@dataclass(slots=True)
class History:
    """An annotator's steps as two stacks of ids: what undo takes back next, and what redo does."""

    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> History:
        """Build the stacks from steps in the order in which they were made."""
        history = cls()
        for step in steps:
            history.add(step)
        return history

    def add(self, step: Step) -> None:
        """Take in the next step."""
        if step.undoes is None:
            self.done.append(step.id)
            self.undone.clear()
        elif step.undoes in self.undone:
            self.undone.remove(step.undoes)
            self.done.append(step.id)
        else:
            # It may lie too far back to be known; that it was undone still counts.
            if step.undoes in self.done:
                self.done.remove(step.undoes)
            self.undone.append(step.id)
