from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import QueryError, UsageError
from annotations.search import completions, parse
from annotations.search.clauses import DateRange, Filter, Key, Phrase, Query, ValueRange, Words


def values(query: str) -> tuple[object, ...]:
    (only_filter,) = parse(query).filters
    return only_filter.values


def test_words_and_filters_are_parsed() -> None:
    query = parse("dịch vụ công kind:percentage value:>=90 is:unreviewed")
    assert query.clauses == (
        Words("dịch vụ công"),
        Filter(Key.KIND, ("percentage",)),
        Filter(Key.VALUE, (ValueRange(Decimal(90), None),)),
        Filter(Key.IS, ("unreviewed",)),
    )
    assert [(clause.start, clause.end) for clause in query.clauses] == [(0, 12), (13, 28), (29, 39), (40, 53)]


def test_clauses_keep_their_spans() -> None:
    text = 'tỉnh -tag:giá "nghị quyết 09" số'
    query = parse(text)
    assert query.clauses == (
        Words("tỉnh"),
        Filter(Key.TAG, ("giá",), negated=True),
        Phrase("nghị quyết 09"),
        Words("số"),
    )
    clause_texts = [text[clause.start : clause.end] for clause in query.clauses]
    assert clause_texts == ["tỉnh", "-tag:giá", '"nghị quyết 09"', "số"]
    assert query.of(Key.TAG) == query.filters


def test_only_the_last_word_is_open() -> None:
    assert [clause.open for clause in parse("a").words if isinstance(clause, Words)] == [True]
    assert [clause.open for clause in parse("a ").words if isinstance(clause, Words)] == [False]
    assert [clause.open for clause in parse("a kind:money b").words if isinstance(clause, Words)] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("value:62,8", ValueRange(Decimal("62.8"), Decimal("62.8"))),
        ("value:1.000", ValueRange(Decimal(1000), Decimal(1000))),
        ("value:>=1.234,5", ValueRange(Decimal("1234.5"), None)),
        ("value:<90", ValueRange(None, Decimal(90), without_high=True)),
        ("value:>90", ValueRange(Decimal(90), None, without_low=True)),
        ("value:10..20", ValueRange(Decimal(10), Decimal(20))),
        ("value:..20", ValueRange(None, Decimal(20))),
        ("value:-5..5", ValueRange(Decimal(-5), Decimal(5))),
        ('value:">= 1 tỷ"', ValueRange(Decimal(10**9), None)),
        ('value:"một nghìn"', ValueRange(Decimal(1000), Decimal(1000))),
        ("date:2023", DateRange(date(2023, 1, 1), date(2023, 12, 31))),
        ("date:2024-02", DateRange(date(2024, 2, 1), date(2024, 2, 29))),
        ("date:2023-5-6", DateRange(date(2023, 5, 6), date(2023, 5, 6))),
        ("date:2023..2024", DateRange(date(2023, 1, 1), date(2024, 12, 31))),
        ("date:>2023", DateRange(date(2024, 1, 1), None)),
        ("date:<=2023-06", DateRange(None, date(2023, 6, 30))),
        ("verdict:not-a-claim", "not_a_claim"),
        ("KIND:Money", "money"),
        ('outlet:"Báo Quảng Ngãi"', "Báo Quảng Ngãi"),
        ('tag:"a ""b"", c"', 'a "b", c'),
        ("unit:%", "%"),
    ],
)
def test_filter_values(query: str, expected: object) -> None:
    assert values(query) == (expected,)


def test_commas_separate_alternative_values() -> None:
    assert values("kind:money,count") == ("money", "count")
    assert values('tag:giá,"chuyển đổi số",') == ("giá", "chuyển đổi số")


