"""The claims table: which claims a query lists, in every order and page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Article, Correction, Kind, Mention, Role, Verdict
from annotations.search.query import parse
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.decisions.claim_decisions import decide
from annotations.store.filters.filter_conditions import prepare_connection
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import ReviewSelection, reviewed_claims
from annotations.store.search import claim_words
from annotations.store.search.claim_query import filters_condition
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index
from annotations.store.table import row_numbers
from annotations.store.table.claim_order import BY_ARTICLE, Column, Order, stages
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
LINE = "Dòng {} nói về dịch vụ công: 7.\n"


def article(
    number: int, values: list[str | None], published: str | None = None
) -> tuple[Article, list[Mention]]:
    lines = [LINE.format(index) for index in range(len(values))]
    mentions, line_start = [], 0
    for index, (line, value) in enumerate(zip(lines, values, strict=True)):
        start = line_start + line.index("7.")
        kind = KINDS[index % len(KINDS)]
        mentions.append(Mention(start, start + 1, "7", kind=kind, value=value, unit="hộ dân"))
        line_start += len(line)
    text = "".join(lines)
    return Article(f"{number}.txt", f"/{number}", text, f"Bài {number}", "Báo", published=published), mentions


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "soi.db", create=True)
    import_article(store, *article(1, VALUES, "2023-05-06"), "1")
    import_article(store, *article(2, ["90", "91", "89.99999999999999999"], "2024-01-02"), "1")
    for _ in build_index(store):
        pass
    return store


def list_claims(
    store: Store,
    query: str = "",
    order: Order = BY_ARTICLE,
    articles: list[str] | None = None,
    annotator: str = "lan",
) -> list[ClaimRow]:
    table = ClaimTable(store, annotator)
    numbers = [number for chunk in table.numbers(parse(query), order, articles) for number in chunk]
    return table.rows(numbers)


def values(rows: list[ClaimRow]) -> list[str | None]:
    return [row.claim.mention.value for row in rows]


def ids(store: Store, article: str = "1.txt") -> list[str]:
    return [claim.id for claim in read_mentions(store, article)]


def test_all_claims_by_article_and_position(store: Store) -> None:
    rows = list_claims(store)
    assert [(row.claim.article, row.claim.mention.start) for row in rows] == sorted(
        (row.claim.article, row.claim.mention.start) for row in rows
    )
    assert len(rows) == len(VALUES) + 3
    assert rows[0].title == "Bài 1"


def test_values_are_sorted_as_numbers_with_missing_ones_last(store: Store) -> None:
    ascending = values(list_claims(store, "article:1.txt", Order(Column.VALUE)))
    assert ascending == [
        "-3", "3;4", "9", "10", "15..20", "62.8", "100000000000000000000.1", "100000000000000000000.2", None,
    ]  # fmt: skip
    descending = values(list_claims(store, "article:1.txt", Order(Column.VALUE, descending=True)))
    assert descending == [*ascending[:-1][::-1], None]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("value:>=90 article:2.txt", ["90", "91"], id="at-least"),
        pytest.param("value:>90 article:2.txt", ["91"], id="above"),
        pytest.param("value:<90 article:2.txt", ["89.99999999999999999"], id="below"),
        pytest.param("value:90", ["90"], id="equal"),
        pytest.param("value:4", ["3;4"], id="in-list"),
        pytest.param("value:16..17", ["15..20"], id="in-range"),
        pytest.param("value:<0", ["-3"], id="negative"),
        pytest.param("value:>=100000000000000000000,2", ["100000000000000000000.2"], id="beyond-double"),
    ],
)
def test_values_are_compared_exactly(store: Store, query: str, expected: list[str]) -> None:
    assert values(list_claims(store, query)) == expected


@given(
    st.decimals(-1000, 1000, places=3),
    st.lists(st.decimals(-1000, 1000, places=3), min_size=1, max_size=20),
    st.sampled_from([">=", "<=", ">", "<"]),
)
def test_a_value_filter_compares_like_decimals(
    tmp_path_factory: pytest.TempPathFactory, limit: Decimal, decimals: list[Decimal], sign: str
) -> None:
    path = tmp_path_factory.mktemp("store") / "soi.db"
    meets: Callable[[Decimal], bool] = {
        ">=": lambda d: d >= limit, "<=": lambda d: d <= limit, ">": lambda d: d > limit, "<": lambda d: d < limit,
    }[sign]  # fmt: skip
    limit_text = f"{limit:f}0".replace(".", ",")
    decimals = [*decimals, limit]
    with Store.open(path, create=True) as store:
        import_article(store, *article(1, [f"{decimal:f}" for decimal in decimals]), "1")
        listed = values(list_claims(store, f'value:"{sign}{limit_text}"'))
    assert listed == [f"{decimal:f}" for decimal in decimals if meets(decimal)]


def test_filters_on_reviews(store: Store) -> None:
    first, second, third, *_ = ids(store)
    store.set_verdicts([first, second], "lan", Verdict.VERIFIED)
    store.set_verdict(first, "minh", Verdict.REFUTED)
    store.change_tags([third], "minh", on=["giá"])
    store.change_tags([second], "lan", on=["mục tiêu"])

    def listed(query: str) -> list[str]:
        return [row.claim.id for row in list_claims(store, query)]

    assert listed("is:disputed") == [first]
    assert listed("is:reviewed") == [first, second]
    assert listed("is:reviewed by:minh") == [first]
    assert listed("verdict:refuted") == [first]
    assert listed("tag:gia") == [third]
    assert listed("tag:gia by:lan") == []
    assert listed('tag:"muc tieu" verdict:verified by:lan') == [second]
    assert len(listed("is:unreviewed")) == len(VALUES) + 3 - 2
    (row,) = list_claims(store, "is:disputed")
    assert row.disputed
    assert row.verdicts == {"lan": Verdict.VERIFIED, "minh": Verdict.REFUTED}
    by_verdict = list_claims(store, "", Order(Column.VERDICT))
    assert [row.verdicts.get("lan") for row in by_verdict[:3]] == [Verdict.VERIFIED, Verdict.VERIFIED, None]
    assert [row.tags for row in list_claims(store, "", Order(Column.TAG))[:3]] == [
        ("giá",),
        ("mục tiêu",),
        (),
    ]
    assert [set(row.verdicts) for row in list_claims(store, "", Order(Column.ANNOTATOR))[:2]] == [
        {"lan", "minh"},
        {"lan"},
    ]


def test_words_match_in_the_line_of_a_claim(store: Store) -> None:
    (row,) = list_claims(store, "dong 3 article:1.txt ")
    assert row.claim.prefix.endswith("Dòng 3 nói về dịch vụ công: ")
    assert len(list_claims(store, "dich vu cong kind:percentage")) == 4
    assert len(list_claims(store, "dihc vụ công")) == len(VALUES) + 3  # no text has the words as typed
    assert list_claims(store, '"dịch vụ tư"') == []
    assert list_claims(store, "☂") == []


def test_only_the_articles_given(store: Store) -> None:
    assert {row.claim.article for row in list_claims(store, articles=["2.txt"])} == {"2.txt"}
    assert len(list_claims(store, articles=["1.txt", "2.txt"])) == len(VALUES) + 3


def test_an_annotators_retired_claims_are_left_out(store: Store) -> None:
    first = ids(store)[0]
    store.retire(first, "minh")
    assert first in {row.claim.id for row in list_claims(store)}
    store.retire(first, "lan")
    assert first not in {row.claim.id for row in list_claims(store)}


def test_references_are_listed_by_role_and_are_not_decidable(tmp_path: Path) -> None:
    with Store.open(tmp_path / "roles.db", create=True) as store:
        story, mentions = article(1, ["1", "2"])
        mentions[0] = Mention(mentions[0].start, mentions[0].end, "7", role=Role.REFERENCE)
        import_article(store, story, mentions, "1")
        assert values(list_claims(store)) == ["2"]
        (row,) = list_claims(store, "role:reference")
        assert not row.is_decidable
        assert ClaimTable(store, "lan").claims([row.number]) == {}


def test_a_row_has_the_extracted_and_the_corrected_mention(store: Store) -> None:
    first = ids(store)[0]
    store.correct(first, "lan", Correction(value="11"))
    row = list_claims(store)[0]
    assert row.claim.mention.value == "10"
    assert row.corrected_mention("lan").value == "11"
    assert row.corrected_mention("minh") == row.claim.mention
    correction = row.reviews["lan"].correction
    assert correction is not None
    assert correction.value == "11"


def test_filters_and_orders_use_corrected_values(store: Store) -> None:
    ninety, ninety_one, eighty_nine = ids(store, "2.txt")
    store.correct(ninety, "lan", Correction(value="9.5", unit="%", kind=Kind.AGE))
    store.correct(eighty_nine, "lan", Correction(value="95"))
    store.correct(ninety_one, "minh", Correction(value="7", kind=Kind.AGE))

    def listed(query: str, order: Order = BY_ARTICLE, annotator: str = "lan") -> list[str]:
        return [row.claim.id for row in list_claims(store, query, order, ["2.txt"], annotator)]

    assert listed("value:>=90") == [ninety_one, eighty_nine]
    assert listed("value:<90") == [ninety]
    assert listed("-value:>=90") == [ninety]
    assert listed("value:>=90", annotator="minh") == [ninety]
    assert listed("kind:age") == [ninety]
    assert listed("kind:percentage") == []
    assert listed("unit:%") == [ninety]
    assert listed("unit:hộ") == [ninety_one, eighty_nine]
    assert listed("-unit:hộ kind:age value:9..10") == [ninety]
    assert listed("dịch vụ công value:9..10 ") == [ninety]
    assert listed("", Order(Column.VALUE)) == [ninety, ninety_one, eighty_nine]
    assert listed("", Order(Column.VALUE, descending=True)) == [eighty_nine, ninety_one, ninety]
    assert listed("", Order(Column.KIND))[0] == ninety
    store.undo("lan")
    assert listed("value:<90") == [ninety, eighty_nine]
    store.correct(ninety, "lan", Correction(value=""))
    assert listed("value:<90") == [eighty_nine], "an empty corrected value is no value"
    assert listed("", Order(Column.VALUE)) == [eighty_nine, ninety_one, ninety]


def test_a_correction_applies_in_an_edited_text(store: Store) -> None:
    first = ids(store, "2.txt")[0]
    store.correct(first, "lan", Correction(value="9.5"))
    story, mentions = article(2, ["90", "91"], "2024-01-02")
    text = f"Sửa lại.\n{story.text}"
    for mention in mentions:
        for offset in ("start", "end", "extent_start", "extent_end"):
            setattr(mention, offset, getattr(mention, offset) + len("Sửa lại.\n"))
    import_article(store, story._replace(text=text), mentions, "1")
    (row,) = list_claims(store, "value:9..9,6 article:2.txt")
    assert row.claim.id != first
    assert row.corrected_mention("lan").value == "9.5"


def test_without_an_annotator_every_correction_applies(store: Store) -> None:
    ninety, ninety_one, _eighty_nine = ids(store, "2.txt")
    store.correct(ninety, "lan", Correction(value="1.5"))
    store.correct(ninety_one, "lan", Correction(value="2.5"))
    store.correct(ninety_one, "minh", Correction(value="3.5", kind=Kind.AGE))

    def hits(query: str) -> list[str | None]:
        articles = CorpusSearch(store).search(parse(query))
        return [passage.claim for article in articles for passage in article.passages]

    assert hits("value:90..91 article:2.txt") == []
    assert hits("value:1..3 article:2.txt") == [ninety, ninety_one]
    assert hits("value:3,5 kind:age") == [ninety_one]
    assert hits("value:2,5 kind:age") == [], "one correction, not parts of two"


def test_an_export_is_filtered_by_the_values_of_each_row(store: Store) -> None:
    ninety, ninety_one, _eighty_nine = ids(store, "2.txt")
    store.set_verdicts([ninety, ninety_one], "lan", Verdict.REFUTED)
    store.set_verdicts([ninety, ninety_one], "minh", Verdict.VERIFIED)
    store.correct(ninety, "lan", Correction(value="95"))
    store.correct(ninety_one, "lan", Correction(value="9.5", unit="%"))

    def rows(query: str) -> list[tuple[str, str]]:
        reviewed = reviewed_claims(store, ReviewSelection(list(Verdict), parse(query)))
        return [(row.claim.id, row.review.annotator) for row in reviewed]

    assert rows("value:>=91") == [(ninety, "lan"), (ninety_one, "minh")]
    assert rows("value:<90") == [(ninety_one, "lan")]
    assert rows("unit:hộ -value:90") == [(ninety, "lan"), (ninety_one, "minh")]
    assert rows("unit:% by:minh") == []
    assert rows("dịch vụ công value:>=91 by:lan ") == [(ninety, "lan")]


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("descending", [False, True], ids=["ascending", "descending"])
def test_order_of_common_words(
    store: Store, column: Column, *, descending: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With common words the first claims are tested before a search of all texts."""
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
    expected = [[row.number for row in list_claims(store, query, order)] for query in queries]
    assert expected[0]
    monkeypatch.setattr(claim_words, "COMMON_PARTS", 1)
    monkeypatch.setattr(claim_words, "_CACHED_CODE_POINTS", 10)
    for enough_claims, tested_at_once, most_tested in [(2, 1, 3), (100, 500, 20_000), (0, 1, 1)]:
        monkeypatch.setattr(row_numbers, "_ENOUGH_CLAIMS", enough_claims)
        monkeypatch.setattr(row_numbers, "_TESTED_AT_ONCE", tested_at_once)
        monkeypatch.setattr(row_numbers, "_MOST_TESTED", most_tested)
        assert [[row.number for row in list_claims(store, query, order)] for query in queries] == expected


