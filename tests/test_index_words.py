"""Words: BM25 over headings and bodies, and no way for a question to be taken as syntax."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.errors import LibraryIndexError
from qa.index.retrieval.words import WordIndex, WordRow

ROWS = [
    WordRow("harrow-2012#58", "harrow-2012", "Being healthy", "Health outcomes are inadequate."),
    WordRow("harrow-2012#60", "harrow-2012", "Staying safe", "Children say they feel safe."),
    WordRow("barnet-2012#12", "barnet-2012", "Staying safe", "Nurses' health checks; café visits."),
    WordRow("barnet-2012#13", "barnet-2012", "Leadership", "Leaders AND managers know services."),
]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    """Four units of two reports."""
    folder = tmp_path_factory.mktemp("words")
    WordIndex.build(folder, ROWS)
    return WordIndex.open(folder)


def units(hits: list[tuple[str, float]]) -> list[str]:
    """The keys alone."""
    return [unit for unit, _ in hits]


def test_any_of_the_words_will_do_and_more_are_better(words: WordIndex) -> None:
    """Best first, with positive scores."""
    hits = words.search("inadequate health", 10)
    assert units(hits) == ["harrow-2012#58", "barnet-2012#12"]
    assert hits[0][1] > hits[1][1] > 0


def test_forms_of_a_word_case_and_accents_do_not_matter(words: WordIndex) -> None:
    """Stemmed in the index and in the question alike."""
    for query in ("NURSE", "nurses", "cafe", "CAFÉ"):
        assert units(words.search(query, 10)) == ["barnet-2012#12"], query


def test_a_heading_counts_as_much_as_it_is_told_to(words: WordIndex) -> None:
    """Not at all when the boost is nought."""
    low, high = (words.search("staying", 10, heading_boost=boost) for boost in (1.0, 3.0))
    assert high[0][1] == pytest.approx(3 * low[0][1])
    assert words.search("staying", 10, heading_boost=0.0) == []


def test_a_search_can_be_held_to_reports(words: WordIndex) -> None:
    """Without a change to the scores of what is left."""
    everywhere = dict(words.search("health", 10))
    assert words.search("health", 10, ["barnet-2012"]) == [
        ("barnet-2012#12", everywhere["barnet-2012#12"])
    ]
    assert words.search("health", 10, []) == words.search("health", 10, ["nowhere-1999"]) == []


def test_terms_may_come_one_by_one(words: WordIndex) -> None:
    """A sequence of words is searched as the sentence of them."""
    assert words.search(["inadequate", "health"], 10) == words.search("inadequate health", 10)


def test_no_more_than_asked_for_come_back(words: WordIndex) -> None:
    """The best of them."""
    assert units(words.search("health", 1)) == ["harrow-2012#58"]
    assert words.search("health", 0) == []


@pytest.mark.parametrize(
    "query",
    [
        'unit:"harrow-2012#58"',
        "report:harrow",
        "*",
        "-health +safe",
        "body:[a TO z]",
        "/.*/",
        '"',
        "(",
    ],
)
def test_query_syntax_is_only_words(words: WordIndex, query: str) -> None:
    """Fields, wildcards and operators find what their words find."""
    plain = "".join(letter if letter.isalnum() else " " for letter in query)
    assert words.search(query, 10) == words.search(plain, 10)


@given(st.text())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_searched_for(words: WordIndex, query: str) -> None:
    """Whatever Unicode holds."""
    assert all(math.isfinite(score) for _, score in words.search(query, 5))


@pytest.mark.parametrize("query", ["\ud800", "\x00", "", "  ", "?!", "a" * 50_000, "w " * 50_000])
def test_odd_texts_find_nothing_and_break_nothing(words: WordIndex, query: str) -> None:
    """Half a surrogate pair, no words at all, or far too many."""
    assert words.search(query, 5) == []


def test_a_very_long_question_is_still_searched(words: WordIndex) -> None:
    """By its first few hundred different words."""
    query = "inadequate " + " ".join(f"word{n}" for n in range(20_000))
    assert units(words.search(query, 5)) == ["harrow-2012#58"]


def test_terms_are_stemmed_and_stand_once(words: WordIndex) -> None:
    """As the index holds them."""
    assert words.analyse("The Nurses' nurses") == ["the", "nurs"]


def test_every_row_is_held(words: WordIndex) -> None:
    """One document a unit."""
    assert len(words) == len(ROWS)


def test_a_damaged_or_missing_index_is_refused(tmp_path: Path) -> None:
    """With the command that mends it."""
    with pytest.raises(LibraryIndexError, match="qa index"):
        WordIndex.open(tmp_path / "missing")
    folder = tmp_path / "words"
    WordIndex.build(folder, ROWS)
    (folder / "meta.json").write_text("{")
    with pytest.raises(LibraryIndexError, match="qa index"):
        WordIndex.open(folder)


def test_an_index_can_be_read_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """tantivy wants to write lock files beside it; it gets them elsewhere."""
    WordIndex.build(tmp_path, ROWS)
    for lock in tmp_path.glob(".*.lock"):
        lock.unlink()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert units(WordIndex.open(tmp_path).search("inadequate", 5)) == ["harrow-2012#58"]
    assert not list(tmp_path.glob(".*.lock"))


def test_an_index_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """Where a file stands in its way, say."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryIndexError, match="cannot be written"):
        WordIndex.build(tmp_path / "file", ROWS)
