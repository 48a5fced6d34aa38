"""Text that fills an exact number of terminal cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from annotations.text import visible


def fit_cells(text: str, width: int, *, right: bool = False) -> str:
    """``text`` in exactly ``width`` cells, flush left or right; longer text ends with an ellipsis.

    Control characters are made visible first.
    """
    if width <= 0:
        return ""
    printable = visible(text)
    blanks = width - cell_len(printable)
    if blanks < 0:
        return set_cell_size(set_cell_size(printable, width - 1) + "…", width)
    return " " * blanks + printable if right else printable + " " * blanks


def fit_last_cells(text: str, width: int) -> str:
    """The end of ``text`` in exactly ``width`` cells, with an ellipsis before it if the beginning is cut off.

    The text is one that is safe to show: control characters are not made visible.
    """
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    end = text
    while cell_len(end) > width - 1:
        end = end[1:]
    # A text that was cut before may begin with the ellipsis: two would stand side by side.
    return set_cell_size("…" + end.removeprefix("…"), width)
