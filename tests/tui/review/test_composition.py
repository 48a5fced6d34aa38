"""The review screen is composed of small parts: held by counting attributes, base classes and queries."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

from textual.screen import Screen

from tests.tui.review.parts.review_parts import ReviewParts
from tui.review.screen import ReviewScreen
from tui.store.thread import StoreThread
from tui.store.watcher import StoreWatcher
from tui.undo.control import UndoControl

MAX_ATTRIBUTES = 10
REVIEW_FOLDER = Path(inspect.getfile(ReviewScreen)).parent


def test_a_part_has_at_most_ten_attributes(tmp_path: Path) -> None:
    thread = StoreThread(tmp_path / "soi.db")
    parts = ReviewParts(tmp_path, thread)
    own_parts = [part for part in vars(parts).values() if type(part).__module__.startswith("tui.")]
    own_parts += [StoreWatcher(parts.client, parts.changes.show_changes), UndoControl(parts.client, "lan")]
    thread.close()
    assert len(own_parts) >= 14
    assert {
        type(part).__name__: len(vars(part)) for part in own_parts if len(vars(part)) > MAX_ATTRIBUTES
    } == {}


def test_one_own_class_stands_between_the_screen_and_textual() -> None:
    bases = ReviewScreen.__mro__[1 : ReviewScreen.__mro__.index(Screen)]
    assert [base.__name__ for base in bases] == ["TranslatedScreen"]


def test_only_the_view_and_the_screen_query_widgets() -> None:
    querying = {path.name for path in REVIEW_FOLDER.glob("*.py") if "query_one(" in path.read_text("utf-8")}
    assert querying <= {"screen.py", "view.py"}


def test_the_session_does_not_load_textual() -> None:
    program = "import sys, tui.review.session; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
