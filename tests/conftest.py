"""Where the corpora are: the project's own always, the originals where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
ORIGINALS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def seeds() -> Path:
    return SEEDS


@pytest.fixture(scope="session")
def shared() -> Path:
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("../shared (the original articles) is not on this machine")
    return path


@pytest.fixture(params=["seeds", "originals"])
def corpus(request: pytest.FixtureRequest) -> Path:
    """Each of the two corpora in turn."""
    if request.param == "seeds":
        return SEEDS
    path: Path = request.getfixturevalue("shared")
    return path / "seeds"
