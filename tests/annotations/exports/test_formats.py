"""What each format makes of a text with an emoji, decomposed letters and CRLF, reviewed by two annotators."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from annotations.errors import UsageError
from annotations.exports import FORMATS
from annotations.exports.consensus import Consensus
from annotations.exports.contents import ExportOptions
from annotations.exports.rows import COLUMNS
from annotations.store import Store
from annotations.store.export import export
from tests.annotations.exports.newsroom import ARTICLE, EVIDENCE, NOTE, TEXT, newsroom

PUBLISHER = ExportOptions(
    publisher="Báo Mẫu", publisher_url="https://example.org/", base_url="https://example.org/"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


def exported(store: Store, format_name: str, **options: Any) -> str:
    out = io.StringIO()
    export(store, format_name, out, options=ExportOptions(**options))
    return out.getvalue()


def exported_folder(store: Store, format_name: str, folder: Path, annotators: Sequence[str] = ()) -> Path:
    export(store, format_name, folder / format_name, annotators=annotators)
    return folder / format_name


def test_an_unknown_format_is_refused_with_the_nearest_name(store: Store) -> None:
    with pytest.raises(UsageError, match="did you mean jsonl"):
        export(store, "jsnl", io.StringIO())
    with pytest.raises(UsageError, match=r"there is brat, .*webannotation"):
        export(store, "pdf", io.StringIO())


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_the_same_store_gives_the_same_bytes(store: Store, format_name: str, tmp_path: Path) -> None:
    if format_name == "spacy":
        pytest.importorskip("spacy")
    contents = []
    for number in range(2):
        target = tmp_path / f"out{number}"
        export(store, format_name, target, annotators=["lan"], options=PUBLISHER)
        files = sorted(target.rglob("*")) if target.is_dir() else [target]
        contents.append([path.read_bytes() for path in files if path.is_file()])
    assert contents[0] == contents[1]
    assert any(contents[0])


def test_a_carriage_return_alone_is_quoted(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_bytes().decode()
    assert content.count("\n") > content.count("\r\n")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 5
    money = dict(zip(COLUMNS, rows[1], strict=True))
    assert (money["note"], money["suffix"][:8]) == (NOTE, " đồng.\r\n")


def test_tsv_says_the_same_as_csv(store: Store) -> None:
    rows = [list(csv.reader(io.StringIO(exported(store, name), newline=""), delimiter=delimiter))
            for name, delimiter in (("csv", ","), ("tsv", "\t"))]  # fmt: skip
    assert rows[0] == rows[1]


def test_a_byte_order_mark_and_escaped_formulas(store: Store) -> None:
    text = exported(store, "csv", has_bom=True, escapes_formulas=True)
    assert text[0] == "\ufeff"
    store.set_note(json.loads(exported(store, "json"))[0]["claim"], "lan", "=HYPERLINK(1)")
    notes = [
        row["note"] for row in csv.DictReader(io.StringIO(exported(store, "csv", escapes_formulas=True)))
    ]
    assert notes[0] == "'=HYPERLINK(1)"
    assert json.loads(exported(store, "json"))[0]["note"] == "=HYPERLINK(1)"


def test_json_holds_the_rows_of_jsonl(store: Store) -> None:
    rows = [json.loads(line) for line in exported(store, "jsonl").splitlines()]
    assert json.loads(exported(store, "json")) == rows
    assert rows[0]["author"] == "An Bình"
    assert rows[0]["sentence"] == "Tỉnh 🏥 đã chi gần 101 tỷ đồng."
    assert (rows[0]["role"], rows[0]["origin"], rows[0]["ambiguous"]) == ("claim", "extractor", False)


def test_brat_quotes_the_text_at_each_span(store: Store, tmp_path: Path) -> None:
    folder = exported_folder(store, "brat", tmp_path)
    assert json.loads((folder / "soi-export.json").read_text("utf-8"))["tool"].startswith("soi ")
    for annotator, verdict in (("lan", "verified"), ("minh", "refuted")):
        text = (folder / annotator / "2026" / "tiem-chung.txt").read_bytes().decode()
        assert text == TEXT
        lines = (folder / annotator / "2026" / "tiem-chung.ann").read_text("utf-8").splitlines()
        spans = [line.split("\t") for line in lines if line.startswith("T")]
        assert len(spans) == 2
        for _name, place, quote in spans:
            _kind, start, end = place.split(" ")
            assert text[int(start) : int(end)] == quote
        assert f"A1\tVerdict T1 {verdict}" in lines
    assert "\\r\\n(trang 3)\\t" in "\n".join(
        (folder / "lan/2026/tiem-chung.ann").read_text("utf-8").splitlines()
    )


def test_labelstudio_regions_quote_the_text(store: Store, tmp_path: Path) -> None:
    folder = exported_folder(store, "labelstudio", tmp_path)
    (task,) = json.loads((folder / "tasks.json").read_text("utf-8"))
    assert task["data"]["annotators"] == ["lan", "minh"]
    results = [annotation["result"] for annotation in task["annotations"]]
    results += [prediction["result"] for prediction in task["predictions"]]
    for result in results:
        labels = [region for region in result if region["type"] == "labels"]
        assert labels
        for region in labels:
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    config = ET.parse(folder / "config.xml")
    controls = {element.get("name") for element in config.iter()}
    assert {region["from_name"] for result in results for region in result} <= controls
    assert {choice.get("value") for choice in config.findall("Choices[@name='tags']/Choice")} == {
        "y tế", "cần xem lại",
    }  # fmt: skip


def test_doccano_counts_utf16_units(store: Store, tmp_path: Path) -> None:
    folder = exported_folder(store, "doccano", tmp_path)
    assert sorted(path.name for path in folder.glob("*.jsonl")) == ["lan.jsonl", "minh.jsonl"]
    example = json.loads((folder / "lan.jsonl").read_text("utf-8"))
    units = example["text"].encode("utf-16-le")
    quotes = [units[2 * start : 2 * end].decode("utf-16-le") for start, end, _kind in example["label"]]
    assert quotes == [row["quote"] for row in example["soi"]] == ["101 tỷ", "62,8%"]


def test_prodigy_tokens_rebuild_the_text(store: Store) -> None:
    tasks = [json.loads(line) for line in exported(store, "prodigy").splitlines()]
    assert [task["_annotator_id"] for task in tasks] == ["soi-lan", "soi-minh"]
    for task in tasks:
        for token in task["tokens"]:
            assert task["text"][token["start"] : token["end"]] == token["text"]
        blanks = (token["text"] + " " * token["ws"] for token in task["tokens"])
        assert "".join(blanks) == task["text"]
        for span in task["spans"]:
            first, last = task["tokens"][span["token_start"]], task["tokens"][span["token_end"]]
            assert (first["start"], last["end"]) == (span["start"], span["end"])


def test_a_format_of_single_reviews_needs_a_consensus(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--consensus"):
        export(store, "conll", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    export(store, "conll", tmp_path / "out", options=ExportOptions(consensus=Consensus.UNANIMOUS))


def test_conll_labels_the_claims(store: Store, tmp_path: Path) -> None:
    folder = exported_folder(store, "conll", tmp_path, ["lan"])
    labelled = [line.split("\t") for line in (folder / "claims.iob2").read_text("utf-8").splitlines() if line]
    assert [pair for pair in labelled if pair[1] != "O"] == [
        ["101", "B-MONEY"], ["tỷ", "I-MONEY"], ["62,8", "B-PERCENTAGE"], ["%", "I-PERCENTAGE"],
    ] or [pair for pair in labelled if pair[1] != "O"] == [
        ["101", "B-MONEY"], ["tỷ", "I-MONEY"], ["62", "B-PERCENTAGE"], [",", "I-PERCENTAGE"], ["8", "I-PERCENTAGE"], ["%", "I-PERCENTAGE"],
    ]  # fmt: skip
    rows = [
        line.split("\t") for line in (folder / "claims.conllu").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]  # fmt: skip
    for row in rows:
        offsets = dict(field.split("=", 1) for field in row[9].split("|"))
        assert TEXT[int(offsets["start"]) : int(offsets["end"])] == row[1]


def test_web_annotations_have_both_selectors(store: Store) -> None:
    annotations = [json.loads(line) for line in exported(store, "webannotation").splitlines()]
    assert len({annotation["id"] for annotation in annotations}) == 4
    for annotation in annotations:
        position, quote = annotation["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
    linked = [body for body in annotations[0]["body"] if body["purpose"] == "linking"]
    assert linked[0]["source"] == EVIDENCE.url
    assert annotations[0]["target"]["source"] == f"urn:soi:article:{ARTICLE.id}"
