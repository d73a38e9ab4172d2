"""Reading: each kind of damage on a small report of our own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from small_report import FINDINGS, read

from qa.errors import ReadingError
from qa.reading import read_report, read_source
from qa.reading.account import coverage
from qa.reading.source import Source, decode
from qa.reading.tally import Tally
from qa.report import Report, Strand


def texts(report: Report) -> dict[str, str]:
    return {p.number: p.text for p in report.paragraphs}


PLAIN = """About this inspection

1. The purpose is plain.

Safeguarding services

Overall effectiveness

Grade 2 (Good)

2. It is good. Staff are kind.
3. Plans are clear.
4. Homes are warm.
"""


def test_paragraphs_headings_strand_and_grade_are_read() -> None:
    paragraph = read(PLAIN).paragraph("3")
    assert paragraph.text == "Plans are clear."
    assert paragraph.section == ("Safeguarding services", "Overall effectiveness")
    assert (paragraph.strand, paragraph.grade) == (Strand.SAFEGUARDING, "Good")


def test_the_key_is_the_authority_and_the_year_of_publication() -> None:
    report = read(PLAIN)
    assert (report.key, report.paragraph("2").key) == ("sutton-2010", "sutton-2010#2")


@pytest.mark.parametrize(
    "glued",
    [
        "Overall effectiveness**Grade 2 (Good)**",
        "Overall effectiveness Grade 2 (good)",
        "Overall effectiveness. Grade 2 (good)",
        "Overall effectiveness\n\nGrade 2 Good)",
        "Overall effectiveness: GRADE 2 (GOOD)",
        "Overall effectiveness [Grade 2: Good]",
        "Overall effectiveness Grade two (good)",
        "Overall effectivenessGood (Grade 2)",
        "Overall effectiveness (Good)",
        "Overall effectiveness\n\nJudgement: Good",
        "Overall effectiveness\n\n(Good)",
    ],
)
def test_a_grade_tag_glued_to_its_heading_is_told_from_it(glued: str) -> None:
    report = read(PLAIN.replace("Overall effectiveness\n\nGrade 2 (Good)", glued))
    assert report.paragraph("2").section[-1].rstrip(".") == "Overall effectiveness"
    assert report.paragraph("2").grade == "Good"


def test_a_lost_number_is_restored_where_one_block_can_bear_it() -> None:
    report = read(PLAIN.replace("3. Plans", "- Plans"))
    assert report.paragraph("3").text == "Plans are clear."
    assert not report.paragraph("3").printed
    assert report.paragraph("3").notes == ("number restored from its neighbours",)


def test_a_wrong_number_is_put_right_and_says_what_was_printed() -> None:
    report = read(PLAIN.replace("3. Plans", "1. Plans"))
    assert report.paragraph("3").notes == ("number restored from its neighbours: printed as 1",)


def test_a_number_in_mid_sentence_is_taken_out_and_no_quote_crosses_the_place() -> None:
    report = read(PLAIN.replace("3. Plans are clear.", "- Plans of every 3. kind are clear."))
    paragraph = report.paragraph("3")
    assert paragraph.text == "Plans of every kind are clear."
    assert paragraph.seams == (len("Plans of every "),)


@pytest.mark.parametrize(
    "style", ["{}) ", "({}) ", "[{}] ", "{} ", "{}\t", "{}: ", "{} . ", "0{}. ", "**{}.** "]
)
def test_numbers_are_read_however_they_are_printed(style: str) -> None:
    words = "Plans for every child are clear, and all who must carry them out know them."
    more = "".join(f"{n}. {words}\n" for n in range(5, 9))
    body = re.sub(r"(?m)^(\d)\. (.*)$", lambda m: f"{m[1]}. {m[2]} {words}", PLAIN) + more
    printed = re.sub(r"(?m)^(\d)\. ", lambda m: style.format(m[1]), body)
    assert texts(read(printed)) == texts(read(body))
    assert all(p.printed for p in read(printed).paragraphs if p.is_numbered)
    assert coverage(read(printed).source, read(printed).account) == 1.0


def test_two_paragraphs_run_together_are_parted() -> None:
    report = read(PLAIN.replace("\n3. Plans", " 3. Plans"))
    assert texts(report)["2"] == "It is good. Staff are kind."
    assert texts(report)["3"] == "Plans are clear."


def test_no_number_is_guessed_where_two_blocks_could_bear_it() -> None:
    report = read(PLAIN.replace("3. Plans are clear.", "- Plans are clear.\n- Doors are open."))
    assert "3" not in texts(report)
    assert any("3" in warning for warning in report.warnings)
    assert "Plans are clear." in " ".join(texts(report).values())


def test_a_number_the_report_skips_is_noted_and_no_trouble() -> None:
    """No text stands between 3 and 5 that could bear a 4."""
    report = read(PLAIN.replace("4. Homes", "5. Homes"))
    assert [p.number for p in report.paragraphs if p.is_numbered] == ["1", "2", "3", "5"]
    assert "the printed numbers leave out 4" in report.warnings
    tally = Tally.of(report)
    assert (tally.missing, tally.left_out, tally.troubles) == (("4",), ("4",), ())


AGAIN = """Quality of provision

