"""The sentences that say what an import did, for the app and for ``soi import``."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.model import Outcome
from annotations.reports import ImportReport
from annotations.text import visible
from tui.language.i18n import _, mark, ngettext
from tui.language.numbers import format_count

SHOWN_NAMES = 3

_OUTCOMES = {
    Outcome.UNCHANGED: mark("{n} unchanged"),
    Outcome.ELSEWHERE: mark("{n} moved"),
    Outcome.CHANGED: mark("{n} with another number"),
    Outcome.MISSING: mark("{n} gone"),
}


def outcomes_message(reports: Sequence[ImportReport]) -> str:
    """What became of the claims of edited articles, in a few words."""
    parts = [
        _(template).format(n=sum(report.outcomes.get(outcome, 0) for report in reports))
        for outcome, template in _OUTCOMES.items()
    ]
    return ", ".join([*parts, _("{n} new").format(n=sum(report.new for report in reports))])


def orphans_message(orphan_count: int, key: str) -> str:
    """How many reviewed claims are in the orphan queue, and the key of the app that opens it."""
    return ngettext(
        "{n} reviewed claim waits in the orphan queue: open the corpus and press {key}.",
        "{n} reviewed claims wait in the orphan queue: open the corpus and press {key}.",
        orphan_count,
    ).format(n=orphan_count, key=key)


def missing_message(articles: Sequence[str]) -> str:
    """Which articles of the store are no longer in the corpus."""
    names = ", ".join(map(visible, articles[:SHOWN_NAMES])) + (", …" if len(articles) > SHOWN_NAMES else "")
    return ngettext(
        "{n} article of the store is no longer in the corpus; what was decided on it is kept: {names}.",
        "{n} articles of the store are no longer in the corpus; what was decided on them is kept: {names}.",
        len(articles),
    ).format(n=format_count(len(articles)), names=names)
