"""An annotator's progress with a corpus, article by article, and its sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotations.model import ArticleReview, Progress, Verdict


class CorpusProgress:
    """The progress of each article and the reviews of articles as a whole; sums are kept up to date.

    ``articles`` maps article ids to progress, in the order of the corpus; ``article_reviews`` maps the ids of articles
    that were marked or noted to their reviews; ``total`` and ``reviewed`` count claims. ``assigned`` are the articles of which
    something is assigned to the annotator, empty where nothing is; the others count only with ``shows_all``.
    """

    def __init__(self) -> None:
        self.articles: dict[str, Progress] = {}
        self.article_reviews: dict[str, ArticleReview] = {}
        self.total = 0
        self.reviewed = 0
        self.assigned: frozenset[str] = frozenset()
        self.shows_all = False

    @property
    def shows_assigned(self) -> bool:
        """Whether only what is assigned to the annotator counts."""
        return bool(self.assigned) and not self.shows_all

    def includes(self, article: str) -> bool:
        """Whether an article is to be listed and counted."""
        return not self.shows_assigned or article in self.assigned

    @property
    def unreviewed(self) -> int:
        """How many claims have no verdict."""
        return self.total - self.reviewed

    def update(self, progress: Iterable[Progress], article_reviews: Iterable[ArticleReview] = ()) -> None:
        """Replace the progress of some articles and the reviews of some articles as a whole."""
        self.article_reviews |= {review.article: review for review in article_reviews}
        for new in progress:
            former = self.articles.get(new.article)
            self.total += new.total - (former.total if former else 0)
            self.reviewed += new.reviewed - (former.reviewed if former else 0)
            self.articles[new.article] = new

    def keep(self, articles: Sequence[str]) -> None:
        """Drop all articles but these, and put them into this order."""
        self.articles = {article: self.articles[article] for article in articles if article in self.articles}
        self.total = sum(progress.total for progress in self.articles.values())
        self.reviewed = sum(progress.reviewed for progress in self.articles.values())

    def count_verdict(self, article: str, former: Verdict | None, new: Verdict | None) -> None:
        """Count a verdict that replaced another one, without reading the sums of the article again."""
        if (progress := self.articles.get(article)) is None:
            return
        verdicts = dict(progress.verdicts)
        for verdict, change in ((former, -1), (new, 1)):
            if verdict is not None:
                verdicts[verdict] = verdicts.get(verdict, 0) + change
        reviewed = sum(verdicts.values())
        self.reviewed += reviewed - progress.reviewed
        self.articles[article] = progress._replace(reviewed=reviewed, verdicts=verdicts)

    def with_unreviewed_after(self, article: str) -> list[str]:
        """The articles with unreviewed claims: those after an article, then from the start; the article itself last."""
        order = list(self.articles.values())
        position = list(self.articles).index(article) if article in self.articles else 0
        circle = (*order[position + 1 :], *order[: position + 1])
        return [progress.article for progress in circle if progress.reviewed < progress.total]
