"""Where the corpora are: the project's own always, the originals where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.language import i18n

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
ORIGINALS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test begins in English, whatever the machine speaks, and with nothing remembered on it."""
    for name in ("SOI_LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    i18n.use("en")


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
