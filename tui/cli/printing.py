"""What the commands without a screen print: claims, exports, progress."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from annotations.claims.extractor import Extractor
from annotations.corpus import read_corpus
from annotations.errors import CorpusError, UsageError
from annotations.exports import FORMATS
from annotations.model import Article, Mention, Role, Verdict
from annotations.store import Store
from annotations.store.queries.orphans import count_orphans
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import reviewed_claims
from annotations.text import escaped, show, visible
from tui.language.i18n import _, ngettext, translated
from tui.language.numbers import figure
from tui.language.wording import kind_name, rate, role_name, verdict_name, whole, word_name
from tui.store.preparation import ready

if TYPE_CHECKING:
    pass


def print_claims(
    paths: Iterable[Path], form: str, lexicon: Path | None = None, *, explain: bool = False
) -> Iterator[str]:
    """Print the mentions of every article below the paths; gives what could not be read, in sentences."""
    printed = _print_jsonl if form == "jsonl" else _print_table
    extractor = Extractor(lexicon)
    for path in paths:
        for read in read_corpus(path):
            if isinstance(read, CorpusError):
                yield translated(read)
            else:
                printed(read, extractor.extract(read), explain)


def mention_record(article: str, mention: Mention) -> dict[str, Any]:
    """A mention with the fields of the guideline; those that say nothing are left out."""
    fields: dict[str, Any] = {
        "article": article,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role.value,
        "kind": mention.kind.value if mention.kind else None,
        "value": mention.value,
        "unit": mention.unit,
        "modifier": mention.modifier,
        "direction": mention.direction,
        "of": mention.of,
        "per": mention.per,
        "ambiguous": mention.ambiguous or None,
        "alternative": mention.alternative,
        "repaired": mention.repaired or None,
        "resolved": mention.resolved,
        "why": mention.why,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _print_jsonl(article: Article, mentions: Sequence[Mention], explain: bool) -> None:
    for mention in mentions:
        record = mention_record(article.id, mention)
        if explain:
            record["rule"] = mention.rule
        print(escaped(json.dumps(record, ensure_ascii=False)))


def _print_table(article: Article, mentions: Sequence[Mention], explain: bool) -> None:
    claims = [m for m in mentions if m.role == Role.CLAIM]
    kept_out = len(mentions) - len(claims)
    told_claims = ngettext("{n} claim", "{n} claims", len(claims)).format(n=len(claims))
    told_others = ngettext("{n} other number", "{n} other numbers", kept_out).format(n=kept_out)
    print(f"{visible(article.id)}: {told_claims}, {told_others}")
    shown = mentions if explain else claims
    rows = [
        [
            str(m.start),
            visible(m.text),
            kind_name(m.kind) if m.role == Role.CLAIM and m.kind else role_name(m.role),
            " ".join(filter(None, (word_name(m.modifier or ""), figure(m.value or "", m.kind), whole(m)))),
            visible(" ".join(filter(None, (m.unit, rate(m))))),
            word_name(m.direction or ""),
            *([m.rule or "", visible(m.why or "")] if explain else []),
        ]
        for m in shown
    ]
    print_columns(rows)


def print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table without lines, each column as wide as it must be."""
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def write_export(
    form: str, store: Path, output: Path | None, verdicts: Sequence[str], query: str = ""
) -> int:
    """Write the reviewed claims in a format to a file, whole or not at all, or to stdout.

    Without ``verdicts``, what has a verdict or, where there is a ``query``, whatever answers it. Gives how many
    reviewed claims are left out because they wait in the orphan queue.
    """
    every = [*(verdict.value for verdict in Verdict), *(["unreviewed"] if query.strip() else [])]
    wanted = [None if name == "unreviewed" else Verdict(name) for name in verdicts or every]
    asked = None
    if query.strip():
        # Imported where it is needed: an export without a filter does not wait for the query language.
        from annotations.search.query import parse  # noqa: PLC0415

        asked = parse(f"{query} ")
    with ready(store, words=asked is not None and bool(asked.words)) as opened:
        with _output(output) as out:
            FORMATS[form](reviewed_claims(opened, wanted, asked), out)
        return count_orphans(opened)


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield cast(TextIO, VisibleOutput(sys.stdout)) if sys.stdout.isatty() else sys.stdout
        sys.stdout.flush()
        return
    target = path.resolve()  # a link goes on pointing at what is written
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(
            "{path} cannot be written: name a file in a folder that exists.", path=visible(str(path))
        )
    try:
        if target.exists() and not target.is_file():  # a pipe or a device is written to, never replaced
            with target.open("w", encoding="utf-8", newline="") as out:
                yield out
        else:
            with _replacing(target) as out:
                yield out
    except PermissionError as error:
        raise UsageError(
            "{path} cannot be written: no permission; name a file elsewhere.", path=visible(str(path))
        ) from error


class VisibleOutput:
    """A terminal as a place to write to, on which control characters are shown and never act."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Write with symbols for what the terminal would act on; line breaks stay."""
        return self._terminal.write(show(text).text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several times."""
        for line in lines:
            self.write(line)


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    """A file that takes the place of ``target`` once it is whole, so that a failure leaves what was there."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def print_stats(store: Path, annotator: str, corpus: Path | None = None) -> None:
    """Print an annotator's progress by article and in all, of a corpus or of everything in the store."""
    articles = None if corpus is None else [a.id for a in read_corpus(corpus) if isinstance(a, Article)]
    with Store.open(store) as opened:
        progress = read_progress(opened, annotator, articles)
    header = [_("reviewed"), *(verdict_name(v) for v in Verdict), _("article")]
    rows = [
        [
            f"{p.reviewed}/{p.total}",
            *(str(p.verdicts.get(v, 0)) for v in Verdict),
            visible(p.title or p.article),
        ]
        for p in progress
    ]
    total = [
        f"{sum(p.reviewed for p in progress)}/{sum(p.total for p in progress)}",
        *(str(sum(p.verdicts.get(v, 0) for p in progress)) for v in Verdict),
        _("in all, by {annotator}").format(annotator=visible(annotator)),
    ]
    print_columns([header, *rows, total])


def print_keys(changed: Mapping[str, str]) -> None:
    """Print every action with its id, its keys after the changes and its label."""
    # Only this command needs the screens, and what they need.
    from tui.focus_chains import KEY_ACTIONS  # noqa: PLC0415

    KEY_ACTIONS.check(changed)
    print_columns(
        [(action.id, ",".join(action.keys), _(action.label)) for action in KEY_ACTIONS.list_actions(changed)]
    )
