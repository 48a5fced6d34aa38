"""The interface in Vietnamese and English: the language chosen, the catalogs complete, nothing left out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import Sentence, UsageError
from tests.conftest import ROOT
from tests.tui.cli.commands import assert_one_sentence, soi
from tests.tui.driving import make_app, press, running
from tests.tui.language import catalogs
from tests.tui.language.catalogs import called_name
from tui.language import i18n
from tui.screens.base import TranslatedScreen
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.panels.key_footer import KeyFooter

PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_catalog_has_every_text_of_the_code_and_no_other(language: str) -> None:
    msgids = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in catalogs.load(language)
    }
    assert msgids - {""} == set(catalogs.texts()), "run  make catalogs"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    for message in catalogs.load(language):
        if not message.id:
            continue
        assert catalogs.is_translated(message), message.id
        msgids = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for form in forms:
            placeholders = set(PLACEHOLDER.findall(form))
            assert any(placeholders == set(PLACEHOLDER.findall(text)) for text in msgids), message.id


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_compiled_catalog_is_that_of_the_source(language: str) -> None:
    po, mo = catalogs.catalog_files(catalogs.updated(language))
    assert catalogs.path_of(language, "po").read_bytes() == po, "run  make catalogs"
    assert catalogs.path_of(language, "mo").read_bytes() == mo, "run  make catalogs"


def test_english_says_what_the_code_says() -> None:
    for message in catalogs.load("en"):
        if message.id:
            assert message.string == message.id or tuple(message.string or ()) == tuple(message.id)


# The functions that show a text, with the positions and names of the arguments that they show.
SHOWN_ARGUMENTS = {
    "notify": ([0], ["title"]),
    "Static": ([0], []),
    "Label": ([0], []),
    "update": ([0], []),
    "styled": ([0], []),
    "Input": ([], ["placeholder"]),
    "SystemCommand": ([0, 1], ["title", "help"]),
    "print_error": ([0], []),
}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "placeholder"}
LETTERS = re.compile(r"[^\W\d_]{2}")


def shown_literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The literals with words that are shown untranslated, each with its line."""
    for node in ast.walk(tree):
        expressions: list[ast.expr] = []
        if isinstance(node, ast.Call) and called_name(node) in SHOWN_ARGUMENTS:
            places, names = SHOWN_ARGUMENTS[called_name(node)]
            expressions = [node.args[place] for place in places if place < len(node.args)]
            expressions += [keyword.value for keyword in node.keywords if keyword.arg in names]
        elif isinstance(node, ast.Assign):
            targets = [target for target in node.targets if isinstance(target, ast.Attribute)]
            expressions = [node.value for target in targets if target.attr in ATTRIBUTES]
        for value in expressions:
            for text in literal_words(value):
                yield value.lineno, text


