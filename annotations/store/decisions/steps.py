"""The history of an annotator's steps: which of them undo and redo take back next.

A step is what an annotator did with one key, on one claim or on many. Undoing it appends, for each of its claims, the
state from before it, as a step that names the step it undoes; redoing undoes that step in turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

# Steps that undo can reach. Reading more of a long history would make undo slow.
REACH = 1000


class Step(NamedTuple):
    """One step: its id and, for an undo or redo, the id of the step that it takes back."""

    id: str
    undoes: str | None


@dataclass(slots=True)
class History:
    """An annotator's steps as two stacks of ids: the last of ``undoable`` is undone next, the last of ``redoable`` redone."""

    undoable: list[str] = field(default_factory=list)
    redoable: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> History:
        """Build the stacks from steps in the order in which they were made."""
        history = cls()
        for step in steps:
            history.add(step)
        return history

    def add(self, step: Step) -> None:
        """Add the next step: a new one clears what could be redone."""
        if step.undoes is None:
            self.undoable.append(step.id)
            self.redoable.clear()
        elif step.undoes in self.redoable:
            self.redoable.remove(step.undoes)
            self.undoable.append(step.id)
        else:
            # The undone step may lie beyond REACH; this step can be redone all the same.
            if step.undoes in self.undoable:
                self.undoable.remove(step.undoes)
            self.redoable.append(step.id)
