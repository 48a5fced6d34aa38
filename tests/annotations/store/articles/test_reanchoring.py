"""Claims of an edited article: found again where they say the same, never moved silently where they do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import extract_claims
from annotations.errors import StoreError
from annotations.model import Article, Claim, Mention, Outcome, Review, Role, Verdict
from annotations.reports import Imported
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.articles.reanchoring import Anchor, find_again
from annotations.store.maintenance import doctor
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.orphans import count_orphans, list_orphans
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import ReviewSelection, read_reviews, reviewed_claims
from annotations.store.row_mapping import claim_of_mention
from tests.conftest import ORIGINALS, SEEDS

ARTICLES = sorted([*SEEDS.glob("*.txt"), *(ORIGINALS.glob("*.txt") if ORIGINALS.is_dir() else ())])
# Words that would be other numbers without their marks.
NUMBER_WORDS = frozenset(
    "một hai ba bốn năm sáu bảy tám chín mười chục trăm nghìn ngàn triệu tỷ tỉ đôi lần".split()  # noqa: SIM905
)
SAME_OUTCOMES = (Outcome.UNCHANGED, Outcome.ELSEWHERE)


def claims_of(text: str) -> list[Claim]:
    return [claim_of_mention("a", "", text, mention) for mention in extract_claims(text)]


def anchors_by_claim(old: str, new: str) -> list[tuple[Claim, Anchor]]:
    old_claims = claims_of(old)
    anchors = find_again(old, old_claims, new, claims_of(new))
    return [(claim, anchors[claim.id]) for claim in old_claims]


def headline_inserted(text: str) -> str:
    return "Chuyển đổi số: những con số đáng chú ý trong 7 ngày qua\n\n" + text


def paragraph_moved(text: str) -> str:
    first, *later_paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    return "\n".join([*later_paragraphs, first])


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def quotes_straightened(text: str) -> str:
    return text.translate(str.maketrans("“”‘’–", "\"\"''-"))


def typos_made(text: str) -> str:
    """One word in five without its tone marks."""
    words = re.split(r"(\s+)", text)
    for at in range(0, len(words), 10):
        if words[at].isalpha() and words[at].islower() and words[at] not in NUMBER_WORDS:
            words[at] = "".join(
                char for char in unicodedata.normalize("NFD", words[at]) if not unicodedata.combining(char)
            )
    return "".join(words)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:16])
@pytest.mark.parametrize("edit", [headline_inserted, paragraph_moved, decomposed, quotes_straightened])
def test_harmless_edits(path: Path, edit: Callable[[str], str]) -> None:
    old = path.read_text(encoding="utf-8")
    new = edit(old)
    new_claims = {claim.id: claim for claim in claims_of(new)}
    for claim, anchor in anchors_by_claim(old, new):
        mention = claim.mention
        if mention.role is Role.METADATA:
            continue  # a stamp is one for where it stands: moved into the article it is another thing
        assert anchor.outcome in SAME_OUTCOMES, (mention.text, claim.prefix, claim.suffix, anchor)
        assert anchor.claim is not None
        assert new_claims[anchor.claim.id].mention.value == mention.value
        folded = unicodedata.normalize("NFC", anchor.claim.mention.text)
        assert folded.replace("-", "–") == unicodedata.normalize("NFC", mention.text).replace("-", "–")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:16])
def test_mended_typos_lose_no_claim(path: Path) -> None:
    new = path.read_text(encoding="utf-8")
    old = typos_made(new)
    assert old != new
    new_claims = {(c.mention.start, c.mention.end): c.mention for c in claims_of(new)}
    for claim, anchor in anchors_by_claim(old, new):
        mention = claim.mention
        mended = new_claims.get((mention.start, mention.end))
        if mended is None or (mention.role, mention.kind) != (mended.role, mended.kind):
            # The typo made another number of it; a person may look at that.
            assert anchor.outcome in (Outcome.UNCHANGED, Outcome.CHANGED, Outcome.MISSING)
        else:
            assert anchor.outcome is Outcome.UNCHANGED, (mention, anchor)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:16])
def test_claims_keep_their_place(path: Path) -> None:
    """Each claim is found at the place that its old one has in the new text, known from how that was made."""
    old = path.read_text(encoding="utf-8")
    headline = headline_inserted("")
    for claim, anchor in anchors_by_claim(old, headline + old):
        assert anchor.claim is not None
        assert anchor.claim.mention.start == claim.mention.start + len(headline)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:16])
def test_changed_digit(path: Path) -> None:
    old = path.read_text(encoding="utf-8")
    for claim in claims_of(old):
        mention = claim.mention
        digit = re.search(r"\d", mention.text)
        if digit is None or mention.role is not Role.CLAIM:
            continue
        at = mention.start + digit.start()
        new = old[:at] + str((int(old[at]) + 1) % 10 or 1) + old[at + 1 :]
        (anchor,) = [anchor for c, anchor in anchors_by_claim(old, new) if c.id == claim.id]
        assert anchor.outcome in (Outcome.CHANGED, Outcome.MISSING), (mention, anchor)


def test_the_number_that_was_changed_is_shown_as_such() -> None:
    old = "Toàn tỉnh có 628 thủ tục, đạt 62,8%; huyện có 97 thủ tục, đạt 48,5%."
    anchors = {
        claim.mention.text: anchor for claim, anchor in anchors_by_claim(old, old.replace("62,8%", "63,8%"))
    }
    anchor = anchors["62,8%"]
    assert anchor.outcome is Outcome.CHANGED
    assert anchor.claim is not None
    assert anchor.claim.mention.text == "63,8%"
    assert {text for text, a in anchors.items() if a.outcome is Outcome.UNCHANGED} == {"628", "97", "48,5%"}


def test_old_number_elsewhere_is_another_claim() -> None:
    old = "Huyện Ba Tơ có 12 hộ nghèo.\nHuyện Trà Bồng có 30 hộ nghèo."
    new = "Huyện Ba Tơ có 13 hộ nghèo.\nHuyện Sơn Hà có 12 hộ nghèo.\nHuyện Trà Bồng có 30 hộ nghèo."
    anchors = {claim.mention.text: anchor for claim, anchor in anchors_by_claim(old, new)}
    assert anchors["12"].outcome is Outcome.CHANGED
    assert anchors["12"].claim is not None
    assert anchors["12"].claim.mention.text == "13"
    assert anchors["30"].outcome is Outcome.ELSEWHERE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tỉnh chi gần 101 tỷ đồng cho việc này.", "Tỉnh chi hơn 101 tỷ đồng cho việc này."),
        ("Tỉnh chi 101 tỷ đồng cho việc này.", "Tỉnh chi 101 triệu đồng cho việc này."),
        ("Diện tích là 12 ha đất trồng lúa.", "Diện tích là 12 km2 đất trồng lúa."),
        ("Kho có 25 tạ thóc giống dự trữ.", "Kho có 25 tấn thóc giống dự trữ."),
        ("Tỉnh xếp vị trí 26 trong số 63 tỉnh.", "Tỉnh xếp vị trí 26 trong số 64 tỉnh."),
        ("Kho có 25 tạ thóc giống dự trữ.", "Kho có 25 tá thóc giống dự trữ."),
        ("Số hộ nghèo tăng 3% so với năm trước.", "Số hộ nghèo giảm 3% so với năm trước."),
    ],
)
def test_other_statement(old: str, new: str) -> None:
    assert Outcome.CHANGED in {anchor.outcome for _, anchor in anchors_by_claim(old, new)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Xã có 1.200 hộ nghèo cần giúp.", "Xã có 1.200 hộ cận nghèo cần giúp."),
        ("Phường có 25 quán ăn ven sông.", "Phường có 25 quân ăn ven sông."),
        ("Huyện có 12 cầu tạm qua suối.", "Huyện có 12 câu tạm qua suối."),
        ("Lớp có 18 học sinh nam trúng tuyển.", "Lớp có 18 học sinh nữ trúng tuyển."),
        ("Có 40 doanh nghiệp nhà nước báo lỗ.", "Có 40 doanh nghiệp tư nhân báo lỗ."),
        ("Tỷ lệ số hóa đã đạt 62,8% kế hoạch.", "Tỷ lệ số hóa chưa đạt 62,8% kế hoạch."),
        ("Giá vàng lên 80 triệu một lượng.", "Giá vàng xuống 80 triệu một lượng."),
        ("Trong đó hộ nghèo: 12 hộ ở bản xa.", "Trong đó hộ giàu: 12 hộ ở bản xa."),
        ("Năm nay, Hà Nội đạt 62,8% kế hoạch.", "Năm nay, Huế đạt 62,8% kế hoạch."),
    ],
)
def test_other_words_beside(old: str, new: str) -> None:
    anchors = {claim.mention.text: anchor for claim, anchor in anchors_by_claim(old, new)}
    assert Outcome.CHANGED in {anchor.outcome for anchor in anchors.values()} or Outcome.MISSING in {
        anchor.outcome for anchor in anchors.values()
    }


ROWS = [
    ["Hà Nội 62,8%", "Huế 62,8%", "Đà Nẵng 70,1%", "Cần Thơ 62,8%"],
    ["Xã An Bình | 12 | 35%", "Xã Tân Lập | 9 | 41%", "Xã Đông Hà | 12 | 35%"],
    ["Hà Nội\n62,8%", "Huế\n62,8%", "Đà Nẵng\n70,1%", "Cần Thơ\n62,8%"],
]


@pytest.mark.parametrize("rows", ROWS, ids=["sentences", "cells", "lines"])
def test_table_row_by_label(rows: list[str]) -> None:
    """In whatever order the rows come back, and whichever is left out, no number is taken for another row's."""
    old = "Kết quả năm nay:\n" + "\n".join(rows) + "\nHết."
    for order in permutations(range(len(rows)), len(rows) - 1):
        new = "Kết quả năm nay:\n" + "\n".join(rows[at] for at in order) + "\nHết."
        for claim, anchor in anchors_by_claim(old, new):
            if anchor.outcome in SAME_OUTCOMES:
                assert anchor.claim is not None
                assert label(new, anchor.claim.mention.start) == label(old, claim.mention.start)