def test_a_list_is_a_snapshot_of_the_store(store: Store, tmp_path: Path) -> None:
    chunks = ClaimTable(store, "lan").numbers(parse(""), Order(Column.VERDICT))
    first = next(chunks)
    with Store.open(tmp_path / "soi.db") as second_store:
        second_store.set_verdicts(ids(second_store), "lan", Verdict.VERIFIED)
        numbers = [*first, *(number for chunk in chunks for number in chunk)]
    assert len(numbers) == len(set(numbers)) == len(VALUES) + 3
    store.set_verdict(
        ids(store)[0], "lan", Verdict.REFUTED
    )  # the snapshot is closed, so that the store can write


@given(
    st.lists(st.sampled_from([1, 2, 3, 7, 40]), min_size=1, max_size=6),
    st.sampled_from(list(Column)),
    st.booleans(),
    st.integers(1, 9),
)
def test_the_paged_table_equals_one_select(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], column: Column, descending: bool, page: int
) -> None:
    path = tmp_path_factory.mktemp("store") / "soi.db"
    with Store.open(path, create=True) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_numbers, "FIRST", 3)
        patch.setattr(row_numbers, "CHUNK", page)
        for number, size in enumerate(sizes):
            article_values = [VALUES[(number + index) % len(VALUES)] for index in range(size)]
            import_article(
                store, *article(number, article_values, f"202{number}-01-01" if number % 2 else None), "1"
            )
        claims = [claim for number in range(len(sizes)) for claim in ids(store, f"{number}.txt")]
        store.set_verdicts(claims[::2], "lan", Verdict.VERIFIED)
        store.set_verdicts(claims[::3], "minh", Verdict.REFUTED)
        store.change_tags(claims[::5], "lan", on=["b", "a"])
        decide(
            store,
            claims[::4],
            "lan",
            lambda review: review._replace(correction=Correction("8.5", kind=Kind.AGE)),
        )
        decide(store, claims[::3], "minh", lambda review: review._replace(correction=Correction("1")))
        table = ClaimTable(store, "lan")
        order = Order(column, descending)
        numbers = [number for chunk in table.numbers(parse(""), order) for number in chunk]
        paged = [
            row for start in range(0, len(numbers), page) for row in table.rows(numbers[start : start + page])
        ]
        assert [row.number for row in paged] == numbers
    with sqlite3.connect(path) as plain:
        selected = [row[0] for row in plain.execute(plain_select(column, "DESC" if descending else "ASC"))]
    plain.close()
    assert [row.claim.id for row in paged] == selected


