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
from annotations.store import claim_table as module
from annotations.store.claim_table import ClaimRow, ClaimTable, Column, Order
from annotations.store.search_index import build_index

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
        assert not row.standing
        assert ClaimTable(store, "lan").claims([row.number]) == {}


def test_corrections_are_told_beside_the_extractors_reading(store: Store) -> None:
    first = ids(store)[0]
    store.correct(first, "lan", Correction(value="11"))
    row = asked(store)[0]
    assert row.claim.mention.value == "10"
    correction = row.opinions["lan"].correction
    assert correction is not None
    assert correction.value == "11"


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
        table = ClaimTable(store, "lan")
        order = Order(column, descending)
        numbers = [n for chunk in table.numbers(parse(""), order) for n in chunk]
        paged = [row for at in range(0, len(numbers), page) for row in table.rows(numbers[at : at + page])]
        assert [row.number for row in paged] == numbers
    with sqlite3.connect(path) as plain:
        selected = [
            row[0] for row in plain.execute(PLAIN[column].format(way="DESC" if descending else "ASC"))
        ]
    plain.close()
    assert [row.claim.id for row in paged] == selected


_SAID = "FROM reviews r JOIN decisions d ON d.id = r.decision_id WHERE r.claim_id = c.id"
_PLAIN = "SELECT c.id FROM claims c JOIN articles a ON a.id = c.article_id ORDER BY "
PLAIN = {
    Column.ARTICLE: _PLAIN + "c.article_id {way}, c.start_offset {way}, c.rowid {way}",
    Column.KIND: _PLAIN + "c.kind {way} NULLS LAST, c.rowid {way}",
    Column.VALUE: _PLAIN + "CAST(c.value AS REAL) {way} NULLS LAST, c.value {way}, c.rowid {way}",
    Column.TEXT: _PLAIN + "c.quote {way}, c.suffix {way}, c.rowid {way}",
    Column.VERDICT: _PLAIN
    + f"(SELECT d.verdict {_SAID} AND r.annotator = 'lan') {{way}} NULLS LAST, c.rowid {{way}}",
    Column.TAG: _PLAIN
    + "(SELECT min(t.value) FROM reviews r JOIN decisions d ON d.id = r.decision_id, json_each(d.tags) t "
    "WHERE r.claim_id = c.id) {way} NULLS LAST, c.rowid {way}",
    Column.ANNOTATOR: _PLAIN
    + f"(SELECT min(d.annotator) {_SAID} AND d.verdict IS NOT NULL) {{way}} NULLS LAST, c.rowid {{way}}",
    Column.DATE: _PLAIN + "a.published {way} NULLS LAST, c.rowid {way}",
}


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
