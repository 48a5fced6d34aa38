"""Numbers that only look like amounts: documents, phones, plates, accounts, addresses on the net."""

from __future__ import annotations

import re

_DOCUMENT = re.compile(
    r"\d+(?:/\d{2,4})?(?:[-/](?:[A-ZĐ&][A-Za-zĐđ]{0,12}\d{0,3}[A-ZĐ]{0,4}|\d{4}(?=[-/][A-ZĐ]))){1,6}(?![^\W_])"
)
_PHONE = re.compile(
    r"(?:0\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4}|1[89]00[ .-]?\d{2,4}[ .-]?\d{2,4}|1[89]00[ .-]\d{4})(?!\d|[.,/]\d|-\d{3}(?!\d))"
)
_FOREIGN_PHONE = re.compile(r"84[ .-]?\d{2,3}(?:[ .-]?\d{3,4}){2}(?!\d)")
_PLATE = re.compile(r"\d{2}[A-ZĐ]{1,2}\d?[- ]?(?:\d{3}\.\d{2}|\d{4,5})(?!\d)")
_CARD = re.compile(r"\d{4}(?:[ .-]\d{4}){2,4}(?:[ .-]\d{1,4})?(?!\d|[.,]\d)")
_LONG = re.compile(r"\d{9,}(?:-\d{3})?(?![\d]|[.,]\d)")
# Bounded throughout: a page of one endless token must not be read again at each of its digits.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{0,400}|\S{1,80}@\S{1,80}|\S{1,80}\.(?:vn|com|net|org|gov)(?![^\W_])(?:/\S{0,400})?"
)
_ESCAPE = re.compile(r"\x1b\[[0-9;:?]*([0-9])[;:?]*\x1b")
_CODE = re.compile(r"\d+(?:[.+-]\d+)*[A-Za-zĐđ0-9]*")
# `20-20-15`, `016`, `50-03V`, `4.0`, `5 trong 1`, `192.168.1.1`: no amount is written so.
_NO_AMOUNT = re.compile(
    r"\d{1,2}(?:-\d{1,2}){2,3}(?![\d%]|[.,]\d)|0\d{2,}(?![\d.,/:%-]|[^\W\d_])|\d{1,4}-0\d[A-ZĐ](?![^\W_])|[2-6]\.0(?![\d.,/:%-]*\d|%)|[2-9] trong (?:1|một)(?![\d.,]*\d)"
    r"|(?!\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?![.,]?\d))\d+(?:\.\d+){2,}(?!,?\d)"
)
_TIMES = frozenset("xX×")
_UNIT_DASH = re.compile(r"[0-9][^\W\d_A-ZĐ]{1,3}-\Z")
_LONGEST_NAME = 12  # characters; a longer one is an account or the like

Found = tuple[int, str, str] | None  # end of the span, role, what decided


def document(cased: str, at: int, known: bool) -> Found:
    """`09-NQ/TU`, `71/2014/QH13`: a number with letters after a dash or stroke."""
    found = _DOCUMENT.match(cased, at)
    if found is None:
        return None
    letters = sum(c.isupper() for c in found[0])
    if letters < 2 and not known:
        return None
    return found.end(), "reference", found[0]


def line(cased: str, at: int) -> Found:
    """A phone number, a plate, an account: long runs of digits that count nothing."""
    # What makes an identifier shows at once: a nought or a one in front, a letter third, a long run.
    if cased[at] in "01":
        found = _PHONE.match(cased, at)
        if found:
            return found.end(), "reference", "phone"
    if at and cased[at - 1] == "+":
        found = _FOREIGN_PHONE.match(cased, at)
        if found:
            return found.end(), "reference", "phone"
    found = _PLATE.match(cased, at) if cased[at + 2 : at + 3].isalpha() else None
    if found:
        return found.end(), "reference", "plate"
    found = _CARD.match(cased, at) if cased[at + 4 : at + 5] in " .-" else None
    if found:
        return found.end(), "reference", "card or account"
    found = _LONG.match(cased, at) if cased[at : at + 9].isdecimal() else None
    return (found.end(), "reference", "long number") if found else None


def no_amount(cased: str, at: int) -> Found:
    """A number that is written as no amount is: with noughts in front, or a version such as 4.0."""
    found = _NO_AMOUNT.match(cased, at)
    if found is None:
        return None
    return found.end(), "reference" if found.end() - at > _LONGEST_NAME else "name", found[0]


def escape(cased: str, at: int) -> Found:
    """A number inside a terminal's escape sequence, which folding has closed with a second escape."""
    start = cased.rfind("\x1b[", max(0, at - 34), at)
    found = _ESCAPE.match(cased, start) if start >= 0 else None
    return (found.end(1), "metadata", "escape sequence") if found and found.end() > at else None


def address(cased: str, at: int) -> Found:
    """A number inside an address on the net."""
    start = max(cased.rfind(" ", max(0, at - 80), at), cased.rfind("\n", max(0, at - 80), at)) + 1
    found = _ADDRESS.match(cased, max(start, at - 80))
    if found is None or found.end() <= at:
        return None
    end = found.end()
    while not cased[end - 1].isalnum():
        end -= 1
    return (end, "name", "address") if end > at else None


def glued(cased: str, at: int) -> Found:
    """A number that hangs on letters: `Covid-19`, `U23`, `H5N1`."""
    before = cased[at - 1] if at else ""
    if before in _TIMES and cased[at - 2 : at - 1].isdecimal():
        return None  # `5x20m`
    if before == "-" and _UNIT_DASH.search(cased, max(0, at - 6), at):
        return None  # `1.200.000đ-1.500.000đ`
    if before.isalpha() or (before == "-" and cased[at - 2 : at - 1].isalpha()) or _variant(cased, at):
        found = _CODE.match(cased, at)
        end = found.end() if found else at + 1
        start = at
        while start and (cased[start - 1].isalnum() or cased[start - 1] == "-") and at - start < 20:
            start -= 1
        return end, "name", cased[start:end]
    return None


def _variant(cased: str, at: int) -> bool:
    """`B.1.1.529`, `BA.2.86`: one or two capitals and a point before the digits."""
    if cased[at - 1] != "." or not cased[at - 2 : at - 1].isupper():
        return False
    start = at - 2 - cased[at - 3 : at - 2].isupper()
    return start <= 0 or not cased[start - 1].isalnum()


def letters_after(cased: str, at: int) -> str:
    """The letters right after a number, nothing between."""
    end = at
    while end < len(cased) and end - at < 12 and cased[end].isalpha():
        end += 1
    return cased[at:end]
