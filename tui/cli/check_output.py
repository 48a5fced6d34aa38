"""What ``soi check`` prints: what articles say of their own claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotations.checks import check, says
from annotations.claims.extractor import Extractor
from annotations.corpus import read_corpus
from annotations.errors import CorpusError
from annotations.model import Article, Bearing, Finding
from annotations.text import escaped, visible
from tui.cli.printing import print_columns
from tui.language.i18n import ngettext, translated
from tui.language.wording import BEARING_SIGNS, bearing_name


def print_findings(
    paths: Iterable[Path], form: str, lexicon: Path | None, bearings: Sequence[str]
) -> Iterator[str]:
    """Print what is found in every article below the paths; gives what could not be read, in sentences.

    Only findings of these bearings, where any are named.
    """
    extractor = Extractor(lexicon)
    wanted = {Bearing(name) for name in bearings} or set(Bearing)
    for path in paths:
        for read in read_corpus(path):
            if isinstance(read, CorpusError):
                yield translated(read)
                continue
            found = [f for f in check(read, extractor.extract(read)) if f.bearing in wanted]
            if form == "jsonl":
                _print_jsonl(read, found)
            else:
                _print_table(read, found)


def _print_jsonl(article: Article, findings: Sequence[Finding]) -> None:
    for finding in findings:
        record = {
            "article": article.id,
            "rule": finding.rule,
            "bearing": finding.bearing.value,
            "says": str(says(finding)),
            "arithmetic": finding.arithmetic,
            "claims": [
                {"start": start, "end": end, "text": article.text[start:end]} for start, end in finding.spans
            ],
        }
        print(escaped(json.dumps(record, ensure_ascii=False)))


def _print_table(article: Article, findings: Sequence[Finding]) -> None:
    told = ngettext("{n} finding", "{n} findings", len(findings)).format(n=len(findings))
    print(f"{visible(article.id)}: {told}")
    rows = []
    for finding in findings:
        start, end = finding.spans[0]
        bearing = f"{BEARING_SIGNS[finding.bearing]} {bearing_name(finding.bearing)}"
        said = f"{translated(says(finding))} {finding.arithmetic}".rstrip()
        rows.append([str(start), visible(article.text[start:end]), bearing, visible(said)])
    print_columns(rows)
