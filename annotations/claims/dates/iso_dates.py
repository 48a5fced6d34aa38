"""Days, months, quarters, years, periods and times of day: from what stands in the text to ISO 8601.

Every reader takes the folded text and the place where the digits begin and gives the end of the number span
and the value, or None. Without a year a date is ``--07-30``, without a month ``---15``; a quarter ``--Q4``.
"""

from __future__ import annotations

import re

Found = tuple[int, str] | None

_END = r"(?![0-9]|[.,/][0-9])"
_FULL = re.compile(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![0-9])")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})([/.-])(\d{1,2})" + _END)
_SPELLED = re.compile(
    r"(\d{1,2})(?:/| tháng )(\d{1,2}|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)"
    r"(?:(?:,? năm |/)(\d{4}))?" + _END
)
_DAYS = re.compile(r"(\d{1,2})( ?- ?| đến | tới | và |, )(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?" + _END)
_DAY_LIST = re.compile(
    r"(\d{1,2})((?:, \d{1,2}){1,12}(?: và \d{1,2})?| và \d{1,2})/(\d{1,2})(?:/(\d{4}))?" + _END
)
_MONTH_DAYS = re.compile(r"(\d{1,2})/(\d{1,2})( ?- ?)(\d{1,2})/(\d{1,2})(?:/(\d{4}))?" + _END)
_FULL_RANGE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})( ?- ?)(\d{1,2})/(\d{1,2})/(\d{4})" + _END)
_MONTH = re.compile(r"(\d{1,2})(?:[/.-](\d{4})|,? năm (\d{4}))?" + _END)
_MONTHS = re.compile(r"(\d{1,2})( ?- ?| đến | tới | và |, )(\d{1,2})(?:[/.](\d{4})|,? năm (\d{4}))?" + _END)
_MONTH_LIST = re.compile(
    r"(\d{1,2})((?:, \d{1,2}){1,11},? và \d{1,2})(?:/(\d{4})|,? năm (\d{4}))?(?! [^\W\d_]+ \d|[.,]?\d)" + _END
)
_MONTH_RANGE = re.compile(r"(\d{1,2})/(\d{4})( ?- ?)(\d{1,2})/(\d{4})" + _END)
_QUARTER = re.compile(r"(iv|i{1,3}|[1-4])(?:[/-](\d{4})| năm (\d{4}))?(?![^\W_]|[.,/][0-9])")
_QUARTERS = re.compile(
    r"(iv|i{1,3}|[1-4])( ?- ?| và |, )(iv|i{1,3}|[1-4])(?:[/-](\d{4})| năm (\d{4}))?(?![^\W_]|[.,/][0-9])"
)
_ALONE = re.compile(r"(\d{1,2})" + _END)
_CENTURY = re.compile(r"\d{1,2}" + _END)
_PERIOD = re.compile(r"(\d{4})( ?- ?|/)(\d{4}|\d{2})(?![0-9]|[/.][0-9]|-[0-9])")
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?::|h|g)([0-5]\d)(?::([0-5]\d)| ([0-5]\d)(?=  ))?(?![\d])")
_CLOCKS = re.compile(r"([01]?\d|2[0-4])[hg:]([0-5]\d)? ?- ?([01]?\d|2[0-4])[hg:]([0-5]\d)?(?![^\W_])")
_HOURS = re.compile(r"([01]?\d|2[0-4])(?:[hg]| giờ) ?- ?([01]?\d|2[0-4])(?=[hg](?![^\W_])| giờ)")
_WORD_HOUR = re.compile(r"([01]?\d|2[0-4]) giờ (rưỡi|kém (\d{1,2}|năm|mười)|([0-5]?\d)(?![.,:/%-]?\d|%))")
# What may follow the minutes where no word before says that a time is meant.
_MINUTES_END = re.compile(r" phút| ngày| sáng|[,.;)]|\n|$| chiều| tối| trưa| đêm| cùng| hôm| để")
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
        following = _ROMAN[text[index + 1]] if index + 1 < len(text) else 0
        total += -value if value < following else value
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


