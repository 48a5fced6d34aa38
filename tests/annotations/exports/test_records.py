"""The JSON records of mentions, findings and passages."""

from __future__ import annotations

import json

from annotations.checks import check
from annotations.claims import extract_claims
from annotations.exports.records import finding_record, json_line, mention_record, passage_records
from annotations.model import Article
from annotations.search.passages import FoundArticle, Passage

TEXT = "Trong 100 hộ có 30 hộ nghèo, chiếm 40%."
ARTICLE = Article("a.txt", "/corpus/a.txt", TEXT)


def test_a_mention_has_the_fields_that_say_something() -> None:
    mention = extract_claims("Đạt gần 62,8%.")[0]
    record = mention_record("a.txt", mention)
    assert record == {
        "article": "a.txt",
        "start": 8,
        "end": 13,
        "text": "62,8%",
        "role": "claim",
        "kind": "percentage",
        "value": "62.8",
        "unit": "%",
        "modifier": "almost",
    }
    assert mention_record("a.txt", mention, explain=True) == record | {"rule": mention.rule}


def test_a_finding_has_its_sentence_and_its_claims() -> None:
    (finding,) = check(ARTICLE, extract_claims(TEXT))
    record = finding_record(ARTICLE, finding)
    assert (record["article"], record["rule"], record["bearing"]) == ("a.txt", finding.rule, "contradicts")
    assert record["says"]
    assert [claim["text"] for claim in record["claims"]] == [TEXT[s:e] for s, e in finding.spans]


def test_one_record_for_each_passage_or_for_the_article() -> None:
    passage = Passage(0, 3, 90.0, "Một hai", 0, ((0, 3),), "claim-1")
    whole = FoundArticle("a.txt", "Một", None, None, 80.0, ((0, 3),), (passage, passage), 2)
    assert [record["score"] for record in passage_records(whole)] == [90.0, 90.0]
    (record,) = passage_records(FoundArticle("a.txt", "Một", None, None, 80.0, ((0, 3),)))
    assert record == {"article": "a.txt", "title": "Một", "score": 80.0, "title_spans": ((0, 3),)}


def test_a_line_has_no_character_on_which_a_terminal_acts() -> None:
    line = json_line({"text": "a\x1b[31m\x9b"})
    assert not {"\x1b", "\x9b"} & set(line)
    assert json.loads(line) == {"text": "a\x1b[31m\x9b"}
