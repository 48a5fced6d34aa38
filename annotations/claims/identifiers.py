"""Numbers that are identifiers: documents, phones, plates, accounts, web addresses, codes, versions."""

from __future__ import annotations

import re

_DOCUMENT = re.compile(
    r"\d+(?:/\d{2,4})?(?:(?:[-/]|/ (?=[A-ZĐ]{2,}-[A-ZĐ]))(?:[A-ZĐ&][A-Za-zĐđ]{0,12}\d{0,3}[A-ZĐ]{0,4}|\d{4}(?=[-/][A-ZĐ]))){1,6}(?![^\W_])"
)
_PHONE = re.compile(
    r"(?:0\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4}|1[89]00[ .-]?\d{2,4}[ .-]?\d{2,4}|1[89]00[ .-]\d{4})(?!\d|[.,/]\d|-\d{3}(?!\d))"
)
_FOREIGN_PHONE = re.compile(r"84[ ./-]?\d{2,3}(?:[ .-]?\d{3,4}){2}(?!\d)")
_PLATE = re.compile(r"\d{2}[A-ZĐ]{1,2}\d?(?: ?[-–—.] ?| )?(?:\d{3}\.\d{2}|\d{4,5})(?!\d)")
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
    r"\d{1,2}(?:-\d{1,2}){2,9}(?![\d%]|[.,]\d)|\d{2}(?: - \d{2}){4,9}(?![\d%]|[.,]\d| ?[^\W\d_])|(?:(?<=[Vv]àng )|(?<=[Vv]ang )|(?<=rơn )|(?<=hẫn )|(?<=ron )|(?<=nhan ))9{3,4}(?![\d.,]*\d|[^\W\d_]|%| (?:nghìn|ngàn|triệu|tỷ|tỉ|đồng))|0\d{2,}(?![\d.,/:%-]|[^\W\d_])|\d{1,4}-0\d[A-ZĐ](?![^\W_])|[2-6]\.0(?![\d.,/:%-]*\d|%)|[2-9] trong (?:1|một)(?![\d.,]*\d)"
    r"|(?!\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?![.,]?\d))\d+(?:\.\d+){2,}(?!,?\d)"
)
_CAPITALS_BEFORE = re.compile(r"(?<![^\W_])[A-ZĐ]{2,4} [-–—] \Z")
_LONG_CODE = re.compile(r"\d{4,6}(?! ?(?:[.,]?\d|%|[a-zà-ỹđ]))")
_TIMES = frozenset("xX×")
_UNIT_DASH = re.compile(r"[0-9][^\W\d_A-ZĐ]{1,3}-\Z")
_LONGEST_NAME = 12  # characters; a longer one is an account or the like

IdentifierMatch = tuple[int, str, str] | None  # end of the span, role, what decided it


def document(cased: str, offset: int, is_known: bool) -> IdentifierMatch:
    """`09-NQ/TU`, `71/2014/QH13`: a number with letters after a dash or stroke."""
    match = _DOCUMENT.match(cased, offset)
    if match is None:
        return None
    letters = sum(c.isupper() for c in match[0])
    if letters < 2 and not is_known:
        return None
    return match.end(), "reference", match[0]


def long_digit_run(cased: str, offset: int) -> IdentifierMatch:
    """A phone number, a plate, an account: long runs of digits that count nothing."""
    # What makes an identifier shows at once: a nought or a one in front, a letter third, a long run.
    if cased[offset] in "01":
        match = _PHONE.match(cased, offset)
        if match:
            return match.end(), "reference", "phone"
    if offset and cased[offset - 1] == "+":
        match = _FOREIGN_PHONE.match(cased, offset)
        if match:
            return match.end(), "reference", "phone"
    match = _PLATE.match(cased, offset) if cased[offset + 2 : offset + 3].isalpha() else None
    if match:
        return match.end(), "reference", "plate"
    match = _CARD.match(cased, offset) if cased[offset + 4 : offset + 5] in " .-" else None
    if match:
        return match.end(), "reference", "card or account"
    match = _LONG.match(cased, offset) if cased[offset : offset + 9].isdecimal() else None
    return (match.end(), "reference", "long number") if match else None


def non_amount(cased: str, offset: int) -> IdentifierMatch:
    """A number that is written as no amount is: with noughts in front, or a version such as 4.0."""
    match = _NO_AMOUNT.match(cased, offset)
    if match is None:
        return None
    return match.end(), "reference" if match.end() - offset > _LONGEST_NAME else "name", match[0]


def escape_code(cased: str, offset: int) -> IdentifierMatch:
    """A number inside a terminal's escape sequence, which folding has closed with a second escape."""
    start = cased.rfind("\x1b[", max(0, offset - 34), offset)
    match = _ESCAPE.match(cased, start) if start >= 0 else None
    return (match.end(1), "metadata", "escape sequence") if match and match.end() > offset else None


def web_address(cased: str, offset: int) -> IdentifierMatch:
    """A number inside an address on the net."""
    start = (
        max(cased.rfind(" ", max(0, offset - 80), offset), cased.rfind("\n", max(0, offset - 80), offset)) + 1
    )
    match = _ADDRESS.match(cased, max(start, offset - 80))
    if match is None or match.end() <= offset:
        return None
    end = match.end()
    while not cased[end - 1].isalnum():
        end -= 1
    return (end, "name", "address") if end > offset else None


def glued_code(cased: str, offset: int) -> IdentifierMatch:
    """A number that hangs on letters: `Covid-19`, `U23`, `H5N1`."""
    previous = cased[offset - 1] if offset else ""
    if previous in _TIMES and cased[offset - 2 : offset - 1].isdecimal():
        return None  # `5x20m`
    if previous == "-" and _UNIT_DASH.search(cased, max(0, offset - 6), offset):
        return None  # `1.200.000đ-1.500.000đ`
    if (
        previous.isalpha()
        or _spaced_code(cased, offset)
        or (previous == "-" and cased[offset - 2 : offset - 1].isalpha())
        or _variant(cased, offset)
    ):
        match = _CODE.match(cased, offset)
        end = match.end() if match else offset + 1
        start = offset
        while start and (cased[start - 1].isalnum() or cased[start - 1] == "-") and offset - start < 20:
            start -= 1
        return end, "reference" if _spaced_code(cased, offset) else "name", cased[start:end]
    return None


def _spaced_code(cased: str, offset: int) -> bool:
    """`QB - 98122 TS`, `PVM – 2701`: capitals and a dash with blanks before three digits or more."""
    match = _CAPITALS_BEFORE.search(cased, max(0, offset - 9), offset)
    return (
        match is not None
        and cased[offset : offset + 3].isdecimal()
        and cased[offset + 3 : offset + 4] not in " .,%"
    ) or (match is not None and _LONG_CODE.match(cased, offset) is not None)


def _variant(cased: str, offset: int) -> bool:
    """`B.1.1.529`, `BA.2.86`: one or two capitals and a point before the digits."""
    if cased[offset - 1] != "." or not cased[offset - 2 : offset - 1].isupper():
        return False
    start = offset - 2 - cased[offset - 3 : offset - 2].isupper()
    return start <= 0 or not cased[start - 1].isalnum()


def letters_behind(cased: str, offset: int) -> str:
    """The letters right after a number, nothing between."""
    end = offset
    while end < len(cased) and end - offset < 12 and cased[end].isalpha():
        end += 1
    return cased[offset:end]
