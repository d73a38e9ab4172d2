"""Questions asked of other reports, and what answered them there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.assistant import Assistant
from qa.index.encoding.encoder import OnnxEncoder
from qa.search.ranked.precedents import Precedents, precedents_for

# Two questions of one report and one of another, in two directions; three paragraphs answer.
ONE, OTHER = "one-2010", "other-2011"


@pytest.fixture
def precedents() -> Precedents:
    return Precedents(
        into=np.eye(3, 2, dtype=np.float16),
        step=np.full(2, 1 / 127, np.float32),
        questions=np.array([[127, 0], [0, 127], [127, 0]], np.int8),
        answers=np.array([[127, 0, 0], [0, 127, 0], [0, 0, 127]], np.int8),
        link=np.array([0, 1, 2, 1], np.uint16),
        linked=np.array([0, 1, 2, 2], np.uint16),
        share=np.array([255, 255, 255, 128], np.uint8),
        asked_of=np.array([0, 0, 1], np.uint8),
        reports=np.array([ONE, OTHER]),
        encoders=np.array(["e"]),
    )


def asked(*parts: float) -> NDArray[np.float32]:
    return np.array(parts, np.float32)


def test_an_answer_is_expected_where_those_to_questions_like_it_lie(
    precedents: Precedents,
) -> None:
    found = precedents.expected(asked(0, 1, 0), without=[OTHER])
    assert found is not None
    assert int(found.argmax()) == 1
    np.testing.assert_allclose(np.linalg.norm(found), 1, atol=1e-6)


def test_no_report_is_helped_by_questions_asked_of_itself(precedents: Precedents) -> None:
    """What is measured on a report trained on holds for one that nobody asked about."""
    own = precedents.expected(asked(1, 0, 0), without=[ONE])
    assert own is not None and int(own.argmax()) == 2
    assert precedents.expected(asked(1, 0, 0), without=[ONE, OTHER]) is None


def test_what_supports_an_answer_counts_for_less(precedents: Precedents) -> None:
    found = precedents.expected(asked(1, 0, 0), without=[ONE])
    assert found is not None and 0 < found[1] < found[2]


def test_they_are_kept_as_they_are(precedents: Precedents, tmp_path: Path) -> None:
    precedents.save(tmp_path / "kept.npz")
    kept = Precedents.open(tmp_path / "kept.npz")
    for question in (asked(1, 0, 0), asked(0.6, 0.8, 0)):
        before, after = (p.expected(question, without=[]) for p in (precedents, kept))
        assert before is not None and after is not None
        np.testing.assert_array_equal(before, after)


def test_those_that_ship_are_of_the_encoder_that_ships(encoder: OnnxEncoder) -> None:
    """Of another one's vectors they would say nothing."""
    assert precedents_for(encoder.fingerprint) is not None
    assert precedents_for("another") is None


def test_none_of_those_that_ship_was_asked_of_the_reports_kept_unseen(
    assistant: Assistant, encoder: OnnxEncoder
) -> None:
    held = precedents_for(encoder.fingerprint)
    assert held is not None
    library = {report.key for report in assistant.reports()}
    asked_of = library & set(held.reports.tolist())
    assert asked_of == {"barnet-2012", "havering-2007", "redbridge-2010"}
