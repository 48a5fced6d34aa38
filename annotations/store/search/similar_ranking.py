"""Ranks the claims that a query has selected by the similarity of the words around them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from annotations.model import Claim, Mention, Verdict
from annotations.search.matches import Match
from annotations.search.passages import Passage, passage
from annotations.sentences import sentence_at
from annotations.store.claim_rows import text_of
from annotations.store.row_mapping import claim_of_row, correction_of_row
from annotations.store.search.similarity import TIME_KINDS, Surroundings, rarities
from annotations.text import fold

# These units say how a thing is measured. Any other unit names the thing that is counted.
_MEASURES = frozenset({"%", "vnd", "usd", "eur", "nam", "thang", "ngay", "gio", "phut", "tuoi", "diem"})


@dataclass(frozen=True, slots=True)
class SimilarClaim:
    """A claim with its article, its passage, and the similarity (0 to 100) of the words around it.

    ``corrected_mention`` is the claim's mention as the annotator has corrected it, else as extracted; ``verdict`` is
    the annotator's.
    """

    claim: Claim
    corrected_mention: Mention
    verdict: Verdict | None
    title: str | None
    outlet: str | None
    published: str | None
    passage: Passage
    similarity: float


@dataclass(frozen=True, slots=True)
class SimilarClaims:
    """The most similar ``claims`` of ``total`` that were found; there may be more unless ``is_complete``."""

    claims: tuple[SimilarClaim, ...] = ()
    total: int = 0
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A claim to compare: the text of its article, its row, the words around it."""

    text: str
    row: sqlite3.Row
    context: Surroundings


@dataclass(frozen=True, slots=True)
class Needle:
    """The claim with which others are compared, as the annotator has corrected it, and the words around it."""

    claim: str
    article: str
    annotator: str | None
    mention: Mention
    context: Surroundings

    @property
    def is_measured(self) -> bool:
        """Whether the unit does not name the thing that is counted."""
        return self.mention.unit is None or folded_unit(self.mention.unit) in _MEASURES

    def ranked(
        self,
        connection: sqlite3.Connection,
        rows: list[sqlite3.Row],
        limit: int,
        *,
        same_value: bool,
        is_complete: bool,
    ) -> SimilarClaims:
        """The most similar of these rows: those with the same value, or those with another value of the same thing."""
        candidates = [
            _Candidate(
                text,
                row,
                Surroundings(text, claim_of_row(row).mention, folded_unit(corrected_mention(row).unit)),
            )
            for text, row in _with_texts(connection, {row["id"]: row for row in rows}.values())
            if self._is_comparable(row, same_value=same_value)
        ]
        rarity = rarities([self.context, *(candidate.context for candidate in candidates)])
        selected = self._with_same_value(candidates) if same_value else self._of_same_thing(candidates)
        claims = [
            _similar_claim(candidate, self.context.similarity(candidate.context, rarity))
            for candidate in selected
        ]
        claims.sort(key=lambda claim: (-claim.similarity, claim.claim.article, claim.claim.mention.start))
        claims = sorted(
            _alternated(claims), key=self._is_in_same_sentence
        )  # last: the screen shows them already
        return SimilarClaims(tuple(claims[:limit]), len(claims), is_complete)

    def _is_in_same_sentence(self, similar: SimilarClaim) -> bool:
        start = similar.passage.text_start
        end = start + len(similar.passage.text)
        return similar.claim.article == self.article and start <= self.mention.start < end

    def _is_comparable(self, row: sqlite3.Row, *, same_value: bool) -> bool:
        """Whether a row, as the annotator has corrected it, has the same unit and the same or another value."""
        mention, compared = self.mention, corrected_mention(row)
        if row["id"] == self.claim or compared.value is None:
            return False
        if folded_unit(mention.unit) != folded_unit(compared.unit):
            return False
        same_kind = mention.kind is compared.kind or (same_value and mention.unit is not None)
        return same_kind and (mention.value == compared.value) is same_value

    def _with_same_value(self, candidates: list[_Candidate]) -> list[_Candidate]:
        if self.mention.kind not in TIME_KINDS:
            return candidates
        return [candidate for candidate in candidates if self.context.share_pair(candidate.context)]

    def _of_same_thing(self, candidates: list[_Candidate]) -> list[_Candidate]:
        if self.is_measured:
            return [candidate for candidate in candidates if self.context.share_name(candidate.context)]
        # One unit may count several things. If no words around tell which, a unit of several words suffices.
        sharing = [candidate for candidate in candidates if self.context.share_pair(candidate.context)]
        return sharing if sharing or " " not in folded_unit(self.mention.unit) else candidates


def _with_texts(
    connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]
) -> Iterator[tuple[str, sqlite3.Row]]:
    """The rows with the texts of their articles, text by text: a text may be long, so that only one is in memory."""
    for sha256, group in groupby(sorted(rows, key=_text_key), key=_text_key):
        text = text_of(connection, sha256)
        yield from ((text, row) for row in group)


def _alternated(claims: list[SimilarClaim]) -> list[SimilarClaim]:
    """The claims sorted so that articles alternate: the second of an article counts half, the third a third."""
    counts: Counter[str] = Counter()
    weighted = []
    for claim in claims:
        counts[claim.claim.article] += 1
        weighted.append((claim.similarity / counts[claim.claim.article], claim))
    return [claim for _, claim in sorted(weighted, key=lambda pair: -pair[0])]


def _text_key(row: sqlite3.Row) -> str:
    return str(row["text_sha256"])


def _similar_claim(candidate: _Candidate, similarity: float) -> SimilarClaim:
    text, row = candidate.text, candidate.row
    claim = claim_of_row(row)
    start, end = claim.mention.start, claim.mention.end
    sentence_start, sentence_end = sentence_at(text, start)
    span = (start - sentence_start, end - sentence_start)
    return SimilarClaim(
        claim,
        corrected_mention(row),
        Verdict(row["verdict"]) if row["verdict"] else None,
        row["title"],
        row["outlet"],
        row["published"],
        passage(
            text[sentence_start : max(sentence_end, end)],
            Match(*span, 100, (span,)),
            sentence_start,
            claim.id,
        ),
        similarity,
    )


def corrected_mention(row: sqlite3.Row) -> Mention:
    """The mention as the annotator of the row has corrected it, else as extracted."""
    extracted = claim_of_row(row).mention
    correction = correction_of_row(row)
    return correction.apply_to(extracted) if correction else extracted


def folded_unit(unit: str | None) -> str:
    """The unit without tone marks and case, by which units are compared; empty for none."""
    return " ".join(fold(unit or "").text.split())
