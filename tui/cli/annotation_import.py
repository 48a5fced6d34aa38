"""``soi import --annotations`` and ``--as``: takes annotations of other programs into the store."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import annotations as library
from annotations.offsets import OffsetUnit
from annotations.store import decisions
from tui.cli.failures import print_error
from tui.language.i18n import _
from tui.language.left_out import LeftOut
from tui.language.numbers import format_count

_SUGGESTIONS = "suggestions"  # what --as is given for claims without a review


def import_annotation_files(
    store: Path, files: Sequence[Path], decided_by: str | None, offsets: str
) -> NoReturn:
    """Import annotations, print what became of them and end the program: exit code 1 if some were left out.

    ``decided_by`` is the annotator for all of them, ``suggestions``, or None for those whom the files name.
    """
    from annotations.annotation_files.files import read_annotations  # noqa: PLC0415 (no other command reads them)

    unit = None if offsets == "auto" else OffsetUnit(offsets)
    as_suggestions = decided_by == _SUGGESTIONS
    left_out, stored, unchanged = LeftOut(), 0, 0
    with library.open_store(store) as opened_store:
        for path in files:
            report = decisions.import_annotations(
                opened_store,
                read_annotations(path),
                annotator=None if as_suggestions else decided_by,
                unit=unit,
                as_suggestions=as_suggestions,
            )
            stored, unchanged = stored + report.stored, unchanged + report.unchanged
            for error in report.errors:
                left_out.add(error)
    message = _("Annotations: {new} stored, {unchanged} there already, {left_out} left out.")
    counts = map(format_count, (stored, unchanged, left_out.count))
    print(message.format(**dict(zip(("new", "unchanged", "left_out"), counts, strict=True))))
    for line in left_out.messages:
        print_error(line)
    sys.exit(1 if left_out.count else 0)
