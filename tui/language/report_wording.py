"""The wording of reports in the language of the interface."""

from __future__ import annotations

from annotations.exports.wording import Wording
from tui.language.i18n import language, translated
from tui.language.numbers import format_value
from tui.language.wording import reading_phrase


def report_wording() -> Wording:
    """The wording of a report that is written now."""
    return Wording(language(), translated, format_value, reading_phrase)
