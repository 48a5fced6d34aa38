"""The claims of a store as one table: what a query selects, in order, whatever the page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import Article, Correction, Kind, Mention, Role, Verdict
from annotations.search.query import parse
from annotations.store import Store
from annotations.store.filters.filter_conditions import prepare_connection
from annotations.store.search import claim_words
from annotations.store.search.claim_query import filters_condition
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index
from annotations.store.table import row_numbers as module
from annotations.store.table.claim_order import Column, Order, stages
from annotations.store.table.claim_table import ClaimRow, ClaimTable

VALUES = [
    "10",
    "9",
    "62.8",
    "-3",
    "15..20",
    "3;4",
    "100000000000000000000.1",
    "100000000000000000000.2",
    None,
]
KINDS = [Kind.PERCENTAGE, Kind.COUNT, Kind.MONEY]
BY_ARTICLE = Order()
LINE = "Dòng {} nói về dịch vụ công: 7.\n"


def article(
    number: int, values: list[str | None], published: str | None = None
) -> tuple[Article, list[Mention]]:
    text = "".join(LINE.format(at) for at in range(len(values)))
    mentions, at = [], 0
    for index, value in enumerate(values):
        line = LINE.format(index)
        start = at + line.index("7.")
        mentions.append(
            Mention(start, start + 1, "7", kind=KINDS[index % len(KINDS)], value=value, unit="hộ dân")
        )
        at += len(line)
    return Article(f"{number}.txt", f"/{number}", text, f"Bài {number}", "Báo", published=published), mentions


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "soi.db", create=True)
    store.import_article(*article(1, VALUES, "2023-05-06"), "1")
    store.import_article(*article(2, ["90", "91", "89.99999999999999999"], "2024-01-02"), "1")
    for _ in build_index(store):
        pass
    return store


def asked(
    store: Store, query: str = "", order: Order = BY_ARTICLE, articles: list[str] | None = None
) -> list[ClaimRow]:
    table = ClaimTable(store, "lan")
    numbers = [n for chunk in table.numbers(parse(query), order, articles) for n in chunk]
    return table.rows(numbers)


def values(rows: list[ClaimRow]) -> list[str | None]:
    return [row.claim.mention.value for row in rows]


def ids(store: Store, name: str = "1.txt") -> list[str]:
    return [claim.id for claim in store.mentions(name)]


def test_all_claims_by_article_and_position(store: Store) -> None:
    rows = asked(store)
    assert [(row.claim.article, row.claim.mention.start) for row in rows] == sorted(
        (row.claim.article, row.claim.mention.start) for row in rows
    )
    assert len(rows) == len(VALUES) + 3
    assert rows[0].title == "Bài 1"


def test_values_are_sorted_as_numbers_and_what_has_none_comes_last(store: Store) -> None:
    up = values(asked(store, "article:1.txt", Order(Column.VALUE)))
    assert up == [
        "-3", "3;4", "9", "10", "15..20", "62.8", "100000000000000000000.1", "100000000000000000000.2", None,
    ]  # fmt: skip
    down = values(asked(store, "article:1.txt", Order(Column.VALUE, descending=True)))
    assert down == [*up[:-1][::-1], None]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("value:>=90 article:2.txt", ["90", "91"]),
        ("value:>90 article:2.txt", ["91"]),
        ("value:<90 article:2.txt", ["89.99999999999999999"]),
        ("value:90", ["90"]),
        ("value:4", ["3;4"]),
        ("value:16..17", ["15..20"]),
        ("value:<0", ["-3"]),
        ("value:>=100000000000000000000,2", ["100000000000000000000.2"]),
    ],
)
def test_values_are_compared_exactly(store: Store, query: str, expected: list[str]) -> None:
    assert values(asked(store, query)) == expected


@given(
    st.decimals(-1000, 1000, places=3),
    st.lists(st.decimals(-1000, 1000, places=3), min_size=1, max_size=20),
    st.sampled_from([">=", "<=", ">", "<"]),
)
@settings(max_examples=30, deadline=None)
def test_a_value_filter_says_what_decimals_say(
    tmp_path_factory: pytest.TempPathFactory, limit: Decimal, decimals: list[Decimal], sign: str
) -> None:
    path = tmp_path_factory.mktemp("store") / "soi.db"
    wanted: Callable[[Decimal], bool] = {
        ">=": lambda d: d >= limit, "<=": lambda d: d <= limit, ">": lambda d: d > limit, "<": lambda d: d < limit,
    }[sign]  # fmt: skip
    written = f"{limit:f}0".replace(".", ",")
    with Store.open(path, create=True) as store:
        store.import_article(*article(1, [f"{one:f}" for one in [*decimals, limit]]), "1")
        found = values(asked(store, f'value:"{sign}{written}"'))
    assert found == [f"{one:f}" for one in [*decimals, limit] if wanted(one)]


def test_verdicts_tags_people_and_disputes(store: Store) -> None:
    first, second, third, *_ = ids(store)
    store.set_verdicts([first, second], "lan", Verdict.VERIFIED)
    store.set_verdict(first, "minh", Verdict.REFUTED)
    store.change_tags([third], "minh", on=["giá"])
    store.change_tags([second], "lan", on=["mục tiêu"])

    def found(query: str) -> list[str]:
        return [row.claim.id for row in asked(store, query)]

    assert found("is:disputed") == [first]
    assert found("is:reviewed") == [first, second]
    assert found("is:reviewed by:minh") == [first]
    assert found("verdict:refuted") == [first]
    assert found("tag:gia") == [third]
    assert found("tag:gia by:lan") == []
    assert found('tag:"muc tieu" verdict:verified by:lan') == [second]
    assert len(found("is:unreviewed")) == len(VALUES) + 3 - 2
    (row,) = asked(store, "is:disputed")
    assert row.disputed
    assert row.verdicts == {"lan": Verdict.VERIFIED, "minh": Verdict.REFUTED}
    by_verdict = asked(store, "", Order(Column.VERDICT))
    assert [r.verdicts.get("lan") for r in by_verdict[:3]] == [Verdict.VERIFIED, Verdict.VERIFIED, None]
    assert [r.tags for r in asked(store, "", Order(Column.TAG))[:3]] == [("giá",), ("mục tiêu",), ()]
    assert [set(r.verdicts) for r in asked(store, "", Order(Column.ANNOTATOR))[:2]] == [
        {"lan", "minh"},
        {"lan"},
    ]


def test_words_are_those_of_the_claims_line(store: Store) -> None:
    (row,) = asked(store, "dong 3 article:1.txt ")
    assert row.claim.prefix.endswith("Dòng 3 nói về dịch vụ công: ")
    assert len(asked(store, "dich vu cong kind:percentage")) == 4
    assert len(asked(store, "dihc vụ công")) == len(VALUES) + 3, (
        "typos are forgiven where nothing is as typed"
    )
    assert asked(store, '"dịch vụ tư"') == []
    assert asked(store, "☂") == []


def test_only_of_the_corpus(store: Store) -> None:
    assert {row.claim.article for row in asked(store, articles=["2.txt"])} == {"2.txt"}
    assert len(asked(store, articles=["1.txt", "2.txt"])) == len(VALUES) + 3


def test_retired_claims_are_gone_for_who_retired_them(store: Store) -> None:
    first = ids(store)[0]
    store.retire(first, "minh")
    assert first in {row.claim.id for row in asked(store)}
    store.retire(first, "lan")
    assert first not in {row.claim.id for row in asked(store)}


def test_references_are_listed_where_they_are_asked_for_and_cannot_be_decided(tmp_path: Path) -> None:
    with Store.open(tmp_path / "roles.db", create=True) as store:
        story, mentions = article(1, ["1", "2"])
        mentions[0] = Mention(mentions[0].start, mentions[0].end, "7", role=Role.REFERENCE)
        store.import_article(story, mentions, "1")
        assert values(asked(store)) == ["2"]
        (row,) = asked(store, "role:reference")
        assert not row.is_decidable
        assert ClaimTable(store, "lan").claims([row.number]) == {}


def test_corrections_are_told_beside_the_extractors_reading(store: Store) -> None:
    first = ids(store)[0]
    store.correct(first, "lan", Correction(value="11"))
    row = asked(store)[0]
    assert row.claim.mention.value == "10"
    assert row.corrected_mention("lan").value == "11"
    assert row.corrected_mention("minh") == row.claim.mention
    correction = row.reviews["lan"].correction
    assert correction is not None
    assert correction.value == "11"


def test_what_counts_is_what_the_annotator_has_corrected(store: Store) -> None:
    ninety, ninety_one, less = ids(store, "2.txt")
    store.correct(ninety, "lan", Correction(value="9.5", unit="%", kind=Kind.AGE))
    store.correct(less, "lan", Correction(value="95"))
    store.correct(ninety_one, "minh", Correction(value="7", kind=Kind.AGE))

    def found(query: str, order: Order = BY_ARTICLE, name: str = "lan") -> list[str]:
        table = ClaimTable(store, name)
        numbers = [n for part in table.numbers(parse(query), order, ["2.txt"]) for n in part]
        return [row.claim.id for row in table.rows(numbers)]

    assert found("value:>=90") == [ninety_one, less]
    assert found("value:<90") == [ninety]
    assert found("-value:>=90") == [ninety]
    assert found("value:>=90", name="minh") == [ninety]
    assert found("kind:age") == [ninety]
    assert found("kind:percentage") == []
    assert found("unit:%") == [ninety]
    assert found("unit:hộ") == [ninety_one, less]
    assert found("-unit:hộ kind:age value:9..10") == [ninety]
    assert found("dịch vụ công value:9..10 ") == [ninety]
    assert found("", Order(Column.VALUE)) == [ninety, ninety_one, less]
    assert found("", Order(Column.VALUE, descending=True)) == [less, ninety_one, ninety]
    assert found("", Order(Column.KIND))[0] == ninety
    store.undo("lan")
    assert found("value:<90") == [ninety, less]
    store.correct(ninety, "lan", Correction(value=""))
    assert found("value:<90") == [less], "an empty value says that there is none"
    assert found("", Order(Column.VALUE)) == [less, ninety_one, ninety]


def test_a_correction_counts_where_the_claim_stands_in_the_edited_text(store: Store) -> None:
    first = ids(store, "2.txt")[0]
    store.correct(first, "lan", Correction(value="9.5"))
    story, mentions = article(2, ["90", "91"], "2024-01-02")
    text = f"Sửa lại.\n{story.text}"
    for mention in mentions:
        for end in ("start", "end", "extent_start", "extent_end"):
            setattr(mention, end, getattr(mention, end) + len("Sửa lại.\n"))
    store.import_article(story._replace(text=text), mentions, "1")
    (row,) = asked(store, "value:9..9,6 article:2.txt")
    assert row.claim.id != first
    assert row.corrected_mention("lan").value == "9.5"


def test_where_nobody_is_asked_a_claim_says_what_any_who_corrected_it_hold(store: Store) -> None:
    ninety, ninety_one, _less = ids(store, "2.txt")
    store.correct(ninety, "lan", Correction(value="1.5"))
    store.correct(ninety_one, "lan", Correction(value="2.5"))
    store.correct(ninety_one, "minh", Correction(value="3.5", kind=Kind.AGE))

    def found(query: str) -> list[str | None]:
        passages = [p for a in CorpusSearch(store).search(parse(query)) for p in a.passages]
        return [passage.claim for passage in passages]

    assert found("value:90..91 article:2.txt") == []
    assert found("value:1..3 article:2.txt") == [ninety, ninety_one]
    assert found("value:3,5 kind:age") == [ninety_one]
    assert found("value:2,5 kind:age") == [], "one reading, not a part of each"


def test_an_export_is_filtered_by_what_each_row_says(store: Store) -> None:
    ninety, ninety_one, _less = ids(store, "2.txt")
    store.set_verdicts([ninety, ninety_one], "lan", Verdict.REFUTED)
    store.set_verdicts([ninety, ninety_one], "minh", Verdict.VERIFIED)
    store.correct(ninety, "lan", Correction(value="95"))
    store.correct(ninety_one, "lan", Correction(value="9.5", unit="%"))

    def rows(query: str) -> list[tuple[str, str]]:
        found = store.reviewed_claims(list(Verdict), parse(query))
        return [(row.claim.id, row.review.annotator) for row in found]

    assert rows("value:>=91") == [(ninety, "lan"), (ninety_one, "minh")]
    assert rows("value:<90") == [(ninety_one, "lan")]
    assert rows("unit:hộ -value:90") == [(ninety, "lan"), (ninety_one, "minh")]
    assert rows("unit:% by:minh") == []
    assert rows("dịch vụ công value:>=91 by:lan ") == [(ninety, "lan")]


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("descending", [False, True])
def test_words_in_many_texts_are_found_in_the_same_order(
    store: Store, column: Column, *, descending: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the first claims are looked at before the words are looked for everywhere."""
    store.set_verdicts(ids(store)[::2], "lan", Verdict.VERIFIED)
    store.change_tags(ids(store)[3:5], "minh", on=["giá"])
    store.retire(ids(store)[1], "lan")
    order = Order(column, descending)
    queries = [
        "dịch vụ công ",
        "dịch vụ -kind:money value:>0 ",
        "dong 1 ",
        "dịch vụ tag:giá ",
        "công: 7",
        "dòng nọ",
    ]
    expected = [[row.number for row in asked(store, query, order)] for query in queries]
    assert expected[0]
    monkeypatch.setattr(claim_words, "COMMON_PARTS", 1)
    monkeypatch.setattr(claim_words, "_CACHED_CODE_POINTS", 10)
    for found_at_first, at_once, looked_at in [(2, 1, 3), (100, 500, 20_000), (0, 1, 1)]:
        monkeypatch.setattr(module, "_ENOUGH_CLAIMS", found_at_first)
        monkeypatch.setattr(module, "_TESTED_AT_ONCE", at_once)
        monkeypatch.setattr(module, "_MOST_TESTED", looked_at)
        assert [[row.number for row in asked(store, query, order)] for query in queries] == expected


