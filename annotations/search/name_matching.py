"""Find names, such as titles and tags, by some of their letters."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest

from annotations.text import fold

# The most names returned, and the lowest similarity (of 100) of a name that does not contain all typed words.
MAX_NAMES = 50
ALIKE = 60.0


def match_names(typed: str, folded: Mapping[str, str]) -> list[str]:
    """Return the keys of the names that match the typed text, best first; the first names if the text is blank.

    ``folded`` maps keys to folded names. Names that contain all typed words come before names that are only similar.
    """
    typed_name = " ".join(fold(typed).text.split())
    if not typed_name:
        return list(folded)[:MAX_NAMES]
    words = typed_name.split()
    holding = [key for key, name in folded.items() if all(word in name for word in words)]
    if len(holding) >= MAX_NAMES:
        return holding[:MAX_NAMES]
    # Lazy import, with the first typed text: rapidfuzz must not delay the first paint.
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
