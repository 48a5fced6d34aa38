"""The sums of a corpus, whatever changes them, and the articles with unreviewed claims."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from annotations.model import ArticleReview, Progress, Verdict
from annotations.review.corpus_progress import CorpusProgress

ARTICLES = "abcde"


def progress_of(article: str, total: int, verdicts: Mapping[Verdict, int] | None = None) -> Progress:
    verdicts = dict(verdicts or {})
    return Progress(article, None, None, None, total, sum(verdicts.values()), verdicts)


@st.composite
def progresses(draw: st.DrawFn) -> Progress:
    verdicts = draw(st.dictionaries(st.sampled_from(Verdict), st.integers(0, 5)))
    unreviewed = draw(st.integers(0, 5))
    article = draw(st.sampled_from(ARTICLES))
    return progress_of(article, sum(verdicts.values()) + unreviewed, verdicts)


def check_sums(corpus: CorpusProgress) -> None:
    """The sums are those of the articles."""
    assert corpus.total == sum(progress.total for progress in corpus.articles.values())
    assert corpus.reviewed == sum(progress.reviewed for progress in corpus.articles.values())
    assert corpus.unreviewed == corpus.total - corpus.reviewed
    for progress in corpus.articles.values():
        assert progress.reviewed == sum(progress.verdicts.values())


@given(st.lists(st.lists(progresses(), max_size=5), max_size=5))
def test_updates_keep_the_sums(updates: list[list[Progress]]) -> None:
    corpus = CorpusProgress()
    newest: dict[str, Progress] = {}
    for update in updates:
        corpus.update(update)
        newest |= {progress.article: progress for progress in update}
        check_sums(corpus)
    assert corpus.articles == newest


@given(st.lists(progresses()), st.lists(st.sampled_from([*ARTICLES, "unknown"]), unique=True))
def test_keeping_articles_keeps_the_sums(update: list[Progress], kept_articles: list[str]) -> None:
    corpus = CorpusProgress()
    corpus.update(update)
    known_articles = set(corpus.articles)
    corpus.keep(kept_articles)
    check_sums(corpus)
    assert list(corpus.articles) == [article for article in kept_articles if article in known_articles]


VERDICTS = st.none() | st.sampled_from(Verdict)


@given(st.lists(st.tuples(st.sampled_from([*ARTICLES, "unknown"]), st.integers(0, 2), VERDICTS)))
def test_counted_verdicts_keep_the_sums(decisions: list[tuple[str, int, Verdict | None]]) -> None:
    corpus = CorpusProgress()
    corpus.update([progress_of(article, 3) for article in ARTICLES])
    current_verdicts: dict[tuple[str, int], Verdict | None] = {}
    for article, claim, verdict in decisions:
        corpus.count_verdict(article, current_verdicts.get((article, claim)), verdict)
        current_verdicts[article, claim] = verdict
        check_sums(corpus)
    assert corpus.reviewed == sum(
        verdict is not None for (article, _), verdict in current_verdicts.items() if article != "unknown"
    )


@given(st.lists(progresses(), min_size=1), st.sampled_from(ARTICLES))
def test_articles_with_unreviewed_claims_go_round(update: list[Progress], start: str) -> None:
    corpus = CorpusProgress()
    corpus.update(update)
    candidates = corpus.with_unreviewed_after(start)
    assert sorted(candidates) == sorted(
        article for article, progress in corpus.articles.items() if progress.reviewed < progress.total
    )
    if start in candidates:
        assert candidates[-1] == start, "the article itself comes last"


def test_the_order_after_an_article() -> None:
    corpus = CorpusProgress()
    corpus.update(
        [
            progress_of("a", 1),
            progress_of("b", 2),
            progress_of("c", 1, {Verdict.VERIFIED: 1}),
            progress_of("d", 1),
        ]
    )
    assert corpus.with_unreviewed_after("b") == ["d", "a", "b"]
    assert corpus.with_unreviewed_after("c") == ["d", "a", "b"]
    assert CorpusProgress().with_unreviewed_after("a") == []


def test_reviews_of_articles_are_replaced() -> None:
    corpus = CorpusProgress()
    corpus.update((), [ArticleReview("a", "lan", is_seen=True), ArticleReview("b", "lan")])
    corpus.update((), [ArticleReview("a", "lan", note="x")])
    assert corpus.article_reviews == {
        "a": ArticleReview("a", "lan", note="x"),
        "b": ArticleReview("b", "lan"),
    }