def test_a_list_shows_the_store_as_it_was_when_it_was_asked_for(store: Store, tmp_path: Path) -> None:
    parts = ClaimTable(store, "lan").numbers(parse(""), Order(Column.VERDICT))
    first = next(parts)
    with Store.open(tmp_path / "soi.db") as other:
        other.set_verdicts(ids(other), "lan", Verdict.VERIFIED)
        listed = [*first, *(number for part in parts for number in part)]
    assert len(listed) == len(set(listed)) == len(VALUES) + 3
    store.set_verdict(
        ids(store)[0], "lan", Verdict.REFUTED
    )  # nothing is left open that would keep it from writing


@given(
    st.lists(st.sampled_from([1, 2, 3, 7, 40]), min_size=1, max_size=6),
    st.sampled_from(list(Column)),
    st.booleans(),
    st.integers(1, 9),
)
@settings(max_examples=40, deadline=None)
def test_the_paged_table_is_what_one_select_gives(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], column: Column, descending: bool, page: int
) -> None:
    path = tmp_path_factory.mktemp("store") / "soi.db"
    with Store.open(path, create=True) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FIRST", 3)
        patch.setattr(module, "CHUNK", page)
        for number, size in enumerate(sizes):
            drawn = [VALUES[(number + at) % len(VALUES)] for at in range(size)]
            store.import_article(*article(number, drawn, f"202{number}-01-01" if number % 2 else None), "1")
        everything = [claim for number in range(len(sizes)) for claim in ids(store, f"{number}.txt")]
        store.set_verdicts(everything[::2], "lan", Verdict.VERIFIED)
        store.set_verdicts(everything[::3], "minh", Verdict.REFUTED)
        store.change_tags(everything[::5], "lan", on=["b", "a"])
        store.decide(
            everything[::4], "lan", lambda r: r._replace(correction=Correction("8.5", kind=Kind.AGE))
        )
        store.decide(everything[::3], "minh", lambda r: r._replace(correction=Correction("1")))
        table = ClaimTable(store, "lan")
        order = Order(column, descending)
        numbers = [n for chunk in table.numbers(parse(""), order) for n in chunk]
        paged = [row for at in range(0, len(numbers), page) for row in table.rows(numbers[at : at + page])]
        assert [row.number for row in paged] == numbers
    with sqlite3.connect(path) as plain:
        selected = [row[0] for row in plain.execute(plain_select(column, "DESC" if descending else "ASC"))]
    plain.close()
    assert [row.claim.id for row in paged] == selected