1. Care is kind.
2. Schools are warm.
3. Plans are short.
"""


def test_numbers_that_start_again_under_a_heading_have_keys_that_say_so() -> None:
    report = read(PLAIN + AGAIN)
    numbers = [p.number for p in report.paragraphs if p.is_numbered]
    assert numbers == ["1", "2", "3", "4", "part-2-1", "part-2-2", "part-2-3"]
    assert report.paragraph("part-2-2").label == "part 2, paragraph 2"
    assert all(p.printed for p in report.paragraphs if p.is_numbered)
    assert any("start again under “Quality of provision”" in w for w in report.warnings)


def test_numbers_that_go_on_after_a_list_of_its_own_numbers_did_not_start_again() -> None:
    report = read(PLAIN + AGAIN.replace("3. Plans", "5. Plans"))
    assert [p.number for p in report.paragraphs if p.is_numbered] == ["1", "2", "3", "4", "5"]


def test_a_number_lost_with_its_place_is_trouble() -> None:
    report = read(PLAIN.replace("3. Plans are clear.", "- Plans are clear.\n- Doors are open."))
    tally = Tally.of(report)
    assert (tally.missing, tally.left_out) == (("3",), ())
    assert tally.troubles == ("No paragraph is numbered 3.",)


def test_a_report_that_lost_its_judgements_says_so() -> None:
    assert not any("no judgement" in warning for warning in read(PLAIN).warnings)
    lost = read(PLAIN, findings="")
    assert any("no judgement was read" in warning for warning in lost.warnings)


@pytest.mark.parametrize("stray", ["", "- "])
def test_a_sentence_split_by_a_page_break_is_joined(stray: str) -> None:
    report = read(PLAIN.replace("Staff are kind.", f"Staff\n\n{stray}are kind."))
    assert texts(report)["2"] == "It is good. Staff are kind."


def test_a_footnote_is_a_text_of_its_own_amid_the_paragraph_it_breaks() -> None:
    note = "1 See the Children\nAct 2004."
    report = read(PLAIN.replace("Staff are kind.", f"Staff\u20191 work\n\n{note}\n7\n\nis kind."))
    assert texts(report)["2"] == "It is good. Staff\u20191 work is kind."
    assert texts(report)["u1"] == "1 See the Children Act 2004."
    assert report.paragraph("u1").notes == ("a footnote",)


def test_a_line_that_opens_with_a_number_is_no_footnote_without_its_mark() -> None:
    report = read(PLAIN.replace("Staff are kind.", "Staff in\n12 Homes are kind."))
    assert texts(report)["2"] == "It is good. Staff in 12 Homes are kind."


def test_a_paragraph_split_between_sentences_is_joined() -> None:
    report = read(PLAIN.replace(" Staff are kind.", "\n\nStaff are kind."))
    assert texts(report)["2"] == "It is good. Staff are kind."


def test_lines_that_were_only_wrapped_are_joined() -> None:
    report = read(PLAIN.replace("Staff are kind.", "Staff\nare\nkind."))
    assert texts(report)["2"] == "It is good. Staff are kind."


ADVICE = """Safeguarding services

Areas for improvement

1. The council should take the following action.

Immediately:

- ensure that all staff are trained
- the council and NHS Sutton should ensure that every child is seen by

a nurse

Within three months

NHS Sutton should:

 appoint a doctor.

Overall effectiveness