def literal_words(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and LETTERS.search(node.value):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield from literal_words(value)
    elif isinstance(node, ast.BinOp):
        yield from literal_words(node.left)
        yield from literal_words(node.right)
    elif isinstance(node, ast.IfExp):
        yield from literal_words(node.body)
        yield from literal_words(node.orelse)


def test_no_literal_is_shown_past_the_catalog() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path in sorted((ROOT / "tui").rglob("*.py"))
        for line, text in shown_literals(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bad


def test_what_looks_for_literals_finds_them() -> None:
    code = "self.notify('Sai rồi'); Static(f'Note on {x}'); self.border_title = 'a' if b else 'Bài'; Static(_('Note'))"
    assert {text for _, text in shown_literals(ast.parse(code))} == {"Sai rồi", "Note on ", "Bài"}


@pytest.mark.parametrize(
    ("option", "setting", "environment", "language"),
    [
        (None, None, {}, "en"),
        (None, None, {"LANG": "vi_VN.UTF-8"}, "vi"),
        (None, None, {"LANG": "vi_VN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        (None, None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        (None, None, {"LANG": "C.UTF-8", "LANGUAGE": "vi"}, "en"),
        (None, None, {"LANG": "de_DE.UTF-8", "LANGUAGE": "de:vi:en"}, "vi"),
        (None, None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, "vi", {"LANG": "en_US.UTF-8"}, "vi"),
        (None, "vi", {"SOI_LANG": "en"}, "en"),
        ("vi", "en", {"SOI_LANG": "en"}, "vi"),
    ],
)
def test_the_language_is_as_asked(
    option: str | None, setting: str | None, environment: dict[str, str], language: str
) -> None:
    assert i18n.choose(option, setting, environment) == language


@pytest.mark.parametrize(
    ("option", "setting", "environment"),
    [("fr", None, {}), (None, "fr", {}), (None, None, {"SOI_LANG": "fr"})],
)
def test_unknown_language(option: str | None, setting: str | None, environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"'fr'.*en, vi"):
        i18n.choose(option, setting, environment)


def test_error_and_its_sentences_are_translated() -> None:
    why = Sentence(
        "it looks like windows-1258; {advice}", advice=Sentence("convert it with: {command}", command="x{y}")
    )
    error = UsageError("{path} is not UTF-8: {advice}", path="a{b}.txt", advice=why)
    assert str(error) == "a{b}.txt is not UTF-8: it looks like windows-1258; convert it with: x{y}"
    assert (
        str(UsageError("plain {braces}")) == i18n.translated(UsageError("plain {braces}")) == "plain {braces}"
    )
    i18n.use("vi")
    assert i18n.translated(error) == (
        "a{b}.txt không phải UTF-8: có vẻ là windows-1258; hãy chuyển mã bằng lệnh: x{y}"
    )


def test_commands_speak_vietnamese(tmp_path: Path) -> None:
    assert "Cách dùng:" in soi("stats", "--help", "--lang", "vi").stdout
    assert "Người quyết định" in soi("stats", "--lang=vi", "-h").stdout
    assert "Kiểm chứng số liệu" in soi("-h", "--lang", "vi").stdout
    assert_one_sentence(soi("claims", str(tmp_path / "x"), "--lang", "vi"), 2, "Không có gì ở")
    assert_one_sentence(soi("stats", "--lang", "fr"), 2, "--lang", "'fr'")
    (tmp_path / "a.txt").write_text("Đạt gần 62,8% kế hoạch.", encoding="utf-8")
    table = soi("claims", str(tmp_path), "--lang", "vi").stdout
    assert "1 số liệu" in table
    assert "phần trăm" in table
    assert '"kind": "percentage"' in soi("claims", str(tmp_path), "--lang", "vi", "--format", "jsonl").stdout
    assert "Không có tùy chọn '--nix'" in soi("stats", "--nix", "--lang", "vi").stderr


def test_without_arguments_the_locale_says_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_one_sentence(soi(), 2, "terminal")
    monkeypatch.setenv("LANGUAGE", "vi")
    assert_one_sentence(soi(), 2, "cửa sổ dòng lệnh")


def test_soi_toml_may_say_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "soi.toml").write_text('lang = "vi"\n', encoding="utf-8")
    assert "Cách dùng:" in soi("stats", "--help").stdout
    (tmp_path / "soi.toml").write_text('lang = "xx"\n', encoding="utf-8")
    assert_one_sentence(soi("stats"), 2, "soi.toml", "'xx'")


async def test_the_screen_speaks_vietnamese(seeds: Path, tmp_path: Path) -> None:
    i18n.use("vi")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        assert "chưa duyệt" in pilot.app.screen.query_one(ClaimPanel).text
        screen = pilot.app.screen
        assert isinstance(screen, TranslatedScreen)
        labels = {active.binding.description for active in screen.active_bindings.values()}
        assert {
            "Đúng",
            "Sai",
            "Chưa xác minh được",
            "Không phải số liệu",
            "Ghi chú",
            "Xuống một dòng",
        } <= labels
        footer = screen.query_one(KeyFooter).text
        assert "Đúng" in footer
        assert "Verified" not in footer
        await press(pilot, "enter")
        titles = {command.title for command in pilot.app.get_system_commands(screen)}
        assert {"Đúng", "Hoàn tác"} <= titles
