from pathlib import Path

import pytest

from tests.annotations.claims.marked import ROOT, SHARED, predict, score, write_rows

CASES = {
    "shared": (SHARED / "gold" / "seeds.jsonl", SHARED / "seeds"),
    "own": (ROOT / "tests" / "data" / "seeds.jsonl", ROOT / "seeds"),
}


@pytest.mark.parametrize("name", CASES)
def test_every_mention_of_the_seeds_is_read_as_annotated(name: str, tmp_path: Path) -> None:
    gold, seeds = CASES[name]
    if not (SHARED / "tools" / "score_claims.py").exists() or not gold.exists() or not seeds.exists():
        pytest.skip(f"needs ../shared and {gold}")
    f1, counts = score(gold, write_rows(tmp_path / "found.jsonl", predict(seeds)))
    assert f1 == 1.0
    for field in ("kind", "value", "unit", "modifier", "direction", "of"):
        assert counts[f"ok_{field}"] == counts[f"of_{field}"], field
    assert counts["roles_named"] == counts["others"]
