"""The store in which each corpus was reviewed last, where ``--store`` named one: a file in the state folder.

Nothing is written into the corpus: it may be read-only, shared, or under version control.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from annotations.errors import UsageError
from annotations.text import visible
from tui.settings import paths

_FILE_NAME = "stores.json"
_MOST_CORPORA = 500  # those that were named last


def remembered_store(sources: Sequence[Path]) -> Path | None:
    """The store in which a corpus was reviewed last; None where none is remembered.

    Raises UsageError if it is not there any more: a new, empty one in its place would look like lost work.
    """
    name = _read_stores().get(_key(sources))
    if name is None:
        return None
    if not os.path.lexists(name):
        raise UsageError(
            "The store of this corpus was {store}, and is not there any more: bring it back, or name another one with --store.",
            store=visible(name),
        )
    return Path(name)


def remember_store(sources: Sequence[Path], store: Path) -> None:
    """Remember the store of a corpus; nothing is remembered where the state folder cannot be written."""
    stores = _read_stores()
    stores.pop(_key(sources), None)  # to the end: the first are forgotten
    stores[_key(sources)] = str(store.absolute())
    kept_stores = dict(list(stores.items())[-_MOST_CORPORA:])
    try:
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_text(json.dumps(kept_stores, ensure_ascii=False, indent=0), encoding="utf-8")
        partial.replace(path)
    except (OSError, RuntimeError, UnicodeError):  # no home directory, or one that is not writable
        return


def _read_stores() -> dict[str, str]:
    """The stores by corpus; none where the file is missing or not the program's."""
    try:
        stores = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return {}
    if not isinstance(stores, dict):
        return {}
    return {str(corpus): store for corpus, store in stores.items() if isinstance(store, str)}


def _path() -> Path:
    return paths.state() / _FILE_NAME


def _key(sources: Sequence[Path]) -> str:
    return "\n".join(str(source.resolve()) for source in sources)
