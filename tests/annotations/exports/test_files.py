"""Files that are written whole or not at all, and never over what soi reads or did not make."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import UsageError
from annotations.exports.files import whole_file
from annotations.exports.rows import COLUMNS
from tests.annotations.store.fixtures import filled

EARLIER_EXPORT = ",".join(COLUMNS) + "\n"


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with whole_file(target) as stream:
        stream.write("số liệu\n")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "số liệu\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def halves() -> Iterator[str]:
    yield "half"
    raise OSError(28, "the disk is full")


def test_a_failure_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text(EARLIER_EXPORT, encoding="utf-8")
    with pytest.raises(OSError, match="full"), whole_file(target) as stream:
        stream.writelines(halves())
    assert target.read_text(encoding="utf-8") == EARLIER_EXPORT
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_symbolic_link_keeps_pointing_to_the_file(tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_text(EARLIER_EXPORT, encoding="utf-8")
    link.symlink_to(target.name)
    with whole_file(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_device_is_written_to_directly() -> None:
    with whole_file(Path("/dev/null")) as stream:
        stream.write("gone")
    assert Path("/dev/null").is_char_device()


def test_permissions_follow_the_umask_or_the_earlier_export(tmp_path: Path) -> None:
    new, earlier = tmp_path / "new.csv", tmp_path / "earlier.csv"
    earlier.write_text(EARLIER_EXPORT, encoding="utf-8")
    earlier.chmod(0o600)
    umask = os.umask(0o027)
    try:
        for target in (new, earlier):
            with whole_file(target) as stream:
                stream.write("x")
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
    with pytest.raises(UsageError, match="name a file in a folder that exists"), whole_file(tmp_path / name):
        pass


def test_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("annotations.files.partial_files.os.open", refuse)
    with pytest.raises(UsageError, match="no permission"), whole_file(tmp_path / "out.csv"):
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
            whole_file(tmp_path / name, store=opened, overwrite=overwrite),
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
        whole_file(tmp_path / name, inputs=[lexicon], overwrite=True),
    ):
        pass
    assert lexicon.read_text(encoding="utf-8") == "[units]\n"


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("", True),
        (EARLIER_EXPORT + "a,b\n", True),
        ("claim,article,title,outlet,published,verdict\r\n", True),
        (EARLIER_EXPORT.replace("\n", ",my column\n"), False),
        ('{"claim": "c", "article": "a", "title": null, "outlet": null, "published": null}\n', True),
        ('{"claim": "c", "article": "a"}\n', False),
        ('["claim"]\n', False),
        ("[" * 100_000, False),
        ("Tỉnh có 628 thủ tục.\n", False),
        ("\udcff\n", False),
    ],
    ids=["empty", "csv", "older_csv", "own_column", "jsonl", "other_json", "array", "deep", "text", "bytes"],
)
def test_only_exports_are_written_over(tmp_path: Path, text: str, is_own: bool) -> None:
    target = tmp_path / "out.csv"
    target.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    former = target.read_bytes()
    if is_own:
        with whole_file(target) as stream:
            stream.write("new")
        assert target.read_bytes() == b"new"
        return
    with pytest.raises(UsageError, match="--force"), whole_file(target):
        pass
    assert target.read_bytes() == former
    with whole_file(target, overwrite=True) as stream:
        stream.write("new")
    assert target.read_bytes() == b"new"
