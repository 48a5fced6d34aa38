"""The terminal: what it sends, what it copies, what the system around it opens. Only the driver is loaded with the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.terminal.clipboard import copy_sequence, copy_to_system

__all__ = ["copy_sequence", "copy_to_system"]

__getattr__, __dir__ = lazy_names(__name__, dict.fromkeys(__all__, "tui.terminal.clipboard"))
