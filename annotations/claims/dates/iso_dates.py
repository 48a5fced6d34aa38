"""Patterns of days, months, quarters, years, periods and times of day, and their values in ISO 8601.

Every function takes the folded text and the offset of the digits, and returns the end of the number span and the
value, or None. Without a year a date is ``--07-30``, without a month ``---15``; a quarter ``--Q4``.
"""

from __future__ import annotations

import re

DateMatch = tuple[int, str] | None

_END = r"(?![0-9]|[.,/][0-9])"
_FULL = re.compile(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![0-9])")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})([/.-])(\d{1,2})" + _END)
_SPELLED = re.compile(
    r"(\d{1,2})(?:/| tháng )(\d{1,2}|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)"
    r"(?:(?:,? năm |/)(\d{4}))?" + _END
)
_FULL_RANGE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})( ?- ?)(\d{1,2})/(\d{1,2})/(\d{4})" + _END)
_MONTH = re.compile(r"(\d{1,2})(?: ?[/.-] ?(\d{4})|,? năm (\d{4}))?" + _END)
_MONTHS = re.compile(r"(\d{1,2})( ?- ?| đến | tới | và |, )(\d{1,2})(?:[/.](\d{4})|,? năm (\d{4}))?" + _END)
_MONTH_LIST = re.compile(
    r"(\d{1,2})((?:, \d{1,2}){1,11},? và \d{1,2})(?:/(\d{4})|,? năm (\d{4}))?(?! [^\W\d_]+ \d|[.,]?\d)" + _END
)
_MONTH_RANGE = re.compile(r"(\d{1,2})/(\d{4})( ?- ?)(\d{1,2})/(\d{4})" + _END)
_QUARTER = re.compile(r"(iv|i{1,3}|[1-4])(?:[/-](\d{4})| năm (\d{4}))?(?![^\W_]|[.,/][0-9])")
_QUARTERS = re.compile(
    r"(iv|i{1,3}|[1-4])( ?- ?| và |, )(iv|i{1,3}|[1-4])(?:[/-](\d{4})| năm (\d{4}))?(?![^\W_]|[.,/][0-9])"
)
_SINGLE = re.compile(r"(\d{1,2})" + _END)
_CENTURY = re.compile(r"\d{1,2}" + _END)
_PERIOD = re.compile(r"(\d{4})( ?- ?|/)(\d{4}|\d{2})(?![0-9]|[/.][0-9]|-[0-9])")
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?::|h|g)([0-5]\d)(?::([0-5]\d)| ([0-5]\d)(?=  ))?(?![\d])")
_CLOCKS = re.compile(r"([01]?\d|2[0-4])[hg:]([0-5]\d)? ?- ?([01]?\d|2[0-4])[hg:]([0-5]\d)?(?![^\W_])")
_HOURS = re.compile(r"([01]?\d|2[0-4])(?:[hg]| giờ) ?- ?([01]?\d|2[0-4])(?=[hg](?![^\W_])| giờ)")
_WORD_HOUR = re.compile(r"([01]?\d|2[0-4]) giờ (rưỡi|kém (\d{1,2}|năm|mười)|([0-5]?\d)(?![.,:/%-]?\d|%))")
# What may follow the minutes where no word before says that a time is meant.
_MINUTES_END = re.compile(
    r" phút| ngày(?: \d|,| hôm)| sáng|[,.;)-]|\n|$| chiều| tối| trưa| đêm| khuya| cùng| hôm| để| đến| tới| hằng| hàng| mỗi| thứ| rạng| tại| ở"
)
_MARKS = frozenset("/.-")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
MONTH_WORDS = dict(
    zip(["giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"], range(1, 11), strict=True)
) | {
    "một": 11,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
    "bẩy": 7,
}
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def roman(text: str) -> int:
    """The value of a Roman numeral in small letters, 0 where it is none."""
    total = 0
    for index, letter in enumerate(text):
        value = _ROMAN[letter]
        next_value = _ROMAN[text[index + 1]] if index + 1 < len(text) else 0
        total += -value if value < next_value else value
    return total if _to_roman(total) == text else 0


