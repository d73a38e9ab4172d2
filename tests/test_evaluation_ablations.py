"""Ablations: a signal left out weighs nothing, and the table says what it was worth."""

from __future__ import annotations

import math
from dataclasses import astuple

import pytest

from qa.assistant import Assistant
from qa.errors import UsageError
from qa.evaluation.pages import tables
from qa.evaluation.questions.gold import Case, Expect, Gold, Turn
from qa.evaluation.scoring import ablations
from qa.search.asked.question import Hit, SearchResult, Understood
from qa.search.ranked.searcher import DEFAULT_SETTINGS, Settings


def without(*names: str) -> Settings:
    return ablations.settings_without(ablations.named(names))


def test_nothing_left_out_is_the_search_as_it_is() -> None:
    assert without() == DEFAULT_SETTINGS


@pytest.mark.parametrize("name", [n for n in ablations.ABLATIONS if n != ablations.ADAPTER])
def test_each_signal_changes_something(name: str) -> None:
    assert without(name) != DEFAULT_SETTINGS


def test_what_a_score_loses_goes_to_those_that_stay() -> None:
    """So that structure, which is added, counts for as much beside them as before."""
    full, less = DEFAULT_SETTINGS.weights, without("words").weights
    assert less.words == 0.0
    assert less.sentence / less.window == pytest.approx(full.sentence / full.window)
    assert sum(astuple(less)) == pytest.approx(sum(astuple(full)))


def test_several_signals_may_be_left_out() -> None:
    weights = without("dense", "bm25", "structure").weights
    assert [weights.window, weights.words, weights.strand, weights.scale] == [0.0] * 4
    assert sum(astuple(weights)) == weights.crowding


def test_an_unknown_signal_is_told_what_there_is() -> None:
    with pytest.raises(UsageError, match='"wrods" cannot be left out; what can: dense, '):
        ablations.named(["wrods"])


GOLD = Gold(
    (
        Case("q1", "harrow-2012", (Turn("one", "topic", Expect.ANSWER, {"a-2012#1": 2}),)),
        Case("q2", "harrow-2012", (Turn("two", "topic", Expect.ANSWER, {"a-2012#2": 2}),)),
        Case("q3", "harrow-2012", (Turn("three", "negative", Expect.REFUSE),)),
        Case("c1", "chat", (Turn("four", "first", Expect.ANSWER, {"a-2012#1": 2}),)),
    )
)


class Ranker:
    """Finds what is wanted, unless words are left out; then what is wanted comes second."""

    def __init__(self, settings: Settings = DEFAULT_SETTINGS) -> None:
        self.settings = settings

    def searching_by(self, settings: Settings) -> Ranker:
        return Ranker(settings)

    def search(self, question: str) -> SearchResult:
        right = {"one": "a-2012#1.3", "two": "a-2012#2"}[question]
        keys = [right] if self.settings.weights.words else ["a-2012#9", right]
        understood = Understood(question, question, question)
        return SearchResult(understood, tuple(Hit(key, 1.0) for key in keys))


def test_the_table_holds_each_signal_the_greatest_loss_first() -> None:
    table = ablations.measure(Ranker(), None, GOLD)
    assert (table.questions, table.ndcg10, table.recall10) == (2, 1.0, 1.0)
    assert len(table.rows) == len(ablations.ABLATIONS) - 1  # the adapter needs another index
    worst = table.rows[0]
    assert worst.ablation.name == "words"
    assert worst.against_full.difference == pytest.approx(1 / math.log2(3) - 1)
    assert (worst.recall10, len(worst.against_full.worse)) == (1.0, 2)
    assert all(row.against_full.difference == 0 for row in table.rows[1:])
    line = tables.render_ablations(table).splitlines()[3]
    assert line.split()[:4] == ["words", "0.631", "1.000", "-0.369"]
    assert table.to_json()["without"]["words"]["worse"] == 2


def test_with_an_index_of_the_base_encoder_the_adapter_is_in_the_table() -> None:
    base = Ranker(without("words"))
    rows = {row.ablation.name: row for row in ablations.measure(Ranker(), base, GOLD).rows}
    assert rows["adapter"].against_full.difference < 0


def test_questions_without_relevant_paragraphs_cannot_be_ranked() -> None:
    with pytest.raises(UsageError, match="nothing to rank"):
        ablations.measure(Ranker(), None, Gold(GOLD.cases[2:]))


def test_the_real_search_does_without_what_is_left_out(assistant: Assistant) -> None:
    """Out of scope, a question about Harrow finds other boroughs too; nor is it read right."""
    question = "What did inspectors say about helth in Harrow?"
    whole = assistant.search(question)
    assert {hit.key.split("#")[0] for hit in whole.hits} == {"harrow-2012"}
    assert ("helth", "health") in whole.understood.corrections
    less = assistant.searching_by(without("scope", "spelling")).search(question)
    assert len({hit.key.split("#")[0] for hit in less.hits}) > 1
    assert less.understood.corrections == ()


def test_without_the_encoders_scores_the_words_alone_decide(assistant: Assistant) -> None:
    words_alone = assistant.searching_by(without("dense", "structure", "expansions"))
    best = words_alone.search("strategic commissioning of placements in Harrow").hits[0]
    _, paragraph, _ = assistant.show(best.key)
    assert "commissioning" in paragraph.text
    assert best.score == pytest.approx(1.0, abs=0.01)
