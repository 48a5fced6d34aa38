"""Which claims are like which: the judged cases of ``tests/data/similar`` in a store of their own."""

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
from annotations.store.search.index import build_index
from annotations.store.search.similar import SimilarClaims, similar_claims
from tui.settings import paths

SHOWN = 10  # claims of a group that are seen at a glance
FOLDER = Path(__file__).parents[3] / "data" / "similar"
_PLACE = re.compile(r"([^:]+): (.*)\[([^]]+)\](.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and what is to be listed for it, and what never; a claim is ``article: words [quote] words``."""

    claim: str
    same: list[str]
    other: list[str]
    never: list[str]


def cases() -> list[Case]:
    """All cases."""
    rows = (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(row)) for row in rows]


def filled(store: Store) -> Iterator[Claim]:
    """Import the articles of the cases and the seeds, index them, and yield their claims."""
    for block in (FOLDER / "articles.txt").read_text(encoding="utf-8").split("# ")[1:]:
        head, _, text = block.partition("\n")
        name, _, title = head.partition(" | ")
        store.import_article(Article(f"{name}.txt", name, text, title=title), extract_claims(text), "1")
        yield from store.mentions(f"{name}.txt")
    for article in read_corpus(paths.seeds()):
        assert isinstance(article, Article)
        store.import_article(article, extract_claims(article.text), "1")
        yield from store.mentions(article.id)
    for _ in build_index(store):
        pass


def named(store: Store, claims: list[Claim], place: str) -> str:
    """The id of the one claim with this quote between these words."""
    match = _PLACE.fullmatch(place)
    assert match, place
    article, before, quote, behind = match.groups()
    found = []
    for claim in claims:
        if claim.article == article and claim.mention.text == quote:
            text = store.article(article).text
            start, end = claim.mention.start, claim.mention.end
            if text[:start].endswith(before) and text[end:].startswith(behind):
                found.append(claim.id)
    assert len(found) == 1, (place, len(found))
    return found[0]


def misjudged(store: Store, claims: list[Claim], case: Case) -> list[str]:
    """What is wrong in the lists of a case: missing at a glance or not the first, or there and never to be."""
    found = similar_claims(store, named(store, claims, case.claim))
    never = {named(store, claims, place): place for place in case.never}
    wrong = [
        f"never: {never[one]}" for group in (found.same, found.other) for one in ids(group) if one in never
    ]
    for name, wanted, group in (("same", case.same, found.same), ("other", case.other, found.other)):
        wanted_ids = {named(store, claims, place): place for place in wanted}
        listed = ids(group)
        wrong += [f"{name}: {place}" for one, place in wanted_ids.items() if one not in listed[:SHOWN]]
        if wanted and listed and listed[0] not in wanted_ids:
            wrong.append(f"{name} first: {group.claims[0].passage.text}")
    if not case.same and not case.other and found.other.claims:
        wrong.append(f"other: {len(found.other.claims)}")
    return wrong


def ids(group: SimilarClaims) -> list[str]:
    """The claims of a group, the likest first."""
    return [one.claim.id for one in group.claims]