def label(text: str, offset: int) -> str:
    """The words of a row without its numbers, also where they stand on the line before."""
    line = text.rfind("\n", 0, offset) + 1
    words = re.sub(r"[\d,.%|]+", "", text[line:offset]).strip()
    return words or text[text.rfind("\n", 0, line - 1) + 1 : line].strip()


def test_deleted_sentence_keeps_its_verdict_from_the_next() -> None:
    lead = "Hệ thống có sổ điện tử. "
    old = f"{lead}100% bệnh án đã lưu trên máy. 100% cư dân đã nhận thẻ gắn chíp."
    new = f"{lead}100% cư dân đã nhận thẻ gắn chíp."
    first, second = [anchor for _, anchor in anchors_by_claim(old, new)]
    assert first.outcome is Outcome.MISSING
    assert second.outcome is Outcome.ELSEWHERE


def test_deleted_sentence_is_gone_though_its_number_recurs() -> None:
    old = "Xã Bình Minh đạt 100% hộ có điện thoại.\nHuyện miền núi xa nhất cấp 100% giấy chứng nhận đất."
    new = "Huyện miền núi xa nhất cấp 100% giấy chứng nhận đất."
    first, second = [anchor for _, anchor in anchors_by_claim(old, new)]
    assert first.outcome is Outcome.MISSING
    assert second.outcome is Outcome.ELSEWHERE


