"""Files that are written whole or not at all, and never over what soi reads or did not make."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import UsageError
from annotations.exports import FORMATS
from annotations.exports.export_format import TextFormat
from annotations.exports.files import ReplacementRules, whole_file, whole_folder
from annotations.exports.folder_marks import FOLDER_MARK, write_mark
from annotations.exports.formats.csv import is_own_csv
from annotations.exports.rows import COLUMNS
from tests.annotations.store.fixtures import filled

EARLIER_EXPORT = ",".join(COLUMNS) + "\n"
RULES = ReplacementRules(is_own=is_own_csv)


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with whole_file(target, RULES) as stream:
        stream.write("số liệu\n".encode())
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "số liệu\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def halves() -> Iterator[bytes]:
    yield b"half"
    raise OSError(28, "the disk is full")


def test_a_failure_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text(EARLIER_EXPORT, encoding="utf-8")
    with pytest.raises(OSError, match="full"), whole_file(target, RULES) as stream:
        stream.writelines(halves())
    assert target.read_text(encoding="utf-8") == EARLIER_EXPORT
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_symbolic_link_keeps_pointing_to_the_file(tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_text(EARLIER_EXPORT, encoding="utf-8")
    link.symlink_to(target.name)
    with whole_file(link, RULES) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_device_is_written_to_directly() -> None:
    with whole_file(Path("/dev/null"), RULES) as stream:
        stream.write(b"gone")
    assert Path("/dev/null").is_char_device()


def test_permissions_follow_the_umask_or_the_earlier_export(tmp_path: Path) -> None:
    new, earlier = tmp_path / "new.csv", tmp_path / "earlier.csv"
    earlier.write_text(EARLIER_EXPORT, encoding="utf-8")
    earlier.chmod(0o600)
    umask = os.umask(0o027)
    try:
        for target in (new, earlier):
            with whole_file(target, RULES) as stream:
                stream.write(b"x")
    finally:
        os.umask(umask)
    assert [target.stat().st_mode & 0o777 for target in (new, earlier)] == [0o640, 0o600]


@pytest.mark.parametrize(
    "name",
    ["", "missing/out.csv", "loop", "x" * 300, "nul\0"],
    ids=["folder", "missing_folder", "link_loop", "long_name", "nul"],
)
def test_a_path_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with (
        pytest.raises(UsageError, match="name a file in a folder that exists"),
        whole_file(tmp_path / name, RULES),
    ):
        pass


def test_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("annotations.files.partial_files.os.open", refuse)
    with pytest.raises(UsageError, match="no permission"), whole_file(tmp_path / "out.csv", RULES):
        pass


@pytest.mark.parametrize(
    "name",
    ["soi.db", "link", "hard_link", "soi.db-wal", "soi.db-shm", "soi.db-journal", "other.db", "other.db-wal"],
)
@pytest.mark.parametrize("overwrite", [False, True], ids=["plain", "force"])
def test_nothing_is_written_over_a_store(tmp_path: Path, name: str, overwrite: bool) -> None:
    store = tmp_path / "soi.db"
    filled(store).close()
    filled(tmp_path / "other.db").close()
    (tmp_path / "link").symlink_to("soi.db")
    (tmp_path / "hard_link").hardlink_to(store)
    files = contents(tmp_path)
    for opened in (store, None):
        with (
            pytest.raises(UsageError, match="is a store or belongs to one"),
            whole_file(tmp_path / name, ReplacementRules(opened, overwrite=overwrite)),
        ):
            pass
    assert contents(tmp_path) == files


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["lexicon.toml", "link", "hard_link"])
def test_an_input_is_never_written_over(tmp_path: Path, name: str) -> None:
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text("[units]\n", encoding="utf-8")
    (tmp_path / "link").symlink_to("lexicon.toml")
    (tmp_path / "hard_link").hardlink_to(lexicon)
    with (
        pytest.raises(UsageError, match="is read by soi"),
        whole_file(tmp_path / name, ReplacementRules(inputs=[lexicon], overwrite=True)),
    ):
        pass
    assert lexicon.read_text(encoding="utf-8") == "[units]\n"


@pytest.mark.parametrize(
    ("name", "text", "is_own"),
    [
        ("csv", "", True),
        ("csv", EARLIER_EXPORT + "a,b\n", True),
        ("csv", "claim,article,title,outlet,published,verdict\r\n", True),
        ("csv", EARLIER_EXPORT.replace("\n", ",my column\n"), False),
        ("jsonl", '{"claim": "c", "article": "a", "title": null, "outlet": null, "published": null}\n', True),
        ("jsonl", '{"claim": "c", "article": "a"}\n', False),
        ("jsonl", '["claim"]\n', False),
        ("jsonl", "[" * 100_000, False),
        ("csv", "Tỉnh có 628 thủ tục.\n", False),
        ("jsonl", "\udcff\n", False),
    ],
    ids=["empty", "csv", "older_csv", "own_column", "jsonl", "other_json", "array", "deep", "text", "bytes"],
)
def test_only_exports_are_written_over(tmp_path: Path, name: str, text: str, is_own: bool) -> None:
    target = tmp_path / "out.csv"
    target.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    former = target.read_bytes()
    export_format = FORMATS[name]
    assert isinstance(export_format, TextFormat)
    rules = ReplacementRules(is_own=export_format.is_own)
    if is_own:
        with whole_file(target, rules) as stream:
            stream.write(b"new")
        assert target.read_bytes() == b"new"
        return
    with pytest.raises(UsageError, match="--force"), whole_file(target, rules):
        pass
    assert target.read_bytes() == former
    with whole_file(target, ReplacementRules(overwrite=True)) as stream:
        stream.write(b"new")
    assert target.read_bytes() == b"new"


def test_a_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for text in ("first", "second"):
        with whole_folder(target, ReplacementRules()) as folder:
            (folder / "a.txt").write_text(text, encoding="utf-8")
            write_mark(folder, {})
        assert (target / "a.txt").read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_the_former_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / FOLDER_MARK).write_text("{}", encoding="utf-8")
    with pytest.raises(OSError, match="full"), whole_folder(target, ReplacementRules()):
        b"".join(halves())
    assert [path.name for path in target.iterdir()] == [FOLDER_MARK]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tỉnh có 628 thủ tục.", encoding="utf-8")
    with pytest.raises(UsageError, match="name another folder"), whole_folder(tmp_path, ReplacementRules()):
        pass
    with (
        pytest.raises(UsageError, match="name a folder"),
        whole_folder(tmp_path / "a.txt", ReplacementRules()),
    ):
        pass


@pytest.mark.parametrize(
    ("change", "is_forced"),
    [("edited", True), ("added", True), ("linked", True), ("store", False), ("article", False)],
    ids=["edited", "added", "linked", "store", "article"],
)
def test_an_exported_folder_that_was_changed_is_kept(tmp_path: Path, change: str, is_forced: bool) -> None:
    target = tmp_path / "out"
    with whole_folder(target, ReplacementRules()) as folder:
        (folder / "below").mkdir()
        (folder / "below" / "a.ann").write_text("exported", encoding="utf-8")
        write_mark(folder, {"tool": "soi"})
    match change:
        case "edited":
            (target / "below" / "a.ann").write_text("annotated in brat", encoding="utf-8")
        case "linked":
            (target / "below" / "link").symlink_to(tmp_path)
        case "store":
            filled(target / "soi.db").close()
        case _:
            (target / "mine.txt").write_text("mine", encoding="utf-8")
    inputs = [target / "mine.txt"] if change == "article" else []
    with pytest.raises(UsageError, match="or was changed since"), whole_folder(target, ReplacementRules()):
        pass
    rules = ReplacementRules(inputs=inputs, overwrite=True)
    if is_forced:
        with whole_folder(target, rules) as folder:
            write_mark(folder, {})
        assert [path.name for path in target.iterdir()] == [FOLDER_MARK]
        return
    files = contents(target / "below")
    with pytest.raises(UsageError, match="or was changed since"), whole_folder(target, rules):
        pass
    assert contents(target / "below") == files
