"""The page of a report: its head, its navigation and what stands below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.html.markup import Markup, element, end_tag, join, start_tag
from annotations.exports.report.html.plots import fills
from annotations.exports.report.outline import Section

_STYLES = Path(__file__).with_name("styles.css")
# Nothing may be loaded from anywhere; styles stand in the page, pictures are inline.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_start(contents: ExportContents, sections: Sequence[Section]) -> Iterator[Markup]:
    """The page up to its first section."""
    wording = contents.options.wording
    title = wording.translate(Sentence("Report on checked numbers"))
    # The first line names the program: by it the next report knows this one.
    root = start_tag("html", lang=wording.language)
    head = element(
        "head",
        element("meta", name="generator", content=contents.provenance.tool),
        Markup("\n"),
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", _page_title(contents, title)),
        element("style", Markup(_STYLES.read_text(encoding="utf-8"))),
    )
    yield join([Markup("<!DOCTYPE html>"), root, head])
    yield start_tag("body")
    yield element("a", wording.translate(Sentence("Skip to the contents")), href="#contents", class_="skip")
    yield fills()
    yield _header(contents, title)
    yield _navigation(contents, sections)
    yield start_tag("main", id="contents")


def _page_title(contents: ExportContents, title: str) -> str:
    publisher = contents.options.publisher
    return f"{title} – {publisher}" if publisher else title


def _header(contents: ExportContents, title: str) -> Markup:
    publisher = contents.options.publisher
    return element(
        "header",
        element("p", publisher, class_="publisher") if publisher else "",
        element("h1", title),
        element("p", *_subtitle(contents), class_="about"),
    )


def _subtitle(contents: ExportContents) -> Iterator[str]:
    """The time of the newest decision and, unless the report is public, the query, which may name annotators."""
    wording, provenance = contents.options.wording, contents.provenance
    if provenance.time:
        yield wording.translate(Sentence("As of")) + " "
        yield element("time", wording.format_day(provenance.time), datetime=provenance.time)
    if contents.is_restricted:
        yield " · " + wording.translate(Sentence("a selection of what was reviewed"))
    if provenance.query and not contents.options.is_public:
        yield ": "
        yield element("code", provenance.query)


def _navigation(contents: ExportContents, sections: Sequence[Section]) -> Markup:
    say = contents.options.wording.translate
    links = [element("li", element("a", say(section.heading), href=f"#{section.id}")) for section in sections]
    return element("nav", element("ol", *links), aria_label=say(Sentence("Sections")))


def page_end(contents: ExportContents) -> Iterator[Markup]:
    """What stands below the sections: how the report was made."""
    wording, provenance = contents.options.wording, contents.provenance
    made_by = wording.translate(
        Sentence("Made with {program}; the same store gives the same report.", program=provenance.tool)
    )
    store = wording.translate(Sentence("Store {id}", id=provenance.store)) if provenance.store else ""
    footer = element("footer", element("p", made_by), element("p", store) if store else "")
    yield from (end_tag("main"), footer, end_tag("body"), end_tag("html"))
