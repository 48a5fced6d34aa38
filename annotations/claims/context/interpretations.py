"""Readings: what the shape of a number allows it to be, with the evidence for each; the heaviest is taken.

A reading that cannot be (day 45, a range that runs backwards) is not among them. What stands right of a number weighs
more than what stands left of it. The runner-up is kept with the mention where it was close.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from annotations.model import Mention

_CLOSE = 1  # readings whose weights differ by no more than this are ambiguous


class Interpretation(NamedTuple):
    """One reading of a number: what it is, its value, and the evidence for it as pairs of a weight and a ground."""

    name: str
    value: str
    evidence: tuple[tuple[int, str], ...]

    @property
    def weight(self) -> int:
        return sum(weight for weight, _ in self.evidence)

    @property
    def grounds(self) -> str:
        return ", ".join(f"{ground} {weight:+}" for weight, ground in self.evidence if weight)


class Decision(NamedTuple):
    """The reading that was taken, and the heaviest of the others."""

    accepted: Interpretation
    runner_up: Interpretation | None

    @property
    def rule(self) -> str:
        """What decided and what lost, for ``soi claims --explain``."""
        lost = f"; not {self.runner_up.name}: {self.runner_up.grounds}" if self.runner_up else ""
        return f"{self.accepted.name}: {self.accepted.grounds}{lost}"

    @property
    def is_close(self) -> bool:
        return self.runner_up is not None and self.accepted.weight - self.runner_up.weight <= _CLOSE

    def explain(self, mention: Mention) -> None:
        """Record with the mention what decided, and the reading that was as likely."""
        mention.rule = self.rule
        if self.is_close and self.runner_up is not None and self.runner_up.value != mention.value:
            mention.ambiguous, mention.alternative = True, self.runner_up.value


def decide(interpretations: Iterable[Interpretation]) -> Decision:
    """The heaviest of some readings; of two as heavy, the first."""
    ordered = sorted(interpretations, key=lambda candidate: -candidate.weight)
    return Decision(ordered[0], ordered[1] if len(ordered) > 1 else None)
