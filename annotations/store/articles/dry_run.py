"""What importing a corpus would change, without storing anything."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.claims.extractor import Extractor
from annotations.corpus import article_failures, read_corpus
from annotations.corpus.compact_ids import CompactIds
from annotations.corpus.options import DEFAULT_OPTIONS, ReadOptions
from annotations.errors import CorpusError
from annotations.model import Claim, Mention, Outcome, Role
from annotations.reports import ClaimChanges, Imported, ImportPlan
from annotations.store.articles.article_import import expected_outcome, is_stored, with_settled_text
from annotations.store.articles.corpus_import import name_taken
from annotations.store.articles.reanchoring import find_again
from annotations.store.articles.rereading import find_reread
from annotations.store.articles.twins import stored_twin
from annotations.store.claim_rows import claims_of, text_of
from annotations.store.identifiers import text_sha256
from annotations.store.row_mapping import claim_of_mention

if TYPE_CHECKING:
    from annotations.model import Article
    from annotations.store.store import Store


_Partner = tuple[Outcome, Claim | None]
_REVIEWED = (
    "SELECT c.id FROM claims c JOIN reviews r ON r.claim_id = c.id JOIN decisions d ON d.id = r.decision_id "
    "WHERE c.article_id = ? AND NOT d.blank AND r.standing IS NOT 'retired'"
)


def plan_import(
    store: Store,
    corpus: Path | str | Sequence[Path | str],
    extractor: Extractor | None = None,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> Iterator[ImportPlan | CorpusError]:
    """Yield for each file of the corpora what ``import_corpus`` would do with its article, or why it would not.

    Raises UsageError where a corpus does not exist or has no article.
    """
    extractor = extractor or Extractor()
    paths = [Path(path).absolute() for path in ([corpus] if isinstance(corpus, (Path, str)) else corpus)]
    sources = CompactIds()
    ids_by_text = dict[str, str]()
    for article in (article for path in paths for article in read_corpus(path, options)):
        if isinstance(article, CorpusError):
            yield article
        elif (source := f"{article.source}\0{article.id}") not in sources:
            sources.add(source)
            first_id = ids_by_text.setdefault(text_sha256(article.text), article.id)
            twin = stored_twin(store, article) or (first_id if first_id != article.id else "")
            if twin and not is_stored(store, article.id):
                yield ImportPlan(article.id, Imported.DUPLICATE, twin=twin)
            else:
                yield _plan(store, article, extractor)


def _plan(store: Store, article: Article, extractor: Extractor) -> ImportPlan | CorpusError:
    article = with_settled_text(store, article)
    outcome = expected_outcome(store, article, extractor.name)
    if outcome is Imported.NAME_TAKEN:
        return name_taken(article.id)
    if outcome is not None:
        return ImportPlan(article.id, outcome)
    try:
        with article_failures(article.id):
            return plan_article(store, article, extractor.extract(article))
    except CorpusError as error:
        return error


def plan_article(store: Store, article: Article, mentions: Sequence[Mention]) -> ImportPlan:
    """What importing an article with the mentions that an extractor found in it would do with its claims."""
    sha256 = text_sha256(article.text)
    mentions_as_claims = [claim_of_mention(article.id, sha256, article.text, mention) for mention in mentions]
    with store.read_access() as connection:
        row = connection.execute("SELECT text_sha256 FROM articles WHERE id = ?", (article.id,)).fetchone()
        if row is None:
            return ImportPlan(article.id, Imported.NEW, ClaimChanges(new=len(_checkable(mentions_as_claims))))
        stored_text = text_of(connection, row[0])
        stored_claims = claims_of(connection, article.id, row[0], current=True)
        reviewed = {claim[0] for claim in connection.execute(_REVIEWED, (article.id,))}
    if row[0] == sha256:
        outcome = Imported.UNCHANGED
        partners = dict(_partners_in_reading(stored_claims, _checkable(mentions_as_claims)))
    else:
        outcome = Imported.EDITED
        anchors = find_again(stored_text, stored_claims, article.text, mentions_as_claims, reviewed)
        partners = {claim: (anchor.outcome, anchor.claim) for claim, anchor in anchors.items()}
    counted_claims = {claim.id for claim in _checkable(stored_claims)} | reviewed
    changes = _count(
        {claim: partner for claim, partner in partners.items() if claim in counted_claims},
        _checkable(mentions_as_claims),
        reviewed,
    )
    return ImportPlan(article.id, outcome, changes, is_extracted=True)


def _checkable(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.mention.role is Role.CLAIM]


def _partners_in_reading(
    stored_claims: Sequence[Claim], claims: Sequence[Claim]
) -> Iterator[tuple[str, _Partner]]:
    """The outcome of each stored claim of an unchanged text, and the claim of the new reading in its place."""
    claims_by_id = {claim.id: claim for claim in claims}
    for stored_claim in stored_claims:
        if stored_claim.origin != "extractor":
            yield stored_claim.id, (Outcome.UNCHANGED, claims_by_id.get(stored_claim.id))
        elif claim := claims_by_id.get(stored_claim.id):
            is_same = _reading(claim.mention) == _reading(stored_claim.mention)
            yield stored_claim.id, (Outcome.UNCHANGED if is_same else Outcome.CHANGED, claim)
        else:
            anchor = find_reread(stored_claim, claims)
            yield stored_claim.id, (Outcome.CHANGED if anchor.claim else Outcome.MISSING, anchor.claim)


def _reading(mention: Mention) -> tuple[object, ...]:
    return (
        mention.role, mention.kind, mention.value, mention.unit, mention.modifier, mention.direction, mention.of,
        mention.per,
    )  # fmt: skip


def _count(
    partners: Mapping[str, _Partner], claims: Sequence[Claim], reviewed: Container[str]
) -> ClaimChanges:
    """Count the claims that no stored claim became, and the stored claims that changed or are gone."""
    partner_ids = {partner.id for _, partner in partners.values() if partner}
    changed_claims = [claim for claim, (outcome, _) in partners.items() if outcome is Outcome.CHANGED]
    gone_claims = [claim for claim, (outcome, _) in partners.items() if outcome is Outcome.MISSING]
    return ClaimChanges(
        new=sum(claim.id not in partner_ids for claim in claims),
        changed=len(changed_claims),
        gone=len(gone_claims),
        reviewed_changed=sum(claim in reviewed for claim in changed_claims),
        reviewed_gone=sum(claim in reviewed for claim in gone_claims),
    )
