"""Checking a paper: its quotations are found, each with the citation beside it, in any file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from quoted import HEALTH, PURPOSE

from qa.assistant import Assistant
from qa.checking import documents, wordfile
from qa.checking.plaintext import from_text
from qa.checking.quotations import quotations
from qa.checking.verdicts import Verdict
from qa.errors import UsageError

PAPER = f"""# Paper

Parents' views of the '90s. Ofsted said "{HEALTH}" (Harrow 2012, paragraph 58), which
in Barnet's report of 2012 is “{HEALTH}”.

> {PURPOSE}
>
> — Redbridge 2010, paragraph 1

The carers' view was 'good enough'; 'the children's homes' views were
those of a dragon', it said.[^1]

[^1]: Harrow 2012, paragraph 3
"""


def test_every_quotation_of_a_paper_is_checked_with_the_citation_beside_it(
    assistant: Assistant,
) -> None:
    rows = assistant.check_document(from_text(PAPER))
    assert [(str(row.verdict), row.where) for row in rows] == [
        ("exact", "line 3"),
        ("wrong_place", "line 4"),
        ("exact", "line 6"),
        ("not_found", "line 10"),
    ]
    assert [list(row.claim.reports) for row in rows if row.claim] == [
        ["harrow-2012"],
        ["barnet-2012"],
        ["redbridge-2010"],
        ["harrow-2012"],
    ]
    assert rows[3].quotation == "the children's homes' views were\nthose of a dragon"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the council's plan and the parents' views", []),
        ("'tis the '90s, isn't it", []),
        ("a 5' 10\" tall man", []),
        ("a ‘term’ of three words", []),
        ("he said “one ‘two three four five’ six”.", ["one ‘two three four five’ six"]),
        ("‘one “two three” four’", ["one “two three” four"]),
        ("‘the parents’ views were not heard at all’ it said",
         ["the parents’ views were not heard at all"]),
        ('"one two", "three four"', ["one two", "three four"]),
        ("“runs on to the end\n\n“and ends here”", ["runs on to the end", "and ends here"]),
        ("`\"not this\"` but \"this one\"", ["this one"]),
        ("```\n\"not this\"\n```\n", []),
        ("> set apart words\n> on two lines", ["set apart words\non two lines"]),
        ("> “marked as well”\n> — Someone", ["marked as well"]),
        ("> lead:\n> - one\n> - two", ["lead:\n- one\n- two"]),
        ("“lead:\n- one\n- two”", ["lead:\n- one\n- two"]),
        ('the \\"escaped\\" [“linked words”](http://x)', ["escaped", "linked words"]),
        ("<a href=\"not this\">x</a>", []),
    ],
)  # fmt: skip
def test_what_is_a_quotation_and_what_is_not(text: str, found: list[str]) -> None:
    assert [each.text for each in quotations(from_text(text))] == found


def test_indented_lines_of_plain_text_are_a_quotation() -> None:
    text = "As they wrote:\n\n    The words that are\n    set apart.\n\nAnd so on."
    plain = from_text(text, markdown=False)
    assert [each.text for each in quotations(plain)] == ["The words that are\nset apart."]


def test_a_quotation_inside_one_that_fails_is_checked_too(assistant: Assistant) -> None:
    outer, inner = assistant.check_document(from_text(f"‘I hear: “{HEALTH}” and weep for it.’"))
    assert outer.fails
    assert (inner.quotation, inner.verdict) == (HEALTH, Verdict.EXACT)


def test_hostile_text_is_text(assistant: Assistant) -> None:
    text = "“\x1b[2J\u202e<script>alert(1)</script> ../../etc/passwd -- DROP TABLE”"
    [row] = assistant.check_document(from_text(text, markdown=False))
    assert row.verdict is Verdict.NOT_FOUND
    assert "\x1b" not in row.quotation and "\u202e" not in row.quotation


def test_a_text_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes("It said “three words here”.".encode("cp1252"))
    assert [each.text for each in quotations(documents.load(path))] == ["three words here"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.pdf", b"%PDF-1.4"),
        ("paper.txt", b"\x00\x01"),
        ("paper.md", b""),
        ("paper.docx", b"not a zip"),
        ("paper.docx", b"PK\x03\x04broken"),
        ("missing.md", None),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, name: str, data: bytes | None
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        documents.load(path)
    assert name in str(caught.value)


def word_file(path: Path) -> None:
    """A committee paper in Word: a paragraph, a quotation by style, a table."""
    from docx import Document

    paper = Document()
    paper.add_paragraph(f"Ofsted said “{HEALTH}” (Harrow 2012, paragraph 58).")
    paper.add_paragraph(PURPOSE, style="Quote")
    paper.add_paragraph("Redbridge, published 5 March 2010, paragraph 1")
    paper.add_table(1, 1).cell(0, 0).text = "“health visitors in Harrow rode dragons”"
    paper.save(str(path))


def test_a_word_file_is_read_with_its_tables(assistant: Assistant, tmp_path: Path) -> None:
    word_file(tmp_path / "paper.docx")
    rows = assistant.check_document(documents.load(tmp_path / "paper.docx"))
    assert [str(row.verdict) for row in rows] == ["exact", "exact", "not_found"]
    assert [row.where for row in rows] == ["paragraph 1", "paragraph 2", "paragraph 4"]
    assert rows[1].matches[0].key == "redbridge-2010#1"


def with_document(path: Path, body: str, **others: bytes) -> bytes:
    """The Word file with this as the XML of its body, and other parts put in."""
    held = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                start, end = text.index("<w:body>") + 8, text.index("<w:sectPr")
                data = (text[:start] + body + text[end:]).encode()
            new.writestr(name, data)
        for name, data in others.items():
            new.writestr(name, data)
    return held.getvalue()


def test_tracked_changes_read_as_if_accepted(tmp_path: Path) -> None:
    word_file(tmp_path / "paper.docx")
    body = (
        "<w:p><w:r><w:t>one “two </w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new words</w:t></w:r></w:ins><w:r><w:t>”</w:t></w:r></w:p>"
    )
    read = wordfile.read(with_document(tmp_path / "paper.docx", body), "paper.docx")
    assert [each.text for each in quotations(read)] == ["two new words"]


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    word_file(tmp_path / "paper.docx")
    bomb = with_document(tmp_path / "paper.docx", "", **{"word/media/x.png": bytes(30_000_000)})
    assert len(bomb) < 200_000
    with pytest.raises(UsageError, match="unpack"):
        wordfile.read(bomb, "paper.docx")


def test_an_entity_in_a_word_file_is_not_expanded(tmp_path: Path) -> None:
    word_file(tmp_path / "paper.docx")
    held = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "paper.docx") as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                head, _, rest = data.partition(b"?>")
                data = (
                    head
                    + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
                    + rest.replace(b"Ofsted said", b"&e; said")
                )
            new.writestr(name, data)
    try:
        text = " ".join(b.text for b in wordfile.read(held.getvalue(), "paper.docx").blocks)
    except UsageError:
        return
    assert Path("/etc/hostname").read_text().strip() not in text
