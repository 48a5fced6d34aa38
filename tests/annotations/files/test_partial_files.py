"""Partial files: put in place whole, deleted when they fail, swept when their writer was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.files.leftovers import sweep_leftovers
from annotations.files.partial_files import partial_file, place_new, replace_target, sweep
from annotations.files.partial_folders import partial_folder, replace_folder, temporary_folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_name_is_refused_where_there_is_anything(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("elsewhere")
    with pytest.raises(FileExistsError), partial_file(tmp_path / "dangling") as part:
        place_new(part, tmp_path / "dangling")
    assert names(tmp_path) == ["dangling"]


def test_a_partial_file_takes_the_place_of_its_target(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("former")
    with partial_file(target) as part:
        os.write(part.descriptor, b"new")
        assert target.read_text() == "former"
        replace_target(part, target)
    assert names(tmp_path) == ["out"]
    assert target.read_text() == "new"


def test_a_file_system_without_links_gets_the_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("annotations.files.partial_files.os.link", refuse)
    with partial_file(tmp_path / "out") as part:
        place_new(part, tmp_path / "out")
    with pytest.raises(FileExistsError), partial_file(tmp_path / "out") as part:
        place_new(part, tmp_path / "out")
    assert names(tmp_path) == ["out"]


WRITER = """
import sys
from pathlib import Path
from annotations.files.leftovers import sweep_leftovers
from annotations.files.partial_files import partial_file, place_new, replace_target, sweep
from annotations.files.partial_folders import partial_folder, replace_folder, temporary_folder
with partial_file(Path(sys.argv[1])) as part:
    part.path.with_name(part.path.name + "-journal").touch()
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_killed_writer_leaves_what_the_next_sweep_deletes(tmp_path: Path) -> None:
    foreign_names = [".soi-mine.part", f".soi-{'a' * 32}.part.txt", "out.part"]
    for name in foreign_names:
        (tmp_path / name).touch()
    command = [sys.executable, "-c", WRITER, str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        sweep(tmp_path)
        assert len(names(tmp_path)) == len(foreign_names) + 2  # it is at work
        writer.send_signal(signal.SIGKILL)
    sweep(tmp_path)
    assert names(tmp_path) == sorted(foreign_names)


def test_a_link_with_the_name_of_a_partial_file_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_text("kept")
    (tmp_path / f".soi-{'0' * 32}.part").symlink_to("kept")
    sweep(tmp_path)
    sweep(tmp_path / "missing")
    assert target.read_text() == "kept"


FOLDER_WRITER = """
import sys
from pathlib import Path
from annotations.files.partial_folders import partial_folder
with partial_folder(Path(sys.argv[1])) as folder:
    (folder / "copy.db").write_text("a colleague's store")
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_killed_maker_leaves_a_folder_that_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".soi-mine.folder").mkdir()
    command = [sys.executable, "-c", FOLDER_WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == b"ready\n"
        sweep_leftovers(tmp_path)
        assert len(names(tmp_path)) == 2  # it is at work
        maker.send_signal(signal.SIGKILL)
    sweep_leftovers(tmp_path)
    assert names(tmp_path) == [".soi-mine.folder"]


def test_a_temporary_folder_is_private_and_sweeps_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / f".soi-{'a' * 32}.folder").mkdir()
    with temporary_folder() as folder:
        assert names(tmp_path) == [folder.name]
        assert folder.stat().st_mode & 0o777 == 0o700
    assert names(tmp_path) == []


@pytest.mark.parametrize("is_replaced", [False, True], ids=["killed_before", "killed_after"])
def test_a_replaced_folder_is_put_back_or_deleted(tmp_path: Path, is_replaced: bool) -> None:
    former = tmp_path / f".soi-{'b' * 32}.former-out"
    former.mkdir()
    (former / "a.ann").write_text("former")
    if is_replaced:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "a.ann").write_text("new")
    sweep_leftovers(tmp_path)
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out" / "a.ann").read_text() == ("new" if is_replaced else "former")


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "former").touch()
    with partial_folder(tmp_path) as folder:
        (folder / "new").touch()
        replace_folder(folder, target)
    assert names(tmp_path) == ["out"]
    assert names(target) == ["new"]
