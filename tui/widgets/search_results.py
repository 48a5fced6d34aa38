"""The articles that a search has found, and below each the passages that answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotations.search.passages import FoundArticle, Passage
from annotations.text import visible
from tui.i18n import _
from tui.marking import marked

_MATCH = "bold $text-warning"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where a passage stands: its article, what matched there, and the claim if one was looked for."""

    article: str
    spans: tuple[tuple[int, int], ...]
    claim: str | None


class SearchResults(OptionList):
    """Grows as results come in; the first place can be gone to at once."""

    class PlaceChosen(Message):
        """A passage, or an article found by its title alone, was chosen."""

        def __init__(self, place: FoundPlace) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._places: list[FoundPlace | None] = []

    def show(self, articles: Iterable[FoundArticle]) -> None:
        """Show these articles and no others."""
        self._places.clear()
        self.clear_options()
        for article in articles:
            self.add(article)

    def add(self, article: FoundArticle) -> None:
        """Show one more article below the others."""
        place = None if article.passages else FoundPlace(article.article, (), None)
        self._places.append(place)
        options = [Option(_headline(article), disabled=place is None)]
        for passage in article.passages:
            self._places.append(FoundPlace(article.article, passage.spans, passage.claim))
            options.append(Option(_passage(passage)))
        if article.hits > len(article.passages):
            self._places.append(None)
            options.append(
                Option(
                    Content("    " + _("and {n} more").format(n=article.hits - len(article.passages))),
                    disabled=True,
                )
            )
        self.add_options(options)
        if self.highlighted is None:
            self.action_first()

    @property
    def place(self) -> FoundPlace | None:
        """The place the cursor is on."""
        return None if self.highlighted is None else self._places[self.highlighted]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what Enter or a click chose."""
        event.stop()
        if place := self._places[event.option_index]:
            self.post_message(self.PlaceChosen(place))


def _headline(article: FoundArticle) -> Content:
    title = article.title or article.article
    spans = article.title_spans if article.title else ()
    about = [visible(part) for part in (article.outlet, article.published) if part]
    return Content.assemble(
        *((piece, f"bold {_MATCH}" if found else "bold") for piece, found in marked(title, 0, spans)),
        ("".join(f" · {part}" for part in about), "dim"),
    )


def _passage(passage: Passage) -> Content:
    pieces = marked(passage.text, passage.text_start, passage.spans)
    return Content.assemble("  ", *((piece, _MATCH if found else "") for piece, found in pieces))
