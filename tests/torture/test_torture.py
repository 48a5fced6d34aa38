"""The short form of ``make torture``: each torment for a moment, at least one round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.registry import TORMENTS

SECONDS = 1.0


@pytest.mark.parametrize("name", TORMENTS)
def test_torment(name: str, tmp_path: Path) -> None:
    assert TORMENTS[name](tmp_path, SECONDS)
