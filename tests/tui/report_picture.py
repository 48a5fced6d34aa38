"""The picture of a report for the docs, taken by headless Chromium: python -m tests.tui.report_picture FOLDER."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import cycle
from pathlib import Path

from annotations.model import Claim, Evidence, Role, Verdict
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.queries.claims import read_mentions
from tests.conftest import ROOT
from tests.tui.cli.commands import soi

ARTICLES = ("quang-ninh.txt", "quang-nam.txt", "thanh-hoa.txt")
EVIDENCE = "https://www.example.org/bao-cao-chuyen-doi-so"
VERDICTS = cycle(
    [*[Verdict.VERIFIED] * 5, Verdict.UNVERIFIABLE, *[Verdict.VERIFIED] * 3, Verdict.NOT_A_CLAIM]
)
REFUTED = 7  # the number of the claim that is refuted in each article
WIDTH, HEIGHT = 1000, 1420


def review(store: Store) -> None:
    """Decide on most claims of three articles; one claim of each is refuted with evidence, on some a colleague disagrees."""
    for article in ARTICLES:
        claims = [claim for claim in read_mentions(store, article) if claim.mention.role is Role.CLAIM]
        for number, (claim, verdict) in enumerate(zip(claims[:-4], VERDICTS, strict=False)):
            store.set_verdict(claim.id, "lan", Verdict.REFUTED if number == REFUTED else verdict)
            if number % 3 == 0:
                store.set_verdict(claim.id, "minh", Verdict.UNVERIFIABLE if number == 9 else verdict)
        refute(store, claims[REFUTED : REFUTED + 1])


def refute(store: Store, claims: Iterable[Claim]) -> None:
    for claim in claims:
        evidence = Evidence(EVIDENCE, "Bảng 3, trang 12", "2026-11-30")
        store.set_evidence(claim.id, "lan", [evidence])
        store.set_note(claim.id, "lan", "Báo cáo của tỉnh ghi con số khác.")


def take_picture(folder: Path, target: Path) -> None:
    """Make a store and its report in a folder, and the picture of the top of the report."""
    with Store.open(folder / "soi.db", create=True) as store:
        for _progress in import_corpus(store, ROOT / "seeds"):
            pass
        review(store)
    page = folder / "bao-cao.html"
    result = soi(
        "report", "--lang", "vi", "--store", str(folder / "soi.db"), "-o", str(page), "--publisher", "Báo Mẫu"
    )
    assert result.exit_code == 0, result.output
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "chromium is not installed"
    subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={folder / 'browser'}", f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={target}",
            page.as_uri(),
        ],
        check=True,
    )  # fmt: skip


if __name__ == "__main__":
    images = Path(sys.argv[1]).resolve()
    images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary_folder:
        take_picture(Path(temporary_folder), images / "report.png")
