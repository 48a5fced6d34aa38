"""Every format is documented with its endings, and named in the help of ``--from``."""

from __future__ import annotations

import re
from pathlib import Path

from annotations.corpus.formats import FORMATS
from tests.tui.cli.commands import soi

DOCS = Path(__file__).parents[4] / "docs"


def test_formats_are_documented() -> None:
    rows = [
        line
        for line in (DOCS / "imports.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    for name, form in FORMATS.items():
        row = next(row for row in rows if f"`{name}`" in row.split("|")[1])
        assert form.suffixes[0] in row or "`.tar" in row, name
    for row in rows[: len(FORMATS) - 1]:
        assert set(re.findall(r"`(\w+)`", row.split("|")[1])) <= set(FORMATS)


def test_each_format_has_its_proof() -> None:
    table = (DOCS / "howto" / "import-format.md").read_text(encoding="utf-8")
    proofs = dict(re.findall(r"^\| `(\w+)` \| `(tests/\S+\.py)`", table, re.MULTILINE))
    assert set(proofs) == set(FORMATS)
    assert all((DOCS.parent / proof).is_file() for proof in proofs.values())


def test_the_help_names_every_format() -> None:
    help_text = " ".join(soi("claims", "--help").stdout.split())
    assert all(re.search(rf"\b{name}\b", help_text) for name in FORMATS)
