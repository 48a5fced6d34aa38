"""The form that copies the store to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from annotations.errors import SoiError, UsageError
from annotations.store import Store
from annotations.store.backup import back_up
from annotations.text import visible
from tui.language.i18n import _
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values


class BackupScreen(FormScreen):
    """Asks for the file to which the store is copied, and closes when the copy is whole and on disk."""

    def __init__(self, store: Path, on_done: Callable[[Path, str], None]) -> None:
        """``on_done`` is called with the file and a message that says where it is."""
        self._store_path, self._on_done = store, on_done
        proposed_name = f"{store.stem}-{_('copy')}.db"
        super().__init__(_("Back up the store"), [Field("path", _("File"), proposed_name)], self._back_up)

    async def _back_up(self, values: Values) -> bool:
        if not values["path"]:
            raise FieldError(UsageError("The name is empty: name a file."), "path")
        try:
            target = await asyncio.to_thread(self._copy, values["path"])
        except SoiError as error:
            raise FieldError(error, "path") from error
        self._on_done(target, _("Backed up to {path}.").format(path=visible(str(target))))
        return True

    def _copy(self, path: str) -> Path:
        target = Path(path).expanduser().absolute()
        with Store.open(self._store_path) as store:
            back_up(store, target)
        return target
