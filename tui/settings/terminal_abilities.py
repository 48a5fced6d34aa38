"""What a terminal cannot show, as its environment tells."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

# They show no strikethrough, and eight colours or none.
_PLAIN_TERMINALS = ("linux", "vt100", "vt102", "vt220", "cons25", "dumb")


def is_gnu_screen(environment: Mapping[str, str]) -> bool:
    """Whether the program runs in GNU screen, or in a terminal that calls itself so."""
    is_named = bool(environment.get("STY")) or environment.get("TERM", "").startswith("screen")
    return is_named and not environment.get("TMUX")


def lacks_forms(environment: Mapping[str, str]) -> bool:
    """Whether verdicts look alike: the terminal has no strikethrough, and few colours or none (NO_COLOR)."""
    is_uncoloured = "NO_COLOR" in environment and is_gnu_screen(environment)
    return environment.get("TERM", "") in _PLAIN_TERMINALS or is_uncoloured


def limit_colours(environment: MutableMapping[str, str]) -> None:
    """Make Textual send 256 colours in GNU screen, even where COLORTERM promises 16 million.

    GNU screen 4 reads the parts of a 24-bit colour as further attributes. Call it before Textual is loaded, which
    reads the variable then (8.2.8).
    """
    if is_gnu_screen(environment) and environment.get("COLORTERM", "") in ("truecolor", "24bit"):
        environment.setdefault("TEXTUAL_COLOR_SYSTEM", "256")
