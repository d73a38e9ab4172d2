"""Why something is so that a report denies: "why has it risen?", where it says that it fell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.sought import asks_reason
from qa.answer.finding.found import Found
from qa.answer.quotes.choosing import choose
from qa.answer.quotes.degrees import PLAINLY_NEAR
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import from_whole_reports
from qa.answer.refusal.doubting import Doubt
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.index.sqlite.store import Store
from qa.patterns import any_of, either, whole
from qa.quotation import Quote
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Reason, Understood
from qa.search.language.stemming import stem, words_of

LEAST_SURE = 0.5  # that the subject is spoken of
SHOWN = Measure(most=2, words=0)


@dataclass(frozen=True, slots=True)
class _Side:
    """One way that something may go: words of a question for it, and what a text says it by, after
    what goes so or before it.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]
    of_it: re.Pattern[str] | None

    def said_of(self, clause: str) -> Iterator[str]:
        """The parts of a clause of which it says so: what stands before it, or after."""
        yield from (clause[: told.start()] for told in self.told.finditer(clause))
        if self.of_it:
            yield from (clause[told.end() :] for told in self.of_it.finditer(clause))


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The tables of directions.toml: each side with the other, what parts a clause from
    the next, what may stand `before` the subject and leaves it what it is, what narrows it
    (`narrows`), what denies, and words of a question that name nothing.
    """

    sides: Sequence[tuple[_Side, _Side]]
    parts: re.Pattern[str]
    before: frozenset[str]
    narrows: re.Pattern[str]
    denies: re.Pattern[str]
    talk: frozenset[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("directions.toml")
    pairs = [[_side(table, one), _side(table, other)] for one, other in table["pairs"]]
    return _Wordings(
        sides=[row for one, other in pairs for row in ((one, other), (other, one))],
        parts=re.compile(rf"[;:.]\s|,?\s(?:{either(table['parts'])})\s", re.I),
        before=frozenset(map(_root, table["before"].split())),
        narrows=any_of(table["narrows"].split()),
        denies=re.compile(rf"{whole(table['denies'])}|n['’]t\b", re.I),
        talk=frozenset(table["talk"].split()),
    )


def _side(table: Mapping[str, Mapping[str, list[str]]], name: str) -> _Side:
    said = table[name]
    is_so = rf"{whole(said['verbs'])} (?:\w+ ){{0,2}}?(?:{either(said['being'])})\b"
    plain = [whole(said["told"])] if said["told"] else []
    of_it = any_of(said["of_it"]) if "of_it" in said else None
    return _Side(any_of(said["asked"]), re.compile("|".join([is_so, *plain]), re.I), of_it)


def denials(store: Store, understood: Understood, found: Found, doubt: Doubt) -> list[Quote]:
    """The sentences that say the opposite of what a question for a reason takes for granted; none
    where that is not sure, or another sentence says what it does.
    """
    if not asks_reason(understood.query) or doubt.reason not in (None, Reason.TOPIC_NOT_FOUND):
        return []
    if (doubt.confidence or 0.0) < LEAST_SURE:
        return []
    for side, other in _wordings().sides:
        if side.asked.search(understood.query) and not other.asked.search(understood.query):
            subject = _Subject.of(understood, found, side)
            if any(subject.stands_in(row.quote.text, side.asked) for row in found.evidence):
                return []
            near = (row for row in found.evidence if row.cosine >= PLAINLY_NEAR)
            rows = [row for row in near if _tells(row.quote.text, subject, other)]
            shown = from_whole_reports(store, choose(rows, found.relevance, SHOWN)) if rows else []
            return [row.quote for row in shown]
    return []


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a question is about: its terms, each with what may stand for it in a text."""

    names: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, understood: Understood, found: Found, side: _Side) -> _Subject:
        """The subject of a question, less what says which way it went."""
        left = set(words_of(side.asked.sub(" ", understood.query)))
        talk = _wordings().talk | load_phrasing().asks_method | load_lexicon().report_words
        terms = [t for t in understood.terms if t in left - talk and not t.isdigit()]
        return cls({term: (term, *_instead(found, term)) for term in terms})

    def stands_in(self, text: str, beside: re.Pattern[str]) -> bool:
        """Whether a clause of a text has all of it, beside something else."""
        return any(beside.search(clause) and self._all_in(clause) for clause in _clauses(text))

    def is_told(self, clause: str, said_of: str) -> bool:
        """Whether what a clause says of a part of it is said of it, whole, and of none narrower."""
        words = words_of(said_of)
        own = {_root(word) for names in self.names.values() for n in names for word in words_of(n)}
        places = [place for place, word in enumerate(words) if _root(word) in own]
        if not places or not self._all_in(clause):
            return False
        lead = {_root(word) for word in words[: places[0]] if word not in stop_words()}
        rest = " ".join(words[places[-1] + 1 :]).partition(" and ")[0]
        return lead <= _wordings().before and not _wordings().narrows.search(rest)

    def _all_in(self, clause: str) -> bool:
        folded = _roots(clause)
        return all(any(_roots(name) in folded for name in names) for names in self.names.values())


def _root(word: str) -> str:
    """A word's stem, of "pregnancy" as of "pregnancies"."""
    return stem(word).removesuffix("y")


def _roots(text: str) -> str:
    return f" {' '.join(map(_root, words_of(text)))} "


def _instead(found: Found, term: str) -> Iterator[str]:
    """What the reports say for a term."""
    for phrase, said in found.bridges.items():
        if term in phrase.split():
            yield from said


def _tells(text: str, subject: _Subject, side: _Side) -> bool:
    """Whether a clause of a text says that the subject went that way, and not that it did not."""
    clauses = (one for one in _clauses(text) if not _wordings().denies.search(one))
    return any(
        subject.is_told(clause, said_of) for clause in clauses for said_of in side.said_of(clause)
    )


def _clauses(text: str) -> list[str]:
    return _wordings().parts.split(text)
