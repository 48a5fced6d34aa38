"""Listing the articles that are assigned to the annotator, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language.i18n import _
from tui.language.numbers import format_count

if TYPE_CHECKING:
    from annotations.review.corpus_progress import CorpusProgress
    from tui.review.corpus import CorpusReader


async def toggle_assigned(progress: CorpusProgress, corpus: CorpusReader) -> str:
    """List what is assigned to the annotator, or all articles; returns which of the two."""
    if not progress.assigned:
        return _("Nothing is assigned to you here: all articles are listed.")
    progress.shows_all = not progress.shows_all
    listed_count, count = await corpus.list_again()
    if progress.shows_all:
        return _("All {n} articles are listed.").format(n=format_count(count))
    return _("Your {n} of {total} articles are listed.").format(
        n=format_count(listed_count), total=format_count(count)
    )
