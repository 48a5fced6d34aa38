"""Drafts: what is being typed and not stored yet, in a file that outlives a hangup, a killed pane and a crash.

The file lies in the state folder and not in the store: a draft is no decision, belongs to one annotator on one machine,
and is kept while the store is locked too.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict
from uuid import NAMESPACE_URL, uuid5

from tui.settings.paths import state

# A draft that nobody has taken up for so long is forgotten: its claim may be gone.
DAYS_KEPT = 30
_DAY = 86_400  # seconds


class DraftRecord(TypedDict):
    """A draft in the file: its title, the texts of its fields by their names, and when it was typed (Unix time)."""

    title: str
    values: dict[str, str]
    time: float


class Draft:
    """What is typed about one subject, such as ``note`` and the id of a claim.

    ``values`` are the texts of the fields by name that were typed the last time and not stored; empty without any.
    ``report`` is called once with the reason when the draft cannot be kept.
    """

    def __init__(self, path: Path, subject: str, title: str, report: Callable[[OSError], None]) -> None:
        self._path, self._subject, self._title = path, subject, title
        self._report: Callable[[OSError], None] | None = report
        record = read_drafts(path).get(subject)
        self.values: Mapping[str, str] = record["values"] if record else {}
        self._is_kept = record is not None

    def keep(self, values: Mapping[str, str], untouched: Mapping[str, str] | None = None) -> None:
        """Keep what is typed now; nothing is kept of empty fields, and of fields that are as they were ``untouched``."""
        if values == untouched or not any(map(str.strip, values.values())):
            self.settle()
            return
        record = DraftRecord(title=self._title, values=dict(values), time=time.time())
        self._replace({**read_drafts(self._path), self._subject: record})
        self._is_kept = True

    def settle(self) -> None:
        """Forget the draft: it was stored, or given up."""
        if self._is_kept:
            drafts = read_drafts(self._path)
            drafts.pop(self._subject, None)
            self._replace(drafts)
            self._is_kept = False

    def _replace(self, drafts: Mapping[str, DraftRecord]) -> None:
        try:
            _write_drafts(self._path, drafts)
        except OSError as error:
            if self._report is not None:
                self._report(error)
            self._report = None


def drafts_path(store: Path, annotator: str) -> Path:
    """The file with the drafts of an annotator in a store."""
    name = uuid5(NAMESPACE_URL, f"{store.absolute()}\n{annotator}")
    return state() / "drafts" / f"{name}.json"


def read_drafts(path: Path) -> dict[str, DraftRecord]:
    """The drafts of a file by subject, those taken up last behind; none if there is no file of this app."""
    earliest = time.time() - DAYS_KEPT * _DAY
    try:
        drafts = json.loads(path.read_text(encoding="utf-8"))
        records = {str(subject): _record(draft) for subject, draft in drafts.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    return {
        subject: record
        for subject, record in records.items()
        if record["time"] > earliest and any(map(str.strip, record["values"].values()))
    }


def _record(draft: Mapping[str, object]) -> DraftRecord:
    title, values, typed_at = draft["title"], draft["values"], draft["time"]
    if not isinstance(values, dict) or not isinstance(typed_at, float):
        raise TypeError(values)
    texts = {str(name): str(value) for name, value in values.items()}
    return DraftRecord(title=str(title), values=texts, time=typed_at)


def _write_drafts(path: Path, drafts: Mapping[str, DraftRecord]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(f".{os.getpid()}.part")
    # Not synced: the end of the program loses nothing that is written, and a key must not wait for the disk.
    partial.write_text(json.dumps(drafts, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)
