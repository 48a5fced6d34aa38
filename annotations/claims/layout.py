"""The layout of a text that its numbers do not depend on: blanks, invisible characters, wrapped lines, capitals."""

from __future__ import annotations

import re
from itertools import pairwise

# Ends a column of a table: the numbers on both sides of it are never one number.
COLUMN = "\x1f"

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_WIDE_BLANKS = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2006\u2008\u200a\u3000"
_IRREGULAR = re.compile(f"[ \t{_INVISIBLE}]{{2,}}|[\t{_INVISIBLE}]|(?<=\n) | (?=\n)")
_MARKS = "\t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Patterns that begin with the letters themselves are found several times faster than classes.
_BLANK_RUN, _INDENT, _TRAILING = re.compile("  +"), re.compile("\n (?! )"), re.compile(" \n")
_RUNS = ("  ", "\n ", " \n")

_COLUMN_GAP = 3  # blanks that end a column
_SHORTEST_WRAP = 36  # characters of the longest line of a text that is wrapped
_LONGEST_WRAP = 160
_SENTENCE_END = frozenset(".!?…:;|>")
_ITEM = re.compile(r"[-+•–*#>]|\d{1,3}[.)]|[a-zđ]\)")
# A line that ends so goes on whatever follows.
_GOES_ON = re.compile(
    r"(?:[^\W\d_],|[^\W\d_] (?:khoảng|hơn|gần|trên|dưới|tăng|giảm|là|từ|đến|với|còn|và|đạt|được|có|ngày|tháng|năm|lúc|thứ|hạng|số|quý"
    r"|cấp|mức|của|cho|tại|ở|mỗi|những|các|bị|ngót|chừng|quá|vượt|thêm|trong|sau|trước|vào|như|để|về|theo))\Z"
)
_LONGEST_ENDING = 8  # characters of the longest match of ``_GOES_ON``: a letter, a blank and `khoảng`
_LABEL = re.compile(r"[^\W\d_][\w ]{0,20} ?[:=]")
_NUMBER_END = re.compile(r"\d[\d.,]*%?\Z")

_HEADLINE = 10  # characters in capitals at the head of a line that make a headline
_CAPITAL = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITALS = re.compile(
    rf"[{_CAPITAL}]{{2,}}(?![^\W_])(?:[^\w\n]{{1,3}}(?:[{_CAPITAL}]+|[0-9][0-9.,]*[{_CAPITAL}]?)(?![^\W_])){{3,}}"
)


def plain_blanks(text: str) -> str:
    """The text with ordinary blanks for no-break, thin and wide ones; as long as the argument."""
    for blank in _WIDE_BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text


def irregular_spans(text: str) -> list[tuple[int, int]]:
    """Where a text holds invisible characters, tabs, or blanks other than one between two words."""
    if any(mark in text for mark in _MARKS):
        return [match.span() for match in _IRREGULAR.finditer(text)]
    if not any(run in text for run in _RUNS):
        return []
    spans = [match.span() for match in _BLANK_RUN.finditer(text)]
    spans += [(match.start() + 1, match.end()) for match in _INDENT.finditer(text)]
    spans += [
        (match.start(), match.end() - 1)
        for match in _TRAILING.finditer(text)
        if text[match.start() - 1 : match.start()] not in ("", " ", "\n")
    ]
    return sorted(spans)


def ends_column(text: str, start: int, end: int) -> bool:
    """Whether a run of blanks ends a column of a table: three of them, or a tab in a line that has ordinary blanks too."""
    run = text[start:end]
    if "\t" not in run:
        return len(run) >= _COLUMN_GAP
    line_start = text.rfind("\n", max(0, start - _LONGEST_WRAP), start) + 1
    line_end = text.find("\n", end, end + _LONGEST_WRAP)
    return (
        " "
        in text[max(line_start, start - _LONGEST_WRAP) : line_end if line_end > 0 else end + _LONGEST_WRAP]
    )


def wraps_joined(text: str) -> str:
    """The text with a blank for each newline that only wraps a line; as long as the argument.

    A newline wraps where the next line goes on in small letters behind a line without full stop, or where the text is
    set to a width and the next word would not have fitted.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    width = max(map(len, lines))
    if width < _SHORTEST_WRAP // 2:
        return text
    is_set_to_width = _SHORTEST_WRAP <= width <= _LONGEST_WRAP and _fills_lines(lines, width)
    parts = [lines[0]]
    for previous, line in pairwise(lines):
        parts.append(" " if _wraps(previous, line, width if is_set_to_width else 0) else "\n")
        parts.append(line)
    return "".join(parts)


def _fills_lines(lines: list[str], width: int) -> bool:
    """Whether most lines that another follows are as full as the width lets them be."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = sum(_is_full(previous, line, width) for previous, line in pairs)
    return full > 1 and full * 3 >= len(pairs) * 2


def _is_full(previous: str, line: str, width: int) -> bool:
    return len(previous) + 1 + len(line.split(maxsplit=1)[0]) > width


def _wraps(previous: str, line: str, width: int) -> bool:
    if not previous or not line.strip() or _LABEL.match(line):
        return False
    is_full = bool(width) and _is_full(previous, line, width)
    if _ITEM.match(line):
        return is_full and line[0].isdecimal()
    is_long = len(previous) >= _SHORTEST_WRAP // 2
    if is_long and _GOES_ON.search(previous, len(previous) - _LONGEST_ENDING):
        return True
    if line[0].islower() and previous[-1] not in _SENTENCE_END:
        return is_long or _NUMBER_END.search(previous) is not None
    return is_full and previous[-1] not in ".!?…"


def capitals_lowered(text: str) -> str:
    """The text with headlines, and beginnings of lines, that are set in capitals in lower case; as long as the argument."""
    lines = text.split("\n")
    is_changed = False
    for number, line in enumerate(lines):
        if line[:_HEADLINE].isupper():
            is_headline = line.isupper() and " " in line.strip()
            lines[number] = (
                line.lower() if is_headline else _CAPITALS.sub(lambda match: match[0].lower(), line)
            )
            is_changed = True
    lowered = "\n".join(lines) if is_changed else text
    return lowered if len(lowered) == len(text) else text
