"""``soi agreement``: measures how far annotators agree."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import annotations as library
from annotations.exports.export_format import first_line
from annotations.exports.files import ReplacementRules, whole_text_file
from annotations.store.queries.agreement import GROUPINGS, answered_claims
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import ANNOTATOR, LANG, STORE, FilePath
from tui.cli.output import expect_leading_annotator, prepared_store, print_columns
from tui.cli.progress import shown_progress
from tui.language.i18n import _

if TYPE_CHECKING:
    from annotations.agreement.report import QuestionAgreement
    from annotations.search import Query
    from annotations.store import Store
    from annotations.store.queries.agreement import Agreement

_COLUMNS = (
    "question",
    "units",
    "answers",
    "agreement",
    "alpha",
    "alpha_low",
    "alpha_high",
    "kappa",
    "ac1",
    "commonest",
)
_RAW_COLUMNS = ("claim", "article")
_UNDEFINED = "–"


@command()
@click.argument("query", default="", metavar="[QUERY]")
@STORE
@option(
    "--by",
    "grouping",
    type=click.Choice(GROUPINGS),
    help="The agreement on verdicts of each kind, tag, article or pair of annotators.",
)
@option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@option(
    "--raw",
    type=FilePath(),
    metavar="FILE",
    help="Write the verdicts as CSV too: a row a claim, a column an annotator.",
)
@ANNOTATOR
@LANG
def agreement(
    query: str,
    store: Path,
    annotator: str | None,
    grouping: str | None,
    output_format: str,
    raw: Path | None,
) -> None:
    """Measure how far annotators agree on verdicts, values, confidence, tags and spans.

    Percent agreement, Krippendorff's alpha with its interval of 95 %, Fleiss' and Cohen's kappa, Gwet's AC1 and the
    share of the commonest answer. In a blind store (soi settings) they show to whoever leads. A measure that is not defined is shown as –, never as 0 or 1. QUERY is as in the
    claims view (docs/search.md); docs/teams.md explains the measures.
    """
    parsed = library.parse_query(f"{query} ")
    with prepared_store(store, words=bool(parsed.words)) as prepared:
        expect_leading_annotator(prepared, annotator)
        with shown_progress(_("Measuring")):
            measured = library.measure_agreement(prepared, parsed, grouping=grouping)
        if raw is not None:
            _write_raw(prepared, parsed, raw)
    if output_format == "json":
        print(json.dumps(_record(measured), ensure_ascii=False, indent=1))
    elif output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_cells(question) for question in _listed(measured, grouping))
    else:
        _print_tables(measured, grouping)


def _listed(measured: Agreement, grouping: str | None) -> Sequence[QuestionAgreement]:
    """The rows of the first table: the questions, or the groups that were asked for."""
    if grouping in ("kind", "article"):
        return measured.groups
    if grouping == "tag":
        return [question for question in measured.questions if question.question.startswith("#")]
    return measured.questions


def _cells(question: QuestionAgreement) -> tuple[Any, ...]:
    low, high = question.interval or (None, None)
    return (
        question.question, question.units, question.answers, question.agreement, question.alpha, low, high,
        question.kappa, question.ac1, question.commonest,
    )  # fmt: skip


def _record(measured: Agreement) -> dict[str, Any]:
    def question_record(question: QuestionAgreement) -> dict[str, Any]:
        pairs = [
            {
                **pair._asdict(),
                "matrix": [
                    {"first": _plain(first), "second": _plain(second), "count": count}
                    for (first, second), count in sorted(pair.matrix.items(), key=str)
                ],
            }
            for pair in question.pairs
        ]
        return dict(zip(_COLUMNS, _cells(question), strict=True)) | {"pairs": pairs}

    return {
        "questions": [question_record(question) for question in measured.questions],
        "groups": [question_record(question) for question in measured.groups],
        "spans": {
            **measured.spans._asdict(),
            "pairs": [
                {"first": pair.first, "second": pair.second, **pair.agreement._asdict()}
                for pair in measured.span_pairs
            ],
        },
        "corrections": [rate._asdict() for rate in measured.corrections],
    }


def _plain(answer: object) -> object:
    return list(answer) if isinstance(answer, tuple) else answer


def _print_tables(measured: Agreement, grouping: str | None) -> None:
    questions = _listed(measured, grouping)
    if not any(question.units for question in measured.questions):
        print(_("No claim has the verdicts of two annotators, so there is nothing to compare."))
        return
    header = [
        _("question"), _("claims"), _("answers"), _("agree"), "alpha", _("95 %"), "kappa", "AC1", _("commonest"),
    ]  # fmt: skip
    if grouping != "annotator":
        print_columns([header, *(_row(question) for question in questions)])
        print()
    _print_pairs(measured)
    _print_corrections(measured)


def _row(question: QuestionAgreement) -> list[str]:
    interval = (
        f"{_number(question.interval.low)}..{_number(question.interval.high)}"
        if question.interval
        else _UNDEFINED
    )
    return [
        visible(_question_name(question.question)), str(question.units), str(question.answers),
        _percent(question.agreement), _number(question.alpha), interval, _number(question.kappa),
        _number(question.ac1), _percent(question.commonest),
    ]  # fmt: skip


def _question_name(name: str) -> str:
    names = {"verdict": _("verdict"), "value": _("value"), "confidence": _("confidence")}
    return names.get(name, name)


def _print_pairs(measured: Agreement) -> None:
    verdict = measured.questions[0]
    if not verdict.pairs:
        return
    spans = {(pair.first, pair.second): pair.agreement for pair in measured.span_pairs}
    rows = [[_("annotators"), _("claims"), _("agree"), _("Cohen's kappa"), _("spans F1"), _("by overlap")]]
    for pair in verdict.pairs:
        of_spans = spans.get((pair.first, pair.second))
        rows.append(
            [
                f"{visible(pair.first)} – {visible(pair.second)}",
                str(pair.units),
                _percent(pair.agreement),
                _number(pair.kappa),
                _number(of_spans.exact if of_spans else None),
                _number(of_spans.overlap if of_spans else None),
            ]
        )
    print_columns(rows)
    print()


def _print_corrections(measured: Agreement) -> None:
    rows = [
        [
            _("kind"),
            _("reviews"),
            _("corrected"),
            _("kind corrected"),
            _("value corrected"),
            _("unit corrected"),
        ]
    ]
    rows += [[rate.kind or _UNDEFINED, *map(str, rate[1:])] for rate in measured.corrections]
    print_columns(rows)


def _number(value: float | None) -> str:
    return _UNDEFINED if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return _UNDEFINED if value is None else f"{100 * value:.1f}%"


def _write_raw(store: Store, query: Query, path: Path) -> None:
    """Write the units and their answers, for programs that compute agreement themselves."""
    claims = list(answered_claims(store, query))
    annotators = sorted({row["annotator"] for claim in claims for row in claim.rows})
    with whole_text_file(path, ReplacementRules(store.path, is_own=_is_raw)) as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*_RAW_COLUMNS, *annotators])
        for claim in claims:
            verdicts = {row["annotator"]: row["verdict"] for row in claim.rows}
            writer.writerow([claim.claim, claim.article, *(verdicts.get(name, "") for name in annotators)])


def _is_raw(path: Path) -> bool:
    return first_line(path).startswith(",".join(_RAW_COLUMNS).encode())
