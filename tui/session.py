"""One run of the app: look first that it can work, then open it."""

from __future__ import annotations

from pathlib import Path

from annotations.corpus import read_corpus
from annotations.errors import CorpusError
from annotations.store import Store
from tui.app import SoiApp
from tui.extraction import extractor
from tui.screens.desk import Desk


def run_review(
    corpus: Path, store: Path, annotator: str, lexicon: Path | None = None
) -> tuple[list[str], int]:
    """Review a corpus until the annotator leaves.

    Gives what could not be read of it, in sentences, and the exit code: 0, or 128 and the number of the
    signal that ended it.

    Raises UsageError or CorpusError where the corpus has no article to show or the lexicon cannot be used,
    StoreError where the store cannot be written; all before the screen changes.
    """
    reading = extractor(lexicon)
    _expect_an_article(corpus)
    with Store.open(store, create=True):
        pass
    app = SoiApp(Desk(corpus.absolute(), store.absolute(), annotator, reading))
    app.run()
    return app.problems, app.return_code or 0


def _expect_an_article(corpus: Path) -> None:
    problems = []
    for read in read_corpus(corpus):
        if not isinstance(read, CorpusError):
            return
        problems.append(str(read))
    raise CorpusError("\n".join(problems) or "There is no article in the corpus.")