def _to_roman(number: int) -> str:
    out = ""
    for value, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out += letters
            number -= value
    return out


def day(month_day: str, month: str, year: str | None = None) -> str:
    """A day as ISO 8601, "" where there is no such day."""
    d, m = int(month_day), int(month)
    if not 1 <= m <= 12 or not 1 <= d <= _LENGTHS[m - 1]:
        return ""
    if year is None:
        return f"--{m:02}-{d:02}"
    full = _century(year)
    return f"{full:04}-{m:02}-{d:02}" if full else ""


def _century(year: str) -> int:
    """A year in two digits is one of this century up to 40, of the last above."""
    number = int(year)
    if len(year) == 2:
        return number + (2000 if number <= 40 else 1900)
    return number if 1000 <= number <= 2199 else 0


def month(number: str, year: str | None = None) -> str:
    """A month as ISO 8601, "" where there is no such month."""
    m = int(number)
    if not 1 <= m <= 12:
        return ""
    return f"{year}-{m:02}" if year else f"--{m:02}"


def full_date(folded: str, offset: int) -> DateMatch:
    """Day, month and year with one mark between: right whatever stands around."""
    if not (_MARKS & set(folded[offset + 1 : offset + 4])):
        match = _ISO.match(folded, offset) if folded[offset + 4 : offset + 5] == "-" else None
        value = day(match[3], match[2], match[1]) if match else ""
        return (match.end(), value) if match and value else None
    match = _FULL_RANGE.match(folded, offset)
    if match:
        first, last = day(match[1], match[2], match[3]), day(match[5], match[6], match[7])
        if first and last:
            return match.end(), f"{first}/{last}"
    match = _FULL.match(folded, offset)
    if match and (len(match[4]) == 4 or match[2] == "/"):
        value = day(match[1], match[3], match[4])
        if value:
            return match.end(), value
    return None


def spelled_day(folded: str, offset: int) -> DateMatch:
    """`5 tháng 9 năm 2023`: a day whatever stands before."""
    match = _SPELLED.match(folded, offset)
    if not match:
        return None
    number = str(MONTH_WORDS.get(match[2], match[2]))
    value = day(match[1], number, match[3])
    return (match.end(), value) if value else None


def day_alone(folded: str, offset: int) -> DateMatch:
    """`15` after `ngày`."""
    match = _SINGLE.match(folded, offset)
    if match and 1 <= int(match[1]) <= 31:
        return match.end(), f"---{int(match[1]):02}"
    return None


def day_month(folded: str, offset: int) -> DateMatch:
    """Two numbers that may be a day and a month."""
    match = _DAY_MONTH.match(folded, offset)
    if not match:
        return None
    value = day(match[1], match[3])
    return (match.end(), value) if value else None


def months(folded: str, offset: int) -> DateMatch:
    """Months after `tháng`: `8`, `12/2023`, `5 năm 2024`, `1 đến 5`, `8, 9`."""
    match = _MONTH_RANGE.match(folded, offset)
    if match:
        first, last = month(match[1], match[2]), month(match[4], match[5])
        return (match.end(), f"{first}/{last}") if first and last else None
    match = _MONTH_LIST.match(folded, offset)
    read = _read_month_list(match) if match else ""
    if match and read:
        return match.end(), read
    match = _MONTHS.match(folded, offset)
    if match and not folded.startswith(("/", " tháng", " ngày", " năm", " người"), match.end()):
        year = match[4] or match[5]
        first, last = month(match[1], year), month(match[3], year)
        if first and last:
            mark = ";" if match[2] in {" và ", ", "} else "/"
            return match.end(), f"{first}{mark}{last}"
    match = _MONTH.match(folded, offset)
    if match:
        value = month(match[1], match[2] or match[3])
        return (match.end(), value) if value else None
    return None


