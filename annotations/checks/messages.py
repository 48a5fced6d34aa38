"""The sentences of findings, as templates that are filled in and translated where they are shown."""

from __future__ import annotations

from annotations.errors import Sentence
from annotations.model import Bearing, Finding

_CONFIRMS, _CONTRADICTS, _IMPLIES = Bearing.CONFIRMS, Bearing.CONTRADICTS, Bearing.IMPLIES

SENTENCES = {
    ("share", _CONFIRMS): Sentence("{part} of {whole} is {share}."),
    ("share", _CONTRADICTS): Sentence("{part} of {whole} is {right}, not {share}."),
    ("sum", _CONFIRMS): Sentence("The parts come to {whole}."),
    ("sum", _CONTRADICTS): Sentence("The parts come to {right}, not to {whole}."),
    ("shares_sum", _CONFIRMS): Sentence("The shares come to 100%."),
    ("shares_sum", _CONTRADICTS): Sentence("The shares come to {right}, not to 100%."),
    ("list", _CONFIRMS): Sentence("{count} are announced and {count} are listed."),
    ("list", _CONTRADICTS): Sentence("{count} are announced, but {right} are listed."),
    ("period", _CONTRADICTS): Sentence("It ends before it begins: {end} is before {begin}."),
    ("date_order", _CONTRADICTS): Sentence(
        "{date} is before {later}, and what was published then is about {later}."
    ),
    ("recent", _CONTRADICTS): Sentence("{date} is called recent in an article of {published}."),
    ("future", _CONTRADICTS): Sentence("{date} is told as past in an article of {published}."),
    ("year", _IMPLIES): Sentence("{date} is {full}: its year follows from {basis}."),
    ("rank_before", _IMPLIES): Sentence("The rank before was {before}."),
    ("rank_before", _CONTRADICTS): Sentence("The rank before would have been {before}, and there is none."),
    ("rank_change", _IMPLIES): Sentence("From rank {before} to {rank} is a distance of {right}."),
    ("rank_change", _CONFIRMS): Sentence(
        "From rank {before} to {rank} is a distance of {right}, as it says."
    ),
    ("rank_change", _CONTRADICTS): Sentence(
        "From rank {before} to {rank} is a distance of {right}, not {change}."
    ),
    ("change", _CONFIRMS): Sentence("From {before} to {after} is {change}, as it says."),
    ("change", _CONTRADICTS): Sentence("From {before} to {after} is {right}, not {change}."),
    ("part", _CONTRADICTS): Sentence("{part} is more than the whole, {whole}."),
}


def says(finding: Finding) -> Sentence:
    """Return the sentence of a finding, in English until translated."""
    return Sentence(SENTENCES[finding.rule, finding.bearing].template, **dict(finding.values))
