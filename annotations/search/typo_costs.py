"""What slips of the fingers cost, to tell a word somebody mistyped from one that is only as long."""

from __future__ import annotations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {letter: (row, at) for row, letters in enumerate(_ROWS) for at, letter in enumerate(letters)}

_SLIP = 1.0  # two letters swapped, one missing or too many, the key beside it
_DOUBLED = 0.75
_OTHER = 1.5  # another letter from elsewhere on the keyboard: hardly a slip


def slip_cost(typed: str, meant: str) -> float:
    """What must be forgiven to take one folded word for another, at the least; 0 where they are the same."""
    before: list[float] = []
    row = [float(at) for at in range(len(meant) + 1)]
    for at, letter in enumerate(typed, 1):
        extra = _DOUBLED if at > 1 and letter == typed[at - 2] else _SLIP
        now = [row[0] + extra]
        for to, wanted in enumerate(meant, 1):
            missing = _DOUBLED if to > 1 and wanted == meant[to - 2] else _SLIP
            cost = min(row[to] + extra, now[to - 1] + missing, row[to - 1] + _wrong(letter, wanted))
            if at > 1 and to > 1 and letter == meant[to - 2] != wanted == typed[at - 2]:
                cost = min(cost, before[to - 2] + _SLIP)
            now.append(cost)
        before, row = row, now
    return row[-1]


def _wrong(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    (row, at), (other_row, other) = _PLACES.get(typed, (9, 9)), _PLACES.get(meant, (0, 0))
    return _SLIP if abs(row - other_row) <= 1 and abs(at - other) <= 1 else _OTHER
