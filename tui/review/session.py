"""The state of a review session, without Textual: corpus, annotator, modes, progress, jumps and the open article."""

from __future__ import annotations

from annotations.review.corpus_progress import CorpusProgress
from annotations.review.jumps import Jumps, Place
from annotations.review.open_article import OpenArticle
from annotations.store.decisions.tags import Tag
from tui.store.client import Workspace


class ReviewSession:
    """What the parts of the review screen share.

    ``article`` is None until one is open. ``shows_dates``, ``shows_retired`` and ``shows_non_claims`` are the modes that
    keys switch. ``remembered`` is the place that was stored last.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.article: OpenArticle | None = None
        self.progress = CorpusProgress()
        self.orphans = 0
        self.tags: dict[str, Tag] = {}
        self.jumps = Jumps()
        self.remembered: Place | None = None
        self.shows_dates = True
        self.shows_retired = False
        self.shows_non_claims = True

    @property
    def annotator(self) -> str:
        """The name that is stored with each decision."""
        return self.workspace.annotator

    @property
    def place(self) -> Place | None:
        """Where the annotator is now; None without an open article."""
        if (article := self.article) is None:
            return None
        return Place(article.id, article.current.id if article.current else None, article.cursor)

    def leave_place(self) -> None:
        """Remember the place before a jump."""
        if (place := self.place) is not None:
            self.jumps.leave(place)

    def visit_by_modes(self) -> None:
        """Apply the modes to the open article: moving visits what they show."""
        if self.article is not None:
            self.article.visit(dates=self.shows_dates, retired=self.shows_retired)

    def set_tags(self, tags: list[Tag]) -> None:
        """Replace the vocabulary."""
        self.tags = {tag.name: tag for tag in tags}