_DECISION = "FROM reviews r JOIN decisions d ON d.id = r.decision_id WHERE r.claim_id = c.id"
_CORRECTED = f"(SELECT coalesce(d.corrected_{{0}}, c.{{0}}) {_DECISION} AND r.annotator = 'lan')"
_SPARSE_COLUMNS = {
    Column.VERDICT: f"(SELECT d.verdict {_DECISION} AND r.annotator = 'lan')",
    Column.TAG: (
        "(SELECT min(t.value) FROM reviews r JOIN decisions d ON d.id = r.decision_id, json_each(d.tags) t "
        "WHERE r.claim_id = c.id)"
    ),
    Column.ANNOTATOR: f"(SELECT min(d.annotator) {_DECISION} AND d.verdict IS NOT NULL)",
}
_SORTED = {
    Column.ARTICLE: "article_id {way}, start_offset {way}",
    Column.KIND: "kind {way} NULLS LAST, rowid {way}",
    Column.VALUE: "CAST(value AS REAL) {way} NULLS LAST, value {way}, rowid {way}",
    Column.TEXT: "quote {way}, rowid {way}",
    Column.DATE: "published {way} NULLS LAST, article_id, start_offset",
    **dict.fromkeys(
        _SPARSE_COLUMNS,
        "few {way} NULLS LAST, CASE WHEN few IS NOT NULL THEN rowid END {way}, article_id, start_offset",
    ),
}


