"""The articles of the corpus with title, outlet, date and how much of each is reviewed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotations.model import Progress
from annotations.text import visible


def article_title(progress: Progress) -> str:
    """What an article is called on a screen: its title or, where it has none, its file's name."""
    return visible(progress.title or progress.article)


def _label(progress: Progress) -> Content:
    done = progress.total > 0 and progress.reviewed == progress.total
    count = f"{'✓ ' if done else ''}{progress.reviewed}/{progress.total}"
    about = " · ".join(visible(part) for part in (progress.outlet, progress.published) if part)
    return Content.assemble(
        (article_title(progress), "bold" if progress.title else "italic"),
        "\n",
        (count, "$text-success" if done else "$text-accent"),
        (f"  {about}" if about else "", "$text-muted"),
    )


class ArticleList(OptionList):
    """One option an article, by its id."""

    class ArticleChosen(Message):
        """An article was chosen to be read."""

        def __init__(self, article: str) -> None:
            super().__init__()
            self.article = article

    def show_progress(self, progress: Sequence[Progress]) -> None:
        """Show these articles, keeping options that are already there."""
        known = {option.id for option in self.options}
        if known != {p.article for p in progress}:
            highlighted = self.highlighted_option
            self.clear_options()
            self.add_options([Option(_label(p), id=p.article) for p in progress])
            if highlighted and highlighted.id in {p.article for p in progress}:
                self.mark(highlighted.id)
            return
        for p in progress:
            self.replace_option_prompt(p.article, _label(p))

    def mark(self, article: str) -> None:
        """Highlight the article that is being read."""
        self.highlighted = self.get_option_index(article)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which article was chosen."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.ArticleChosen(event.option_id))
