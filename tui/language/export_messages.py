"""The sentences that say what an export leaves out, for the app and for the commands."""

from __future__ import annotations

from annotations.reports import ExportReport
from tui.language.i18n import ngettext


def left_out_messages(report: ExportReport, orphans_key: str) -> list[str]:
    """What an export leaves out, and why; ``orphans_key`` is the key of the app that opens the orphan queue."""
    messages = []
    if report.orphans:
        message = ngettext(
            "{n} reviewed claim is left out: it waits in the orphan queue (open the corpus, press {key}).",
            "{n} reviewed claims are left out: they wait in the orphan queue (open the corpus, press {key}).",
            report.orphans,
        )
        messages.append(message.format(n=report.orphans, key=orphans_key))
    if report.unresolved:
        message = ngettext(
            "{n} claim is left out: its annotators do not agree.",
            "{n} claims are left out: their annotators do not agree.",
            report.unresolved,
        )
        messages.append(message.format(n=report.unresolved))
    return messages
