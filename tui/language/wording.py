"""What the codes of the domain are called on screen; what is stored and exported stays the code."""

from __future__ import annotations

from annotations.model import Bearing, Confidence, Kind, Mention, Role, Standing, Verdict
from tui.language.i18n import _, mark
from tui.language.numbers import figure

VERDICTS = {
    None: mark("unreviewed"),
    Verdict.VERIFIED: mark("verified"),
    Verdict.REFUTED: mark("refuted"),
    Verdict.UNVERIFIABLE: mark("unverifiable"),
    Verdict.NOT_A_CLAIM: mark("not a claim"),
}
# Each verdict has a sign of its own: colour alone tells some people, and some terminals, nothing.
SIGNS = {
    None: "○",
    Verdict.VERIFIED: "✓",
    Verdict.REFUTED: "✗",
    Verdict.UNVERIFIABLE: "?",
    Verdict.NOT_A_CLAIM: "–",
}
ROLES = {
    Role.CLAIM: mark("claim"),
    Role.REFERENCE: mark("reference"),
    Role.NAME: mark("name"),
    Role.METADATA: mark("metadata"),
}
KINDS = {
    Kind.PERCENTAGE: mark("percentage"),
    Kind.COUNT: mark("count"),
    Kind.MONEY: mark("money"),
    Kind.RANK: mark("rank"),
    Kind.RATIO: mark("ratio"),
    Kind.MULTIPLE: mark("multiple"),
    Kind.LEVEL: mark("level"),
    Kind.SCORE: mark("score"),
    Kind.MEASURE: mark("measure"),
    Kind.AGE: mark("age"),
    Kind.DURATION: mark("duration"),
    Kind.DATE: mark("date"),
    Kind.TIME: mark("time"),
}
# Five cells at most, where there is no room for more.
SHORT_KINDS = {
    Kind.PERCENTAGE: "%",
    Kind.COUNT: mark("cnt"),
    Kind.MONEY: mark("mny"),
    Kind.RANK: mark("rnk"),
    Kind.RATIO: mark("rat"),
    Kind.MULTIPLE: "×",
    Kind.LEVEL: mark("lvl"),
    Kind.SCORE: mark("scr"),
    Kind.MEASURE: mark("msr"),
    Kind.AGE: mark("age"),
    Kind.DURATION: mark("dur"),
    Kind.DATE: mark("day"),
    Kind.TIME: mark("hour"),
}
CONFIDENCES = {
    Confidence.LOW: mark("low"),
    Confidence.MEDIUM: mark("medium"),
    Confidence.HIGH: mark("high"),
}
STANDINGS = {None: mark("as extracted"), Standing.ADDED: mark("added"), Standing.RETIRED: mark("retired")}
# What an article says of its own claim; the signs are others than those of verdicts, which people give.
BEARINGS = {
    Bearing.CONFIRMS: mark("agrees"),
    Bearing.CONTRADICTS: mark("contradicted"),
    Bearing.IMPLIES: mark("implied"),
}
BEARING_SIGNS = {Bearing.CONFIRMS: "≡", Bearing.CONTRADICTS: "≠", Bearing.IMPLIES: "⇒"}
# Modifiers and directions, which the lexicon names.
WORDS = {
    "about": mark("about"),
    "almost": mark("almost"),
    "more_than": mark("more than"),
    "less_than": mark("less than"),
    "at_least": mark("at least"),
    "at_most": mark("at most"),
    "up_to": mark("up to"),
    "early": mark("early"),
    "mid": mark("mid"),
    "late": mark("late"),
    "before": mark("before"),
    "after": mark("after"),
    "increase": mark("increase"),
    "decrease": mark("decrease"),
}


def verdict_name(verdict: Verdict | None) -> str:
    """A verdict, or that there is none."""
    return _(VERDICTS[verdict])


def confidence_name(confidence: Confidence) -> str:
    """How sure an annotator is."""
    return _(CONFIDENCES[confidence])


def standing_name(standing: Standing | None) -> str:
    """What an annotator did to a claim itself."""
    return _(STANDINGS[standing])


def bearing_name(bearing: Bearing) -> str:
    """What a finding says to a claim."""
    return _(BEARINGS[bearing])


def kind_name(kind: Kind) -> str:
    """What a claim measures."""
    return _(KINDS[kind])


def short_kind_name(kind: Kind) -> str:
    """The same in five cells at most."""
    return _(SHORT_KINDS[kind])


def role_name(role: Role) -> str:
    """What a number is there for."""
    return _(ROLES[role])


def word_name(word: str) -> str:
    """A modifier or a direction; one of a user's own lexicon as it is written there."""
    return _(WORDS.get(word, word))


def whole(mention: Mention) -> str:
    """What a number is out of, of 63; nothing where it is not."""
    return _("of {whole}").format(whole=figure(mention.of, mention.kind)) if mention.of else ""


def rate(mention: Mention) -> str:
    """What a number is for each of, per month; nothing where it is not."""
    return _("per {unit}").format(unit=mention.per) if mention.per else ""
