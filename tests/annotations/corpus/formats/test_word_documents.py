"""Documents of Word: paragraphs, tables, line breaks, tracked changes; and files that only look like one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from annotations.corpus import read_corpus
from annotations.errors import CorpusError
from annotations.model import Article

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_BODY = """
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Hải Mẫu giải ngân 62,8% vốn</w:t></w:r></w:p>
<w:p><w:r><w:t>Lê An - 07/10/2024 06:05</w:t></w:r></w:p>
<w:p/>
<w:p><w:r><w:t xml:space="preserve">Đạt </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>62</w:t></w:r><w:hyperlink><w:r><w:t>,8%</w:t></w:r></w:hyperlink>
<w:r><w:br/><w:t>Rộng 1.250 m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>
<w:r><w:t>, 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r><w:r><w:t xml:space="preserve"> tấn.</w:t></w:r>
<w:del><w:r><w:delText>99 tỷ</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>98 tỷ</w:t></w:r></w:moveFrom>
<w:ins><w:r><w:t xml:space="preserve"> Thêm 5 xã.</w:t></w:r></w:ins></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Đơn vị</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tỷ lệ</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Ban A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>81,5%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sdt><w:sdtContent><w:p><w:r><mc:AlternateContent><mc:Choice><w:t>Khung 7 ô</w:t></mc:Choice><mc:Fallback><w:t>Khung 7 ô</w:t></mc:Fallback>
</mc:AlternateContent></w:r></w:p></w:sdtContent></w:sdt>
"""


def write_document(path: Path, body: str = _BODY) -> Path:
    """A document with a body of paragraphs and tables."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        body = body.replace(">\n<", "><")
        archive.writestr(
            "word/document.xml", f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
    return path


def test_the_text_of_a_document(tmp_path: Path) -> None:
    (article,) = read_corpus(write_document(tmp_path / "bài.docx"))
    assert isinstance(article, Article)
    assert article.text == (
        "Hải Mẫu giải ngân 62,8% vốn\n\nLê An - 07/10/2024 06:05\n\n"
        "Đạt 62,8%\nRộng 1.250 m2, 10⁶ tấn. Thêm 5 xã.\n\nĐơn vị | Tỷ lệ\nBan A | 81,5%\n\nKhung 7 ô\n"
    )
    assert (article.title, article.author, article.published) == (
        "Hải Mẫu giải ngân 62,8% vốn",
        "Lê An",
        "2024-10-07",
    )
    assert article.reader == "docx 1"
    (article,) = read_corpus(tmp_path)
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password"),
        (b"PK\x03\x04broken", "no Word document"),
        (b"Tinh co 5 xa", "no Word document"),
    ],
    ids=["password", "broken", "text"],
)
def test_what_is_no_document(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    (error,) = read_corpus(path)
    assert isinstance(error, CorpusError)
    assert says in str(error)


def test_a_document_without_text(tmp_path: Path) -> None:
    (error,) = read_corpus(write_document(tmp_path / "a.docx", "<w:p/>"))
    assert "is empty" in str(error)