2. It is good.
"""


def test_recommendations_carry_timescale_and_owner() -> None:
    rows = [(r.item, r.timescale, r.owner, r.text) for r in read(ADVICE).recommendations]
    assert rows == [
        (1, "Immediately", None, "ensure that all staff are trained"),
        (
            2,
            "Immediately",
            "the council and NHS Sutton",
            "the council and NHS Sutton should ensure that every child is seen by a nurse",
        ),
        (3, "Within three months", "NHS Sutton", "appoint a doctor."),
    ]


def test_recommendations_run_together_in_a_line_without_its_bullet_are_parted() -> None:
    joined = "appoint a doctor for every school ensure nurses are trained."
    read_again = read(ADVICE.replace("appoint a doctor.", joined))
    rows = [(r.key, r.owner, r.text) for r in read_again.recommendations[2:]]
    assert rows == [
        ("sutton-2010#1.3", "NHS Sutton", "appoint a doctor for every school"),
        ("sutton-2010#1.4", "NHS Sutton", "ensure nurses are trained."),
    ]
    paragraph = read_again.paragraph("1")
    assert paragraph.notes == ("items 3 and 4 stood in one line",)
    assert paragraph.text.endswith(joined)


@pytest.mark.parametrize(
    "whole",
    [
        "appoint a doctor and ensure nurses are trained.",
        "appoint a doctor so that all nurses continue their training.",
        "help young people develop their skills.",
        "improve what schools and partners develop together.",
        "strengthen oversight. Ensure that nurses are trained.",
        "ensure social workers continue their visits.",
    ],
)
def test_one_recommendation_with_two_verbs_stays_one(whole: str) -> None:
    assert [r.text for r in read(ADVICE.replace("appoint a doctor.", whole)).recommendations][
        2:
    ] == [whole]


@pytest.mark.parametrize("bullet", ["a) ", "(a) ", "ii) ", "(iv) ", "• ", "\uf0b7\t"])
def test_items_are_told_by_any_mark_a_list_may_have(bullet: str) -> None:
    marked = re.sub(r"(?m)^ ?(?:- |(?=appoint))", bullet, ADVICE)
    wanted = [(r.item, r.timescale, r.owner, r.text) for r in read(ADVICE).recommendations]
    found = read(marked)
    assert [(r.item, r.timescale, r.owner, r.text) for r in found.recommendations] == wanted
    assert bullet.strip() in found.paragraph("1").text


def test_what_is_to_be_acted_on_is_no_owner() -> None:
    passive = "HSCB procedures to be reviewed to ensure that they are clear"
    rows = read(ADVICE.replace("ensure that all staff are trained", passive)).recommendations
    assert (rows[0].owner, rows[0].text) == (None, passive)


def test_a_list_stays_in_its_paragraph_and_each_item_has_its_words() -> None:
    paragraph = read(ADVICE).paragraph("1")
    assert paragraph.text.startswith("The council should take the following action.\nImmediately:")
    assert paragraph.item_text(3) == "appoint a doctor."
    with pytest.raises(KeyError):
        paragraph.item_text(4)


def test_judgements_are_read_with_strand_number_and_scale() -> None:
    rows = [(j.aspect, j.strand, j.grade, j.number) for j in read(PLAIN).judgements]
    assert rows == [
        ("Overall effectiveness", Strand.SAFEGUARDING, "Good", 2),
        ("Quality of provision", Strand.SAFEGUARDING, "Adequate", 3),
        ("Overall effectiveness", Strand.LOOKED_AFTER, "Inadequate", 4),
        ("Being healthy", Strand.LOOKED_AFTER, "Outstanding", 1),
    ]
    assert {j.scale for j in read(PLAIN).judgements} == {"1 Outstanding - 4 Inadequate"}


@pytest.mark.parametrize(
    "reshaped",
    [
        lambda cells: "| " + " | ".join(cells) + " |",
        lambda cells: " | ".join(cells),
        lambda cells: f"{cells[0]:<50}{cells[1]}",
        lambda cells: f"{cells[0]} ........ {cells[1]}" if cells[1] else cells[0],
        lambda cells: f"{cells[0]}: {cells[1]}" if cells[1] else cells[0],
        lambda cells: f"{cells[0]} {cells[1]}",
        lambda cells: "\n".join(filter(None, cells)),
        lambda cells: f"{cells[0]} – {cells[1].lower()}" if cells[1] else cells[0],
    ],
    ids=["bars around", "bars", "wide", "dots", "colon", "a space", "a cell a line", "dash"],
)
def test_a_table_without_its_columns_gives_the_same_judgements(
    reshaped: Callable[[list[str]], str],
) -> None:
    title, rows = FINDINGS.split("\n\n")
    lines = [reshaped(row.split("\t")) for row in rows.splitlines()]
    report = read(PLAIN, findings="\n\n".join((title, "\n".join(lines))) + "\n")
    wanted = [(j.aspect, j.strand, j.grade) for j in read(PLAIN).judgements]
    assert [(j.aspect, j.strand, j.grade) for j in report.judgements] == wanted
    assert coverage(report.source, report.account) == 1.0


def test_the_legend_of_a_table_is_no_judgement() -> None:
    legend = "1: outstanding; 2: good; 3: adequate; 4: inadequate\n"
    table = FINDINGS.replace("\t", " ").replace("Safeguarding services", legend, 1)
    assert len(read(PLAIN, findings=table).judgements) == 4


@pytest.mark.parametrize("mark", ["## ", "2 ", "2.1 ", "2. ", "B. ", "(b) "])
def test_a_heading_is_known_with_the_number_or_mark_of_its_section(mark: str) -> None:
    marked = PLAIN.replace("\nOverall effectiveness", f"\n{mark}Overall effectiveness")
    report = read(marked)
    assert [p.number for p in report.paragraphs if p.is_numbered] == ["1", "2", "3", "4"]
    section = report.paragraph("2").section
    assert section == ("Safeguarding services", "Overall effectiveness")


@pytest.mark.parametrize(
    ("whole", "glued"),
    [
        ("Grade 2 (Good)\n\n2. It", "Grade 2 (Good) 2. It"),
        ("\n\nOverall effectiveness\n\nGrade 2 (Good)\n\n2. It", " Overall effectiveness 2. It"),
        ("plain.\n\nSafeguarding services\n", "plain. Safeguarding services\n"),
        ("services\n\nOverall", "services Overall"),
    ],
)
def test_headings_glued_to_text_are_parted_from_it(whole: str, glued: str) -> None:
    report = read(PLAIN.replace(whole, glued))
    assert [p.number for p in report.paragraphs if p.is_numbered] == ["1", "2", "3", "4"]
    assert report.paragraph("1").text == "The purpose is plain."
    assert report.paragraph("2").text == "It is good. Staff are kind."
    assert report.paragraph("2").section == ("Safeguarding services", "Overall effectiveness")
    assert coverage(report.source, report.account) == 1.0


def test_a_sentence_that_ends_in_a_headings_words_is_no_heading() -> None:
    ends = "Staff are kind. They praised the overall effectiveness"
    report = read(PLAIN.replace("Staff are kind.", ends))
    assert report.paragraph("2").text.endswith(ends)


def test_a_strands_heading_without_cells_stands_in_its_table() -> None:
    bare = FINDINGS.replace("services\t\n", "services\n").replace("children\t\n", "children\n")
    wanted = [(j.aspect, j.strand) for j in read(PLAIN).judgements]
    assert [(j.aspect, j.strand) for j in read(PLAIN, findings=bare).judgements] == wanted


def test_a_table_that_lost_its_heading_is_known_by_its_grades() -> None:
    rows = FINDINGS.replace("Record of main findings:\n", "") + "Staying safe\tGood\n"
    assert len(read(PLAIN, findings=rows).judgements) == 5


def test_strand_headings_in_the_wrong_rows_are_found_out() -> None:
    wrong = FINDINGS.replace(
        "Quality of provision\tAdequate\nServices for looked after children\t\n",
        "Services for looked after children\t\nQuality of provision\tAdequate\n",
    ).replace("Being healthy\tOutstanding", "Quality of provision\tGood")
    report = read(PLAIN, findings=wrong)
    strands = [(j.aspect, j.strand, j.grade) for j in report.judgements]
    assert strands[1] == ("Quality of provision", Strand.SAFEGUARDING, "Adequate")
    assert strands[3] == ("Quality of provision", Strand.LOOKED_AFTER, "Good")
    assert any("wrong rows" in warning for warning in report.warnings)


def test_the_same_number_means_opposite_grades_under_two_frameworks() -> None:
    review = (
        "Joint area review\n\nLondon Borough of Sutton\n\nPublished: 1 March 2007\n\n"
        "Introduction\n\n1. This is a review.\n\nGrades\n\n"
        "\tLocal services overall\tCouncil services\nBeing healthy\t4\t1\n"
    )
    rows = read_source(Source("r.txt", review, "0" * 64)).judgements
    assert [(j.grade, j.column) for j in rows] == [
        ("Outstanding", "Local services overall"),
        ("Inadequate", "Council services"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"%PDF-1.7 ...", "not a text file"),
        ("a.txt", b"PK\x03\x04", "not a text file"),
        ("a.txt", b"\x00\x01\x02", "not a text file"),
        ("a.txt", b"no authority here\n\n1. Text.\n", "no English local authority"),
        ("a.txt", b"London Borough of Sutton\n\n1. Text.\n", "no date of publication"),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ReadingError, match=says):
        read_report(file)


def test_a_missing_file_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be read"):
        read_report(tmp_path / "none.txt")


def test_windows_1252_and_a_byte_order_mark_are_read() -> None:
    assert decode("it’s £5 – fine".encode("cp1252"), "a") == "it’s £5 – fine"
    assert decode(b"\xef\xbb\xbfone\r\ntwo\rthree", "a") == "one\ntwo\nthree"
