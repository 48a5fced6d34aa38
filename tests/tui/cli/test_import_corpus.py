"""soi import: what it prints of new, edited and unreadable articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.claims import extract_claims
from annotations.claims.extractor import Extractor
from annotations.model import Article, Mention, Verdict
from annotations.store import Store
from tests.tui.cli.commands import assert_one_sentence, decide, soi
from tests.tui.cli.conftest import TEXT
from tui.cli.main import main


def test_import_tells_what_became_of_each_article(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "kho số.db"
    first = soi("import", str(news), "--store", str(store))
    assert (first.exit_code, first.stdout) == (0, "Articles: 2 new, 0 edited, 0 unchanged.\n")
    decide(store, "lan", "62,8%", Verdict.VERIFIED)
    edited = "Tin mới.\n\n" + TEXT.replace("62,8%", "63,8%") + "\n\nCòn 7 xã chưa đạt."
    (news / "a.txt").write_text(edited, encoding="utf-8")
    second = soi("import", str(news), "--store", str(store))
    assert second.stdout.splitlines() == [
        "a.txt: 0 unchanged, 3 moved, 1 with another number, 0 gone, 1 new",
        "Articles: 0 new, 1 edited, 1 unchanged.",
        "1 reviewed claim waits in the orphan queue: open the corpus and press o.",
    ]
    exported = soi("export", "jsonl", "--store", str(store))
    assert exported.stdout == ""
    assert "1 reviewed claim is left out" in exported.stderr
    assert "press o)" in exported.stderr
    # With other keys in soi.toml, these are named.
    monkeypatch.chdir(tmp_path)
    Path("soi.toml").write_text('[keys]\n"review.orphans" = "ctrl+b,f12"\n', encoding="utf-8")
    assert "press ctrl+b)" in soi("export", "jsonl", "--store", str(store)).stderr
    assert "press ctrl+b." in soi("import", str(news), "--store", str(store)).stdout


def test_import_names_what_it_cannot_read_and_reads_the_rest(news: Path, tmp_path: Path) -> None:
    (news / "c.txt").write_bytes("Tỉnh có 5 xã".encode("utf-16")[:-1])
    result = soi("import", str(news), "--store", str(tmp_path / "soi.db"))
    assert result.stdout.startswith("Articles: 2 new")
    assert_one_sentence(result, 1, "c.txt")
    assert_one_sentence(
        soi("import", str(tmp_path / "nichts"), "--store", str(tmp_path / "x.db")), 2, "nothing at"
    )
    assert not (tmp_path / "x.db").exists()


def read_by_former_extractor(news: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import the corpus with an extractor of another name, which reads `62,8%` without its sign and misses `97`."""

    def extract(self: Extractor, article: Article) -> list[Mention]:
        mentions = [mention for mention in extract_claims(article.text) if mention.text != "97"]
        for mention in mentions:
            if mention.text == "62,8%":
                mention.end, mention.text = mention.end - 1, "62,8"
            elif mention.text == "48,5%":
                mention.value = "485"
        return mentions

    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "name", "former")
        patch.setattr(Extractor, "extract", extract)
        assert soi("import", str(news), "--store", str(store)).exit_code == 0


