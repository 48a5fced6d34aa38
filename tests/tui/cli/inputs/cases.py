"""Bad inputs: what is typed, what stands in the folder, and the exit code: 2 for wrong use, 1 for failure, 0 for neither.

Where the two could be argued: a path that is named and is not there, a folder that may not be listed, and a target that
must not be written are wrong use; a file that was found and cannot be read as an article or a store is a failure.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tests.tui.cli.inputs.folder import (
    Make,
    beginning,
    copy,
    damaged,
    database,
    file,
    folder,
    hard_link,
    link,
    mode,
    pipe,
    unix_socket,
)


class BadInput(NamedTuple):
    """A command line with the folder and the environment that it runs in."""

    arguments: Sequence[str]
    code: int
    recipe: Sequence[Make] = ()
    environment: Mapping[str, str] = MappingProxyType({})
    is_terminal: bool = False
    needs_permissions: bool = False  # does not hold for root
    new_files: Sequence[str] = ()  # which the command may leave

    @property
    def name(self) -> str:
        """A short name without blanks, for the id of a test."""
        words = [word for word in self.arguments if word.replace("-", "").replace(".", "").isalnum()]
        return "_".join(words)[:20].strip("_") or "soi"


DEEP = "x=" + "[" * 3000 + "]" * 3000
LONG = "x" * 5000
# Arguments that are wrong by themselves: exit code 2.
WRONG_USE = r"""
claims
claims nope
claims . --format xml
claims c --format
claims c nope
claims c --lexicon nope.toml
claims c --lexicon ''
claims c --lexicon c
claims c --lexicon /dev/zero
claims c/a0.txt/x
claims ''
claims -x
claims c --nope
claims c --explain --explain=1
check
check ''
check . --format xml
check c nope
check c --lexicon c
check c --lexicon ''
check c --bearing maybe
check c --explain
check -- -x
check -x
check http://example.org/a
import
import c nope
import c --store c
import c --store no/x.db
import c --lexicon nope
import c --annotator x
import c --store :memory:
import c --store 'file:x.db?mode=memory'
export
export xml
export csv --verdict maybe
export csv --verdict
export csv -o ''
export csv -o c
export csv -o old.csv/x
export csv -o soi.db
export csv -o c/a0.txt
export csv -o old.csv --store nope.db
search
search value:>=
search '"abc'
search -
search ''
search date:2023-13
search x --limit -1
search x --limit 0
search x --format csv
search --annotator 'a	b' x
stats nope
stats --annotator ''
log nope.txt
log a b
merge
merge nope.db
merge soi.db
merge ''
merge /dev/zero
merge nope.db --store new.db
backup
backup a b
backup soi.db
backup c
backup ''
backup /dev/null
backup b.db --store b.db
doctor x
doctor --rebuild=1
keys x
keys --lang fr
review
nope.txt
--lang fr keys
--nope
impotr c
"""
# The same in a terminal.
WRONG_USE_IN_A_TERMINAL = """
review nope
review c --store c
review c --theme nope
review c --theme ''
review c d
review c --lang fr
review c --lexicon nope
review c --store :memory:
"""
FILTERS = (
    "value:x", "value:>=", "date:2023-02-30", "is:x", "role:x", "x:y", "tag:", "value:5..1",
    "date:2024..2023", 'kind:"money', "by:", "--", "value:>=1..2", "kind:,", f"value:{'9' * 5000}", "value:1e5",
    "is:unreviewed,", 'tag:"a,b', "-",
)  # fmt: skip
# Files that are no articles: each is a failure of that file.
ARTICLES: Mapping[str, Sequence[Make]] = {
    "empty.txt": [file("empty.txt")],
    "blank.txt": [file("blank.txt", "  \n\t\n")],
    "mark.txt": [file("mark.txt", b"\xef\xbb\xbf")],
    "latin.txt": [file("latin.txt", b"Ch\xe0o b\xe1c 5")],
    "utf16.txt": [file("utf16.txt", "C 5".encode("utf-16")[:-1])],
    "utf32.txt": [file("utf32.txt", "C 5 nguoi".encode("utf-32")[:-1])],
    "nul.txt": [file("nul.txt", b"a\0b")],
    "pipe.txt": [pipe("pipe.txt")],
    "socket": [unix_socket("socket/x.txt")],
    "lost": [link("lost/x.txt", "/nowhere")],
    "folder": [folder("folder/x.txt")],
    "circle": [link("circle/x.txt", "x.txt")],
    "names": [file("names/Qu\u1ea3ng.txt", "5 ha"), file("names/Qua\u0309ng.txt", "6 ha")],
    "endless": [link("endless/x.txt", "/dev/zero")],
    "process": [link("process/x.txt", "/proc/self/status")],
    "pipe.csv": [pipe("pipe.csv")],
    "pipe.xlsx": [pipe("pipe.xlsx")],
    "zero.jsonl": [link("zero.jsonl", "/dev/zero")],
    "zero.db": [link("zero.db", "/dev/zero")],
    "deep.json": [file("deep.json", "[" * 100_000)],
    "number.jsonl": [file("number.jsonl", '{"text": "5 ha", "id": %s}' % ("9" * 6000))],
    "half.jsonl": [file("half.jsonl", r'{"text": "\ud800 5 ha"}')],
    "nul.csv": [file("nul.csv", b'text,id\n"a\0b 5",1\n')],
    "many.csv": [file("many.csv", "text,id\n" + "one cell\n" * 500)],
    "bytes.xlsx": [file("bytes.xlsx", b"PK\x03\x04\xff\xfe")],
    "bytes.csv.gz": [file("bytes.csv.gz", b"\x1f\x8b\xff\xfe")],
    "/dev/zero": [],
    "/dev/null": [],
    "soi.db": [],
}
CLOSED_ARTICLES: Mapping[str, Sequence[Make]] = {
    "closed": [file("closed/a0.txt", "5 ha"), mode("closed/a0.txt", 0)],
    "half": [file("half/a0.txt", "5 ha"), folder("half/q"), mode("half/q", 0)],
}
# Corpora in which there is nothing to read.
CORPORA: Mapping[str, Sequence[Make]] = {
    "none": [folder("none")],
    "odt": [file("odt/a.odt", "x")],
    "x.txt": [link("x.txt", "nowhere")],
    "loop": [link("loop", "loop")],
    "a\0b": [],
    LONG: [],
    "n" * 300: [],
}
STORES: Mapping[str, tuple[int, Sequence[Make]]] = {
    "nope.db": (2, []),
    "c": (2, []),
    "": (2, []),
    "soi.db/x": (2, []),
    "a\0b": (2, []),
    "n" * 300: (2, []),
    "pipe.db": (2, [pipe("pipe.db")]),
    "loop.db": (2, [link("loop.db", "loop.db")]),
    "/dev/zero": (2, []),
    ":memory:": (2, []),
    "empty.db": (1, [file("empty.db")]),
    "text.db": (1, [file("text.db", "Xin chào\n")]),
    "other.db": (1, [database("other.db", "CREATE TABLE x (y)")]),
    "broken.db": (1, [damaged("soi.db", "broken.db")]),
    "cut.db": (1, [beginning("soi.db", "cut.db", 20_000)]),
    "newer.db": (
        1,
        [
            copy("soi.db", "newer.db"),
            database(
                "newer.db",
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('soi', 'm999', 'x')",
            ),
        ],
    ),
}
STORE_COMMANDS = ("stats", "log", "export csv", "search x", "doctor", "backup b.db")
LEXICONS = (
    "[units", "[nope]\nx=['a']", "[units.weight]\nx=['a']", "[units.measure]\nx=['']", "[units.measure]\nx=['\u200b']",
    "[units.measure]\nx=[1]", "[scales]\nx=7", "[scales]\nx='1000'", "[scales]\nx=-10", "[scales]\nx=1e3",
    "[scales]\n'' = 1000", "[scales]\nx=0x" + "f" * 5000, f"[scales]\nx=1{'0' * 5000}", "[scales]\nx=1979-05-27",
    "[confusable]\nx={a=['b']}", "[heads]\nnope=['a']", DEEP, '[units.measure]\n"a"=["\\ud800"]',
    "[units]\nmeasure=1", "units.measure.x = ['a']\nunits = 1", "units=1", "#" * 1_000_001,
    "[units.measure]\nx=['một hai ba bốn năm sáu']",
)  # fmt: skip
SETTINGS = (
    "= =", "colour = 'x'", "lang = 1", "theme = 1", "lang = 'fr'", "lexicon = 5", "keys = 1",
    "[keys]\n'review.verify' = 1", "[keys]\n'review.nope' = 'v'", "[keys]\n'review.verify' = 'r'",
    "[keys]\n'review.verify' = 'hyper+q'", DEEP, "lang='vi'\nlang='en'", "#" * 1_000_001,
)  # fmt: skip


def bad_inputs() -> Iterator[BadInput]:
    """All bad inputs."""
    for line in filter(None, WRONG_USE.splitlines()):
        yield BadInput(shlex.split(line), 2)
    for line in filter(None, WRONG_USE_IN_A_TERMINAL.splitlines()):
        yield BadInput(shlex.split(line), 2, is_terminal=True)
    yield from _articles()
    yield from _stores()
    yield from _texts()
    yield from _targets()
    for name in ("fr", "\x1b[31m"):
        yield BadInput(["keys"], 2, environment={"SOI_LANG": name})
    for name in ("\u202e", "\u200b", "\u0301", "\u3164", "a\tb", "x" * 1000):
        yield BadInput(["stats", "--annotator", name], 2)
    for name in ("\u200b", "\x1b[31m", "x" * 1000):
        yield BadInput(["stats"], 2, environment={"SOI_ANNOTATOR": name})
    yield BadInput(["search", "x", "--limit", "9" * 30], 0)
    yield BadInput(["search", "x" * 100_000], 0)
    yield BadInput(["log", "x" * 100_000], 2)
    yield BadInput(["review", "c", "--store", "soi.db"], 1, [mode("soi.db", 0o444), mode(".", 0o555)],
                   is_terminal=True, needs_permissions=True)  # fmt: skip


def _articles() -> Iterator[BadInput]:
    for command in (["claims"], ["check"], ["import", "--store", "soi.db"]):
        for name, recipe in ARTICLES.items():
            yield BadInput([*command, name], 1, recipe)
        for name, recipe in CLOSED_ARTICLES.items():
            yield BadInput([*command, name], 1, recipe, needs_permissions=True)
        for name, recipe in CORPORA.items():
            yield BadInput([*command, name], 2, recipe)
        closed_folder = [file("closed/a0.txt", "5 ha"), mode("closed", 0)]
        yield BadInput([*command, "closed"], 2, closed_folder, needs_permissions=True)
    for name, recipe in ARTICLES.items():
        if name != "names":  # has an article
            yield BadInput(["review", name, "--store", "new.db"], 1, recipe, is_terminal=True)


def _stores() -> Iterator[BadInput]:
    for name, (code, recipe) in STORES.items():
        for command in STORE_COMMANDS:
            yield BadInput([*command.split(), "--store", name], code, recipe)
        if name not in ("nope.db", "empty.db"):  # which these commands make a store of
            yield BadInput(["import", "c", "--store", name], code, recipe)
            yield BadInput(["merge", "soi.db", "--store", name], code, recipe)
            yield BadInput(["review", "c", "--store", name], code, recipe, is_terminal=True)
    yield BadInput(["merge", "soi.db", "--store", "new.db"], 0, new_files=["new.db"])
    yield BadInput(["merge", "link.db"], 2, [link("link.db", "soi.db")])
    yield BadInput(["merge", "hard.db"], 2, [hard_link("hard.db", "soi.db")])
    yield BadInput(["merge", "copy.db", "nope.db"], 2, [copy("soi.db", "copy.db")])
    for name in ("text.db", "other.db", "cut.db"):
        yield BadInput(["merge", name], 1, STORES[name][1])
    yield BadInput(["merge", "text.db", "--store", "new.db"], 1, STORES["text.db"][1])


def _texts() -> Iterator[BadInput]:
    for text in FILTERS:
        yield BadInput(["export", "csv", "--filter", text], 2)
    for text in LEXICONS:
        yield BadInput(["claims", "c", "--lexicon", "l.toml"], 2, [file("l.toml", text)])
    for text in SETTINGS:
        # $SOI_LANG would be asked before the file.
        environment = {"SOI_LANG": ""} if text.startswith("lang") else {}
        yield BadInput(["keys"], 2, [file("soi.toml", text)], environment)
    for name in ("a\\u0000b", "nope.toml", "c", "soi.toml"):
        yield BadInput(["claims", "c"], 2, [file("soi.toml", f'lexicon = "{name}"')])
    yield BadInput(["keys"], 2, [file("soi.toml", b'lang = "\xff"')])
    yield BadInput(["review", "c"], 2, [file("soi.toml", "theme = 'nope'")], is_terminal=True)
    for recipe in (
        folder("soi.toml"),
        pipe("soi.toml"),
        link("soi.toml", "/dev/zero"),
        link("soi.toml", "soi.toml"),
    ):
        yield BadInput(["keys"], 2, [recipe])


def _targets() -> Iterator[BadInput]:
    yield BadInput(["export", "csv", "-o", "/dev/full"], 1)
    yield BadInput(["export", "csv", "-o", "loop"], 2, [link("loop", "loop")])
    yield BadInput(["export", "csv", "-o", "n" * 300], 2)
    yield BadInput(["export", "csv", "-o", "socket"], 1, [unix_socket("socket")])
    yield BadInput(["backup", "n" * 300], 2)
    yield BadInput(["backup", "lost"], 2, [link("lost", "nowhere/x")])
    yield BadInput(["backup", "pipe"], 2, [pipe("pipe")])
    closed = [folder("closed"), mode("closed", 0o555)]
    yield BadInput(["export", "csv", "-o", "closed/x.csv"], 2, closed, needs_permissions=True)
    yield BadInput(["import", "c", "--store", "closed/x.db"], 2, closed, needs_permissions=True)
    yield BadInput(["backup", "closed/x.db"], 2, closed, needs_permissions=True)
    yield BadInput(
        ["review", "c", "--store", "closed/x.db"], 2, closed, is_terminal=True, needs_permissions=True
    )
