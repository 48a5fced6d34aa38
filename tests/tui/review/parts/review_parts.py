"""The parts of the review screen over a real store, with a view that only records."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from textual.message import Message

from annotations.claims.extractor import Extractor
from annotations.errors import SoiError
from annotations.model import Claim, Review
from annotations.review.open_article import OpenArticle
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from tests.tui.review.parts.fake_view import FakeView
from tui.review.added_claims import AddedClaims
from tui.review.article_loader import ArticleLoader
from tui.review.article_reviews import ArticleReviews
from tui.review.article_search import SearchControl
from tui.review.changes import ChangeDisplay
from tui.review.checks import ArticleChecks
from tui.review.corpus import CorpusReader
from tui.review.decided_claim import DecidedClaim
from tui.review.decisions import Decisions
from tui.review.navigation.navigator import Navigator
from tui.review.progress import ProgressDisplay
from tui.review.selection import SelectionUse
from tui.review.session import ReviewSession
from tui.review.spans import SpanEditing
from tui.review.tags import TagEditing
from tui.review.undo import ReviewUndo
from tui.review.verdicts import Verdicts
from tui.review.view import ReviewView
from tui.store.client import StoreClient, Workspace
from tui.store.thread import StoreThread

TEXTS = {
    "a.txt": "Xã có 628 hộ và 372 hồ sơ. Không có gì ở đây. Đạt 62,8% kế hoạch.\n\nHọp ngày 2/9/2024.",
    "b.txt": "Huyện đạt 62,8% rồi 62,8% nữa, có 97 thôn.",
    "c.txt": "Không có số nào ở đây.",
}
ANNOTATOR = "lan"


class ReviewParts:
    """What ``ReviewScreen`` composes, without the screen; ``messages`` are what workers post to it."""

    def __init__(self, corpus: Path, thread: StoreThread) -> None:
        workspace = Workspace(corpus, thread.path, ANNOTATOR, Extractor())
        self.view = FakeView()
        view = cast(ReviewView, self.view)
        self.checked_count = 0
        self.check_errors: list[SoiError] = []
        self.messages: list[Message] = []
        self.session = session = ReviewSession(workspace)
        self.client = client = StoreClient(thread, self.view)
        self.loader = loader = ArticleLoader(session, client, view)
        self.progress = progress = ProgressDisplay(session, client, view)
        self.checks = ArticleChecks(
            session, client, view, self._count_check, self.check_errors.append, self.check_errors.append
        )
        self.navigator = Navigator(session, client, view, loader)
        self.decisions = Decisions(session, client, view, loader, progress, self.checks)
        self.decided_claim = DecidedClaim(self.navigator)
        self.verdicts = Verdicts(self.decisions, self.navigator, self.decided_claim)
        self.undo = ReviewUndo(self.decisions, self.navigator)
        self.article_reviews = ArticleReviews(session, client, view, progress)
        self.tags = TagEditing(session, client, view, loader, self.decisions)
        self.spans = SpanEditing(self.decisions)
        self.added_claims = AddedClaims(self.decisions, self.navigator)
        self.selection = SelectionUse(self.decisions, self.spans, self.added_claims)
        self.search = SearchControl(session, view, loader, self.navigator)
        self.changes = ChangeDisplay(session, client, view, loader, progress, self.checks)
        self.corpus = CorpusReader(session, view, loader, progress, self.messages.append)

    def _count_check(self) -> None:
        self.checked_count += 1

    @property
    def article(self) -> OpenArticle:
        assert self.session.article is not None
        return self.session.article

    @property
    def claim(self) -> Claim:
        assert self.article.current is not None
        return self.article.current

    @property
    def quote(self) -> str | None:
        """The words of the current claim as they were extracted; None without a claim."""
        return self.article.current.mention.text if self.article.current else None

    @property
    def place(self) -> tuple[str, str | None]:
        return self.article.id, self.quote

    async def open(self, article: str, quote: str | None = None) -> None:
        """Open an article, at the first claim with these words."""
        await self.progress.refresh(list(TEXTS))
        claim = self.stored_claim(article, quote).id if quote else None
        await self.loader.open(article, claim)
        assert quote is None or self.quote == quote

    def stored_claim(self, article: str, quote: str) -> Claim:
        with Store.open(self.session.workspace.store) as store:
            return next(claim for claim in read_mentions(store, article) if claim.mention.text == quote)

    def stored_review(self, article: str, quote: str, annotator: str = ANNOTATOR) -> Review | None:
        """The review of the first claim with these words."""
        claim = self.stored_claim(article, quote)
        with Store.open(self.session.workspace.store) as store:
            reviews = read_reviews(store, article)
            return next(
                (review for review in reviews if (review.claim, review.annotator) == (claim.id, annotator)),
                None,
            )
