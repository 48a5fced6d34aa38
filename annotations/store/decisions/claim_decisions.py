"""Decisions on claims: appended in steps, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from annotations.errors import StoreError, UsageError
from annotations.model import Claim, Confidence, Correction, Evidence, Mention, Review, Standing, Verdict
from annotations.store.articles.placements import place_again
from annotations.store.base import OpenStore
from annotations.store.claim_rows import insert_claims, text_of
from annotations.store.clock import now
from annotations.store.identifiers import successive_ids
from annotations.store.row_mapping import (
    STATE_COLUMNS,
    claim_of_mention,
    claim_of_row,
    review_of_row,
    state_of_review,
)
from annotations.text import visible

Change = Callable[[Review], Review]

_INSERT = (
    f"INSERT INTO decisions (id, step, undoes, claim_id, annotator, {', '.join(STATE_COLUMNS)}) "
    f"VALUES (:id, :step, :undoes, :claim_id, :annotator, :{', :'.join(STATE_COLUMNS)})"
)


class Decisions(OpenStore):
    """What annotators decide on claims; every method that decides returns after the commit.

    A claim of a former text stands for the one that it is in the current text. Each method gives what the
    annotator holds then, and adds nothing where that is what they held already.
    """

    def set_verdict(self, claim: str, annotator: str, verdict: Verdict | None) -> Review:
        """Decide on a claim (None clears the verdict); the rest of what is said of it stays."""
        return self.set_verdicts([claim], annotator, verdict)[0]

    def set_verdicts(self, claims: Sequence[str], annotator: str, verdict: Verdict | None) -> list[Review]:
        """Decide the same on several claims, as one step."""
        return self.decide(claims, annotator, lambda review: review._replace(verdict=verdict))

    def set_note(self, claim: str, annotator: str, note: str) -> Review:
        """Note something on a claim."""
        return self.decide([claim], annotator, lambda review: review._replace(note=note))[0]

    def set_tags(self, claim: str, annotator: str, tags: Iterable[str]) -> Review:
        """Give a claim these tags, new ones joining the vocabulary."""
        wanted = tuple(sorted(set(tags)))
        return self.decide([claim], annotator, lambda review: review._replace(tags=wanted))[0]

    def change_tags(
        self, claims: Sequence[str], annotator: str, *, on: Iterable[str] = (), off: Iterable[str] = ()
    ) -> list[Review]:
        """Put tags on several claims and take others off, as one step."""
        more, less = set(on), set(off)
        return self.decide(
            claims,
            annotator,
            lambda review: review._replace(tags=tuple(sorted({*review.tags} - less | more))),
        )

    def set_evidence(self, claim: str, annotator: str, evidence: Iterable[Evidence]) -> Review:
        """Say what the verdict on a claim rests on."""
        found = tuple(evidence)
        return self.decide([claim], annotator, lambda review: review._replace(evidence=found))[0]

    def set_confidence(self, claim: str, annotator: str, confidence: Confidence | None) -> Review:
        """Say how sure one is of a verdict."""
        return self.decide([claim], annotator, lambda review: review._replace(confidence=confidence))[0]

    def correct(self, claim: str, annotator: str, correction: Correction | None) -> Review:
        """Say what a claim really says; the extractor's own reading stays with the claim. None takes it back."""
        meant = None if correction == Correction() else correction
        return self.decide([claim], annotator, lambda review: review._replace(correction=meant))[0]

    def retire(self, claim: str, annotator: str) -> Review:
        """Take a claim out of what the annotator reviews."""
        return self.decide([claim], annotator, lambda review: review._replace(standing=Standing.RETIRED))[0]

    def restore(self, claim: str, annotator: str) -> Review:
        """Take a retired claim in again: as one that the annotator added, where the extractor has none there."""
        query = "SELECT role = 'claim' AND origin <> 'annotator' FROM claims WHERE id = ?"
        with self.reading() as connection:
            extracted = connection.execute(query, (self.standing(claim),)).fetchone()[0]
        standing = None if extracted else Standing.ADDED
        return self.decide([claim], annotator, lambda review: review._replace(standing=standing))[0]

    def resize(
        self, claim: str, annotator: str, start: int, end: int, correction: Correction | None = None
    ) -> Review:
        """Move the ends of a claim's span, in code points of its text; its id and its past stay.

        ``correction`` is what the claim says with these words, where that is not what it said before. Raises
        UsageError where that is no span of the text.
        """
        with self.reading() as connection:
            # Of the claim as it was seen: where its article was edited since, its ends are moved as far there.
            query = "SELECT * FROM claims WHERE id = ?"
            found = claim_of_row(connection.execute(query, (claim,)).fetchone())
            length = len(text_of(connection, found.text_sha256))
        if not 0 <= start < end <= length:
            raise UsageError("A claim has at least one character, all of them of its article.")
        first, last = start - found.mention.start, end - found.mention.end
        return self.decide(
            [claim],
            annotator,
            lambda review: review._replace(start_shift=first, end_shift=last, correction=correction),
        )[0]

    def add_claim(
        self, article: str, annotator: str, mention: Mention, correction: Correction | None = None
    ) -> Review:
        """Add a claim that the extractor did not find: a mention of the article's current text.

        Where the extractor has a number with that very span, that one counts as a claim from now on, with what
        the mention says as its correction. ``correction`` is what it really says, where the mention does not.
        Raises StoreError where the article has another text by now.
        """
        with self.writing() as connection:
            claim = self._insert_claim(article, mention)
            query = "SELECT * FROM claims WHERE id = ?"
            read = claim_of_row(connection.execute(query, (claim.id,)).fetchone()).mention
            meant = Correction.between(read, correction.of(mention) if correction else mention)
            return self._change(
                [claim.id],
                annotator,
                lambda review: review._replace(standing=Standing.ADDED, correction=meant),
            )[0]

    def place(self, orphan: str, annotator: str, claim: str) -> list[Review]:
        """Say that a claim that lost its place is this one of the current text, as one step.

        What the annotator held of the one they hold of the other then, unless they have said something of that
        already, which stays. What others decided is theirs to place.
        """
        with self.writing():
            return self._place(orphan, annotator, claim)

    def place_at(self, orphan: str, annotator: str, article: str, mention: Mention) -> list[Review]:
        """Say that a claim that lost its place is these words of the current text, which are no claim yet.

        Raises StoreError where the article has another text by now.
        """
        with self.writing():
            claim = self._insert_claim(article, mention)
            return self._place(orphan, annotator, claim.id, Standing.ADDED)

    def settle(self, orphan: str, annotator: str) -> Review:
        """Say that a claim that lost its place is nowhere in the current text; in the former one it stays."""
        with self.writing():
            return self._place(orphan, annotator, orphan)[0]

    def _place(
        self, orphan: str, annotator: str, target: str, standing: Standing | None = None
    ) -> list[Review]:
        held, there = self._review(orphan, annotator), self._review(target, annotator)
        steps = [held._replace(placed_on=target)]
        if target != orphan and there.blank:
            carried = held._replace(claim=target, placed_on=None, start_shift=0, end_shift=0)
            steps.append(carried._replace(standing=standing or held.standing))
        return self._append(steps)

    def decide(self, claims: Sequence[str], annotator: str, change: Change) -> list[Review]:
        """Change what an annotator holds of claims, as one step; gives what they hold of each then."""
        with self.writing():
            return self._change(claims, annotator, change)

    def standing(self, claim: str) -> str:
        """The id of the claim of the current text that this one is, or its own."""
        query = "SELECT coalesce((SELECT placed_on FROM placements WHERE claim_id = ?1), ?1)"
        with self.reading() as connection:
            return str(connection.execute(query, (claim,)).fetchone()[0])

    def _insert_claim(self, article: str, mention: Mention) -> Claim:
        """Insert a claim of the current text, within the caller's transaction: nobody edits the article meanwhile."""
        query = "SELECT text_sha256 FROM articles WHERE id = ?"
        sha256 = self._connection.execute(query, (article,)).fetchone()[0]
        text = text_of(self._connection, sha256)
        if text[mention.start : mention.end] != mention.text:
            raise StoreError(
                "{article} has been imported with another text meanwhile, in which these words stand elsewhere; "
                "nothing was stored. Select them again.",
                article=visible(article),
            )
        claim = claim_of_mention(article, sha256, text, mention, "annotator")
        insert_claims(self._connection, [claim], None)
        return claim

    def _change(self, claims: Sequence[str], annotator: str, change: Change) -> list[Review]:
        """Change what an annotator holds of claims, as one step in the caller's transaction."""
        named = [self.standing(claim) for claim in claims]
        before = [self._review(claim, annotator) for claim in named]
        after = [change(review) for review in before]
        changed = [review for was, review in zip(before, after, strict=True) if review != was]
        stored = {review.claim: review for review in self._append(changed)}
        return [stored.get(review.claim, review) for review in after]

    def _append(self, reviews: Sequence[Review], undoes: str | None = None) -> list[Review]:
        """Append one step: a decision for each review, in one transaction that the caller has begun."""
        if not reviews:
            return []
        moment = now()
        ids = list(successive_ids(len(reviews), self._last_id()))
        appended = [
            review._replace(decision=name, decided_at=moment)
            for review, name in zip(reviews, ids, strict=True)
        ]
        self._register(appended)
        self._connection.executemany(
            _INSERT,
            [
                {
                    "id": review.decision,
                    "step": ids[0],
                    "undoes": undoes,
                    "claim_id": review.claim,
                    "annotator": review.annotator,
                    **state_of_review(review),
                }
                for review in appended
            ],
        )
        for article in self._unplaced([review.claim for review in appended]):
            place_again(self._connection, article)
        return appended

    def _register(self, reviews: Sequence[Review]) -> None:
        """Enter who decides and which tags are used; a retired tag that is used again is in use again."""
        names = {(review.annotator,) for review in reviews}
        tags = {(tag, reviews[-1].decision) for review in reviews for tag in review.tags}
        self._connection.executemany("INSERT INTO annotators (name) VALUES (?) ON CONFLICT DO NOTHING", names)
        self._connection.executemany(
            "INSERT INTO tags (name, changed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET retired = 0, "
            "changed = excluded.changed WHERE retired",
            tags,
        )

    def _unplaced(self, claims: Sequence[str]) -> list[str]:
        """The articles of those claims of a former text whose place in the current one is open by what was just said.

        It is where nothing was said before, and where ends were moved: whether the words there are the same
        may be answered otherwise now.
        """
        query = (
            "SELECT article_id FROM claims WHERE id = ?1 AND current = 0 AND ("
            "NOT EXISTS (SELECT 1 FROM placements WHERE claim_id = ?1) OR EXISTS ("
            "SELECT 1 FROM decisions WHERE claim_id = ?1 AND (start_shift <> 0 OR end_shift <> 0)))"
        )
        rows = (self._connection.execute(query, (claim,)).fetchone() for claim in claims)
        return sorted({row[0] for row in rows if row})

    def _review(self, claim: str, annotator: str) -> Review:
        """What an annotator holds of a claim: nothing, where they have said nothing yet."""
        query = (
            "SELECT reviews.decision_id, reviews.start_shift, reviews.end_shift, decisions.* FROM reviews "
            "JOIN decisions ON decisions.id = reviews.decision_id "
            "WHERE reviews.claim_id = ? AND reviews.annotator = ?"
        )
        row = self._connection.execute(query, (claim, annotator)).fetchone()
        if row is None:
            return Review(claim, annotator)
        # What was decided on a former text is said of this claim, but where it was put is not.
        placed_on = row["placed_on"] if row["claim_id"] == claim else None
        return review_of_row(row, claim)._replace(placed_on=placed_on)
