"""The store of the tests of commands."""

from __future__ import annotations

from tests.tui.cli.conftest import store

__all__ = ["store"]
