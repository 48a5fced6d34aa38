"""The command palette: finds commands in both languages, without tone marks and with typos, and shows their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rapidfuzz.fuzz import partial_ratio
from rich.markup import escape
from textual.actions import parse
from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import ThemeProvider

from annotations.text import fold
from tui.keys.keymap import declared_bindings, split_keys
from tui.language.i18n import _, in_every_language
from tui.screens.palette_synonyms import SYNONYMS

if TYPE_CHECKING:
    from tui.app import SoiApp

# How similar a command's name is to what is typed with typos, of 100; what is shorter than so many letters has none.
ALIKE = 80.0
SHORTEST_WITH_TYPO = 4


class PaletteCommand(NamedTuple):
    """A command: its title and what it does in English, the keys that call it, and the function that runs it."""

    title: str
    about: str
    keys: str
    run: Callable[[], object]

    def translated(self) -> SystemCommand:
        """The command in the language of the interface, as Textual lists commands."""
        keys = f" ({self.keys})" if self.keys else ""
        return SystemCommand(_(self.title), f"{_(self.about)}{keys}", self.run)

    @property
    def names(self) -> str:
        """All that the command is called, folded: its title and description in every language, and synonyms."""
        texts = (*in_every_language(self.title), *in_every_language(self.about))
        return fold(" ".join((*texts, SYNONYMS.get(self.title, "")))).text.replace(",", "")


class CommandProvider(Provider):
    """Finds the commands of the app by any of their names."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(
                _label(command), command.run, text=_(command.title), help=escape(_(command.about))
            )

    async def search(self, query: str) -> Hits:
        """The commands that match what is typed, the best first; else a line that says that none does."""
        has_match = False
        for command in self._commands():
            if score := match_score(query, _(command.title), command.names):
                has_match = True
                yield Hit(score, _label(command), command.run, _(command.title), escape(_(command.about)))
        if not has_match:
            yield _no_match()

    def _commands(self) -> Iterable[PaletteCommand]:
        # Textual has no type for the app of a provider.
        return cast("SoiApp", self.app).palette_commands(self.screen)


class ThemesProvider(ThemeProvider):
    """Textual's themes, with a line in the language of the interface where none matches."""

    async def search(self, query: str) -> Hits:
        """The themes that match what is typed."""
        has_match = False
        async for hit in super().search(query):
            has_match = True
            yield hit
        if not has_match:
            yield _no_match()


def match_score(query: str, title: str, names: str) -> float:
    """How well a command matches what is typed, up to 1; 0 if it does not. ``names`` are folded."""
    typed, folded_title = fold(" ".join(query.split())).text, fold(title).text
    words = typed.split()
    if folded_title.startswith(typed):
        return 1.0
    if _begin_words(words, folded_title):
        return 0.9
    if _begin_words(words, names):
        return 0.7
    if len(typed) > 1 and all(word in names for word in words):
        return 0.5
    alike = partial_ratio(typed, names, score_cutoff=ALIKE) if len(typed) >= SHORTEST_WITH_TYPO else 0.0
    return 0.3 * alike / 100


def _begin_words(words: list[str], text: str) -> bool:
    return all(f" {word}" in f" {text}" for word in words)


def _label(command: PaletteCommand) -> Content:
    return Content.assemble(_(command.title), "  ", (command.keys, "bold $text-accent"))


def _no_match() -> Hit:
    # Textual would say “No matches found”, in English.
    return Hit(0.1, Content(_("Nothing found.")), lambda: None, text="")


def key_commands(app: SoiApp, screen: Screen[object]) -> Iterable[PaletteCommand]:
    """The enabled actions of the screen, of the focused widget with its ancestors, and of the app; one per id."""
    nodes = screen.focused.ancestors_with_self if screen.focused else [screen, app]
    commands: dict[str, PaletteCommand] = {}
    for node in sorted(nodes, key=lambda node: node is not screen):
        for binding in declared_bindings(type(node)):
            if binding.id and binding.id not in commands and _is_enabled(node, binding.action):
                keys = split_keys(app.keys.get(binding.id, binding.key))
                key_names = " ".join(app.get_key_display(binding.with_key(key)) for key in keys)
                description = binding.tooltip or binding.description
                run = partial(app.run_command, binding.action, node)
                commands[binding.id] = PaletteCommand(binding.description, description, key_names, run)
    return commands.values()


def _is_enabled(node: DOMNode, action: str) -> bool:
    """Whether ``check_action`` of the node allows the action; an action with a target is taken as enabled."""
    target, name, parameters = parse(action)
    return bool(target) or node.check_action(name, parameters) is not False
