"""Assignments: stored once, merged as a union, the latest counts; files of them; is:mine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.assignment import Plan
from annotations.errors import UsageError
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.assigned_articles import assigned_articles
from annotations.store.backup import back_up
from annotations.store.maintenance.merge import merge
from annotations.store.queries.listed_claims import list_claims
from annotations.store.teams.assignments import (
    Assignment,
    assign,
    expect_known_names,
    read_assignments,
    replace_assignments,
)
from tests.annotations.store.fixtures import article, mentions

TEAM = Plan(("lan", "minh", "hoa"), overlap=2, seed=3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        for number in range(6):
            import_article(opened, article(f"{number}.txt"), mentions(), "1")
        yield opened


def test_assigning_again_changes_nothing(store: Store) -> None:
    changes = assign(store, "lead", TEAM)
    assert (len(changes.added), changes.withdrawn) == (12, [])
    assert assign(store, "lead", TEAM) == ([], [])
    assert sorted(changes.added) == read_assignments(store)


def test_a_new_annotator_takes_from_the_others_alone(store: Store) -> None:
    assign(store, "lead", TEAM)
    changes = assign(store, "lead", TEAM._replace(annotators=(*TEAM.annotators, "tú")))
    assert {row.annotator for row in changes.added} == {"tú"}
    assert len(changes.added) == len(changes.withdrawn) == 3
    assert len(assigned_articles(store.connection, "tu\u0301")) == 3  # the name in normal form D


def test_a_query_narrows_what_is_handed_out(store: Store) -> None:
    assign(store, "lead", Plan(("lan",)), "article:2")
    assert read_assignments(store) == [Assignment("2.txt", "", "lan")]
    with pytest.raises(UsageError, match="Nothing that could be assigned"):
        assign(store, "lead", TEAM, "article:nowhere")


def test_claims_are_handed_out_one_by_one(store: Store) -> None:
    assign(store, "lead", Plan(("lan", "minh")), by_claim=True)
    mine = {row.claim.id for row in list_claims(store, "is:mine", annotator="lan")}
    other_claims = {row.claim.id for row in list_claims(store, "-is:mine", annotator="lan")}
    assert len(mine) == len(other_claims) == 12
    assert {row.claim.id for row in list_claims(store, "is:mine", annotator="minh")} == other_claims


def test_mine_are_the_claims_of_assigned_articles(store: Store) -> None:
    assign(store, "lead", TEAM)
    mine = {row.claim.article for row in list_claims(store, "là:phần_tôi", annotator="lan")}
    assert mine == assigned_articles(store.connection, "lan")
    assert len(list(list_claims(store, "is:mine"))) == 24  # asked by nobody: assigned to anybody


def test_rows_of_a_file_replace_those_of_their_articles(store: Store) -> None:
    assign(store, "lead", Plan(("lan",)))
    changes = replace_assignments(
        store, "lead", [Assignment("1.txt", "", "minh"), Assignment("2.txt", "", "lan")]
    )
    assert changes == ([Assignment("1.txt", "", "minh")], [Assignment("1.txt", "", "lan")])
    former = read_assignments(store)
    with pytest.raises(UsageError, match=r"no 9\.txt"):
        replace_assignments(store, "lead", [Assignment("9.txt", "", "minh"), Assignment("3.txt", "", "minh")])
    assert read_assignments(store) == former


def test_slips_in_names_are_told(store: Store) -> None:
    assign(store, "lead", TEAM)
    with pytest.raises(UsageError, match="did you mean minh"):
        expect_known_names(store, ["lan", "mihn"])
    expect_known_names(store, ["lan", "Phương"])


def test_stores_made_apart_agree(store: Store, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.db", "b.db")]
    for path, seed in zip(paths, (3, 4), strict=True):
        back_up(store, path)
        with Store.open(path) as opened:
            assign(opened, "lead", TEAM._replace(seed=seed))
    merged = []
    for path, other_path in (paths, paths[::-1]):
        with Store.open(path) as opened:
            back_up(opened, tmp_path / f"merged-{path.name}")
        with Store.open(tmp_path / f"merged-{path.name}") as opened:
            merge(opened, other_path)
            merge(opened, other_path)
            merged.append(read_assignments(opened))
    assert merged[0] == merged[1]


def test_assignments_are_append_only(store: Store) -> None:
    assign(store, "lead", TEAM)
    for statement in ("UPDATE assignments SET annotator = 'x'", "DELETE FROM assignments"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.connection.execute(statement)
