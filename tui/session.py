"""One run of the app: look first that it can work, then open it."""

from __future__ import annotations

from pathlib import Path

from annotations.errors import CorpusError
from annotations.store import Store
from tui import themes
from tui.app import SoiApp
from tui.config import Config
from tui.extraction import extractor
from tui.i18n import translated
from tui.screens.desk import Desk


def run_review(corpus: Path, store: Path, annotator: str, config: Config) -> tuple[list[str], int]:
    """Review a corpus until the annotator leaves.

    Gives what could not be read of it, in sentences, and the exit code: 0, or 128 and the number of the
    signal that ended it.

    Raises UsageError or CorpusError where the corpus has no article to show or a setting cannot be used,
    StoreError where the store cannot be written; all before the screen changes.
    """
    reading = extractor(config.lexicon)
    if config.keys:
        # To check keys all screens must be known: that is not waited for where there is nothing to check.
        from tui import keys  # noqa: PLC0415

        keys.check(config.keys)
    theme = themes.choose(config.theme or themes.remembered())
    _expect_a_store(corpus, store, annotator)
    desk = Desk(corpus.absolute(), store.absolute(), annotator, reading)
    app = SoiApp(desk, theme=theme, keys=config.keys, keep_theme=config.theme is None)
    app.run()
    return app.problems, app.return_code or 0


def _expect_a_store(corpus: Path, store: Path, annotator: str) -> None:
    """See that the store can be opened, and make it where there is none, but not for a corpus without an article."""
    if store.is_file() and store.stat().st_size:
        with Store.open(store, create=True) as opened:  # to be written, not only read
            place = opened.place_of(annotator, str(corpus.absolute()))
        # Reading articles takes a while to load; where the annotator has been before there is one to show.
        if place is None or not (corpus / place[0]).is_file():
            _expect_an_article(corpus)
        return
    _expect_an_article(corpus)
    with Store.open(store, create=True):
        pass


def _expect_an_article(corpus: Path) -> None:
    from annotations.corpus import read_corpus  # noqa: PLC0415

    problems = []
    for read in read_corpus(corpus):
        if not isinstance(read, CorpusError):
            return
        problems.append(translated(read))
    raise CorpusError("\n".join(problems) or "There is no article in the corpus.")
