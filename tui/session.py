"""One run of the app: check corpus, keys, theme and store first, then open the screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import tui
from annotations import corpus as corpus_readers
from annotations.claims.extractor import Extractor
from annotations.corpus.options import DEFAULT_OPTIONS, ReadOptions
from annotations.errors import CorpusError, UsageError
from annotations.store.names import known_annotator
from annotations.store.queries.places import read_place
from annotations.store.session_decisions import SessionDecisions
from annotations.store.store import Store
from annotations.text import visible
from tui.app import SoiApp
from tui.language.i18n import _, ngettext, translated
from tui.language.import_messages import first_errors
from tui.language.numbers import format_count
from tui.language.wording import verdict_name
from tui.settings.config import Config
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.styles import themes
from tui.terminal.driver import drop_typed_keys


class ReviewEnd(NamedTuple):
    """How a review ended.

    ``problems`` are the files that could not be read, as sentences; ``code`` is the exit code: 0, or 128 and the number
    of the signal that ended the app; ``failure`` is the error of the program itself that ended it; ``summary`` says what
    was decided and where it is; it is empty where the store was moved or deleted, which ``problems`` tell.
    """

    summary: str
    problems: list[str]
    code: int
    failure: BaseException | None = None


def run_review(
    sources: Sequence[Path],
    store: Path,
    annotator: str,
    config: Config,
    read_options: ReadOptions = DEFAULT_OPTIONS,
    *,
    asks_annotator: bool = False,
    is_store_remembered: bool = False,
    is_read_only: bool = False,
) -> ReviewEnd:
    """Review the articles of sources until the annotator quits, or the app fails.

    With ``asks_annotator`` the annotator is asked for a name first, and ``annotator`` is what is proposed.
    ``is_store_remembered``: nobody has named the store, it is that of the last time. With ``is_read_only`` the store must
    exist, and nothing is decided.

    Raises UsageError or CorpusError if a source does not exist, none has an article or a setting is invalid, StoreError if the store cannot
    be written; all before the screen changes.
    """
    extractor = Extractor(config.lexicon)
    if config.keys:
        # The lazy name imports every screen, which takes long: only with configured keys.
        tui.KEY_ACTIONS.check(config.keys)
    theme = themes.choose_theme(themes.remembered_theme() if config.theme is None else config.theme)
    stays = config.after_verdict == "stay"
    corpus, *further_sources = (source.absolute() for source in sources)
    workspace = Workspace(
        corpus,
        store.absolute(),
        annotator,
        extractor,
        read_options,
        stays,
        tuple(further_sources),
        is_read_only=is_read_only,
    )
    thread = StoreThread(store, create=not is_read_only, read_only=is_read_only)
    try:
        _check_has_article(thread, workspace)
        problems: list[str] = []
        if asks_annotator:
            annotator, problems = _ask_annotator(annotator, theme)
        if not annotator:
            thread.close()
            return ReviewEnd(_("Nothing was opened: give a name, or soi review --annotator NAME."), [], 0)
        # An annotator who was renamed in the store goes on under the new name.
        known_name = thread.submit(lambda opened: known_annotator(opened.connection, annotator)).result()
    except BaseException:
        thread.close()
        raise
    workspace = workspace._replace(annotator=known_name, is_store_remembered=is_store_remembered)
    app = SoiApp(workspace, thread, theme=theme, keys=config.keys, keep_theme=config.theme is None)
    app.run()
    drop_typed_keys(sys.stdin.fileno())
    summary = "" if app.has_store_departed else summary_of(workspace, thread.session, app.unreviewed)
    return ReviewEnd(summary, [*problems, *app.problems], app.return_code or 0, app.failure)


def _ask_annotator(proposal: str, theme: str) -> tuple[str, list[str]]:
    """Ask who decides, and keep the answer in the user's settings; returns the name, and why it could not be kept.

    The name is empty if the annotator leaves.
    """
    # Loaded here: asked once.
    from tui.screens.dialogs.annotator_name import ask_annotator  # noqa: PLC0415
    from tui.settings.user_file import keep_setting  # noqa: PLC0415

    name = ask_annotator(proposal, theme)
    if name is None:
        return "", []
    try:
        keep_setting("annotator", name)
    except UsageError as error:
        return name, [translated(error)]
    return name, []


def summary_of(workspace: Workspace, session: SessionDecisions, unreviewed: int) -> str:
    """What an annotator is told after the review: on how much they decided, how many claims are left, and the store."""
    remaining = _("{n} claims are left. The store is {store}").format(
        n=format_count(unreviewed), store=visible(str(workspace.store))
    )
    return f"{_decided(session, visible(workspace.annotator))} {remaining}"


def _decided(session: SessionDecisions, annotator: str) -> str:
    verdicts, articles = session.final_verdicts(), len(session.articles)
    if not session.is_complete:
        return _("{annotator} decided on very many claims at once.").format(annotator=annotator)
    if verdicts:
        message = ngettext(
            "{annotator} decided on {n} claim: {verdicts}.",
            "{annotator} decided on {n} claims: {verdicts}.",
            verdicts.total(),
        )
        parts = [
            f"{format_count(count)} {verdict_name(verdict)}" for verdict, count in verdicts.most_common()
        ]
        n = format_count(verdicts.total())
        return message.format(annotator=annotator, n=n, verdicts=", ".join(parts))
    if articles:
        message = ngettext(
            "{annotator} marked or noted {n} article.", "{annotator} marked or noted {n} articles.", articles
        )
        return message.format(annotator=annotator, n=format_count(articles))
    return _("Nothing was decided.")


def _check_has_article(thread: StoreThread, workspace: Workspace) -> None:
    """Check that there is an article to show, and open the store; no store is created for an empty corpus."""
    if workspace.is_store_alone:
        thread.submit(_expect_articles).result()
        return
    has_store = workspace.store.is_file() and workspace.store.stat().st_size > 0
    if not has_store:
        _read_an_article(workspace)
    place = thread.submit(
        lambda store: read_place(store, workspace.annotator, workspace.corpus_name)
    ).result()
    # The readers of articles take long to import: they are not needed if the annotator's last article still exists.
    if has_store and (place is None or not (workspace.corpus / place[0]).is_file()):
        _read_an_article(workspace)


def _expect_articles(store: Store) -> None:
    """Raise CorpusError for a store without articles."""
    with store.read_access() as connection:
        if connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None:
            raise CorpusError(
                "The store {store} has no article: import some with  soi import.",
                store=visible(str(store.path)),
            )


def _read_an_article(workspace: Workspace) -> None:
    """Read the sources up to the first article; raises CorpusError if there is none."""
    problems = []
    items = (corpus_readers.read_corpus(source, workspace.read_options) for source in workspace.sources)
    for article_or_error in chain.from_iterable(items):
        if not isinstance(article_or_error, CorpusError):
            return
        problems.append(translated(article_or_error))
    raise CorpusError("\n".join(first_errors(problems)) or "There is no article in the corpus.")
