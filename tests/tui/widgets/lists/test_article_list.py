from __future__ import annotations

from pathlib import Path

from tests.tui.driving import make_app, running
from tui.widgets.lists.article_list import ArticleList

TITLE = "Tỉnh Phú Yên chi 62 tỷ đồng cho chuyển đổi số"


async def test_no_letter_of_a_title_is_behind_the_scrollbar(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(
            f"{TITLE}\n\nTỉnh chi {60 + number} tỷ đồng.", encoding="utf-8"
        )
    async with running(make_app(tmp_path, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        article_list = pilot.app.screen.query_one(ArticleList)
        width = article_list.scrollable_content_region.width
        assert width < article_list.content_region.width, "there is a scrollbar"
        lines = [article_list.render_line(y).text for y in range(2)]
        assert [len(line) for line in lines] == [width, width]
        visible_words = " ".join(line.rstrip() for line in lines).removesuffix("…")
        assert TITLE.startswith(visible_words)
        assert len(visible_words) > 30