def full_date(low: str, at: int) -> Found:
    """Day, month and year with one mark between: right whatever stands around."""
    if not (_MARKS & set(low[at + 1 : at + 3])):
        found = _ISO.match(low, at) if low[at + 4 : at + 5] == "-" else None
        value = day(found[3], found[2], found[1]) if found else ""
        return (found.end(), value) if found and value else None
    found = _FULL_RANGE.match(low, at)
    if found:
        first, last = day(found[1], found[2], found[3]), day(found[5], found[6], found[7])
        if first and last:
            return found.end(), f"{first}/{last}"
    found = _FULL.match(low, at)
    if found and (len(found[4]) == 4 or found[2] == "/"):
        value = day(found[1], found[3], found[4])
        if value:
            return found.end(), value
    return None


def spelled_day(low: str, at: int) -> Found:
    """`5 tháng 9 năm 2023`: a day whatever stands before."""
    found = _SPELLED.match(low, at)
    if not found:
        return None
    number = str(MONTH_WORDS.get(found[2], found[2]))
    value = day(found[1], number, found[3])
    return (found.end(), value) if value else None


def days(low: str, at: int) -> Found:
    """Days after a word such as `ngày`: `12/9`, `10-12/9`, `8 và 9/6`, `15`."""
    for pattern, read in ((_MONTH_DAYS, _read_month_days), (_DAYS, _read_days), (_DAY_LIST, _read_day_list)):
        found = pattern.match(low, at)
        value = read(found) if found else ""
        if found and value:
            return found.end(), value
    found = _DAY_MONTH.match(low, at)
    if found:
        value = day(found[1], found[3])
        return (found.end(), value) if value else None
    return None


def _read_month_days(found: re.Match[str]) -> str:
    year = found[6]
    first, last = day(found[1], found[2], year), day(found[4], found[5], year)
    return f"{first}/{last}" if first and last else ""


def _read_days(found: re.Match[str]) -> str:
    first, last = day(found[1], found[4], found[5]), day(found[3], found[4], found[5])
    if not first or not last:
        return ""
    return f"{first};{last}" if found[2] in {" và ", ", "} else f"{first}/{last}"


def _read_day_list(found: re.Match[str]) -> str:
    read = [day(number, found[3], found[4]) for number in (found[1], *re.findall(r"\d+", found[2]))]
    return ";".join(read) if all(read) else ""


def day_alone(low: str, at: int) -> Found:
    """`15` after `ngày`."""
    found = _ALONE.match(low, at)
    if found and 1 <= int(found[1]) <= 31:
        return found.end(), f"---{int(found[1]):02}"
    return None


def day_month(low: str, at: int) -> Found:
    """Two numbers that may be a day and a month."""
    found = _DAY_MONTH.match(low, at)
    if not found:
        return None
    value = day(found[1], found[3])
    return (found.end(), value) if value else None


def months(low: str, at: int) -> Found:
    """Months after `tháng`: `8`, `12/2023`, `5 năm 2024`, `1 đến 5`, `8, 9`."""
    found = _MONTH_RANGE.match(low, at)
    if found:
        first, last = month(found[1], found[2]), month(found[4], found[5])
        return (found.end(), f"{first}/{last}") if first and last else None
    found = _MONTH_LIST.match(low, at)
    read = _read_month_list(found) if found else ""
    if found and read:
        return found.end(), read
    found = _MONTHS.match(low, at)
    if found and not low.startswith(("/", " tháng", " ngày", " năm", " người"), found.end()):
        year = found[4] or found[5]
        first, last = month(found[1], year), month(found[3], year)
        if first and last:
            mark = ";" if found[2] in {" và ", ", "} else "/"
            return found.end(), f"{first}{mark}{last}"
    found = _MONTH.match(low, at)
    if found:
        value = month(found[1], found[2] or found[3])
        return (found.end(), value) if value else None
    return None


