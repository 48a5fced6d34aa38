"""Reading the corpus without a screen: what the worker posts, and what each message shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.claims.extractor import Extractor
from annotations.model import Article, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.queries.claims import read_mentions
from tests.tui.review.parts.review_parts import TEXTS, ReviewParts
from tests.tui.store.notices import fail
from tui.review.corpus import CorpusReader


@pytest.fixture
def corpus_path(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """An empty store: the corpus is imported by the reader."""
    path = tmp_path / "soi.db"
    Store.open(path, create=True).close()
    return path


def import_and_verify(parts: ReviewParts, corpus: Path, quote: str) -> str:
    """Import the corpus as an earlier session did, and verify a claim of a.txt; returns its id."""
    with Store.open(parts.session.workspace.store) as store:
        assert list(import_corpus(store, corpus))
        claim = next(claim.id for claim in read_mentions(store, "a.txt") if claim.mention.text == quote)
        store.set_verdict(claim, "lan", Verdict.VERIFIED)
        return claim


async def read_corpus(parts: ReviewParts) -> None:
    """Read the corpus, and handle the messages as the screen does."""
    parts.corpus.start()
    parts.view.run_threads()
    for message in parts.messages:
        if isinstance(message, CorpusReader.PartRead):
            await parts.corpus.show_part(message.part)
        elif isinstance(message, CorpusReader.ArticleFailed):
            parts.corpus.show_failure(message.error)


async def test_a_corpus_is_read_and_its_first_article_opened(parts: ReviewParts) -> None:
    await read_corpus(parts)
    assert parts.view.article_list.order == list(TEXTS)
    assert parts.place == ("a.txt", "628")
    assert (parts.session.progress.total, parts.corpus.problems) == (7, [])
    states = [call for call in parts.view.calls if call[0] == "show_corpus_state"]
    assert states[-1] == ("show_corpus_state", 3, 3, [], True)
    assert [state[-1] for state in states[:-1]] == [False] * (len(states) - 1)


async def test_files_that_cannot_be_read_are_shown_up_to_three(parts: ReviewParts, corpus_path: Path) -> None:
    for number in range(5):
        (corpus_path / f"bad{number}.txt").write_bytes(b"\x00\xff\xfe")
    await read_corpus(parts)
    assert len(parts.corpus.problems) == 5
    assert parts.view.notifications[:3] == parts.corpus.problems[:3]
    assert parts.view.notifications[3:] == ["… and 2 more, told when you leave"]


async def test_an_edited_article_is_reopened_at_the_same_claim(parts: ReviewParts, corpus_path: Path) -> None:
    claim = import_and_verify(parts, corpus_path, "372")
    await parts.loader.open("a.txt", claim)
    (corpus_path / "a.txt").write_text(TEXTS["a.txt"] + "\n\nBài đã được sửa.", encoding="utf-8")
    (corpus_path / "c.txt").unlink()
    await read_corpus(parts)
    assert parts.place == ("a.txt", "372")
    assert parts.article.article.text.endswith("sửa.")
    assert parts.view.article_list.order == ["a.txt", "b.txt"]
    assert parts.view.message.startswith("Edited: a.txt.")
    assert "1 article of the store is no longer in the corpus" in parts.view.message


async def test_a_lost_claim_leads_to_the_orphans(parts: ReviewParts, corpus_path: Path) -> None:
    claim = import_and_verify(parts, corpus_path, "372")
    await parts.loader.open("a.txt", claim)
    (corpus_path / "a.txt").write_text("Một bài khác hẳn, với 5 thôn.", encoding="utf-8")
    await read_corpus(parts)
    assert (parts.quote, parts.session.orphans) == ("5", 1)
    (notification,) = parts.view.notifications
    assert notification.endswith("1 reviewed claim waits in the orphan queue: <review.orphans> leads there.")


async def test_a_claim_that_is_read_otherwise_is_told(
    parts: ReviewParts, corpus_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(_extractor: Extractor, article: Article) -> list[Mention]:
        mentions = extract_claims(article.text)
        for mention in mentions:
            mention.unit = "thủ"
        return mentions

    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "name", "former")
        patch.setattr(Extractor, "extract", extract)
        claim = import_and_verify(parts, corpus_path, "372")
    await parts.loader.open("a.txt", claim)
    await read_corpus(parts)
    assert parts.place == ("a.txt", "372")
    (notification,) = parts.view.notifications
    assert notification.startswith("1 reviewed claim is read otherwise since it was decided on")
    assert parts.article.former_reading
    assert parts.article.former_reading.unit == "thủ"


async def test_an_open_article_that_is_no_longer_in_the_corpus(parts: ReviewParts, corpus_path: Path) -> None:
    await parts.loader.open("a.txt", import_and_verify(parts, corpus_path, "372"))
    (corpus_path / "a.txt").unlink()
    await read_corpus(parts)
    assert parts.article.id == "b.txt"


async def test_a_store_that_fails_is_posted(parts: ReviewParts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.findings.check_articles", fail)
    await read_corpus(parts)
    failure = parts.messages[-1]
    assert isinstance(failure, CorpusReader.Failed)
    assert str(failure.error) == "The disk is full."


async def test_articles_that_were_not_checked_are_checked(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.findings.check_articles", lambda _store, **_options: ["a.txt"])
    await read_corpus(parts)
    assert isinstance(parts.messages[-1], CorpusReader.Checked)


async def test_an_article_that_cannot_be_extracted_is_shown(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Extractor, "extract", lambda _self, article: article.text.index("nowhere"))
    await read_corpus(parts)
    assert parts.view.article_list.order == list(TEXTS)
    assert parts.article.article.text == TEXTS["a.txt"]
    assert "a.txt: the program failed on this article (ValueError: substring" in parts.corpus.problems[0]
    assert parts.view.notifications[:3] == parts.corpus.problems[:3]


async def test_an_article_that_cannot_be_checked_is_named(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.checks.check", lambda article, _mentions: article.text.index("nowhere"))
    await read_corpus(parts)
    assert any("the program failed" in problem for problem in parts.corpus.problems)
    assert parts.article.outline


async def test_a_cancelled_worker_posts_nothing(parts: ReviewParts) -> None:
    parts.corpus.start()
    ((group, job),) = parts.view.thread_jobs
    job(lambda: True)
    assert (group, parts.messages) == ("corpus", [])
