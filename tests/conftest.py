"""Settings and fixtures of the whole suite: property-test profiles, short test ids, the language, the corpora."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import settings

from tui.language import i18n

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
ORIGINALS = ROOT.parent / "shared" / "seeds"
LONGEST_VALUE_ID = 16
LONGEST_TEST_ID = 60

# No deadline: a shared machine may stop any example for longer than Hypothesis allows.
settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("long", max_examples=200, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case with a text by the text's first words without marks; raw texts make ids nobody can type."""
    if not isinstance(val, (str, bytes)):
        return None
    text = val.decode(errors="replace") if isinstance(val, bytes) else val
    letters = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    unmarked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"[A-Za-z0-9_%.,:/+]+", unmarked)
    return "-".join(words)[:LONGEST_VALUE_ID].strip("-") or "blank"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse test ids that are too long to read in a report or that a shell would need quoted inside the brackets."""
    bad_ids = [
        item.nodeid
        for item in items
        if len(item.name) > LONGEST_TEST_ID or re.search(r"[\s(){}\[\]]", item.name.partition("[")[2][:-1])
    ]
    if bad_ids:
        raise pytest.UsageError(
            f"test ids longer than {LONGEST_TEST_ID} characters, or with blanks or brackets inside: "
            "rename the test or give its parameters ids:\n" + "\n".join(bad_ids)
        )


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Start every test in English and without remembered state, whatever the machine's locale is."""
    for name in ("SOI_LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("LOGNAME", "khoa")  # whichever account runs the tests
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
    """Run the test once on each of the two corpora."""
    if request.param == "seeds":
        return SEEDS
    path: Path = request.getfixturevalue("shared")
    return path / "seeds"
