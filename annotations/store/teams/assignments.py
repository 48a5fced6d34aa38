"""Who reviews which articles or claims: appended, never changed; of each assignment the latest counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from annotations.assignment import Plan, hand_out
from annotations.errors import Sentence, UsageError
from annotations.search import Query, parse
from annotations.store.clock import utc_now
from annotations.store.decisions.annotators import annotator_name, deciding_annotator
from annotations.store.identifiers import successive_ids
from annotations.store.last_id import last_id
from annotations.store.names import nfc
from annotations.store.queries.listed_claims import list_claims
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store

_ASSIGNED = "SELECT article, claim, annotator FROM assigned ORDER BY article, claim, annotator"


class Assignment(NamedTuple):
    """An article, or one claim of it, that an annotator is to review; ``claim`` is empty for a whole article."""

    article: str
    claim: str
    annotator: str


class AssignmentChanges(NamedTuple):
    """What handing out has changed: assignments that are new, and those that are taken back."""

    added: list[Assignment]
    withdrawn: list[Assignment]


def read_assignments(store: Store) -> list[Assignment]:
    """The assignments that hold, by article, claim and annotator."""
    with store.read_access() as connection:
        return [Assignment(*row) for row in connection.execute(_ASSIGNED)]


def assign(
    store: Store, annotator: str, plan: Plan, query: str | Query = "", *, by_claim: bool = False
) -> AssignmentChanges:
    """Hand the articles, or the claims, that match a query out to annotators, signed by ``annotator``.

    What was assigned before stays where it can, see ``assignment.hand_out``; of what the query does not match nothing
    changes. Raises UsageError for a plan that cannot be carried out, and where nothing matches.
    """
    parsed = query if isinstance(query, Query) else parse(query, complete=True)
    plan = plan._replace(annotators=tuple(annotator_name(name) for name in plan.annotators))
    units = _units(store, parsed, by_claim=by_claim)
    if not units:
        raise UsageError(
            "Nothing that could be assigned matches: give another query, or import articles first."
        )
    current = read_assignments(store)
    former: dict[str, set[str]] = defaultdict(set)
    for assignment in current:
        former[assignment.claim if by_claim else assignment.article].add(assignment.annotator)
    handed_out = hand_out(units, plan, former)
    target = {Assignment(*units[unit], name) for unit, names in handed_out.items() for name in names}
    places = set(units.values())
    return _store_assignments(store, annotator, target, [row for row in current if row[:2] in places])


def replace_assignments(store: Store, annotator: str, target: Iterable[Assignment]) -> AssignmentChanges:
    """Make these the assignments of the articles and claims that they name; those of others stay.

    Raises UsageError, and changes nothing, where one names an article or a claim that the store does not have.
    """
    target = {row._replace(annotator=annotator_name(row.annotator)) for row in target}
    _expect_known(store, target)
    places = {row[:2] for row in target}
    current = [row for row in read_assignments(store) if row[:2] in places]
    return _store_assignments(store, annotator, target, current)


def expect_known_names(store: Store, names: Iterable[str]) -> None:
    """Raise UsageError for a name that nobody in the store has, and that is nearly somebody's."""
    with store.read_access() as connection:
        known_names = {nfc(row[0]) for row in connection.execute("SELECT name FROM annotators")}
    known_names |= set(loads(read_assignments(store)))
    for name in map(nfc, names):
        if name not in known_names and (nearest := get_close_matches(name, known_names, n=1)):
            raise UsageError(
                "There is nobody called {name} in the store: did you mean {nearest}? If it is somebody else, add --new.",
                name=visible(name),
                nearest=visible(nearest[0]),
            )


def _units(store: Store, query: Query, *, by_claim: bool) -> dict[str, tuple[str, str]]:
    """The units that match a query, each with its article and claim."""
    if by_claim:
        return {row.claim.id: (row.claim.article, row.claim.id) for row in list_claims(store, query)}
    if not query.clauses:
        with store.read_access() as connection:
            articles = [row[0] for row in connection.execute("SELECT id FROM articles")]
    else:
        articles = [row.claim.article for row in list_claims(store, query)]
    return {article: (article, "") for article in articles}


def _expect_known(store: Store, target: Collection[Assignment]) -> None:
    with store.read_access() as connection:
        articles = {row[0] for row in connection.execute("SELECT id FROM articles")}
        unknown = sorted({row.article for row in target} - articles)
        claims = {row.claim: row.article for row in target if row.claim}
        for claim, article in claims.items():
            row = connection.execute("SELECT article_id FROM claims WHERE id = ?", (claim,)).fetchone()
            if row is None or row[0] != article:
                unknown.append(claim)
    if unknown:
        raise UsageError(
            "The store has no {name}{others}: import those articles first, or correct the file.",
            name=visible(unknown[0]),
            others=Sentence(" and {n} more", n=len(unknown) - 1) if len(unknown) > 1 else "",
        )


def _store_assignments(
    store: Store, annotator: str, target: Collection[Assignment], current: Collection[Assignment]
) -> AssignmentChanges:
    added, withdrawn = sorted(set(target) - set(current)), sorted(set(current) - set(target))
    rows = [*((row, 1) for row in added), *((row, 0) for row in withdrawn)]
    with store.write_transaction() as connection:
        greatest_id = connection.execute("SELECT max(id) FROM assignments").fetchone()[0]
        ids = successive_ids(len(rows), last_id(connection, greatest_id, ("assignments",)))
        signature = (deciding_annotator(connection, annotator), utc_now())
        connection.executemany(
            "INSERT INTO assignments VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (row_id, *row, is_assigned, *signature)
                for row_id, (row, is_assigned) in zip(ids, rows, strict=True)
            ],
        )
    return AssignmentChanges(added, withdrawn)


def loads(assignments: Iterable[Assignment]) -> Mapping[str, int]:
    """How many articles or claims each annotator has, by name."""
    counts: dict[str, int] = defaultdict(int)
    for assignment in assignments:
        counts[assignment.annotator] += 1
    return dict(sorted(counts.items()))
