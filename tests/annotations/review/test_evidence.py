"""Web addresses and days as annotators type them."""

from __future__ import annotations

import pytest

from annotations.errors import UsageError
from annotations.review.evidence import read_day, read_url

TODAY = "2024-09-03"


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("", ""),
        ("  ", ""),
        (" example.vn/tin ", "https://example.vn/tin"),
        ("http://example.vn", "http://example.vn"),
        ("https://example.vn/a?b=c#d", "https://example.vn/a?b=c#d"),
        ("báo.vn", "https://báo.vn"),
    ],
    ids=["empty", "blank", "no-protocol", "http", "query", "vietnamese"],
)
def test_an_address(typed: str, url: str) -> None:
    assert read_url(typed) == url


@pytest.mark.parametrize(
    "typed",
    ["không phải", "ftp://x.vn", "http://[x", "http://", "trang3", "https://a b.vn"],
    ids=["words", "ftp", "bracket", "no-host", "no-dot", "blank"],
)
def test_no_address(typed: str) -> None:
    with pytest.raises(UsageError, match="is no web address"):
        read_url(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("", TODAY), ("18/5/2022", "2022-05-18"), ("2022-05-18", "2022-05-18"), (TODAY, TODAY)],
    ids=["empty", "vietnamese", "iso", "today"],
)
def test_a_day(typed: str, day: str) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2022-02-30", "is no day"),
        ("2022", "is no day"),
        ("hôm qua", "is no day"),
        ("2024-09-04", "yet to come"),
    ],
    ids=["february-30", "year", "words", "tomorrow"],
)
def test_no_day(typed: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_day(typed, TODAY)