def _read_month_list(found: re.Match[str]) -> str:
    read = [month(number, found[3] or found[4]) for number in (found[1], *re.findall(r"\d+", found[2]))]
    return ";".join(read) if all(read) else ""


def decade(low: str, at: int) -> Found:
    """`80` after `những năm`: the ten years of the last century."""
    found = _ALONE.match(low, at)
    if not found or int(found[1]) % 10 or len(found[1]) != 2:
        return None
    return found.end(), f"19{found[1]}/19{found[1][0]}9"


def century(low: str, at: int) -> Found:
    """`15` after `thế kỷ`: from the first to the last of its years."""
    found = _CENTURY.match(low, at)
    if not found or not 1 <= int(found[0]) <= 30:
        return None
    return found.end(), f"{int(found[0]) * 100 - 99:04}/{int(found[0]) * 100:04}"


def before_christ(value: str) -> str:
    """Turn years round: ISO 8601 has a year nought, so that 1 before Christ is ``0000``."""
    if not re.fullmatch(r"\d{4}(?:/\d{4})?", value):
        return value
    years = sorted(1 - int(year) for year in value.split("/"))
    return "/".join(f"-{-year:04}" if year else "0000" for year in years)


def quarters(low: str, at: int) -> Found:
    """Quarters after `quý`, in Arabic or Roman numerals."""
    found = _QUARTERS.match(low, at)
    if found:
        year = found[4] or found[5]
        mark = ";" if found[2] in {" và ", ", "} else "/"
        return found.end(), _quarter(found[1], year) + mark + _quarter(found[3], year)
    found = _QUARTER.match(low, at)
    return (found.end(), _quarter(found[1], found[2] or found[3])) if found else None


def _quarter(number: str, year: str | None) -> str:
    value = int(number) if number.isdecimal() else roman(number)
    return f"{year or '-'}-Q{value}"


def period(low: str, at: int) -> Found:
    """`2022 - 2025`, `2019-20`, `2023/24`."""
    found = _PERIOD.match(low, at)
    if not found:
        return None
    first, last = int(found[1]), int(found[3])
    if len(found[3]) == 2:
        last += first // 100 * 100
    if not (1000 <= first < last <= 2199) or (found[2] == "/" and last != first + 1):
        return None
    return found.end(), f"{first}/{last}"


def clock(low: str, at: int, *, said: bool = False) -> Found:
    """`19h30`, `17g30`, `08:18`, `22 giờ 15`, `3 giờ rưỡi`, `6h-9`: a time, or a stretch of the day.

    ``said``: a word such as `lúc` stands before, so that the minutes need none after them.
    """
    found = _CLOCKS.match(low, at)
    if found and (found[2] or found[4]):
        return found.end(), f"{int(found[1]):02}:{found[2] or '00'}/{int(found[3]):02}:{found[4] or '00'}"
    found = _CLOCK.match(low, at)
    if found:
        second = found[3] or found[4]  # signs of minutes and seconds are folded to blanks
        seconds = f":{second}" if second else ""
        return found.end(), f"{int(found[1]):02}:{found[2]}{seconds}"
    found = _HOURS.match(low, at)
    if found:
        return found.end(), f"{int(found[1]):02}:00/{int(found[2]):02}:00"
    found = _WORD_HOUR.match(low, at)
    if not found:
        return None
    hour = int(found[1])
    if found[2] == "rưỡi":
        return found.end(), f"{hour:02}:30"
    if found[4]:
        if not (said and len(found[4]) > 1) and not _MINUTES_END.match(low, found.end()):
            return None
        return found.end(), f"{hour:02}:{int(found[4]):02}"
    less = {"năm": 5, "mười": 10}.get(found[3]) or int(found[3])
    return found.end(), f"{(hour - 1) % 24:02}:{60 - less:02}"
