"""Reading PDFs: what is refused, in a sentence, and what a PDF of a report must give."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from qa.errors import ReadingError
from qa.reading import read_report
from qa.reading.pdf import MAX_PAGES, read_pdf
from qa.reading.source import load

SENTENCE = "Safeguarding arrangements are a high priority and are improving."


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF drawn by hand."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def plain(pages: int = 1, **options: object) -> bytes:
    def draw(canvas: Canvas) -> None:
        for _ in range(pages):
            canvas.drawString(72, 700, SENTENCE)
            canvas.showPage()

    return drawn(draw, **options)


def scanned(pages: int, with_text: int = 0) -> bytes:
    """Pages that are pictures, the first few with text over them."""

    def draw(canvas: Canvas) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        picture = ImageReader(Image.new("L", (60, 80), 200))
        for page in range(pages):
            canvas.drawImage(picture, 0, 0, 595, 842)
            if page < with_text:
                canvas.drawString(72, 700, SENTENCE)
            canvas.showPage()

    return drawn(draw)


def locked() -> bytes:
    return plain(encrypt=StandardEncryption("secret", "owner"))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.pdf", b"%PDF-1.7\nnothing follows\n", "cut short"),
        ("a.pdf", b"%PDF-1.7\nnothing of use\n%%EOF\n", "damaged"),
        ("a.pdf", plain()[:-400], "cut short"),
        ("a.pdf", locked(), "password"),
        ("a.pdf", scanned(3), "text recognition"),
        ("a.pdf", plain(MAX_PAGES + 1), f"{MAX_PAGES + 1} pages"),
        ("a.pdf", b"PK\x03\x04 and more", "Word document or a ZIP"),
        ("a.pdf", SENTENCE.encode(), "ends in .txt"),
        ("a.pdf", bytes(range(256)) * 9, "not a PDF"),
        ("a.docx", b"PK\x03\x04 and more", "Word document or a ZIP"),
        ("a.txt", plain(), "ends in .pdf"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ReadingError, match=says) as refused:
        read_report(file)
    assert str(refused.value).startswith(name)


def test_a_folder_named_like_a_pdf_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(ReadingError, match="a.pdf is a folder"):
        read_report(tmp_path / "a.pdf")


def test_a_pdf_that_opens_without_its_password_is_read() -> None:
    assert read_pdf(plain(encrypt=StandardEncryption("", "owner")), "a").text.strip() == SENTENCE


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(scanned(9, with_text=2))
    source = load(file)
    assert source.text.split() == (SENTENCE + " " + SENTENCE).split()
    assert len(source.warnings) == 1 and "7 of the 9 pages" in source.warnings[0]
    assert "page 3-9" in source.warnings[0]


def test_damage_anywhere_gives_text_or_a_sentence() -> None:
    """Never a crash or another kind of exception."""
    whole = plain(3)
    for place in range(0, len(whole), 97):
        spoilt = whole[:place] + b"\xff\x00<<" + whole[place + 4 :]
        try:
            read_pdf(spoilt, "a.pdf")
        except ReadingError:
            continue


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(-200, 0, "The first line is above")
        canvas.drawString(-200, -20, "the second line.")

    document = pypdfium2.PdfDocument(drawn(draw))
    document[0].set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    assert read_pdf(out.getvalue(), "a").text.split() == (
        "The first line is above the second line.".split()
    )


def test_words_written_across_the_page_are_not_read_into_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT")

    read = read_pdf(drawn(draw), "a.pdf")
    assert read.text.strip() == SENTENCE
    assert read.warnings == ("5 letters of a.pdf stand at an angle on page 1 and were not read",)
