from pathlib import Path

import pytest

from annotations.claims import extract_claims, load_lexicon
from annotations.errors import UsageError


def user_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_unit_is_added_to_the_built_in_words(tmp_path: Path) -> None:
    lexicon = load_lexicon(user_file(tmp_path, '[units.measure]\n"giạ" = ["giạ", "giạ lúa"]\n'))
    (mention,) = extract_claims("Mỗi công thu 40 giạ lúa.", lexicon=lexicon)
    assert (mention.kind, mention.unit) == ("measure", "giạ")
    assert extract_claims("Mỗi công thu 40 giạ lúa.")[0].kind == "count"
    assert lexicon.units["ha"] == ("measure", "ha")


def test_a_users_scale_follows_digits_and_number_words(tmp_path: Path) -> None:
    lexicon = load_lexicon(user_file(tmp_path, '[scales]\n"ức" = 100000\n'))
    values = [m.value for m in extract_claims("Bán 3 ức gạch, mua hai mươi ba ức ngói.", lexicon=lexicon)]
    assert values == ["300000", "2300000"]


def test_spelling_and_place_of_the_tone_do_not_matter(tmp_path: Path) -> None:
    lexicon = load_lexicon(user_file(tmp_path, '[heads]\nreference = ["Toà án số"]\n'))
    assert extract_claims("Theo tòa án số 12 thì thôi.", lexicon=lexicon)[0].role == "reference"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[scales]\n"tá" = 12\n', 2, "power of ten"),
        ('[units.measure]\n"giạ" = "giạ"\n', 2, "list"),
        ('[units.weight]\n"giạ" = ["giạ"]\n', 1, "a unit is one of"),
        ('\n[modifiers]\nalmost = ["gần"]\nroughly = ["đâu đó"]\n', 4, "expected one of"),
        ('[nouns]\nsingle = ["a", ""]\n', 2, "a phrase is words"),
        ('[heads]\nname = ["một hai ba bốn năm sáu"]\n', 2, "at most 5 syllables"),
        ("[verbs]\nx = []\n", 1, "no such section"),
    ],
)
def test_error_lines(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = user_file(tmp_path, text)
    with pytest.raises(UsageError, match=message) as caught:
        load_lexicon(path)
    assert f"{path}, line {line}:" in str(caught.value)


def test_a_file_that_is_no_toml_or_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="line 1"):
        load_lexicon(user_file(tmp_path, "[units\n"))
    with pytest.raises(UsageError, match="cannot be read"):
        load_lexicon(tmp_path / "none.toml")
