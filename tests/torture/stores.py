"""Stores that are moved, shared by many writers, filled to the last byte, damaged or forged."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from annotations.errors import SoiError
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.maintenance import doctor
from annotations.store.maintenance.merge import merge
from annotations.store.queries.claims import read_mentions
from tests.annotations.store.validation.forged_rows import forge, forgeries
from tests.torture.kills import kill, start_writer, stored_decisions
from tests.torture.torment import Rounds, expect_plain_end, make_store, soi

WRITERS = 4
WORK_SECONDS = 0.5
FILE_BLOCKS = (
    2_000  # of 512 bytes or 1,024, by the shell: how large a file may become where the disk is made full
)


def move_stores(folder: Path, seconds: float) -> str:
    """Move, replace or delete a store while it is written: what was stored is where the file is now."""
    rounds, stored = Rounds(seconds), 0
    ways = (move, replace, delete)
    backup = make_store(folder / "backup.db")
    while rounds.another():
        path, moved_path = folder / f"{rounds.count}.db", folder / f"moved-{rounds.count}.db"
        shutil.copy(backup, path)
        with Store.open(path) as store:
            claims = [claim.id for claim in read_mentions(store, "a.txt")]
            decided = claims[: rounds.dice.randint(1, 50)]
            for claim in decided:
                store.set_verdict(claim, "lan", Verdict.VERIFIED)
            rounds.dice.choice(ways)(path, moved_path, backup)
            try:
                store.set_verdict(claims[-1], "lan", Verdict.REFUTED)
            except SoiError:
                pass  # what is expected: nothing is stored in a file that is not there any more
            else:
                raise AssertionError("a decision was stored in a file that was moved away")
        with Store.open(moved_path) as store:
            reviews = store.connection.execute("SELECT count(*) FROM decisions").fetchone()[0]
        assert reviews == len(decided), f"{reviews} of {len(decided)} decisions are in the moved file"
        stored += reviews
    return f"{rounds.count} stores moved, replaced or deleted while open, 0 of {stored:,} decisions lost"


def move(path: Path, moved_path: Path, _backup: Path) -> None:
    path.rename(moved_path)


def replace(path: Path, moved_path: Path, backup: Path) -> None:
    path.rename(moved_path)
    shutil.copy(backup, path)


def delete(path: Path, moved_path: Path, _backup: Path) -> None:
    """Delete a store of which another name is left."""
    moved_path.hardlink_to(path)
    path.unlink()


def crowd(folder: Path, seconds: float) -> str:
    """Several writers at once, beside imports, exports and the doctor: none loses a decision."""
    path, rounds, count = make_store(folder / "soi.db"), Rounds(seconds), 0
    (folder / "c").mkdir()
    while rounds.another():
        (folder / "c" / f"{rounds.count}.txt").write_text(f"Xã {rounds.count} có 5 hộ.", encoding="utf-8")
        writers = [start_writer(path, f"người {number}") for number in range(WRITERS)]
        for command in (["import", "c"], ["export", "csv"], ["doctor"], ["stats"]):
            process = soi(folder, *command)
            expect_plain_end(process)
            assert process.returncode == 0, process.stderr
        acknowledged = {decision for writer in writers for decision in kill(writer)}
        lost = acknowledged - stored_decisions(path)
        assert not lost, f"{len(lost)} of {len(acknowledged)} decisions lost"
        count += len(acknowledged)
    return f"{WRITERS} writers beside import, export, doctor and stats, {rounds.count} rounds, 0 of {count:,} decisions lost"


def fill_disk(folder: Path, seconds: float) -> str:
    """Let no file grow beyond a size, as on a full disk: commands fail with a sentence, and lose nothing."""
    rounds, failures = Rounds(seconds), 0
    (folder / "c").mkdir()
    for number in range(40):
        text = "\n".join(f"Xã {n} có {number + n} hộ dân." for n in range(400))
        (folder / "c" / f"{number}.txt").write_text(text, encoding="utf-8")
    while rounds.another():
        path = folder / f"{rounds.count}.db"
        blocks = rounds.dice.randint(10, FILE_BLOCKS)
        limit = ["sh", "-c", f'trap "" XFSZ; ulimit -f {blocks}; exec "$@"', "sh"]
        process = soi(folder, "import", "c", "--store", path.name, prefix=limit)
        expect_plain_end(process)
        if process.returncode:
            failures += 1
            assert len(process.stderr.splitlines()) <= 3, process.stderr
        exported = folder / f"{rounds.count}.csv"
        expect_plain_end(
            soi(folder, "export", "csv", "--store", path.name, "-o", exported.name, prefix=limit)
        )
        leftovers = [
            left for left in folder.iterdir() if left.name.startswith(".") and left.suffix == ".part"
        ]
        assert not leftovers, leftovers
        if path.exists():
            with Store.open(path) as store:
                assert list(doctor.examine(store)) == []
    full_device = soi(folder, "export", "csv", "--store", "1.db", "-o", "/dev/full")
    expect_plain_end(full_device)
    return f"{rounds.count} imports with too little room ({failures} told), 0 stores damaged, nothing left behind"


def damage_stores(folder: Path, seconds: float) -> str:
    """Flip bits of a store and cut it: every command answers with a sentence."""
    template, rounds, refusals = make_store(folder / "template.db"), Rounds(seconds), 0
    while rounds.another():
        data, dice = bytearray(template.read_bytes()), rounds.dice
        for _ in range(dice.choice((1, 1, 1, 8, 64))):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        if dice.random() < 0.2:
            del data[dice.randrange(len(data)) :]
        path = folder / "soi.db"
        for side_file in folder.glob("soi.db*"):
            side_file.unlink()
        path.write_bytes(data)
        command = dice.choice(
            (["doctor"], ["stats"], ["log"], ["export", "csv"], ["merge", "template.db"], ["search", "xã"])
        )
        process = soi(folder, *command)
        expect_plain_end(process)
        refusals += process.returncode != 0
    return f"{rounds.count} damaged stores opened ({refusals} refused with a sentence), 0 failures of the program"


def forge_stores(folder: Path, seconds: float) -> str:
    """Merge stores with a forged row: it is left out, and the store stays sound."""
    foreign, start, count = make_store(folder / "foreign.db"), time.monotonic(), 0
    with Store.open(foreign) as store:
        claims = [claim.id for claim in read_mentions(store, "a.txt")]
        store.set_verdicts(claims[:3], "minh", Verdict.REFUTED)
        store.set_tags(claims[0], "minh", ["vội"])
        store.set_seen("a.txt", "minh", is_seen=True)
    for name, forgery in forgeries():
        if count and time.monotonic() - start > seconds:
            break
        path = Path(shutil.copy(foreign, folder / "forged.db"))
        with suppress(sqlite3.IntegrityError):  # SQLite refuses some forgeries by itself
            forge(path, forgery)
        own = make_store(folder / f"own-{count}.db")
        with Store.open(own) as store:
            with suppress(SoiError):  # some stores are refused as a whole, with a sentence
                merge(store, path)
            assert list(doctor.examine(store)) == [], name
            store.rows()
        own.unlink()
        count += 1
    return f"{count} forged rows merged, 0 stores broken"
