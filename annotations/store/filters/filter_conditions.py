"""The filters of a query as SQL, on ``a`` (an article) and ``c`` (a claim of it)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial

from annotations.search.clauses import DateRange, Filter, Key, Query, State, Value
from annotations.store.conditions import Condition, all_of, negated
from annotations.store.expressions import STANDS, STANDS_OF_ALL
from annotations.store.filters.corrected_readings import note_meanings
from annotations.store.filters.reviewed_claims import reviewed, reviewed_of_all
from annotations.store.filters.value_conditions import OF_READINGS, add_functions, filtered, reading_condition
from annotations.store.findings.stored_findings import contradicted
from annotations.text import fold

OF_ARTICLES = (Key.OUTLET, Key.ARTICLE, Key.DATE)
OF_REVIEWS = (Key.VERDICT, Key.TAG, Key.BY)

_READ = {"kind": "c.kind", "value": "c.value", "unit": "c.unit"}
_MEANT = {"kind": "m.kind", "value": "m.value", "unit": "m.unit"}


def prepare(connection: sqlite3.Connection, annotator: str | None) -> bool:
    """Make a connection ready for the conditions on claims, as they are now and as an annotator holds them.

    None is anybody: a claim means what each holds it to mean who has corrected it, else what was read. Tells
    whether anything was corrected.
    """
    add_functions(connection)
    return note_meanings(connection, annotator)


def article_condition(query: Query) -> Condition:
    """What a query asks of articles."""
    return all_of([filtered(found, _ARTICLE[found.key]) for found in query.of(*OF_ARTICLES)])


def claim_condition(query: Query, annotator: str | None = None, *, broad: bool = False) -> Condition | None:
    """What a query asks of claims, or None where it asks nothing of them, on a connection prepared for it.

    ``annotator`` is whose verdict ``is:unreviewed`` and ``is:reviewed`` are about where no ``by:`` says so;
    None is anybody's. ``broad`` is set where all claims of a store are asked and not those of one article: what
    holds of few of them is then looked up once.
    """
    asked = [found for found in query.filters if found.key not in OF_ARTICLES]
    if not asked:
        return None
    conditions = [standing_condition(query, broad=broad)]
    conditions += [
        filtered(found, lambda role: Condition("c.role = ?", (str(role),))) for found in query.of(Key.ROLE)
    ]
    if query.of(*OF_READINGS):
        conditions.append(_meaning(query, broad=broad))
    said = reviewed_of_all if broad else reviewed
    by = [found for found in query.of(Key.BY) if not found.negated]
    positive = [_of_review(found) for found in query.of(*OF_REVIEWS) if not found.negated]
    if positive:
        conditions.append(said(positive))
    people = [_of_review(found) for found in by]
    for found in query.of(*OF_REVIEWS):
        if found.negated:
            turned = Filter(found.key, found.values)
            conditions.append(negated(said([_of_review(turned), *people])))
    mine = people or ([Condition("r.annotator = ?", (annotator,))] if annotator is not None else [])
    readers = [fold(str(value)).text for found in by for value in found.values]
    if annotator is not None and not readers:
        readers = [fold(annotator).text]
    state = partial(_state, said=said, people=people, mine=mine, readers=readers)
    conditions += [filtered(found, lambda value: state(str(value))) for found in query.of(Key.IS)]
    return all_of(conditions)


def standing_condition(query: Query, *, broad: bool = False) -> Condition:
    """Which numbers a query is about at all: the claims of current texts, unless it asks for others."""
    if any(State.ORPHAN in found.values and not found.negated for found in query.of(Key.IS)):
        return Condition("1")
    stands = STANDS_OF_ALL if broad else STANDS
    return Condition("c.current" if query.of(Key.ROLE) else f"(c.current AND {stands})")


def review_condition(query: Query) -> Condition:
    """What a query asks of the one review, held by the decision ``r``, that a row tells of a claim."""
    return all_of([_of_review(found) for found in query.of(*OF_REVIEWS) if not found.negated])


def _meaning(query: Query, *, broad: bool) -> Condition:
    """What a query asks of what a claim says: as it was corrected, else as it was read."""
    read, meant = reading_condition(query, _READ, broad=broad), reading_condition(query, _MEANT)
    corrected = f"SELECT m.number FROM temp.meant AS m WHERE {meant.sql}"
    # The + keeps SQLite from going to each claim by its number: the index that lists them all is read once.
    holds = f"+c.rowid IN ({corrected})" if broad else f"EXISTS ({corrected} AND m.number = c.rowid)"
    # What was read comes first: it alone leaves out most claims, and needs no look at what was corrected.
    sql = f"(({read.sql} AND c.rowid NOT IN (SELECT number FROM temp.meant)) OR {holds})"
    return Condition(sql, read.parameters + meant.parameters)


def _holds(column: str) -> Callable[[Value], Condition]:
    return lambda value: Condition(f"instr(soi_folded({column}), ?) > 0", (fold(str(value)).text,))


def _published(value: Value) -> Condition:
    assert isinstance(value, DateRange)
    ends = [("substr(a.published, 1, 10) >= ?", value.first), ("substr(a.published, 1, 10) <= ?", value.last)]
    return all_of([Condition(sql, (day.isoformat(),)) for sql, day in ends if day])


def _tagged(value: Value) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM json_each(r.tags) AS t WHERE soi_folded(t.value) = ?)",
        (fold(str(value)).text,),
    )


def _by(value: Value) -> Condition:
    return Condition(
        "r.annotator IN (SELECT name FROM annotators WHERE soi_folded(name) = ?)", (fold(str(value)).text,)
    )


_ARTICLE: dict[Key, Callable[[Value], Condition]] = {
    Key.OUTLET: _holds("a.outlet"),
    Key.ARTICLE: _holds("a.id"),
    Key.DATE: _published,
}
_REVIEW: dict[Key, Callable[[Value], Condition]] = {
    Key.VERDICT: lambda value: Condition("r.verdict = ?", (str(value),)),
    Key.TAG: _tagged,
    Key.BY: _by,
}


def _of_review(found: Filter) -> Condition:
    return filtered(found, _REVIEW[found.key])


# As the view disputed_claims has it, without what that tells of each.
_DISPUTED = """(c.current AND c.id IN (
    SELECT claim_id FROM reviews WHERE verdict IS NOT NULL AND standing IS NOT 'retired'
    GROUP BY claim_id HAVING min(verdict) <> max(verdict)
))"""


def _state(
    state: str,
    said: Callable[[Sequence[Condition]], Condition],
    people: list[Condition],
    mine: list[Condition],
    readers: list[str],
) -> Condition:
    decided = Condition("r.verdict IS NOT NULL")
    if state == State.REVIEWED:
        return said([decided, *mine])
    if state == State.UNREVIEWED:
        return negated(said([decided, *mine]))
    if state == State.NOTED:
        return said([Condition("r.note <> ''"), *people])
    if state == State.CORRECTED:
        corrected = "coalesce(r.corrected_value, r.corrected_unit, r.corrected_kind) IS NOT NULL"
        return said([Condition(corrected), *people])
    if state == State.DISPUTED:
        return Condition(_DISPUTED)
    if state == State.FINDING:
        return Condition(f"c.id IN ({contradicted(len(readers))})", tuple(readers))
    if state == State.ADDED:
        return said([Condition("r.standing = 'added'"), *people])
    return Condition("c.id IN (SELECT claim_id FROM orphans)")
