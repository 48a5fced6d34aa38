"""The lines of the claim panel."""

from __future__ import annotations

import pytest
from textual.style import Style

from annotations.model import Evidence, Kind, Mention
from tui.widgets.panels.claim_text import former_reading_lines, linked_evidence


def test_a_former_reading_is_a_warning() -> None:
    ((line, style),) = former_reading_lines(Mention(0, 1, "5", kind=Kind.COUNT, value="5", unit="loại ung"))
    assert "“5”, count, 5 loại ung." in line
    assert style == "$text-warning"
    assert list(former_reading_lines(None)) == []


@pytest.mark.parametrize(
    ("address", "linked"),
    [("https://b.vn/x", True), ("https://b.vn/\x1b\\", False), ("javascript:x", False)],
    ids=["web", "control", "script"],
)
def test_an_address_is_a_link(address: str, linked: bool) -> None:
    content = linked_evidence("→ ", Evidence(address, "theo báo cáo"), "$text-primary")
    links = [span for span in content.spans if isinstance(span.style, Style) and span.style.link]
    assert [content.plain[span.start : span.end] for span in links] == ([address] if linked else [])


def test_a_long_host_goes_without_its_scheme() -> None:
    address = "https://thanhphohochiminh.gov.vn/tin/so-hoa"
    content = linked_evidence("→ ", Evidence(address), "")
    assert content.plain == "→ thanhphohochiminh.gov.vn/tin/so-hoa"
    assert [span.style for span in content.spans] == [Style(link=address)]