_SAID = "FROM reviews r JOIN decisions d ON d.id = r.decision_id WHERE r.claim_id = c.id"
_MINE = f"(SELECT coalesce(d.corrected_{{0}}, c.{{0}}) {_SAID} AND r.annotator = 'lan')"
_FEW = {
    Column.VERDICT: f"(SELECT d.verdict {_SAID} AND r.annotator = 'lan')",
    Column.TAG: (
        "(SELECT min(t.value) FROM reviews r JOIN decisions d ON d.id = r.decision_id, json_each(d.tags) t "
        "WHERE r.claim_id = c.id)"
    ),
    Column.ANNOTATOR: f"(SELECT min(d.annotator) {_SAID} AND d.verdict IS NOT NULL)",
}
_SORTED = {
    Column.ARTICLE: "article_id {way}, start_offset {way}",
    Column.KIND: "kind {way} NULLS LAST, rowid {way}",
    Column.VALUE: "CAST(value AS REAL) {way} NULLS LAST, value {way}, rowid {way}",
    Column.TEXT: "quote {way}, rowid {way}",
    Column.DATE: "published {way} NULLS LAST, article_id, start_offset",
    **dict.fromkeys(
        _FEW,
        "few {way} NULLS LAST, CASE WHEN few IS NOT NULL THEN rowid END {way}, article_id, start_offset",
    ),
}