def test_another_extractor_is_told_and_loses_no_review(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "soi.db"
    read_by_former_extractor(news, store, monkeypatch)
    decide(store, "lan", "62,8", Verdict.VERIFIED)
    decide(store, "lan", "48,5%", Verdict.REFUTED)
    decide(store, "lan", "628", Verdict.VERIFIED)
    plan = soi("import", str(news), "--dry-run", "--store", str(store))
    assert plan.stdout.splitlines() == [
        "a.txt: 1 new, 2 changed (2 reviewed), 0 gone",
        "Articles: 0 new, 0 edited, 2 read anew, 0 unchanged.",
        "Claims: 1 new, 2 changed (2 reviewed), 0 gone. Nothing was stored.",
    ]
    assert "62,8" in soi("export", "csv", "--store", str(store)).stdout
    assert soi("import", str(news), "--store", str(store)).stdout.splitlines() == [
        "Articles: 0 new, 0 edited, 2 unchanged.",
        "2 reviewed claims are read otherwise since they were decided on: is:reread lists them.",
    ]
    listed = soi("export", "jsonl", "--filter", "is:reread", "--store", str(store)).stdout
    assert len(listed.splitlines()) == 2
    assert "Nothing was stored" in soi("import", str(news), "--dry-run", "--store", str(store)).stdout


def test_a_dry_run_makes_no_store_and_names_what_it_cannot_read(news: Path, tmp_path: Path) -> None:
    store = tmp_path / "soi.db"
    (news / "c.txt").write_bytes("Tỉnh có 5 xã".encode("utf-16")[:-1])
    result = soi("import", str(news), "--dry-run", "--store", str(store))
    assert result.stdout.splitlines()[-1] == "Claims: 5 new, 0 changed, 0 gone. Nothing was stored."
    assert_one_sentence(result, 1, "c.txt")
    assert not store.exists()


def test_two_texts_that_are_piped_in_are_two_articles(tmp_path: Path) -> None:
    store = str(tmp_path / "soi.db")
    for content in ("Có 5 xã.", "Có 6 huyện.", "Có 5 xã."):
        result = CliRunner().invoke(main, ["import", "-", "--store", store], input=content)
        assert (result.exit_code, result.stderr) == (0, "")
    with Store.open(tmp_path / "soi.db") as opened, opened.read_access() as connection:
        rows = connection.execute("SELECT DISTINCT article_id, source FROM versions").fetchall()
    assert [row["source"] for row in rows] == ["-", "-"]
    assert len({row["article_id"] for row in rows}) == 2


def test_a_summary_says_what_is_left_out_and_why(tmp_path: Path) -> None:
    table = tmp_path / "a.jsonl"
    rows = [
        '{"id": "1", "text": "Có 5 xã."}',
        '{"id": "2", "text": "Có 5 xã."}',
        '{"id": "3"}',
        *["hỏng"] * 30,
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    for arguments in (["--dry-run"], []):
        result = soi("import", str(table), "--store", str(tmp_path / "soi.db"), *arguments)
        assert result.exit_code == 1
        assert "1 article has the text of another one, and is stored once: 2 = 1." in result.stdout
        assert (
            "Left out: 31.\n  30 × this is not JSON; the line is left out.\n  1 × there is no text"
            in result.stdout
        )
        assert "a.jsonl, line 4: this is not JSON" in result.stderr
        assert result.stderr.splitlines()[-1] == "soi: … and 11 more like these"


def test_encodings_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Tỉnh có 5 xã.".encode("utf-16"))
    result = soi("import", str(tmp_path / "a.txt"), "--store", str(tmp_path / "soi.db"))
    assert result.stdout.endswith("1 text is read as utf-16: a.txt.\n")
    assert soi("claims", str(tmp_path / "a.txt")).stderr == "1 text is read as utf-16: a.txt.\n"


def test_annotations_go_in_as_somebody_s_decisions(news: Path, tmp_path: Path) -> None:
    store, reviews = str(tmp_path / "soi.db"), tmp_path / "reviews.jsonl"
    soi("import", str(news), "--store", store)
    decide(tmp_path / "soi.db", "lan", "62,8%", Verdict.VERIFIED)
    soi("export", "jsonl", "-o", str(reviews), "--store", store)
    own = soi("import", str(reviews), "--annotations", "--store", store)
    assert (own.exit_code, own.stdout) == (0, "Annotations: 0 stored, 1 there already, 0 left out.\n")
    copied = soi("import", str(reviews), "--as", "minh", "--offsets", "utf16", "--store", store)
    assert copied.stdout == "Annotations: 1 stored, 0 there already, 0 left out.\n"
    assert "minh" in soi("export", "csv", "--store", store).stdout
    reviews.write_text("{", encoding="utf-8")
    assert_one_sentence(soi("import", str(reviews), "--as", "minh", "--store", store), 1, "reviews.jsonl:1")
    assert_one_sentence(
        soi("import", str(reviews), "--as", "minh", "--dry-run", "--store", store), 2, "--dry-run"
    )
