"""A Vietnamese input method in a real terminal: the bytes it sends, and keys that it leaves alone."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from tests.terminal.terminal import SOI, Terminal

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
    pytest.mark.skipif(
        not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
    ),
]
# "đúng số liệu" as ibus-bamboo sends it for Telex (ddungs soos lieeuj) and for VNI (dung91 so61 lieu65):
# what was typed is taken back letter by letter and sent anew, all in one burst.
BACKSPACE = "\x7f"
TYPED = {
    "telex": f"d{BACKSPACE}đung{BACKSPACE * 3}úng so{BACKSPACE}ô{BACKSPACE}ố lie{BACKSPACE}êu{BACKSPACE * 2}ệu",
    "vni": f"dung{BACKSPACE * 4}đung{BACKSPACE * 3}úng so{BACKSPACE}ô{BACKSPACE}ố lieu{BACKSPACE * 2}êu{BACKSPACE * 2}ệu",
    "marks": unicodedata.normalize("NFD", "đúng số liệu"),
}


@pytest.mark.parametrize("method", TYPED)
def test_input_method_and_other_keys(tmp_path: Path, method: str) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(
        "Kế hoạch năm nay có 628 thủ tục, đúng số liệu của tỉnh, và 372 hồ sơ.", encoding="utf-8"
    )
    typed = TYPED[method].encode()
    with Terminal(tmp_path) as terminal:
        terminal.run("corpus", "--lang", "vi")
        terminal.wait("Số liệu 1/2")
        terminal.keys("F4")
        terminal.wait("Ghi chú cho 628")
        terminal.send(typed)
        terminal.wait("đúng số liệu  ")
        terminal.keys("Enter")
        terminal.wait("“đúng số liệu”")
        terminal.keys("F6")
        terminal.wait("Nhãn của 628")
        terminal.send(typed)
        terminal.wait("+ đúng số liệu")
        terminal.keys("Enter")
        terminal.wait("✓ đúng số liệu")
        terminal.keys("Escape")
        terminal.wait("#đúng số liệu")
        terminal.keys("F5")
        terminal.send(typed)
        terminal.wait("1/1")
        terminal.keys("Enter", "Left", "1")
        terminal.wait("Số liệu 2/2")
        terminal.keys("2", "Left", "0", "F9", "F9", "F10", "C-q")
        terminal.wait("exit=0")
    with Store.open(tmp_path / "soi.db") as store:
        quotes = {claim.id: claim.mention.text for claim in read_mentions(store, "a.txt")}
        reviews = {quotes[review.claim]: review for review in read_reviews(store, "a.txt")}
    assert unicodedata.normalize("NFC", reviews["628"].note) == "đúng số liệu"
    assert reviews["628"].tags == ("đúng số liệu",)
    assert reviews["628"].verdict == "verified"
    assert reviews["372"].verdict == "refuted"
