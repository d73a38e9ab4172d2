"""Reports side by side, and paragraphs like one another."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.errors import NotFoundError, UsageError


def test_each_report_answers_for_itself_alone(assistant: Assistant) -> None:
    keys = ["harrow-2012", "havering-2007", "barnet-2012"]
    found = assistant.compare(keys, aspect="Being healthy")
    assert [side.report.key for side in found] == keys
    grades = [[row.grade for row in side.judgements] for side in found]
    assert grades == [["Inadequate"], ["Good"], ["Good"]]
    for side in found:
        quotes = (*side.answer.quotes, *side.recommendations)
        assert quotes
        assert {quote.report.key for quote in quotes} == {side.report.key}
        assert all(quote.item is not None for quote in side.recommendations)


def test_a_comparison_wants_two_to_four_reports_and_something_to_compare(
    assistant: Assistant,
) -> None:
    with pytest.raises(UsageError, match="2 to 4 reports"):
        assistant.compare(["harrow-2012"], "health")
    with pytest.raises(UsageError, match="Choose an aspect"):
        assistant.compare(["harrow-2012", "barnet-2012"], " ")
    with pytest.raises(NotFoundError):
        assistant.compare(["harrow-2012", "nowhere-1999"], "health")


def test_similar_paragraphs_are_of_other_reports(assistant: Assistant) -> None:
    """The designated health roles of Harrow's paragraph 58 are spoken of in Barnet's 78."""
    found = assistant.similar("harrow-2012#58")
    assert "harrow-2012" not in {shown.report.key for shown in found}
    assert "barnet-2012#78" in {shown.paragraph.key for shown in found}
    assert len({shown.paragraph.key for shown in found}) == len(found) == 5
    with pytest.raises(NotFoundError):
        assistant.similar("harrow-2012#999")


def test_reports_are_found_by_the_beginnings_of_their_names(assistant: Assistant) -> None:
    def found(words: str) -> list[str]:
        return [report.key for report in assistant.reports(words)]

    assert found("Haver 2011") == ["havering-2011"]
    assert found("joint area") == ["havering-2007"]
    assert found("vering") == []  # within a word
    assert len(found("  ")) == 5
