"""``soi disputes``: lists the claims on which annotators disagree, with who said what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import annotations as library
from annotations.text import visible
from tui.cli.command import command
from tui.cli.options import ANNOTATOR, LANG, OUTPUT_FORMAT, STORE
from tui.cli.output import expect_leading_annotator, prepared_store, print_columns, print_records
from tui.language.i18n import _
from tui.language.wording import verdict_name

if TYPE_CHECKING:
    from annotations.store.table.claim_table import ClaimRow

_COLUMNS = ("claim", "article", "start", "quote", "kind", "value", "unit", "verdicts")


@command()
@click.argument("query", default="", metavar="[QUERY]")
@STORE
@ANNOTATOR
@OUTPUT_FORMAT
@LANG
def disputes(query: str, store: Path, annotator: str | None, output_format: str) -> None:
    """List the claims on which annotators disagree, with who said what, by article and position.

    They differ in verdict, value, unit, kind, true value, span, or whether it is a claim; what is settled is left out. In
    a blind store (soi settings) they show to whoever leads.

    QUERY narrows them as in the claims view (docs/search.md), such as kind:money or by:lan. In the app  !  goes from one
    to the next.
    """
    library.parse_query(query, complete=True)  # an error quotes what was typed, without the filter before it
    parsed = library.parse_query(f"is:disputed {query}", complete=True)
    with prepared_store(store, words=bool(parsed.words)) as prepared:
        expect_leading_annotator(prepared, annotator)
        rows = library.list_claims(prepared, parsed)
        if output_format != "table":
            print_records(_COLUMNS, map(_record, rows), output_format)
            return
        cells = [_cells(row) for row in rows]
    print_columns(cells)
    if not cells:
        click.echo(_("There is no claim on which annotators disagree."), err=True)


def _record(row: ClaimRow) -> tuple[str | int | None, ...]:
    claim, mention = row.claim, row.claim.mention
    verdicts = {annotator: verdict.value for annotator, verdict in sorted(row.verdicts.items())}
    return (
        claim.id, claim.article, mention.start, mention.text, mention.kind and mention.kind.value,
        mention.value, mention.unit, json.dumps(verdicts, ensure_ascii=False),
    )  # fmt: skip


def _cells(row: ClaimRow) -> tuple[str, ...]:
    mention = row.claim.mention
    verdicts = ", ".join(
        f"{visible(annotator)}: {verdict_name(verdict)}"
        for annotator, verdict in sorted(row.verdicts.items())
    )
    return f"{visible(row.claim.article)}:{mention.start}", visible(mention.text), verdicts, row.claim.id