def plain_select(column: Column, way: str) -> str:
    """The list as one slow SELECT statement."""
    corrected = [f"coalesce({_CORRECTED.format(name)}, c.{name}) AS {name}" for name in ("kind", "value")]
    columns = ", ".join(
        [
            *corrected,
            f"{_SPARSE_COLUMNS.get(column, 'NULL')} AS few",
            "c.id, c.rowid, c.article_id, c.start_offset",
        ]
    )
    claims = f"SELECT {columns}, c.quote, a.published FROM claims c JOIN articles a ON a.id = c.article_id"
    return f"SELECT id FROM ({claims}) ORDER BY {_SORTED[column].format(way=way)}"


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="all"),
        pytest.param("kind:money value:>=90", id="kind-and-value"),
        pytest.param("unit:hộ -value:3", id="unit-and-not-value"),
        pytest.param("is:unreviewed", id="unreviewed"),
        pytest.param("-tag:a", id="not-tag"),
        pytest.param("role:name -by:minh", id="role-and-not-by"),
    ],
)
@pytest.mark.parametrize("column", [Column.ARTICLE, Column.KIND, Column.VALUE, Column.TEXT])
def test_covering_index(store: Store, query: str, column: Column) -> None:
    """With a million claims, reading each claim's row takes several times as long."""
    with store.read_access() as connection:
        corrected = prepare_connection(connection, "lan")
        filters = filters_condition(connection, parse(query), "lan", None)
        (stage,) = stages(connection, Order(column), "lan", corrected=corrected)
        select = stage.select("c.rowid", filters)
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
    vocabulary = {str(key): names for key, names in table.vocabulary().items()}
    assert vocabulary == {
        "tag": ["a", "b"],
        "by": ["lan", "minh"],
        "outlet": ["Báo"],
        "article": ["1.txt", "2.txt"],
        "meta": [],
    }


def test_an_import_changes_the_edition_and_a_decision_the_state(store: Store) -> None:
    table = ClaimTable(store, "lan")
    edition, state = table.edition(), table.state()
    store.set_verdict(ids(store)[0], "lan", Verdict.VERIFIED)
    assert table.edition() == edition
    assert table.state() != state
    import_article(store, *article(3, ["1"]), "1")
    assert table.edition() != edition


def test_a_cancelled_list_ends(store: Store) -> None:
    assert list(ClaimTable(store, "lan").numbers(parse("dịch vụ"), cancelled=lambda: True)) == []