NUMBERS = st.lists(st.integers(2, 99999), min_size=1, max_size=12)


@given(NUMBERS, st.data())
def test_no_claim_is_ever_found_with_other_digits(numbers: list[int], data: st.DataObject) -> None:
    lines = [
        f"Thôn {chr(65 + n % 26)}{n} của xã có {number} hộ dân sinh sống." for n, number in enumerate(numbers)
    ]
    edited = data.draw(st.permutations(lines))
    changed = data.draw(st.lists(st.integers(0, len(edited) - 1), max_size=3))
    for at in changed:
        edited[at] = re.sub(r"có (\d+) hộ", lambda m: f"có {int(m[1]) + 1} hộ", edited[at])
    for claim, anchor in anchors_by_claim("\n".join(lines), "\n".join(edited)):
        if anchor.outcome in SAME_OUTCOMES:
            assert anchor.claim is not None
            assert anchor.claim.mention.text == claim.mention.text


# In the store ---------------------------------------------------------------------------------------

TEXT = (
    "Toàn tỉnh có 628 thủ tục trực tuyến, đạt 62,8%.\n"
    "Cấp huyện có 97 thủ tục, đạt 48,5% kế hoạch.\n"
    "Cấp xã có 31 thủ tục, đạt 39,7% kế hoạch."
)


