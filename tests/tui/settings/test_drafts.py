"""What is typed and not stored is kept in a file, and found there again."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tui.settings.drafts import DAYS_KEPT, Draft, drafts_path, read_drafts


def fail(error: OSError) -> None:
    raise AssertionError(error)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return drafts_path(tmp_path / "soi.db", "lan")


def test_a_draft_is_found_again_until_it_is_settled(path: Path) -> None:
    Draft(path, "note 1", "Note on 62,8%", fail).keep({"note": "theo báo cáo\nsố 12"})
    Draft(path, "note 2", "Note on 20", fail).keep({"note": "khác"})
    draft = Draft(path, "note 1", "Note on 62,8%", fail)
    assert draft.values == {"note": "theo báo cáo\nsố 12"}
    draft.settle()
    assert list(read_drafts(path)) == ["note 2"]


def test_each_annotator_and_store_has_drafts(tmp_path: Path) -> None:
    paths = {drafts_path(tmp_path / store, name) for store in ("a.db", "b.db") for name in ("lan", "minh")}
    assert len(paths) == 4


def test_an_old_draft_is_forgotten(path: Path) -> None:
    Draft(path, "note 1", "Note", fail).keep({"note": "cũ"})
    drafts = json.loads(path.read_text(encoding="utf-8"))
    drafts["note 1"]["time"] = time.time() - (DAYS_KEPT + 1) * 86_400
    path.write_text(json.dumps(drafts), encoding="utf-8")
    assert read_drafts(path) == {}


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"note 1": 3}', '{"note 1": {"title": "", "values": 1, "time": 2}}', "\0"],
    ids=["empty", "list", "cut", "number", "no-fields", "nul"],
)  # fmt: skip
def test_another_file_is_no_draft(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert read_drafts(path) == {}
    Draft(path, "note 1", "Note", fail).keep({"note": "mới"})
    assert read_drafts(path)["note 1"]["values"] == {"note": "mới"}


def test_a_folder_that_cannot_be_written_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    errors: list[OSError] = []
    draft = Draft(tmp_path / "file" / "drafts.json", "note 1", "Note", errors.append)
    draft.keep({"note": "a"})
    draft.keep({"note": "ab"})
    assert len(errors) == 1


@pytest.mark.parametrize("values", [{"note": " \n"}, {"note": "as it was"}], ids=["empty", "untouched"])
def test_what_says_nothing_new_is_no_draft(path: Path, values: dict[str, str]) -> None:
    draft = Draft(path, "note 1", "Note", report=lambda error: pytest.fail(str(error)))
    draft.keep({"note": "something"}, {"note": "as it was"})
    assert read_drafts(path)
    draft.keep(values, {"note": "as it was"})
    assert not read_drafts(path)
