"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import UsageError
from annotations.exports.files import whole_file


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
    target.write_text("former", encoding="utf-8")
    with pytest.raises(OSError, match="full"), whole_file(target) as stream:
        stream.writelines(halves())
    assert target.read_text(encoding="utf-8") == "former"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_symbolic_link_keeps_pointing_to_the_file(tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_text("former", encoding="utf-8")
    link.symlink_to(target.name)
    with whole_file(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_device_is_written_to_directly() -> None:
    with whole_file(Path("/dev/null")) as stream:
        stream.write("gone")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["", "missing/out.csv"], ids=["folder", "missing_folder"])
def test_a_path_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="name a file in a folder that exists"), whole_file(tmp_path / name):
        pass


def test_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("annotations.exports.files.tempfile.mkstemp", refuse)
    with pytest.raises(UsageError, match="no permission"), whole_file(tmp_path / "out.csv"):
        pass
