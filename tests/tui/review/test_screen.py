"""The review screen with keys and mouse, end to end to the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from annotations.errors import StoreError
from annotations.model import Review, Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import (
    claims,
    current_claim,
    go_to,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    settle,
    status_message,
    type_text,
)
from tui.screens.dialogs.note import NoteScreen
from tui.screens.dialogs.tags import TagsScreen
from tui.widgets.article.article_lines import MARK_WIDTH
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.article.article_search import ArticleSearch
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.panels.claim_panel import ClaimPanel

QUANG_NINH = "quang-ninh.txt"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


def stored(path: Path, article: str, annotator: str = "lan") -> dict[str, Review]:
    with Store.open(path) as opened:
        quotes = {claim.id: claim.mention.text for claim in read_mentions(opened, article)}
        return {
            quotes[review.claim]: review
            for review in read_reviews(opened, article)
            if review.annotator == annotator
        }


async def test_all_articles_are_readable(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        assert len(pilot.app.screen.query_one(ArticleList)) == 5
        for _ in range(5):
            assert claims(pilot)
            await press(pilot, "]")


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        ("v", Verdict.VERIFIED),
        ("1", Verdict.VERIFIED),
        ("r", Verdict.REFUTED),
        ("2", Verdict.REFUTED),
        ("u", Verdict.UNVERIFIABLE),
        ("3", Verdict.UNVERIFIABLE),
        ("x", Verdict.NOT_A_CLAIM),
        ("4", Verdict.NOT_A_CLAIM),
    ],
)
async def test_a_key_decides_and_moves_on(seeds: Path, store: Path, key: str, verdict: Verdict) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        former_claim = current_claim(pilot)
        await press(pilot, key)
        next_claim = current_claim(pilot)
        assert next_claim.mention.start > former_claim.mention.start
        assert stored(store, QUANG_NINH)["62,8%"].verdict is verdict
        assert "1/" in str(pilot.app.screen.query_one(ArticleList).border_subtitle)


@pytest.mark.parametrize("key", ["c", "0"])
async def test_a_verdict_is_cleared(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "v", "left")
        assert current_claim(pilot).mention.text == "62,8%"
        await press(pilot, key)
        assert current_claim(pilot).mention.text == "62,8%", "clearing stays at the claim"
        assert stored(store, QUANG_NINH)["62,8%"].verdict is None
        assert "unreviewed" in pilot.app.screen.query_one(ClaimPanel).text


async def test_next_unreviewed_crosses_articles(tmp_path: Path, store: Path) -> None:
    (tmp_path / "a.txt").write_text("Có 628 thủ tục và 372 hồ sơ.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Đạt 62,8% kế hoạch.", encoding="utf-8")
    async with running(make_app(tmp_path, store)) as pilot:
        await press(pilot, "right", "v")
        assert current_claim(pilot).mention.text == "628", "behind the last claim come the open ones above"
        await press(pilot, "enter")
        assert current_claim(pilot).mention.text == "62,8%", "one that is left for later stays behind"
        await press(pilot, "enter")
        assert current_claim(pilot).mention.text == "628", "and behind the last article comes the first again"
        await press(pilot, "v", "v")
        assert [
            progress.reviewed for progress in review_screen(pilot).session.progress.articles.values()
        ] == [2, 1]
        await press(pilot, "enter")
        assert "Every claim is reviewed" in status_message(pilot)


async def test_a_note_is_stored_and_shown(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, NoteScreen)
        await type_text(pilot, "628/1000")
        await press(pilot, "enter")
        assert stored(store, QUANG_NINH)["62,8%"].note == "628/1000"
        assert "628/1000" in pilot.app.screen.query_one(ClaimPanel).text
        await press(pilot, "f4", "x", "escape")
        assert stored(store, QUANG_NINH)["62,8%"].note == "628/1000", "Esc leaves the note as it was"
        await press(pilot, "n", "ctrl+j", "x", "enter")
        assert stored(store, QUANG_NINH)["62,8%"].note == "628/1000\nx"
        await press(pilot, "n", "backspace", "backspace", "enter")
        assert stored(store, QUANG_NINH)["62,8%"].note == "628/1000"


async def test_a_note_is_not_changed_by_looking_at_it(seeds: Path, store: Path) -> None:
    note = "dòng một\ndòng\thai, NFD: ho\u0301a"
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        with Store.open(store) as other_connection:
            other_connection.set_note(current_claim(pilot).id, "lan", note)
        await review_screen(pilot).check_store()
        await press(pilot, "n", "enter")
        assert stored(store, QUANG_NINH)["62,8%"].note == note


async def test_tags_are_created_and_toggled(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, TagsScreen)
        await type_text(pilot, "mục tiêu")
        await press(pilot, "enter")
        await type_text(pilot, "cấp tỉnh")
        await press(pilot, "enter")
        assert stored(store, QUANG_NINH)["62,8%"].tags == ("cấp tỉnh", "mục tiêu"), "stored when it shows"
        await press(pilot, "escape")
        await press(pilot, "f6")
        await type_text(pilot, "muc")
        assert pilot.app.screen.query_one(OptionList).option_count == 2, (
            "the tag, and the new one being typed"
        )
        await press(pilot, "enter", "escape")
        assert stored(store, QUANG_NINH)["62,8%"].tags == ("cấp tỉnh",)


async def test_keys_that_arrive_together_are_handled_in_order(seeds: Path, store: Path) -> None:
    """A burst, as over SSH: no key behind `n` is a verdict, no key behind Enter belongs to the note."""
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "n", *"vrux", "enter", "v", "/", *"372", "enter", "r")
        reviews = stored(store, QUANG_NINH)
        assert {quote: (review.verdict, review.note) for quote, review in reviews.items()} == {
            "62,8%": (Verdict.VERIFIED, "vrux"),
            "372": (Verdict.REFUTED, ""),
        }


async def test_leaving_and_coming_back_lands_on_the_same_claim(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "372")
        await press(pilot, "q")
    async with running(make_app(seeds, store)) as pilot:
        assert (open_article(pilot).id, current_claim(pilot).mention.text) == (QUANG_NINH, "372")
    async with running(make_app(seeds, store, "minh")) as pilot:
        assert open_article(pilot).id != QUANG_NINH, "each annotator has a place of their own"


async def test_a_verdict_of_somebody_else_is_shown(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store, "minh")) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "r")
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        assert "refuted by minh" in pilot.app.screen.query_one(ClaimPanel).text


async def test_a_decision_that_cannot_be_stored_is_not_shown(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        with monkeypatch.context() as patch:
            patch.setattr(Store, "set_verdict", fail)
            await press(pilot, "v")
        assert current_claim(pilot).mention.text == "62,8%", "it stays where the decision was not stored"
        assert open_article(pilot).review is None
        assert any(
            "Not stored. The disk is full." in notification.message
            for notification in pilot.app._notifications
        )
        assert "verified: NOT STORED" in pilot.app.screen.query_one(ClaimPanel).text
        await press(pilot, "v")
        assert stored(store, QUANG_NINH)["62,8%"].verdict is Verdict.VERIFIED


async def test_a_note_that_fails_stays_in_its_dialog(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        with monkeypatch.context() as patch:
            patch.setattr(Store, "set_note", fail)
            await press(pilot, "n", *"dài", "enter")
        assert isinstance(pilot.app.screen, NoteScreen)
        await press(pilot, "enter")
        assert stored(store, QUANG_NINH)["62,8%"].note == "dài"
        assert not isinstance(pilot.app.screen, NoteScreen)


async def test_search_matches_despite_typos_and_missing_marks(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "slash")
        await type_text(pilot, "dich vu cog truc tuyen")
        search = pilot.app.screen.query_one(ArticleSearch)
        text = open_article(pilot).contents.article.text
        assert search._matches
        assert all("dịch vụ công" in text[match.start : match.end].lower() for match in search._matches)
        await press(pilot, "escape")
        assert not search.display
        assert not search._matches
        assert current_claim(pilot).mention.text == "62,8%"


async def test_search_compares_digits_exactly(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "37,2%")
        await press(pilot, "slash")
        await type_text(pilot, "68,2%")
        search = pilot.app.screen.query_one(ArticleSearch)
        assert not search._matches
        pilot.app.screen.query_one(Input).value = ""
        await type_text(pilot, "62,8%")
        assert len(search._matches) == 1
        await press(pilot, "enter")
        assert current_claim(pilot).mention.text == "62,8%", "Enter goes on at the claim that was found"
        assert pilot.app.screen.query_one(ArticleReader).has_focus
        await press(pilot, "escape")
        assert not search._matches


async def test_matches_go_round(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "f5")
        await type_text(pilot, "nghi quyet")
        await press(pilot, "enter")
        search = pilot.app.screen.query_one(ArticleSearch)
        count, first = len(search._matches), search._current
        assert count > 1
        await press(pilot, "f3")
        assert search._current != first
        for _ in range(count - 1):
            await press(pilot, ".")
        assert search._current == first
        await press(pilot, ",")
        assert first is not None
        assert search._current == (first - 1) % count


async def test_matches_in_order_of_score(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "slash")
        await type_text(pilot, "nghi quyet 09")
        search = pilot.app.screen.query_one(ArticleSearch)
        scores = [match.score for match in search._matches]
        assert len(set(scores)) > 1
        await press(pilot, "f8")
        walked = []
        for _ in scores:
            assert search._current is not None
            walked.append(scores[search._current])
            await press(pilot, "f3")
        assert walked == sorted(scores, reverse=True)
        await press(pilot, "enter", "m")
        assert search._current is not None
        assert search._matches[search._current].start >= search._origin


async def test_each_word_of_a_match_is_highlighted(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "slash")
        await type_text(pilot, "dat toan trinh 62,8%")
        (match,) = pilot.app.screen.query_one(ArticleSearch)._matches
        reader = pilot.app.screen.query_one(ArticleReader)
        assert [
            open_article(pilot).contents.article.text[start:end] for start, end in reader._highlights.matches
        ] == [
            "toàn",
            "trình",
            "đạt",
            "62,8%",
        ]
        assert (match.start, match.end) == (match.parts[0][0], match.parts[-1][1])


async def test_a_click_selects_a_claim(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        await go_to(pilot, QUANG_NINH, "628")
        target = next(claim for claim in claims(pilot) if claim.mention.text == "62,8%")
        row = reader._wrapping.line_of(target.mention.start)
        column = target.mention.start - reader._wrapping.starts[row]
        await pilot.click(
            reader, offset=(column + reader.gutter.left + MARK_WIDTH, row - reader.scroll_offset.y)
        )
        await settle(pilot)
        assert current_claim(pilot) == target


async def test_the_list_opens_articles(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        first = open_article(pilot).id
        await press(pilot, "a", "down", "enter")
        assert open_article(pilot).id != first
        assert pilot.app.screen.query_one(ArticleReader).has_focus


async def test_an_unreadable_file_is_reported_and_the_others_open(tmp_path: Path, store: Path) -> None:
    (tmp_path / "bad.txt").write_bytes("Đạt 62,8%".encode("utf-16")[:-1])
    (tmp_path / "good.txt").write_text("Đạt 62,8% kế hoạch.", encoding="utf-8")
    app = make_app(tmp_path, store)
    async with running(app) as pilot:
        assert current_claim(pilot).mention.text == "62,8%"
        assert any("bad.txt" in notification.message for notification in app._notifications)
    assert len(app.problems) == 1


async def test_a_small_terminal_keeps_working_and_a_tiny_one_says_so(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store), size=(40, 12)) as pilot:
        former_claim = current_claim(pilot)
        await press(pilot, "v")
        assert current_claim(pilot) != former_claim
        await pilot.resize_terminal(28, 7)
        await settle(pilot)
        assert pilot.app.screen.query_one("#too-small").region.size == (28, 7)
        assert "30×8" in str(pilot.app.screen.query_one("#too-small").render())


async def test_undo_and_redo_return_to_the_claim_after_a_restart(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "v", "right", "left", "n", *"nguồn", "enter", "]")
        assert stored(store, QUANG_NINH)["372"].note == "nguồn"
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "z")
        assert (open_article(pilot).id, current_claim(pilot).mention.text) == (QUANG_NINH, "372")
        assert stored(store, QUANG_NINH)["372"].note == ""
        await press(pilot, "f9")
        assert current_claim(pilot).mention.text == "62,8%"
        assert stored(store, QUANG_NINH)["62,8%"].verdict is None
        await press(pilot, "z")
        assert "nothing to undo" in status_message(pilot)
        await press(pilot, "y", "f10")
        reviews = stored(store, QUANG_NINH)
        assert (reviews["62,8%"].verdict, reviews["372"].note) == (Verdict.VERIFIED, "nguồn")


async def test_decisions_of_another_process_are_shown_in_place(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        reader = pilot.app.screen.query_one(ArticleReader)
        row, claim = reader.scroll_offset.y, current_claim(pilot)
        with Store.open(store) as other_connection:
            other_connection.set_verdict(claim.id, "minh", Verdict.REFUTED)
            other_connection.set_verdict(claim.id, "lan", Verdict.UNVERIFIABLE)
        await review_screen(pilot).check_store()
        await settle(pilot)
        panel_text = pilot.app.screen.query_one(ClaimPanel).text
        assert "refuted by minh" in panel_text
        assert "? unverifiable" in panel_text
        assert (reader.scroll_offset.y, current_claim(pilot)) == (row, claim)
        assert review_screen(pilot).session.progress.articles[QUANG_NINH].reviewed == 1


async def test_every_action_is_in_the_command_palette(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        labels = {command.title for command in pilot.app.get_system_commands(review_screen(pilot))}
        assert {"Verified", "No claim", "Next unreviewed", "Undo", "Note", "Find", "Quit"} <= labels
        await press(pilot, "ctrl+p")
        await type_text(pilot, "Verified")
        await press(pilot, "enter")
        await settle(pilot)
        assert stored(store, QUANG_NINH)["62,8%"].verdict is Verdict.VERIFIED


async def test_verdict_after_a_search_is_on_a_visible_claim(tmp_path: Path, store: Path) -> None:
    text = "Xã có 12 hộ.\n\nĐoạn giữa có 34 thôn.\n\nDoanh nghiệp một.\n\nDoanh nghiệp hai."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    async with running(make_app(tmp_path / "a.txt", store)) as pilot:
        await press(pilot, "slash", *"doanh nghiep", "enter")
        assert open_article(pilot).current is None, "no claim stands behind the match"
        await press(pilot, "v", "full_stop", "v")
        assert stored(store, "a.txt") == {}
        await press(pilot, "left")
        assert current_claim(pilot).mention.text == "34"
        await press(pilot, "slash", "ctrl+u", *"xa co 12", "enter")
        assert current_claim(pilot).mention.text == "12"
        await press(pilot, "v")
        assert {quote: review.verdict for quote, review in stored(store, "a.txt").items()} == {
            "12": Verdict.VERIFIED
        }
        assert current_claim(pilot).mention.text == "34"
