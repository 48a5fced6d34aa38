"""A name says what its value is, not that there is one: placeholder names are bound nowhere but in short functions."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from tests.conftest import ROOT

# Participles, pronouns, adverbs and quantities that say nothing of the value they name.
PLACEHOLDERS = frozenset(
    [
        "found",
        "told",
        "said",
        "meant",
        "asked",
        "taken",
        "given",
        "held",
        "kept",
        "shown",
        "wanted",
        "known",
        "done",
        "named",
        "made",
        "begun",
        "seen",
        "moved",
        "chosen",
        "counted",
        "gone",
        "drawn",
        "written",
        "looked",
        "looking",
        "tried",
        "heard",
        "felt",
        "put",
        "got",
        "came",
        "come",
        "went",
        "was",
        "were",
        "are",
        "be",
        "been",
        "being",
        "having",
        "doing",
        "going",
        "concerned",
        "following",
        "reading",
        "other",
        "others",
        "one",
        "ones",
        "it",
        "its",
        "they",
        "them",
        "this",
        "that",
        "these",
        "those",
        "such",
        "same",
        "both",
        "all",
        "any",
        "each",
        "every",
        "some",
        "many",
        "more",
        "most",
        "less",
        "least",
        "few",
        "rest",
        "best",
        "mine",
        "ours",
        "theirs",
        "his",
        "hers",
        "what",
        "which",
        "who",
        "whose",
        "where",
        "how",
        "when",
        "whether",
        "thing",
        "things",
        "something",
        "nothing",
        "anything",
        "everything",
        "everybody",
        "somebody",
        "nobody",
        "here",
        "there",
        "now",
        "then",
        "again",
        "away",
        "around",
        "about",
        "before",
        "after",
        "behind",
        "beside",
        "between",
        "near",
        "far",
        "above",
        "below",
        "since",
        "until",
        "alone",
        "together",
        "by",
    ]
)
# Lines up to which a function is read at one glance, so that a name may be short.
SHORT_FUNCTION = 8
# Placeholder names that a file may still have in longer functions. The list may only shrink.
EXCEPTIONS: dict[str, int] = {}
# Of all names that the two packages bind.
MAX_SHARE = 0.01


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Every name that a piece of code binds: definitions, arguments, variables, attributes, aliases."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name


def is_placeholder(name: str) -> bool:
    return not name.startswith("__") and name.strip("_").lower() in PLACEHOLDERS


def long_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > SHORT_FUNCTION:
                yield node


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_longer_functions_bind_no_placeholder_names() -> None:
    counts: Counter[str] = Counter()
    names: dict[str, set[str]] = {}
    for path, tree in sources("annotations", "tui", "tests"):
        for function in long_functions(tree):
            placeholders = {name for name in bound_names(function) if is_placeholder(name)}
            counts[path] += len(placeholders)
            names.setdefault(path, set()).update(placeholders)
    too_many = {
        path: sorted(names[path]) for path, count in counts.items() if count > EXCEPTIONS.get(path, 0)
    }
    assert not too_many
    assert {path: counts[path] for path in EXCEPTIONS} == EXCEPTIONS, "lower the exceptions to what is left"


def test_hardly_any_bound_name_is_a_placeholder() -> None:
    names = [name for _, tree in sources("annotations", "tui") for name in bound_names(tree)]
    placeholders = Counter(name for name in names if is_placeholder(name))
    assert placeholders.total() <= MAX_SHARE * len(names), placeholders.most_common(20)


def test_the_measure_sees_every_way_to_bind_a_name() -> None:
    code = """
def told(one):
    other, claim = one
    for found in other:
        claim.said = found
    return claim
"""
    placeholders = {name for name in bound_names(ast.parse(code)) if is_placeholder(name)}
    assert placeholders == {"told", "one", "other", "found", "said"}
    assert not any(map(is_placeholder, ("__all__", "found_claims", "annotator")))
