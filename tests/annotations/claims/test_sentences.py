from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.model import Role
from tests.annotations.claims.marked import SENTENCES, SHARED, as_row, load, score, write_rows

FLOOR = 0.95


@pytest.mark.skipif(not SENTENCES.exists(), reason=f"needs {SENTENCES}")
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared for the score tool")
def test_marked_sentences_score_above_the_floor(tmp_path: Path) -> None:
    sentences = load(SENTENCES)
    gold = [row for sentence in sentences.values() for row in sentence.rows]
    found = [as_row(name, m) for name, s in sentences.items() for m in extract_claims(s.text)]
    f1, counts = score(write_rows(tmp_path / "gold.jsonl", gold), write_rows(tmp_path / "found.jsonl", found))
    assert f1 >= FLOOR
    for field in ("kind", "value", "unit", "modifier", "direction", "of"):
        assert counts[f"ok_{field}"] >= FLOOR * counts[f"of_{field}"], field


@pytest.mark.skipif(not SENTENCES.exists(), reason=f"needs {SENTENCES}")
def test_sentences_without_a_number_give_no_claim() -> None:
    alarms = {
        name: [m.text for m in extract_claims(sentence.text) if m.role is Role.CLAIM]
        for name, sentence in load(SENTENCES).items()
        if not sentence.rows
    }
    assert not {name: texts for name, texts in alarms.items() if texts}