def _read_month_list(match: re.Match[str]) -> str:
    read = [month(number, match[3] or match[4]) for number in (match[1], *re.findall(r"\d+", match[2]))]
    return ";".join(read) if all(read) else ""


def decade(folded: str, offset: int) -> DateMatch:
    """`80` after `những năm`: the ten years of the last century."""
    match = _SINGLE.match(folded, offset)
    if not match or int(match[1]) % 10 or len(match[1]) != 2:
        return None
    return match.end(), f"19{match[1]}/19{match[1][0]}9"


def century(folded: str, offset: int) -> DateMatch:
    """`15` after `thế kỷ`: from the first to the last of its years."""
    match = _CENTURY.match(folded, offset)
    if not match or not 1 <= int(match[0]) <= 30:
        return None
    return match.end(), f"{int(match[0]) * 100 - 99:04}/{int(match[0]) * 100:04}"


def before_christ(value: str) -> str:
    """Turn years round: ISO 8601 has a year nought, so that 1 before Christ is ``0000``."""
    if not re.fullmatch(r"\d{4}(?:/\d{4})?", value):
        return value
    years = sorted(1 - int(year) for year in value.split("/"))
    return "/".join(f"-{-year:04}" if year else "0000" for year in years)


def quarters(folded: str, offset: int) -> DateMatch:
    """Quarters after `quý`, in Arabic or Roman numerals."""
    match = _QUARTERS.match(folded, offset)
    if match:
        year = match[4] or match[5]
        mark = ";" if match[2] in {" và ", ", "} else "/"
        return match.end(), _quarter(match[1], year) + mark + _quarter(match[3], year)
    match = _QUARTER.match(folded, offset)
    return (match.end(), _quarter(match[1], match[2] or match[3])) if match else None


def _quarter(number: str, year: str | None) -> str:
    value = int(number) if number.isdecimal() else roman(number)
    return f"{year or '-'}-Q{value}"


def period(folded: str, offset: int) -> DateMatch:
    """`2022 - 2025`, `2019-20`, `2023/24`."""
    match = _PERIOD.match(folded, offset)
    if not match:
        return None
    first, last = int(match[1]), int(match[3])
    if len(match[3]) == 2:
        last += first // 100 * 100
    if not (1000 <= first < last <= 2199) or (match[2] == "/" and last != first + 1):
        return None
    return match.end(), f"{first}/{last}"


def clock(folded: str, offset: int, *, is_expected: bool = False) -> DateMatch:
    """`19h30`, `17g30`, `08:18`, `22 giờ 15`, `3 giờ rưỡi`, `6h-9`: a time, or a stretch of the day.

    ``said``: a word such as `lúc` stands before, so that the minutes need none after them.
    """
    match = _CLOCKS.match(folded, offset)
    if match and (match[2] or match[4]):
        return match.end(), f"{int(match[1]):02}:{match[2] or '00'}/{int(match[3]):02}:{match[4] or '00'}"
    match = _CLOCK.match(folded, offset)
    if match:
        second = match[3] or match[4]  # signs of minutes and seconds are folded to blanks
        seconds = f":{second}" if second else ""
        return match.end(), f"{int(match[1]):02}:{match[2]}{seconds}"
    match = _HOURS.match(folded, offset)
    if match:
        return match.end(), f"{int(match[1]):02}:00/{int(match[2]):02}:00"
    match = _WORD_HOUR.match(folded, offset)
    if not match:
        return None
    hour = int(match[1])
    if match[2] == "rưỡi":
        return match.end(), f"{hour:02}:30"
    if match[4]:
        if not (is_expected and len(match[4]) > 1) and not _MINUTES_END.match(folded, match.end()):
            return None
        return match.end(), f"{hour:02}:{int(match[4]):02}"
    minutes_to = {"năm": 5, "mười": 10}.get(match[3]) or int(match[3])
    return match.end(), f"{(hour - 1) % 24:02}:{60 - minutes_to:02}"
