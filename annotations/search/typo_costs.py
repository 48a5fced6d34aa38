"""The cost of typing slips, which tells a mistyped word from another word of the same length."""

from __future__ import annotations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEY_POSITIONS = {
    letter: (row, column) for row, letters in enumerate(_ROWS) for column, letter in enumerate(letters)
}

_SLIP = 1.0  # two letters swapped, one missing, one too many, or the neighbouring key
_DOUBLED = 0.75
_DISTANT_KEY = 1.5  # a letter from elsewhere on the keyboard: hardly a slip


def slip_cost(typed: str, intended: str) -> float:
    """Return the lowest cost of the slips that turn ``intended`` into ``typed``; 0 if the words are equal.

    The cost is an optimal string alignment distance, weighted by the keyboard. Both words are folded.
    """
    earlier_row: list[float] = []
    row = [float(count) for count in range(len(intended) + 1)]
    for i, letter in enumerate(typed, 1):
        extra = _DOUBLED if i > 1 and letter == typed[i - 2] else _SLIP
        next_row = [row[0] + extra]
        for j, intended_letter in enumerate(intended, 1):
            missing = _DOUBLED if j > 1 and intended_letter == intended[j - 2] else _SLIP
            cost = min(
                row[j] + extra, next_row[j - 1] + missing, row[j - 1] + _key_cost(letter, intended_letter)
            )
            if i > 1 and j > 1 and letter == intended[j - 2] != intended_letter == typed[i - 2]:
                cost = min(cost, earlier_row[j - 2] + _SLIP)
            next_row.append(cost)
        earlier_row, row = row, next_row
    return row[-1]


def _key_cost(typed: str, intended: str) -> float:
    if typed == intended:
        return 0.0
    row, column = _KEY_POSITIONS.get(typed, (9, 9))
    intended_row, intended_column = _KEY_POSITIONS.get(intended, (0, 0))
    is_neighbour = abs(row - intended_row) <= 1 and abs(column - intended_column) <= 1
    return _SLIP if is_neighbour else _DISTANT_KEY
