"""The measures, by hand on small cases and against ir_measures on many random ones."""

from __future__ import annotations

import math
import random

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from qa.evaluation.questions import measures

KEYS = [f"harrow-2012#{number}" for number in range(1, 41)]


def test_item_numbers_are_cut_and_the_first_occurrence_kept() -> None:
    retrieved = ["a-2012#57.3", "a-2012#58", "a-2012#57", "a-2012#recommendations.4"]
    assert measures.ranking(retrieved) == ["a-2012#57", "a-2012#58", "a-2012#recommendations"]


def test_ndcg_has_exponential_gain() -> None:
    """A paragraph that answers is worth three that support; the ideal puts it first."""
    value = measures.ndcg(["a#1", "a#2"], {"a#1": 1, "a#2": 2})
    assert value == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))


def test_ndcg_ideal_is_cut_at_the_depth_too() -> None:
    relevant = dict.fromkeys(KEYS[:15], 2)
    assert measures.ndcg(KEYS, relevant) == pytest.approx(1.0)


def test_reciprocal_rank_passes_over_supporting_paragraphs() -> None:
    assert measures.reciprocal_rank(["a#1", "a#2"], {"a#1": 1, "a#2": 2}) == 0.5
    assert measures.reciprocal_rank(["a#1"], {"a#2": 2}) == 0.0


def test_recall_is_over_what_could_be_there() -> None:
    """With eight direct paragraphs, five among the first five is all that can be asked."""
    relevant = dict.fromkeys(KEYS[:8], 2)
    assert measures.recall(KEYS, relevant, 5) == 1.0
    assert measures.recall(KEYS[4:], relevant, 10) == 0.5


def test_phrases_are_found_by_letters_and_digits_only() -> None:
    texts = ["the LSCB’s\nplan – *2010*"]
    assert measures.phrases_found(["LSCB's plan, 2010", "plan 2011"], texts) == 1


def test_a_phrase_is_not_found_across_two_texts() -> None:
    assert measures.phrases_found(["good plans"], ["all good", "plans exist"]) == 0


@pytest.mark.parametrize("seed", range(20))
def test_same_as_ir_measures_where_the_definitions_agree(seed: int) -> None:
    """nDCG (theirs takes the grade itself as gain, so it is given 2^grade - 1), MRR at grade 2,
    and recall with no more direct paragraphs than places (they divide by all there are).
    """
    rng = random.Random(seed)
    relevant = dict.fromkeys(rng.sample(KEYS, 6), 1) | dict.fromkeys(rng.sample(KEYS, 5), 2)
    ranked = rng.sample(KEYS, 20)
    qrels = [ir_measures.Qrel("q", key, 2**grade - 1) for key, grade in relevant.items()]
    run = [ir_measures.ScoredDoc("q", key, -float(place)) for place, key in enumerate(ranked)]
    direct = 2**measures.DIRECT - 1
    theirs = ir_measures.calc_aggregate([nDCG @ 10, RR(rel=direct), R(rel=direct) @ 10], qrels, run)
    assert measures.ndcg(ranked, relevant) == pytest.approx(theirs[nDCG @ 10])
    assert measures.reciprocal_rank(ranked, relevant) == pytest.approx(theirs[RR(rel=direct)])
    assert measures.recall(ranked, relevant, 10) == pytest.approx(theirs[R(rel=direct) @ 10])


@given(
    ranked=st.lists(st.sampled_from(KEYS), unique=True),
    relevant=st.dictionaries(st.sampled_from(KEYS), st.sampled_from([1, 2]), min_size=1),
)
def test_measures_stay_between_0_and_1(ranked: list[str], relevant: dict[str, int]) -> None:
    values = [measures.ndcg(ranked, relevant), measures.reciprocal_rank(ranked, relevant)]
    if 2 in relevant.values():
        values.append(measures.recall(ranked, relevant, 5))
    assert all(0 <= value <= 1 + 1e-12 for value in values)


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    rng = random.Random(3)
    values = [rng.random() for _ in range(50)]
    low, high = measures.interval(values)
    assert low < sum(values) / 50 < high
    assert (low, high) == measures.interval(values)


def test_the_interval_narrows_with_more_questions() -> None:
    rng = random.Random(4)
    few, many = ([rng.random() for _ in range(count)] for count in (20, 2000))
    few_low, few_high = measures.interval(few)
    many_low, many_high = measures.interval(many)
    assert many_high - many_low < (few_high - few_low) / 3


def test_the_randomisation_test_tells_a_real_difference_from_none() -> None:
    rng = random.Random(5)
    before = [rng.random() for _ in range(60)]
    better = [value + 0.2 + 0.1 * rng.random() for value in before]
    shuffled = [value + (0.1 if place % 2 else -0.1) for place, value in enumerate(before)]
    assert measures.randomisation_p(before, better) < 0.001
    assert measures.randomisation_p(before, shuffled) > 0.05


def test_the_randomisation_test_is_exact_on_a_small_case() -> None:
    """With three equal differences, two of the eight ways to flip signs are as large."""
    assert measures.randomisation_p([0, 0, 0], [1, 1, 1]) == pytest.approx(2 / 8, abs=0.02)


def test_percentiles_are_values_that_occurred() -> None:
    values = [float(value) for value in range(1, 101)]
    assert measures.percentile(values, 0.5) == 50.0
    assert measures.percentile(values, 0.95) == 95.0
    assert measures.percentile([7.0], 0.95) == 7.0
