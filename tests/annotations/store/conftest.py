"""The store that the tests of its parts begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.store import Store
from tests.annotations.store.fixtures import filled


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open store with the one article of ``fixtures``."""
    with filled(tmp_path / "soi.db") as filled_store:
        yield filled_store
