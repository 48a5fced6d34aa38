"""The sentences that say what an import did, for the app and for ``soi import``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotations.model import Outcome
from annotations.reports import ClaimChanges, ImportPlan, ImportReport
from annotations.text import visible
from tui.language.i18n import _, mark, ngettext
from tui.language.numbers import format_count

SHOWN_NAMES = 3
SHOWN_ERRORS = 20

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


def deaths_message(deaths: int) -> str:
    """How many worker processes died in an import, and that nothing is lost."""
    return ngettext(
        "{n} worker process was killed, perhaps because memory ran out; what it was reading was read again.",
        "{n} worker processes were killed, perhaps because memory ran out; what they were reading was read again.",
        deaths,
    ).format(n=format_count(deaths))


def changes_message(plans: Sequence[ImportPlan]) -> str:
    """How many claims an import would add, change and lose, and how many of them are reviewed."""
    counts = ClaimChanges(*map(sum, zip(ClaimChanges(), *(plan.changes for plan in plans), strict=True)))
    return ", ".join(
        (
            _("{n} new").format(n=format_count(counts.new)),
            _("{n} changed").format(n=format_count(counts.changed)) + _reviewed(counts.reviewed_changed),
            _("{n} gone").format(n=format_count(counts.gone)) + _reviewed(counts.reviewed_gone),
        )
    )


def _reviewed(count: int) -> str:
    return " " + _("({n} reviewed)").format(n=format_count(count)) if count else ""


def plan_message(plans: Sequence[ImportPlan]) -> str:
    """What an import would do, in two lines: with the articles, and with their claims."""
    counts = Counter("read anew" if plan.is_reread else plan.imported.value for plan in plans)
    lines = [
        _("Articles: {new} new, {edited} edited, {reread} read anew, {unchanged} unchanged.").format(
            new=counts["new"],
            edited=counts["edited"],
            reread=counts["read anew"],
            unchanged=counts["unchanged"],
        ),
        _("Claims: {changes}. Nothing was stored.").format(changes=changes_message(plans)),
    ]
    return "\n".join(lines)


def rereading_message(reports: Sequence[ImportReport]) -> str:
    """How many reviewed claims another version of the extractor reads otherwise; empty if there are none."""
    reread = sum(report.reread for report in reports)
    if not reread:
        return ""
    return ngettext(
        "{n} reviewed claim is read otherwise since it was decided on: is:reread lists it.",
        "{n} reviewed claims are read otherwise since they were decided on: is:reread lists them.",
        reread,
    ).format(n=format_count(reread))


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


def duplicates_message(duplicates: Sequence[ImportReport | ImportPlan]) -> str:
    """Which articles are not stored since another one has the same text; empty if there are none."""
    if not duplicates:
        return ""
    pairs = [f"{visible(report.article)} = {visible(report.twin)}" for report in duplicates[:SHOWN_NAMES]]
    names = ", ".join(pairs) + (", …" if len(duplicates) > SHOWN_NAMES else "")
    return ngettext(
        "{n} article has the text of another one, and is stored once: {names}.",
        "{n} articles have the text of another one, and are stored once: {names}.",
        len(duplicates),
    ).format(n=format_count(len(duplicates)), names=names)


def encoding_message(encoding: str, articles: Sequence[str]) -> str:
    """Which articles were read in an encoding that is not UTF-8."""
    names = ", ".join(map(visible, articles[:SHOWN_NAMES])) + (", …" if len(articles) > SHOWN_NAMES else "")
    return ngettext(
        "{n} text is read as {encoding}: {names}.",
        "{n} texts are read as {encoding}: {names}.",
        len(articles),
    ).format(n=format_count(len(articles)), encoding=encoding, names=names)


def first_errors(messages: Sequence[str]) -> list[str]:
    """The first errors of files and rows, and how many there are besides: a damaged table has one in each line."""
    hidden_count = len(messages) - SHOWN_ERRORS
    if hidden_count <= 0:
        return list(messages)
    message = ngettext("… and {n} more like these", "… and {n} more like these", hidden_count)
    return [*messages[:SHOWN_ERRORS], message.format(n=format_count(hidden_count))]
