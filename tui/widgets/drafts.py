"""The draft of a dialog or a line: opened with its widget, from the file that the app names."""

from __future__ import annotations

from pathlib import Path

from textual.dom import DOMNode

from tui.language.i18n import _
from tui.settings.drafts import Draft

ERROR_SECONDS = 15  # for which it is shown that drafts are not kept


def open_draft(node: DOMNode, subject: str, title: str) -> Draft | None:
    """What was typed about a subject the last time; None without a subject, or in an app that keeps no drafts."""
    path: Path | None = getattr(node.app, "drafts", None)
    if path is None or not subject:
        return None

    def report(error: OSError) -> None:
        message = _("What you type is not kept as a draft: {reason}.").format(reason=error.strerror or error)
        node.app.notify(message, severity="error", timeout=ERROR_SECONDS, markup=False)

    return Draft(path, subject, title, report)
