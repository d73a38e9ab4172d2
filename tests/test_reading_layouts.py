"""Reading of later frameworks, letters and documents without numbers. All the text is made up."""

from __future__ import annotations

import pytest

from qa.errors import ReadingError
from qa.quotation import citation
from qa.reading import read_source
from qa.reading.source import Source
from qa.report import Report


def read(text: str, name: str = "sample.txt") -> Report:
    return read_source(Source(name, text, "0" * 64))


BODY = """
Sample heading

1. Sample text for the reader, first paragraph.
2. Sample text for the reader, second paragraph.
"""


def front(*lines: str) -> str:
    return "\n".join(lines) + "\n" + BODY


# -- the first pages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "authority", "key", "framework"),
    [
        (
            (
                "Wiltshire Council",
                "Inspection of children’s social care services",
                "Inspection dates: 3 June 2019 to 19 June 2019",
            ),
            "Wiltshire Council",
            "wiltshire-2019",
            "ilacs",
        ),
        (
            (
                "Inspection of North Lincolnshire local",
                "authority children’s services",
                "Inspection dates: 3 to 14 October 2022",
            ),
            "North Lincolnshire",
            "north-lincolnshire-2022",
            "ilacs",
        ),
        (
            (
                "Bournemouth, Christchurch & Poole Council",
                "Re-inspection of services for children in need of help and",
                "protection, children looked after and care leavers",
                "Report published: 4 May 2016",
            ),
            "Bournemouth, Christchurch & Poole Council",
            "bournemouth-christchurch-and-poole-2016",
            "single-inspection-framework",
        ),
        (
            (
                "Local area partnership report",
                "Area SEND inspection of Newcastle Local Area Partnership",
                "Inspection dates: 6 to 10 February 2023",
                "Date of previous inspection: 4 to 8 June 2018",
            ),
            "Newcastle",
            "newcastle-upon-tyne-2023",
            "area-send",
        ),
        (
            (
                "Agora, 6 Cumberland Place",
                "Nottingham NG1 6HJ",
                "22 June 2018",
                "Dear Ms Sample",
                "Focused visit to Kent County Council children’s services",
                "",
                "This letter is sample text about a visit on 30 and 31 May 2018.",
            ),
            "Kent County Council",
            "kent-2018",
            "focused-visit",
        ),
    ],
)
def test_authority_and_framework_are_told_from_the_title(
    lines: tuple[str, ...], authority: str, key: str, framework: str
) -> None:
    report = read(front(*lines))
    assert (report.authority, report.key, report.framework_key) == (authority, key, framework)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: 4 May 2018", "2018-05-04"),
        ("Report published: 4 May 2018", "2018-05-04"),
        ("Published on 4th May 2018", "2018-05-04"),
        ("Date of publication\n4 May 2018", "2018-05-04"),
        ("Report published: 04/05/2018", "2018-05-04"),
        ("Published: 31 June 2018", None),
        ("Published guidance of 4 May 2018 was followed", None),
    ],
)
def test_the_date_of_publication_is_found_by_its_label(line: str, published: str | None) -> None:
    dates = "Inspection date: 12 to 23 March 2018"
    report = read(front("Wiltshire Council", "Inspection of children’s services", dates, line))
    assert report.published == published


@pytest.mark.parametrize(
    ("line", "printed", "ended"),
    [
        ("Inspection dates: 12 to 23 March 2018", "12 to 23 March 2018", "2018-03-23"),
        ("Inspection date: 20 June 2017 ─ 13 July 2017", None, "2017-07-13"),
        ("Inspection dates: 5 Feb 2015 – 3 March 2015", None, "2015-03-03"),
        ("Inspection dates: 13 to 17 March and 3 to 5 April 2023", None, "2023-04-05"),
        ("Inspection date: 14 March 2012", "14 March 2012", "2012-03-14"),
        ("Inspected: 12/09/2016 to 06/10/2016", "12/09/2016 to 06/10/2016", "2016-10-06"),
    ],
)
def test_the_dates_of_the_inspection_are_kept_as_printed(
    line: str, printed: str | None, ended: str
) -> None:
    report = read(front("Wiltshire Council", "Inspection of children’s services", line))
    assert report.inspected == (printed or line.split(": ")[1])
    assert report.inspection_ended == ended


UNDATED = (
    "Inspection of Wiltshire local authority children’s services",
    "Inspection dates: 12 to 23 March 2018",
    "Lead inspector: Sam Sample, His Majesty’s Inspector",
)


def test_a_report_without_a_date_of_publication_is_cited_by_its_inspection() -> None:
    report = read(front(*UNDATED))
    assert (report.key, report.published, report.date) == ("wiltshire-2018", None, "2018-03-23")
    assert report.lead_inspector == "Sam Sample, His Majesty’s Inspector"
    assert citation(report, report.paragraph("2")).endswith(
        "Wiltshire, inspected 12 to 23 March 2018, paragraph 2"
    )
    assert any("no date of publication is printed" in warning for warning in report.warnings)


def test_a_date_in_the_name_of_the_file_is_the_date_of_publication() -> None:
    report = read(front(*UNDATED), "wiltshire-2019-01-04.txt")
    assert (report.key, report.published) == ("wiltshire-2019", "2019-01-04")
    assert any("name of the file" in warning for warning in report.warnings)
    assert read(front(*UNDATED), "wiltshire-2019-13-04.txt").published is None


def test_a_printed_date_is_not_overruled_by_the_name_of_the_file() -> None:
    text = front(*UNDATED, "Report published: 4 May 2018")
    assert read(text, "wiltshire-2019-01-04.txt").published == "2018-05-04"


def test_a_date_that_stands_at_the_end_is_found_and_said() -> None:
    report = read(front(*UNDATED) + "\nReport published: 4 May 2018\n")
    assert report.published == "2018-05-04"
    assert any("does not stand on the first pages" in warning for warning in report.warnings)


def test_a_report_with_no_date_is_refused_with_what_to_do() -> None:
    with pytest.raises(ReadingError, match=r"Published: 4 May 2018.*file's name"):
        read(front("Wiltshire Council", "Inspection of children’s services"))


def test_a_second_authority_in_the_title_is_said() -> None:
    report = read(
        front("Inspection of Cornwall and Isles of Scilly children’s services", UNDATED[1])
    )
    assert report.key == "cornwall-2018"
    assert any("Isles of Scilly" in warning for warning in report.warnings)


# -- frameworks and scales ---------------------------------------------------------------------


def test_an_unknown_framework_loads_with_a_warning_and_no_scale() -> None:
    report = read(front("Wiltshire Council", "Peer challenge of services", "Published: 4 May 2010"))
    assert (report.framework_key, report.scale.words) == ("other", ())
    assert any("framework was not recognised" in warning for warning in report.warnings)


def test_a_framework_that_is_not_named_is_told_by_its_year_and_judgements() -> None:
    """Of 2015 only one framework judged these two."""
    named = "Children looked after and achieving permanence. Leadership, management and governance."
    told = read(front("Wiltshire Council", "Published: 4 May 2015") + f"\n3. {named}\n")
    assert told.framework_key == "single-inspection-framework"
    assert any("no framework is named" in warning for warning in told.warnings)
    other = read(front("Wiltshire Council", "Published: 4 May 2020") + f"\n3. {named}\n")
    assert other.framework_key == "other"


def test_a_kind_of_inspection_without_grades_has_no_scale() -> None:
    report = read(front("Joint targeted area inspection of Kent", "Published: 4 May 2017"))
    assert (report.scale.words, report.scale.to_json()) == ((), {})
