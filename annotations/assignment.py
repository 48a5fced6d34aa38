"""Handing out articles or claims to annotators: by rendezvous hashing, evenly, and moving only what must move.

Each annotator has a rank for each unit, a hash of seed, unit and name (Thaler and Ravishankar, "Using name-based mappings to
increase hit rates", 1998). A unit goes to those who rank it highest and have room. The result depends on nothing but the
arguments, so that stores that are made apart agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import floor
from typing import NamedTuple

from annotations.errors import UsageError

Assignments = dict[str, frozenset[str]]  # annotators by unit


class Plan(NamedTuple):
    """How units are handed out: to whom, to how many each, and which part of them (0 to 1) to everybody."""

    annotators: tuple[str, ...]
    overlap: int = 1
    shared: float = 0.0
    seed: int = 0


def hand_out(
    units: Iterable[str], plan: Plan, former: Mapping[str, Collection[str]] | None = None
) -> Assignments:
    """The annotators of each unit.

    Every unit has ``plan.overlap`` annotators, a shared one all of them; their loads differ by two units at most. Of
    ``former`` assignments all stay that can: a new annotator takes from those who have too much, and what somebody had who
    is not named any more goes to others. Raises UsageError for a plan that cannot be carried out.
    """
    _expect_possible(plan)
    ordered = sorted(set(units), key=lambda unit: _hash(plan.seed, unit))
    shared = set(ordered[: floor(len(ordered) * plan.shared + 0.5)])
    single_units = [unit for unit in ordered if unit not in shared]
    team = frozenset(plan.annotators)
    hands = _Hands(single_units, plan, former or {})
    hands.release_surplus()
    hands.fill()
    return {unit: team if unit in shared else frozenset(hands.holders[unit]) for unit in sorted(ordered)}


def _expect_possible(plan: Plan) -> None:
    if len(set(plan.annotators)) < len(plan.annotators):
        raise UsageError("A name is given twice among the annotators: give each once.")
    if not 1 <= plan.overlap <= len(plan.annotators):
        raise UsageError(
            "An overlap of {overlap} needs as many annotators, and there are {n}: give more of them, or a smaller overlap.",
            overlap=plan.overlap,
            n=len(plan.annotators),
        )
    if not 0 <= plan.shared <= 1:
        raise UsageError("The shared part is between 0 % and 100 %.")


def _hash(seed: int, unit: str, annotator: str = "") -> bytes:
    return hashlib.blake2b(f"{seed}\0{unit}\0{annotator}".encode(), digest_size=16).digest()


class _Hands:
    """Units that are being handed out: ``holders`` are the annotators of each, in the order of the units."""

    def __init__(self, units: Sequence[str], plan: Plan, former: Mapping[str, Collection[str]]) -> None:
        self._plan, self._team = plan, sorted(plan.annotators)
        self.holders: dict[str, set[str]] = {}
        for unit in units:
            former_holders = sorted(
                set(former.get(unit, ())) & set(self._team), key=lambda name: self._rank(unit, name)
            )
            self.holders[unit] = set(former_holders[-plan.overlap :])
        self._loads = dict.fromkeys(self._team, 0)
        for names in self.holders.values():
            for name in names:
                self._loads[name] += 1
        self._smallest_share, self._larger_shares = divmod(len(units) * plan.overlap, len(self._team))

    def _rank(self, unit: str, annotator: str) -> bytes:
        return _hash(self._plan.seed, unit, annotator)

    def release_surplus(self) -> None:
        """Take from those who hold more than their share what they rank lowest."""
        by_load = sorted(self._team, key=lambda name: (-self._loads[name], name))
        for place, name in enumerate(by_load):
            surplus = self._loads[name] - self._smallest_share - (place < self._larger_shares)
            if surplus <= 0:
                continue
            held_units = [unit for unit, names in self.holders.items() if name in names]
            # First units from which nothing was taken: each then needs one annotator, whom it does not have yet.
            held_units.sort(
                key=lambda unit: (len(self.holders[unit]) < self._plan.overlap, self._rank(unit, name))
            )
            for unit in held_units[:surplus]:
                self._drop(unit, name)

    def fill(self) -> None:
        """Give each unit as many annotators as it needs."""
        for unit in self.holders:
            while len(self.holders[unit]) < self._plan.overlap:
                self._give_one(unit)

    def _give_one(self, unit: str) -> None:
        """Give a unit to who ranks it highest of those with room; where they all have it, to one who gives another away."""
        candidates = [name for name in self._team if name not in self.holders[unit]]
        if with_room := [name for name in candidates if self._has_room(name)]:
            self._take(unit, max(with_room, key=lambda name: self._rank(unit, name)))
        elif exchange := self._exchange(unit, candidates):
            exchanged_unit, giver, taker = exchange
            self._drop(exchanged_unit, giver)
            self._take(exchanged_unit, taker)
            self._take(unit, giver)
        else:
            self._take(unit, min(candidates, key=lambda name: (self._loads[name], name)))

    def _has_room(self, name: str) -> bool:
        load = self._loads[name]
        if load != self._smallest_share:
            return load < self._smallest_share
        return (
            sum(other_load > self._smallest_share for other_load in self._loads.values())
            < self._larger_shares
        )

    def _exchange(self, unit: str, givers: Sequence[str]) -> tuple[str, str, str] | None:
        """A unit of one of ``givers`` that somebody with room can take, with giver and taker."""
        takers = [name for name in self._team if self._has_room(name)]
        for other_unit, names in self.holders.items():
            for taker in takers:
                if (
                    other_unit != unit
                    and taker not in names
                    and (holding_givers := names.intersection(givers))
                ):
                    return (
                        other_unit,
                        min(holding_givers, key=lambda name: self._rank(other_unit, name)),
                        taker,
                    )
        return None

    def _take(self, unit: str, name: str) -> None:
        self.holders[unit].add(name)
        self._loads[name] += 1

    def _drop(self, unit: str, name: str) -> None:
        self.holders[unit].discard(name)
        self._loads[name] -= 1
