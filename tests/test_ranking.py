"""The weights of the ranking: what ships, and how it is fitted."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from fit_ranking import FITTED, GRID, OF_SCORES, Row, best_share, fit, of_grid, shared
from held_out import folds_of, stiffest

from qa.search.ranked.ranking import DEFAULT_WEIGHTS

WORDS = FITTED.index("words")


def rows(report: str = "x-2012") -> list[Row]:
    """Questions answered by the paragraph that has their words, whatever else they have."""
    random = np.random.default_rng(1)
    keys = tuple(f"{report}#{number}" for number in range(8))
    made = []
    for place in range(40):
        signals = random.random((8, len(FITTED)))
        signals[:, WORDS] = np.arange(8) == place % 8
        expected = random.random(8)
        made.append(Row(report, keys, signals, np.zeros(8), expected, frozenset({keys[place % 8]})))
    return made


def test_every_weight_that_ships_counts_for_a_paragraph() -> None:
    assert all(weight > 0 for weight in asdict(DEFAULT_WEIGHTS).values())


def test_what_training_questions_cannot_tell_stays() -> None:
    for name in ("findings", "grade", "scale", "crowding"):
        assert name not in FITTED
        assert getattr(DEFAULT_WEIGHTS, name) == getattr(GRID, name)


def test_a_fit_finds_the_signal_that_tells() -> None:
    loose = fit(rows(), 1e-6)
    assert int(np.argmax(loose)) == WORDS
    assert np.mean([row.ndcg(loose) for row in rows()]) == pytest.approx(1.0)


def test_what_is_expected_gets_no_share_where_it_tells_nothing() -> None:
    told = rows()
    weights = fit(told, 1e-6)
    assert best_share(told, weights) == 0
    assert shared(weights, 0.1)[:OF_SCORES].sum() == pytest.approx(weights[:OF_SCORES].sum() - 0.1)
    np.testing.assert_array_equal(shared(weights, 0.1)[OF_SCORES:], weights[OF_SCORES:])


def test_a_stiff_fit_stays_where_it_began() -> None:
    assert fit(rows(), 1e6) == pytest.approx(of_grid(), abs=1e-3)


def test_no_paragraph_that_answers_is_on_both_sides_of_a_fold() -> None:
    table = rows()
    folds = folds_of(table)
    by_answer = {(min(row.right), fold) for row, fold in zip(table, folds, strict=True)}
    assert len(by_answer) == len({min(row.right) for row in table})
    assert len(set(folds)) > 1


def test_of_several_reports_one_is_left_out_at_a_time() -> None:
    assert set(folds_of([*rows(), *rows("y-2010")])) == {"x-2012", "y-2010"}


def test_of_fits_as_good_the_stiffest_is_taken() -> None:
    noise = np.tile([0.1, -0.1], 50)
    gains = {0.01: 0.010 + noise, 0.1: 0.005 + noise, 1.0: -0.05 + noise}
    assert stiffest(gains) == 0.1
