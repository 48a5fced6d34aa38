"""The annotator's name in a running review: changing one's own, and following a change that somebody else made."""

from __future__ import annotations

from annotations.errors import UsageError
from annotations.store import Store
from annotations.store.names import known_annotator
from annotations.text import visible
from tui.language.i18n import _, translated
from tui.review.article_loader import ArticleLoader
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.screens import dialogs
from tui.store.client import StoreClient


async def change_name(
    session: ReviewSession, client: StoreClient, view: ReviewView, loader: ArticleLoader
) -> None:
    """Ask for another name, give it to the annotator in the store and in the settings, and go on under it."""

    async def store_name(name: str) -> bool:
        former_name = session.annotator
        if name == former_name:
            return True
        await client.call(lambda store: _rename(store, former_name, name))
        _keep_in_settings(view, name)
        await take_name(session, view, loader, name)
        message = _("{old} is called {new} now.")
        view.show_message(message.format(old=visible(former_name), new=visible(name)))
        return True

    await view.open_dialog(dialogs.AnnotatorNameScreen(session.annotator, store_name))


async def follow_name(
    session: ReviewSession, client: StoreClient, view: ReviewView, loader: ArticleLoader
) -> None:
    """Go on under the name that the annotator has in the store now, if somebody has changed it."""
    annotator = session.annotator
    name = await client.read(lambda store: known_annotator(store.connection, annotator))
    if name is not None and name != session.annotator:
        await take_name(session, view, loader, name)


async def take_name(session: ReviewSession, view: ReviewView, loader: ArticleLoader, name: str) -> None:
    """Go on under a name, and show the open article as that annotator's."""
    session.workspace = session.workspace._replace(annotator=name)
    view.show_who_and_where(is_store_new=False)
    await loader.reopen()


def _rename(store: Store, former_name: str, name: str) -> None:
    """Rename an annotator in the store; one who has decided nothing there only goes on under the new name."""
    from annotations.store.teams.renames import list_annotators, rename_annotator  # noqa: PLC0415 (seldom)

    if former_name in {work.name for work in list_annotators(store)}:
        rename_annotator(store, former_name, former_name, name)


def _keep_in_settings(view: ReviewView, name: str) -> None:
    from tui.settings.user_file import keep_setting  # noqa: PLC0415 (seldom)

    try:
        keep_setting("annotator", name)
    except UsageError as error:
        view.notify(translated(error))
