"""The names of the domain's codes on screen; the codes themselves are stored and exported."""

from __future__ import annotations

from annotations.model import Bearing, Confidence, EvidenceKind, Kind, Mention, Role, Standing, Verdict
from tui.language.i18n import _, mark
from tui.language.numbers import format_value

VERDICTS = {
    None: mark("unreviewed"),
    Verdict.VERIFIED: mark("verified"),
    Verdict.REFUTED: mark("refuted"),
    Verdict.UNVERIFIABLE: mark("unverifiable"),
    Verdict.NOT_A_CLAIM: mark("not a claim"),
}
# A sign for each verdict, because some people and terminals do not distinguish the colours.
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
# At most five cells, for narrow columns.
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
EVIDENCE_KINDS = {
    EvidenceKind.WEB: mark("web address"),
    EvidenceKind.LETTER: mark("letter"),
    EvidenceKind.REPORT: mark("report"),
    EvidenceKind.INTERVIEW: mark("interview"),
    EvidenceKind.FILE: mark("file"),
}
CONFIDENCES = {
    Confidence.LOW: mark("low"),
    Confidence.MEDIUM: mark("medium"),
    Confidence.HIGH: mark("high"),
}
STANDINGS = {None: mark("as extracted"), Standing.ADDED: mark("added"), Standing.RETIRED: mark("retired")}
# The bearings of findings; their signs differ from those of verdicts, which annotators give.
BEARINGS = {
    Bearing.CONFIRMS: mark("agrees"),
    Bearing.CONTRADICTS: mark("contradicted"),
    Bearing.IMPLIES: mark("implied"),
}
BEARING_SIGNS = {Bearing.CONFIRMS: "≡", Bearing.CONTRADICTS: "≠", Bearing.IMPLIES: "⇒"}
# The modifiers and directions of the built-in lexicon.
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


DIRECTIONS = ("increase", "decrease")
UNITS = {"VND": mark("VND")}


def verdict_name(verdict: Verdict | None) -> str:
    """A verdict, or “unreviewed”."""
    return _(VERDICTS[verdict])


def confidence_name(confidence: Confidence) -> str:
    """How sure an annotator is."""
    return _(CONFIDENCES[confidence])


def standing_name(standing: Standing | None) -> str:
    """Whether a claim was added, retired or left as extracted."""
    return _(STANDINGS[standing])


def bearing_name(bearing: Bearing) -> str:
    """Whether a finding confirms or contradicts a claim, or implies something."""
    return _(BEARINGS[bearing])


def evidence_kind_name(kind: EvidenceKind) -> str:
    """What kind of source a piece of evidence is."""
    return _(EVIDENCE_KINDS[kind])


def modifier_choices(*used: str | None) -> dict[str, str]:
    """The modifiers of the built-in lexicon and those that are used, by code, with their names; none is first."""
    codes = [code for code in WORDS if code not in DIRECTIONS]
    return {"": _("none"), **{code: word_name(code) for code in (*codes, *filter(None, used))}}


def direction_choices(*used: str | None) -> dict[str, str]:
    """The directions of the built-in lexicon and those that are used, by code, with their names; none is first."""
    return {"": _("none"), **{code: word_name(code) for code in (*DIRECTIONS, *filter(None, used))}}


def kind_name(kind: Kind) -> str:
    """What a claim measures."""
    return _(KINDS[kind])


def short_kind_name(kind: Kind) -> str:
    """What a claim measures, in at most seven cells."""
    return _(SHORT_KINDS[kind])


def role_name(role: Role) -> str:
    """The role of a mention."""
    return _(ROLES[role])


def word_name(word: str) -> str:
    """A modifier or a direction; one of a user's lexicon is not translated."""
    return _(WORDS.get(word, word))


def reading_phrase(mention: Mention, missing_value: str = "") -> str:
    """The value of a mention with its modifier, whole, unit, rate and direction: ``almost 101,000,000,000 VND``.

    The language of the interface decides where rate and direction stand: ``tăng 600 đồng/kg``.
    """
    value = format_value(mention.value, mention.kind) if mention.value else missing_value
    quantity = [value, whole_phrase(mention), unit_name(mention.unit or "")]
    if mention.kind is Kind.LEVEL:  # the unit is the name of the scale: “cấp 4”
        quantity = [quantity[-1], *quantity[:-1]]
    phrase = " ".join(filter(None, (word_name(mention.modifier or ""), *quantity)))
    phrase = _rate(phrase, mention)
    if mention.direction:
        phrase = _("{quantity} {direction}").format(quantity=phrase, direction=word_name(mention.direction))
    return phrase.strip()


def unit_name(unit: str) -> str:
    """A unit as the language of the interface writes it: ``VND`` is “đồng”; others stay as they are."""
    return _(UNITS.get(unit, unit)) if unit else ""


def whole_phrase(mention: Mention) -> str:
    """The whole that a mention is a part of, as “of 63”; empty if it has none."""
    return _("of {whole}").format(whole=format_value(mention.of, mention.kind)) if mention.of else ""


def unit_phrase(mention: Mention) -> str:
    """The unit of a mention with what it is a rate of, as “VND per month”."""
    return _rate(unit_name(mention.unit or ""), mention).strip()


def _rate(quantity: str, mention: Mention) -> str:
    return _("{quantity} per {unit}").format(quantity=quantity, unit=mention.per) if mention.per else quantity