def import_text(store: Store, text: str, source: str = "/corpus/a.txt") -> Imported:
    article = Article("a.txt", source, text, title="Thủ tục")
    return import_article(store, article, extract_claims(text), "1").imported


def claims_by_quote(store: Store) -> dict[str, Claim]:
    return {claim.mention.text: claim for claim in read_mentions(store, "a.txt")}


def reviews_by_quote(store: Store) -> dict[str, Review]:
    quotes = {claim.id: claim.mention.text for claim in read_mentions(store, "a.txt")}
    return {quotes[review.claim]: review for review in read_reviews(store, "a.txt")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        import_text(opened, TEXT)
        for quote in ("62,8%", "48,5%", "39,7%"):
            opened.set_verdict(claims_by_quote(opened)[quote].id, "lan", Verdict.VERIFIED)
        yield opened


def test_decisions_go_with_their_claims_into_the_edited_text(store: Store) -> None:
    text = "Tin mới trong ngày.\n" + TEXT
    report = import_article(store, Article("a.txt", "/corpus/a.txt", text), extract_claims(text), "1")
    assert report.imported is Imported.EDITED
    assert report.outcomes == {Outcome.ELSEWHERE: 6}
    assert (report.new, report.orphans) == (0, 0)
    assert {quote: review.verdict for quote, review in reviews_by_quote(store).items()} == dict.fromkeys(
        ("62,8%", "48,5%", "39,7%"), Verdict.VERIFIED
    )
    assert [
        row.claim.mention.start - text.index(row.claim.mention.text)
        for row in reviewed_claims(store, ReviewSelection([Verdict.VERIFIED]))
    ] == [0, 0, 0]
    assert read_progress(store, "lan")[0].reviewed == 3


def test_a_changed_number_waits_in_the_orphan_queue(store: Store) -> None:
    import_text(store, TEXT.replace("62,8%", "63,8%"))
    assert set(reviews_by_quote(store)) == {"48,5%", "39,7%"}
    (orphan,) = list_orphans(store)
    assert orphan.outcome is Outcome.CHANGED
    assert orphan.claim.mention.text == "62,8%"
    assert orphan.candidate is not None
    assert orphan.candidate.mention.text == "63,8%"
    assert [review.verdict for review in orphan.reviews] == [Verdict.VERIFIED]
    assert orphan.text == TEXT
    assert "62,8%" not in {
        row.claim.mention.text for row in reviewed_claims(store, ReviewSelection([Verdict.VERIFIED]))
    }


def test_accepted_orphan_counts_for_the_claim_until_undone(store: Store) -> None:
    store.set_note(claims_by_quote(store)["62,8%"].id, "lan", "niên giám")
    import_text(store, TEXT.replace("62,8%", "63,8%"))
    (orphan,) = list_orphans(store)
    assert orphan.candidate is not None
    store.place(orphan.claim.id, "lan", orphan.candidate.id)
    assert list_orphans(store) == []
    assert (reviews_by_quote(store)["63,8%"].verdict, reviews_by_quote(store)["63,8%"].note) == (
        Verdict.VERIFIED,
        "niên giám",
    )
    store.undo("lan")
    assert [o.claim.id for o in list_orphans(store)] == [orphan.claim.id]
    assert reviews_by_quote(store)["63,8%"].blank
    store.redo("lan")
    assert reviews_by_quote(store)["63,8%"].verdict is Verdict.VERIFIED
    import_text(store, TEXT)
    assert reviews_by_quote(store)["62,8%"].verdict is Verdict.VERIFIED
    assert reviews_by_quote(store)["62,8%"].note == "niên giám"


def test_nobody_places_what_others_decided(store: Store) -> None:
    claim = claims_by_quote(store)["62,8%"].id
    store.set_verdict(claim, "hoa", Verdict.REFUTED)
    import_text(store, TEXT.replace("62,8%", "63,8%"))
    (orphan,) = list_orphans(store)
    assert orphan.candidate is not None
    store.place(orphan.claim.id, "lan", orphan.candidate.id)
    assert {
        (r.annotator, r.verdict) for r in read_reviews(store, "a.txt") if r.claim == orphan.candidate.id
    } == {("lan", Verdict.VERIFIED)}
    assert list_orphans(store, "lan") == []
    assert [o.claim.id for o in list_orphans(store, "hoa")] == [orphan.claim.id]
    store.settle(orphan.claim.id, "hoa")
    assert list_orphans(store) == []
    assert count_orphans(store) == 0


def test_what_was_decided_on_the_new_number_stays(store: Store) -> None:
    import_text(store, TEXT.replace("62,8%", "63,8%"))
    new = claims_by_quote(store)["63,8%"].id
    store.set_verdict(new, "lan", Verdict.REFUTED)
    store.set_note(new, "lan", "số mới")
    (orphan,) = list_orphans(store)
    store.place(orphan.claim.id, "lan", new)
    assert (reviews_by_quote(store)["63,8%"].verdict, reviews_by_quote(store)["63,8%"].note) == (
        Verdict.REFUTED,
        "số mới",
    )
    assert list_orphans(store) == []
    store.undo("lan")
    assert (reviews_by_quote(store)["63,8%"].verdict, reviews_by_quote(store)["63,8%"].note) == (
        Verdict.REFUTED,
        "số mới",
    )
    (orphan_again,) = list_orphans(store)
    assert [review.verdict for review in orphan_again.reviews] == [Verdict.VERIFIED]


def test_what_is_decided_after_placing_is_undone_before_it(store: Store) -> None:
    import_text(store, TEXT.replace("62,8%", "63,8%"))
    (orphan,) = list_orphans(store)
    assert orphan.candidate is not None
    store.place(orphan.claim.id, "lan", orphan.candidate.id)
    store.set_verdict(orphan.candidate.id, "lan", Verdict.REFUTED)
    assert reviews_by_quote(store)["63,8%"].verdict is Verdict.REFUTED
    store.undo("lan")
    assert reviews_by_quote(store)["63,8%"].verdict is Verdict.VERIFIED
    store.undo("lan")
    (orphan_again,) = list_orphans(store)
    assert [review.verdict for review in orphan_again.reviews] == [Verdict.VERIFIED]
    assert reviews_by_quote(store)["63,8%"].blank


def test_orphan_is_placed_on_other_or_retired_words(store: Store) -> None:
    new = TEXT.replace("đạt 62,8%", "đạt sáu mươi ba phần trăm tức rất cao")
    import_text(store, new)
    (orphan,) = list_orphans(store)
    at = new.index("rất cao")
    mention = type(orphan.claim.mention)(at, at + 7, "rất cao")
    store.place_at(orphan.claim.id, "lan", "a.txt", mention)
    assert reviews_by_quote(store)["rất cao"].verdict is Verdict.VERIFIED
    store.undo("lan")
    assert len(list_orphans(store)) == 1
    store.settle(orphan.claim.id, "lan")
    assert list_orphans(store) == []
    store.undo("lan")
    assert len(list_orphans(store)) == 1
    store.redo("lan")
    import_text(store, TEXT)
    assert reviews_by_quote(store)["62,8%"].verdict is Verdict.VERIFIED, (
        "in the text in which it stands it was never taken out"
    )


def test_a_text_that_comes_back_as_it_was_has_its_reviews_again(store: Store) -> None:
    former_reviews = reviews_by_quote(store)
    import_text(store, TEXT.replace("62,8%", "63,8%"))
    import_text(store, TEXT)
    assert reviews_by_quote(store) == former_reviews
    assert list_orphans(store) == []


def test_through_several_edits_a_placed_claim_stays_placed(store: Store) -> None:
    second = TEXT.replace("62,8%", "63,8%")
    import_text(store, second)
    (orphan,) = list_orphans(store)
    assert orphan.candidate is not None
    store.place(orphan.claim.id, "lan", orphan.candidate.id)
    import_text(store, "Một dòng mới ở đầu bài.\n" + second)
    assert list_orphans(store) == []
    assert reviews_by_quote(store)["63,8%"].verdict is Verdict.VERIFIED
    import_text(store, second.replace("63,8%", "64,8%"))
    assert [o.claim.mention.text for o in list_orphans(store)] == ["63,8%"]


def test_a_decision_made_on_the_former_text_is_not_lost(store: Store) -> None:
    """Somebody has the article open while another process imports the edited one."""
    stale = claims_by_quote(store)["97"].id
    import_text(store, "Tin mới.\n" + TEXT)
    store.set_verdict(stale, "lan", Verdict.REFUTED)
    assert reviews_by_quote(store)["97"].verdict is Verdict.REFUTED


def test_an_undo_reaches_back_before_the_edit(store: Store) -> None:
    import_text(store, "Tin mới.\n" + TEXT)
    store.set_verdict(claims_by_quote(store)["39,7%"].id, "lan", Verdict.REFUTED)
    store.undo("lan")
    assert reviews_by_quote(store)["39,7%"].verdict is Verdict.VERIFIED
    store.undo("lan")
    assert reviews_by_quote(store)["39,7%"].verdict is None
    store.redo("lan")
    assert reviews_by_quote(store)["39,7%"].verdict is Verdict.VERIFIED


def test_an_added_claim_is_carried_into_the_edited_text(store: Store) -> None:
    at = TEXT.index("kế hoạch")
    mention = type(claims_by_quote(store)["97"].mention)(at, at + 8, "kế hoạch")
    review = store.add_claim("a.txt", "lan", mention)
    store.set_verdict(review.claim, "lan", Verdict.UNVERIFIABLE)
    new = "Tin mới.\n" + TEXT
    import_text(store, new)
    carried = claims_by_quote(store)["kế hoạch"]
    assert carried.mention.start == new.index("kế hoạch")
    assert reviews_by_quote(store)["kế hoạch"].verdict is Verdict.UNVERIFIABLE
    import_text(store, TEXT)
    assert reviews_by_quote(store)["kế hoạch"].verdict is Verdict.UNVERIFIABLE


def test_moved_end_follows_same_words_or_is_an_orphan(store: Store) -> None:
    claim = claims_by_quote(store)["97"]
    store.resize(claim.id, "lan", claim.mention.start, claim.mention.end + len(" thủ tục"))
    import_text(store, "Tin mới.\n" + TEXT)
    assert "97" not in {
        r.claim.mention.text for r in reviewed_claims(store, ReviewSelection([None, *Verdict]))
    }
    store.set_note(claims_by_quote(store)["97"].id, "lan", "xem")
    (row,) = [r for r in reviewed_claims(store, ReviewSelection([None])) if r.claim.mention.text == "97"]
    assert row.span[2] == "97 thủ tục"
    import_text(store, TEXT.replace("97 thủ tục", "97 hồ sơ"))
    assert "97" in {o.claim.mention.text for o in list_orphans(store)}


def test_selection_in_the_former_text_is_never_misplaced(store: Store) -> None:
    """Somebody has the article open while another process imports the edited one."""
    stale = claims_by_quote(store)["97"]
    at = TEXT.index("kế hoạch")
    import_text(store, "Tin mới.\n" + TEXT)
    with pytest.raises(StoreError, match="imported with another text"):
        store.add_claim("a.txt", "lan", Mention(at, at + 8, "kế hoạch"))
    store.resize(stale.id, "lan", stale.mention.start, stale.mention.end + len(" thủ tục"))
    store.set_note(stale.id, "lan", "xem")
    (row,) = reviewed_claims(store, ReviewSelection([None]))
    assert row.span[2] == "97 thủ tục"
    assert list(doctor.examine(store)) == []
