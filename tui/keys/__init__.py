"""The keys of the app and its actions. ``printed_key`` loads its module, and Textual, when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.keys.keymap import printed_key

__all__ = ["printed_key"]

__getattr__, __dir__ = lazy_names(__name__, {"printed_key": "tui.keys.keymap"})
