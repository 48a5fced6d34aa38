"""Decisions: appended, undone and redone by appending, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from annotations.model import Review, Verdict
from annotations.store.base import OpenStore
from annotations.store.history import REACH, History, Step
from annotations.store.identifiers import decision_id
from annotations.store.rows import review_of_row


class Decisions(OpenStore):
    """What annotators decide; every method that decides returns after the commit."""

    def set_verdict(self, claim: str, annotator: str, verdict: Verdict | None) -> Review:
        """Decide on a claim (None clears the verdict); tags and note stay."""
        return self._decide(claim, annotator, verdict=verdict)

    def set_note(self, claim: str, annotator: str, note: str) -> Review:
        """Note something on a claim; verdict and tags stay."""
        return self._decide(claim, annotator, note=note)

    def set_tags(self, claim: str, annotator: str, tags: Iterable[str]) -> Review:
        """Give a claim these tags, new ones joining the vocabulary; verdict and note stay."""
        return self._decide(claim, annotator, tags=tuple(sorted(set(tags))))

    def _decide(self, claim: str, annotator: str, **change: object) -> Review:
        with self.writing():
            before = self._review(claim, annotator)
            blank = Review(claim, annotator, None, (), "", "", "")
            review = replace(before or blank, **change)  # type: ignore[arg-type]  # the setters above know the types
            return review if review == before else self._append([review])[0]

    def undo(self, annotator: str) -> list[Review]:
        """Take back the annotator's last step that is not undone yet; gives what holds now, or nothing."""
        return self._take_back(annotator, "done")

    def redo(self, annotator: str) -> list[Review]:
        """Bring back the step that was undone last; gives what holds now, or nothing if there is none."""
        return self._take_back(annotator, "undone")

    def _take_back(self, annotator: str, stack: str) -> list[Review]:
        with self.writing():
            steps: list[str] = getattr(self._history(annotator), stack)
            if not steps:
                return []
            query = (
                "SELECT id, claim_id FROM decisions WHERE step = ? AND annotator = ? AND id >= ? ORDER BY id"
            )
            rows = self._connection.execute(query, (steps[-1], annotator, steps[-1])).fetchall()
            return self._append(
                [self._before(row["claim_id"], annotator, row["id"]) for row in rows], undoes=steps[-1]
            )

    def _history(self, annotator: str) -> History:
        query = (
            "SELECT step, undoes FROM decisions WHERE annotator = ? AND id = step ORDER BY id DESC LIMIT ?"
        )
        rows = self._connection.execute(query, (annotator, REACH)).fetchall()
        return History.of(Step(row["step"], row["undoes"]) for row in reversed(rows))

    def _before(self, claim: str, annotator: str, decision: str) -> Review:
        """What the annotator held of a claim before a decision."""
        query = (
            "SELECT *, id AS decision_id FROM decisions WHERE claim_id = ? AND annotator = ? AND id < ? "
            "ORDER BY id DESC LIMIT 1"
        )
        row = self._connection.execute(query, (claim, annotator, decision)).fetchone()
        return review_of_row(row, claim) if row else Review(claim, annotator, None, (), "", "", "")

    def _append(self, reviews: Sequence[Review], undoes: str | None = None) -> list[Review]:
        """Append one step: a decision for each review, in one transaction that the caller has begun."""
        last = self._connection.execute("SELECT max(id) FROM decisions").fetchone()[0]
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        appended: list[Review] = []
        for review in reviews:
            last = decision_id(last)
            appended.append(replace(review, decision=last, decided_at=now))
        for review in appended:
            self._db.table("annotators").insert({"name": review.annotator}, ignore=True)
            for tag in review.tags:
                self._db.table("tags").insert({"name": tag}, ignore=True)
            self._db.table("decisions").insert(
                {
                    "id": review.decision,
                    "step": appended[0].decision,
                    "undoes": undoes,
                    "claim_id": review.claim,
                    "annotator": review.annotator,
                    "verdict": review.verdict.value if review.verdict else None,
                    "tags": json.dumps(review.tags, ensure_ascii=False),
                    "note": review.note,
                    "decided_at": review.decided_at,
                }
            )
        return appended

    def _review(self, claim: str, annotator: str) -> Review | None:
        query = "SELECT * FROM reviews WHERE claim_id = ? AND annotator = ?"
        row = self._connection.execute(query, (claim, annotator)).fetchone()
        return review_of_row(row, claim) if row else None