@pytest.mark.parametrize(
    ("query", "marked", "advice"),
    [
        ("tỉnh knd:money", "knd", "did you mean kind:?"),
        ("author:lan", "author", "there are kind, role"),
        ("kind:monye", "monye", "did you mean kind:money?"),
        ("kind:xyzxyz", "xyzxyz", "there are percentage, count"),
        ("kind:verified", "verified", "write verdict:verified"),
        ("kind: money", "kind:", "needs a value right behind it"),
        ("tag:,", "tag:,", "tag:giá"),
        ("value:90%", "90%", "value:90 unit:%"),
        ("value:abc", "abc", "no number"),
        ("value:>=62,8,1", ">=62,8,1", "no number"),
        ("value:20..10", "20..10", "value:10..20"),
        ("value:..", "..", "needs an end"),
        ("date:23", "23", "a year, a month or a day"),
        ("date:2023-02-30", "2023-02-30", "in the calendar"),
        ("date:2024..2023", "2024..2023", "date:2023..2024"),
        ("date:..", "..", "needs an end"),
        ("date:>9999", ">9999", "no dates beyond"),
        ("date:<0001", "<0001", "no dates beyond"),
    ],
)
def test_errors(query: str, marked: str, advice: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(query)
    error = raised.value
    assert isinstance(error, UsageError)
    assert query[error.start : error.end] == marked
    assert advice in str(error.problem)
    quoted_query, carets = str(error).splitlines()[-2:]
    assert quoted_query[carets.index("^") : carets.rindex("^") + 1] == marked


def test_errors_quote_part_of_a_long_query() -> None:
    with pytest.raises(QueryError) as raised:
        parse("ti\u0309nh " * 2000 + "kin:money" + " x" * 5000)
    quoted_query, carets = str(raised.value).splitlines()[-2:]
    assert quoted_query[carets.index("^") : carets.rindex("^") + 1] == "kin"
    assert len(quoted_query) < 80


@pytest.mark.parametrize(
    "text",
    [
        "http://dichvucong.gov.vn",
        "lúc 15:46",
        "phí: 5 tỷ",
        "anh: LAM",
        "-5 độ",
        "a AND b OR NOT c*",
        "NEAR(a b)",
        "'; DROP TABLE articles; --",
        "\x00\x1b[31m",
        "👩‍🌾",
        "%%%",
    ],
)
def test_other_text_is_words(text: str) -> None:
    assert parse(text) == Query((Words(" ".join(text.split())),))


def test_quotes_need_not_be_closed_and_may_be_curly_or_empty() -> None:
    assert parse('"chuyển đổi') == Query((Phrase("chuyển đổi"),))
    assert parse("“trước đó” x") == Query((Phrase("trước đó"), Words("x")))
    assert parse('"" " "') == Query()
    assert parse("") == parse("  \n") == Query()


PIECES = st.sampled_from(
    [
        "kind:",
        "value:",
        "date:",
        "tag:",
        "-",
        '"',
        "“",
        "”",
        ",",
        " ",
        "..",
        ">=",
        "<",
        "62,8",
        "1.000",
        "2023",
        "money",
        "tỷ",
        ":",
    ]
)
QUERIES = st.text(max_size=40) | st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def parse_error(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


@given(QUERIES)
def test_any_text_is_parsed_or_refused_with_a_span(text: str) -> None:
    error = parse_error(text)
    if error:
        assert 0 <= error.start < error.end <= len(text)
        return
    query = parse(text)
    assert all(0 <= clause.start < clause.end <= len(text) for clause in query.clauses)
    assert parse(str(query)) == query


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)


@given(NUMBERS, NUMBERS, st.booleans())
def test_formatted_ranges_parse_to_themselves(first: Decimal, second: Decimal, without: bool) -> None:
    low, high = sorted((first, second))
    for span in (
        ValueRange(low, high),
        ValueRange(low, None, without),
        ValueRange(None, high, False, without),
    ):
        assert parse(str(Query((Filter(Key.VALUE, (span,)),)))).filters[0].values == (span,)


def test_ten_thousand_characters_parse_quickly() -> None:
    begin = perf_counter()
    for text in ('"' * 10_000, "a:" * 5_000, "tag:" + '"a",' * 2_500, "value:" + "9" * 10_000, "- " * 5_000):
        parse_error(text)
    assert perf_counter() - begin < 5


def completed_queries(query: str, open_values: dict[Key, list[str]] | None = None) -> list[str]:
    """Return the query after each of its completions at the end."""
    offers = completions(query, len(query), open_values)
    return [query[: offer.start] + offer.text + query[offer.end :] for offer in offers]


def test_completions_of_keys_and_values() -> None:
    assert completed_queries("tỉnh ki") == ["tỉnh kind:"]
    assert "-verdict:" in completed_queries("-v")
    assert len(completed_queries("")) == len(Key)
    assert completed_queries("kind:m") == ["kind:money", "kind:multiple", "kind:measure", "kind:time"]
    assert completed_queries("kind:money,co") == ["kind:money,count", "kind:money,score"]
    assert completed_queries("is:dis") == ["is:disputed"]
    assert completed_queries("xyz:a") == completed_queries("abcxyz") == completed_queries('"ki') == []


def test_completions_of_open_values() -> None:
    open_values = {Key.OUTLET: ["Báo Quảng Ngãi", "VnExpress"], Key.TAG: ["giá"]}
    assert completed_queries("outlet:bao", open_values) == ['outlet:"Báo Quảng Ngãi"']
    assert completed_queries('outlet:"quang n', open_values) == ['outlet:"Báo Quảng Ngãi"']
    assert completed_queries("tag:g", open_values) == ["tag:giá"]
    assert completed_queries("tag:g") == completed_queries("unit:", open_values) == []


def test_completions_replace_only_text_before_the_cursor() -> None:
    (completion,) = completions("ki tỉnh", 2)
    assert (completion.start, completion.end) == (0, 2)


@given(QUERIES, st.integers(0, 40))
def test_completions_never_fail(text: str, cursor: int) -> None:
    for completion in completions(text, min(cursor, len(text)), {Key.TAG: ["giá"]}):
        assert 0 <= completion.start <= completion.end <= len(text)


@pytest.mark.parametrize(
    ("query", "wrong_part"),
    [
        ('xã "kế hoạch', '"kế hoạch '),
        ("“kế hoạch", "“kế hoạch "),
        ('kind:"money', '"money '),
        ('tag:a,"b', '"b '),
        ("is:unreviewed,", "unreviewed,"),
        ("kind:,money", ",money"),
        ("--", "--"),
        ('"…"', '"…"'),
        ("value:" + "9" * 101, "9" * 101),
    ],
    ids=["quote", "curly", "in_filter", "in_list", "comma", "first_comma", "signs", "phrase", "digits"],
)
def test_a_complete_query_must_be_finished(query: str, wrong_part: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, complete=True)
    assert f"{query} "[caught.value.start : caught.value.end] == wrong_part


@pytest.mark.parametrize(
    "query",
    ["", '"kế ""5"" hoạch"', "“kế”", 'màn 5"', 'tag:"a,b",c', "value:1.000,5", "kind:money"],
    ids=["empty", "escaped", "curly", "inch", "list", "decimal", "filter"],
)
def test_a_complete_query_ends_in_a_blank(query: str) -> None:
    assert parse(query, complete=True) == parse(f"{query} ")