def plain_select(column: Column, way: str) -> str:
    """The whole list in one statement, with no regard to how long it takes."""
    meant = [f"coalesce({_MINE.format(part)}, c.{part}) AS {part}" for part in ("kind", "value")]
    columns = ", ".join(
        [*meant, f"{_FEW.get(column, 'NULL')} AS few", "c.id, c.rowid, c.article_id, c.start_offset"]
    )
    claims = f"SELECT {columns}, c.quote, a.published FROM claims c JOIN articles a ON a.id = c.article_id"
    return f"SELECT id FROM ({claims}) ORDER BY {_SORTED[column].format(way=way)}"


@pytest.mark.parametrize(
    "query",
    ["", "kind:money value:>=90", "unit:hộ -value:3", "is:unreviewed", "-tag:a", "role:name -by:minh"],
)
@pytest.mark.parametrize("column", [Column.ARTICLE, Column.KIND, Column.VALUE, Column.TEXT])
def test_claims_are_looked_at_in_the_index_alone(store: Store, query: str, column: Column) -> None:
    """A look at each claim itself, with its words, takes several times as long where there are a million."""
    with store.reading() as connection:
        corrected = prepare_connection(connection, "lan")
        asked = filters_condition(connection, parse(query), "lan", None)
        (stage,) = stages(connection, Order(column), "lan", corrected=corrected)
        select = stage.select("c.rowid", asked)
        plan = connection.execute(f"EXPLAIN QUERY PLAN {select.sql}", select.parameters).fetchall()
    assert "SCAN c USING COVERING INDEX claims_by_article" in [row["detail"] for row in plan]


def test_shared_tags_and_vocabulary(store: Store) -> None:
    first, second, *_ = ids(store)
    store.change_tags([first, second], "lan", on=["a"])
    store.change_tags([first], "lan", on=["b"])
    store.change_tags([second], "minh", on=["b"])
    table = ClaimTable(store, "lan")
    assert table.shared_tags([first, second]) == ["a"]
    assert table.shared_tags([first]) == ["a", "b"]
    known = {str(key): names for key, names in table.vocabulary().items()}
    assert known == {
        "tag": ["a", "b"],
        "by": ["lan", "minh"],
        "outlet": ["Báo"],
        "article": ["1.txt", "2.txt"],
    }


def test_an_import_is_another_edition_and_a_decision_another_state(store: Store) -> None:
    table = ClaimTable(store, "lan")
    edition, state = table.edition(), table.state()
    store.set_verdict(ids(store)[0], "lan", Verdict.VERIFIED)
    assert table.edition() == edition
    assert table.state() != state
    store.import_article(*article(3, ["1"]), "1")
    assert table.edition() != edition


def test_a_list_that_is_not_wanted_any_more_ends(store: Store) -> None:
    assert list(ClaimTable(store, "lan").numbers(parse("dịch vụ"), cancelled=lambda: True)) == []
