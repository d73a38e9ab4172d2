"""What letters stand for, where a report spells them out: the name, and a sentence with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from qa.answer.asking.initials import letters_asked, may_ask_of_letters, thing_asked
from qa.answer.composition.formed import Formed
from qa.answer.form import wording
from qa.quotation import Quote, sentence_quotes
from qa.reading.abbreviations import abbreviations
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.asked.remainder import without_names
from qa.search.asked.scope import scope_of
from qa.search.language.stemming import stem, words_of
from qa.search.ranked.candidates import by_words
from qa.search.ranked.searcher import Searcher

MOST_NAMES = 3  # of the same letters
_OTHERS = (Kind.SCALE, Kind.LOOKUP, Kind.JUDGEMENT)  # "what does a 3 mean?"


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """What a report prints before letters in brackets: `name` is its own words, as is the quote."""

    name: str
    quote: Quote


def letters_told(searcher: Searcher, understood: Understood) -> Formed | None:
    """What letters stand for, or that no report was found to say so, where just that is asked."""
    letters = _letters_of(searcher, understood, letters_asked)
    if not letters:
        return None
    found = spelt_out(searcher, letters, understood.reports)
    if found:
        return Formed([_told(letters, found)], [each.quote for each in found])
    held = letters.casefold() in searcher.facts.words
    if held and _is_in_brackets(searcher, letters):
        return None  # after a name whose words do not all begin with them
    lacking = "nowhere found spelt out" if held else "not found"
    return Formed([f"{wording.escaped(letters)} was {lacking} in these reports."])


def _is_in_brackets(searcher: Searcher, letters: str) -> bool:
    """Whether any paragraph prints the letters in brackets, as after a name."""
    store = searcher.library.store
    found = by_words(searcher.library, [letters.casefold()], store.keys)
    return any(f"({letters})" in store.paragraph(key).text for key in found)


def name_of_thing(searcher: Searcher, understood: Understood) -> str:
    """What letters stand for, where it is asked what the thing is that is called so."""
    letters = _letters_of(searcher, understood, thing_asked)
    return _told(letters, spelt_out(searcher, letters, understood.reports)) if letters else ""


def _letters_of(
    searcher: Searcher, understood: Understood, asked: Callable[[str, Collection[str]], str]
) -> str:
    if understood.kind in _OTHERS or not may_ask_of_letters(understood.standalone):
        return ""
    known = {*searcher.facts.abbreviations, *load_lexicon().abbreviations}
    spans = scope_of(understood.standalone, searcher.facts).spans
    return asked(without_names(understood.standalone, spans), known)


def spelt_out(searcher: Searcher, letters: str, reports: Sequence[str]) -> list[SpeltOut]:
    """What letters stand for in these reports, else in others, each name once, in the shortest
    sentence that spells them out.
    """
    shortest: dict[str, SpeltOut] = {}
    for each in _spelling(searcher, letters, reports):
        name = " ".join(map(stem, words_of(each.name)))
        if name not in shortest or _length(each.quote) < _length(shortest[name].quote):
            shortest[name] = each
    every = searcher.library.store.keys
    if not shortest and len(reports) < len(every):
        return spelt_out(searcher, letters, every)
    return list(islice(shortest.values(), MOST_NAMES))


def _length(quote: Quote) -> tuple[bool, int]:
    """How long a quote is; what is to be done tells of a thing last of all."""
    return bool(quote.paragraph.items), len(quote.text)


def _spelling(searcher: Searcher, letters: str, reports: Sequence[str]) -> Iterator[SpeltOut]:
    store = searcher.library.store
    named = [letters.casefold(), f"{letters.casefold()}s"]
    for key in by_words(searcher.library, named, reports):
        paragraph = store.paragraph(key)
        name = abbreviations(paragraph.text).get(letters)
        if name is None:
            continue
        for quote in sentence_quotes(store.report(paragraph.report), paragraph):
            if abbreviations(quote.text).get(letters) == name:
                yield SpeltOut(name, quote)
                break


def _told(letters: str, found: Sequence[SpeltOut]) -> str:
    """What letters stand for, in a line a name, with where that is printed."""
    lines = [
        f"{wording.escaped(letters)} stands for: **{wording.escaped(each.name)}** "
        f"({wording.escaped(each.quote.report.short_title)}, {each.quote.paragraph.label})."
        for each in found
    ]
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else "".join(lines)
