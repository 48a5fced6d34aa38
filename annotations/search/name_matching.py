"""Finding names by some of their letters."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest

from annotations.text import fold

# Names listed, and how alike (of 100) a name must be to what was typed where it does not hold all of it.
MAX_NAMES = 50
ALIKE = 60.0


def match_names(typed: str, folded: Mapping[str, str]) -> list[str]:
    """The keys whose folded names fit what was typed, the best first; all of them where it is nothing.

    Names that hold all the typed words come before those that are only alike.
    """
    typed_name = " ".join(fold(typed).text.split())
    if not typed_name:
        return list(folded)[:MAX_NAMES]
    words = typed_name.split()
    holding = [key for key, name in folded.items() if all(word in name for word in words)]
    if len(holding) >= MAX_NAMES:
        return holding[:MAX_NAMES]
    # Imported when something is typed first: the first screen must not wait for it.
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415

    holding_keys = set(holding)
    scores = (
        (partial_ratio(typed_name, name, score_cutoff=ALIKE), key)
        for key, name in folded.items()
        if key not in holding_keys
    )
    alike = nlargest(
        MAX_NAMES - len(holding), (scored for scored in scores if scored[0]), key=lambda scored: scored[0]
    )
    return [*holding, *(key for _, key in alike)]
