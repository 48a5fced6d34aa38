"""The judged cases of ``tests/data/similar``: a store with their articles, and what the lists of a case get wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotations.claims import extract_claims
from annotations.corpus import read_corpus
from annotations.model import Article, Claim
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.articles import read_article
from annotations.store.queries.claims import read_mentions
from annotations.store.search.index import build_index
from annotations.store.search.similar import similar_claims
from annotations.store.search.similar_ranking import SimilarClaims
from tui.settings import paths

VISIBLE = 10  # claims of a list that a user sees without scrolling
FOLDER = Path(__file__).parents[3] / "data" / "similar"
_REFERENCE = re.compile(r"([^:]+): (.*)\[([^]]+)\](.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and the claims that its two lists must have, and must never have.

    A claim is written ``article: words [quote] words``.
    """

    claim: str
    same_value: list[str]
    other_value: list[str]
    never: list[str]

    @property
    def id(self) -> str:
        """The article of the claim, for the id of a test."""
        return self.claim.partition(".txt")[0]


def cases() -> list[Case]:
    rows = map(json.loads, (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    return [Case(row["claim"], row["same"], row["other"], row["never"]) for row in rows]


def import_articles(store: Store) -> Iterator[Claim]:
    """Import the articles of the cases and the seeds, index them, and yield their claims."""
    for block in (FOLDER / "articles.txt").read_text(encoding="utf-8").split("# ")[1:]:
        head, _, text = block.partition("\n")
        name, _, title = head.partition(" | ")
        import_article(store, Article(f"{name}.txt", name, text, title=title), extract_claims(text), "1")
        yield from read_mentions(store, f"{name}.txt")
    for article in read_corpus(paths.seeds()):
        assert isinstance(article, Article)
        import_article(store, article, extract_claims(article.text), "1")
        yield from read_mentions(store, article.id)
    for _ in build_index(store):
        pass


def find_claim(store: Store, claims: list[Claim], reference: str) -> str:
    """The id of the only claim with the quote of a reference between its words."""
    match = _REFERENCE.fullmatch(reference)
    assert match, reference
    article, left_words, quote, right_words = match.groups()
    matching = []
    for claim in claims:
        if claim.article == article and claim.mention.text == quote:
            text = read_article(store, article).text
            start, end = claim.mention.start, claim.mention.end
            if text[:start].endswith(left_words) and text[end:].startswith(right_words):
                matching.append(claim.id)
    assert len(matching) == 1, (reference, len(matching))
    return matching[0]


def misjudged(store: Store, claims: list[Claim], case: Case) -> list[str]:
    """The faults of the lists of a case: expected claims not visible or not first, and claims never to be listed."""
    similar = similar_claims(store, find_claim(store, claims, case.claim))
    never = {find_claim(store, claims, reference): reference for reference in case.never}
    faults = [
        f"never: {never[claim]}"
        for group in (similar.same_value, similar.other_value)
        for claim in ids(group)
        if claim in never
    ]
    groups = (("same", case.same_value, similar.same_value), ("other", case.other_value, similar.other_value))
    for name, references, group in groups:
        expected = {find_claim(store, claims, reference): reference for reference in references}
        listed = ids(group)
        faults += [
            f"{name}: {reference}" for claim, reference in expected.items() if claim not in listed[:VISIBLE]
        ]
        if expected and listed and listed[0] not in expected:
            faults.append(f"{name} first: {group.claims[0].passage.text}")
    if not case.same_value and not case.other_value and similar.other_value.claims:
        faults.append(f"other: {len(similar.other_value.claims)}")
    return faults


def ids(group: SimilarClaims) -> list[str]:
    """The ids of the claims of a list, the most similar first."""
    return [similar.claim.id for similar in group.claims]
