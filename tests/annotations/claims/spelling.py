"""Numbers spelled out, for what is read back."""

from __future__ import annotations

from decimal import Decimal

from annotations.claims.numerals.decimals import plain

_WORDS_BELOW_TEN = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def write_words(number: Decimal) -> str:
    """Write a number in Vietnamese words, the northern way: ``một nghìn không trăm linh năm``."""
    whole, _, fraction = plain(number).partition(".")
    words = _write_whole(int(whole))
    if fraction:
        words += " phẩy " + " ".join(_WORDS_BELOW_TEN[int(digit)] for digit in fraction)
    return words


def _write_whole(number: int) -> str:
    billions, remainder = divmod(number, 10**9)
    if billions:
        label = f"{_write_whole(billions)} tỷ"
        return f"{label} {_write_below_billion(remainder, full=True)}" if remainder else label
    return _write_below_billion(remainder, full=False)


def _write_below_billion(number: int, full: bool) -> str:
    words: list[str] = []
    for scale, name in ((10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group, number = divmod(number, scale)
        if group or (scale == 1 and not words):
            words.append(f"{_write_group(group, full=full or bool(words))} {name}".strip())
    return " ".join(words)


def _write_group(group: int, full: bool) -> str:
    hundreds, remainder = divmod(group, 100)
    tens, units = divmod(remainder, 10)
    words = [f"{_WORDS_BELOW_TEN[hundreds]} trăm"] if hundreds or full else []
    if remainder == 0:
        return " ".join(words) or "không"
    if tens == 0:
        return " ".join([*words, "linh", _WORDS_BELOW_TEN[units]] if words else [_WORDS_BELOW_TEN[units]])
    words.append("mười" if tens == 1 else f"{_WORDS_BELOW_TEN[tens]} mươi")
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(units, _WORDS_BELOW_TEN[units])
    return " ".join([*words, last]).strip()
