from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.model import Role
from tests.annotations.claims.marked import SENTENCES, SHARED, as_row, load, score, write_rows

# The blind half was annotated before the reader had seen it; `docs/claims.md` has the figures of both.
FLOORS = {"dev": 0.99, "blind": 0.99}
FIELDS = ("kind", "value", "unit", "modifier", "direction", "of")


@pytest.mark.parametrize("half", FLOORS)
def test_marked_sentences_score_above_the_floor(half: str, tmp_path: Path) -> None:
    path = SENTENCES / f"{half}.jsonl"
    if not path.exists() or not SHARED.exists():
        pytest.skip(f"needs {path} and ../shared for the score tool")
    sentences = load(path)
    gold = [row for sentence in sentences.values() for row in sentence.rows]
    mentions = [as_row(name, m) for name, s in sentences.items() for m in extract_claims(s.text)]
    f1, counts = score(
        write_rows(tmp_path / "gold.jsonl", gold), write_rows(tmp_path / "found.jsonl", mentions)
    )
    floor = FLOORS[half]
    assert f1 >= floor
    for field in FIELDS:
        assert counts[f"ok_{field}"] >= floor * counts[f"of_{field}"], field
    assert counts["others_kept_out"] >= floor * counts["others"]


@pytest.mark.parametrize("half", FLOORS)
def test_sentences_without_a_number_give_no_claim(half: str) -> None:
    path = SENTENCES / f"{half}.jsonl"
    if not path.exists():
        pytest.skip(f"needs {path}")
    alarms = {
        name: [m.text for m in extract_claims(sentence.text) if m.role is Role.CLAIM]
        for name, sentence in load(path).items()
        if not sentence.rows
    }
    assert not {name: texts for name, texts in alarms.items() if texts}
