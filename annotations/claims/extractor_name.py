"""The name of an extractor: a store extracts the claims of an article again when the name changes."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

# One more with every release that reads some number differently.
READINGS = 2


def extractor_name(lexicon_path: Path | None) -> str:
    """The version of the program and, with a user's lexicon, the hash of its file."""
    name = f"soi {version('soi')}, readings {READINGS}"
    if lexicon_path is None:
        return name
    return f"{name} with {hashlib.sha256(lexicon_path.read_bytes()).hexdigest()[:12]}"
