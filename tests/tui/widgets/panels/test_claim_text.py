"""The lines of the claim panel."""

from __future__ import annotations

from annotations.model import Kind, Mention
from tui.widgets.panels.claim_text import former_reading_lines


def test_a_former_reading_is_a_warning() -> None:
    ((line, style),) = former_reading_lines(Mention(0, 1, "5", kind=Kind.COUNT, value="5", unit="loại ung"))
    assert "“5”, count, 5 loại ung." in line
    assert style == "$text-warning"
    assert list(former_reading_lines(None)) == []
