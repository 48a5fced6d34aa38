"""The dialogs, one a file, each loaded when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.screens.dialogs.actual_value import ActualValueScreen
    from tui.screens.dialogs.annotator_name import AnnotatorNameScreen
    from tui.screens.dialogs.correction import CorrectionScreen
    from tui.screens.dialogs.evidence import EvidenceScreen
    from tui.screens.dialogs.export import ExportScreen
    from tui.screens.dialogs.goto import GotoScreen
    from tui.screens.dialogs.note import NoteScreen
    from tui.screens.dialogs.palette_commands import store_commands
    from tui.screens.dialogs.tag_keys import TagKeysScreen
    from tui.screens.dialogs.tags import TagsScreen, TagStore

__all__ = [
    "ActualValueScreen", "AnnotatorNameScreen", "CorrectionScreen", "EvidenceScreen", "ExportScreen", "GotoScreen", "NoteScreen", "TagKeysScreen", "TagStore", "TagsScreen",
    "store_commands",
]  # fmt: skip

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "ActualValueScreen": "tui.screens.dialogs.actual_value",
        "AnnotatorNameScreen": "tui.screens.dialogs.annotator_name",
        "CorrectionScreen": "tui.screens.dialogs.correction",
        "EvidenceScreen": "tui.screens.dialogs.evidence",
        "ExportScreen": "tui.screens.dialogs.export",
        "GotoScreen": "tui.screens.dialogs.goto",
        "NoteScreen": "tui.screens.dialogs.note",
        "TagKeysScreen": "tui.screens.dialogs.tag_keys",
        "TagStore": "tui.screens.dialogs.tags",
        "TagsScreen": "tui.screens.dialogs.tags",
        "store_commands": "tui.screens.dialogs.palette_commands",
    },
)
