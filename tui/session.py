"""One run of the app: look first that it can work, then open it."""

from __future__ import annotations

from pathlib import Path

from annotations.claims.extractor import extractor
from annotations.errors import CorpusError
from annotations.store.queries.places import read_place
from tui.app import SoiApp
from tui.language.i18n import translated
from tui.settings.config import Config
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.styles import themes


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
        from tui.focus_chains import KEY_ACTIONS  # noqa: PLC0415

        KEY_ACTIONS.check(config.keys)
    theme = themes.choose_theme(config.theme or themes.remembered_theme())
    workspace = Workspace(corpus.absolute(), store.absolute(), annotator, reading)
    opened = StoreThread(store, create=True)
    try:
        _expect_something_to_show(corpus, opened, workspace)
    except BaseException:
        opened.close()
        raise
    app = SoiApp(workspace, opened, theme=theme, keys=config.keys, keep_theme=config.theme is None)
    app.run()
    return app.problems, app.return_code or 0


def _expect_something_to_show(corpus: Path, store: StoreThread, workspace: Workspace) -> None:
    """See that the store can be opened, and make it where there is none, but not for a corpus without an article."""
    is_there = workspace.store.is_file() and workspace.store.stat().st_size > 0
    if not is_there:
        _expect_an_article(corpus)
    place = store.submit(
        lambda opened: read_place(opened, workspace.annotator, str(workspace.corpus))
    ).result()
    # Reading articles takes a while to load; where the annotator has been before there is one to show.
    if is_there and (place is None or not (corpus / place[0]).is_file()):
        _expect_an_article(corpus)


def _expect_an_article(corpus: Path) -> None:
    from annotations.corpus import read_corpus  # noqa: PLC0415

    problems = []
    for read in read_corpus(corpus):
        if not isinstance(read, CorpusError):
            return
        problems.append(translated(read))
    raise CorpusError("\n".join(problems) or "There is no article in the corpus.")
