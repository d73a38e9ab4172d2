"""The questions that what says no is taught by: answerable, and not, in a library that lacks them.

Answerable are the training questions (`written.py`), and those of `given.jsonl`: numbers, names,
dates and rare subjects that the three reports do give. Not answerable are: the same questions with
the paragraphs that answer or support taken out of the library; the first with every paragraph taken
out that names the rarest subject of the question; and `absent.jsonl`. The last two files were
written for this after reading the three reports. What is common in asking is learnt from the
other training questions, of words that the paragraphs asked about do not hold: of a question in
training, those on its own paragraphs do not count, nor do names of authorities. No gold question
is read.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm
from written import written

from qa import jsonl
from qa.answer.asking.practical import is_of_oneself, is_practical
from qa.answer.finding.confidence import Features, singular
from qa.answer.finding.found import Found
from qa.answer.refusal.lacking import is_nameless, is_of_other_years
from qa.authorities import load_authorities
from qa.keys import paragraph_of, report_of
from qa.search.asked.question import Filters, Hit, Kind, Understood
from qa.search.language.stemming import stem
from qa.search.language.typed import cleaned
from qa.search.ranked.candidates import Candidates, Wanted
from qa.search.ranked.ranking import rank
from qa.search.ranked.searcher import Searcher

EVALS = Path(__file__).resolve().parent
WRITTEN = EVALS / "absent.jsonl"
GIVEN = EVALS / "given.jsonl"
SUBJECT_IN = 12  # a word in no more paragraphs than this names a subject
FEWEST_LEFT = 10
OFTEN = 32  # a word that was asked with of more paragraphs than this is as common as any


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the model sees it. `report` is the file it came from."""

    kind: str
    report: str
    features: Features


class Simulation:
    """Questions asked of a library with some paragraphs taken out."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.last: tuple[Understood, tuple[Wanted, Candidates, tuple[Hit, ...]]] | None = None
        store = searcher.library.store
        self.words = {
            paragraph.key: {
                stem(word)
                for word in " ".join([*paragraph.section, paragraph.text]).casefold().split()
            }
            for key in store.keys
            for paragraph in store.report(key).paragraphs
        }
        self.count = Counter(word for words in self.words.values() for word in words)

    def found(self, understood: Understood, gone: set[str]) -> Found | None:
        """What a search finds when some paragraphs are not there; None if hardly any is left."""
        if self.last is None or self.last[0] is not understood:
            self.last = (
                understood,
                self.searcher.find(understood),
            )  # each is asked up to three times
        wanted, pool, hits = self.last[1]
        if gone:
            kept = [i for i, key in enumerate(pool.keys) if key not in gone]
            if len(kept) < FEWEST_LEFT:
                return None
            raw = (pool.signals * pool.tops)[kept]
            tops = raw.max(axis=0)
            scaled = (raw / np.where(tops > 0, tops, 1.0)).astype(np.float32)
            keys = tuple(pool.keys[i] for i in kept)
            pool = Candidates(keys, pool.places[kept], scaled, tops, pool.names)
            hits = rank(pool, understood, self.searcher.outlines)
        return Found(self.searcher, understood, wanted, pool, hits)

    def subject(self, understood: Understood, own: set[str]) -> str | None:
        """The rarest word that the question shares with the paragraphs that answer it."""
        held = [stem(term) for term in understood.terms]
        held = [word for word in held if any(word in self.words[key] for key in own)]
        rarest = min(held, key=lambda word: self.count[word], default=None)
        return rarest if rarest and self.count[rarest] <= SUBJECT_IN else None


def understood(searcher: Searcher, question: str, report: str | None) -> Understood | None:
    """A question as understood, if the model has a say in it."""
    filters = Filters(reports=(report,)) if report else None
    found = searcher.understanding.understand(cleaned(question), filters=filters)
    sure = found.kind in (Kind.LOOKUP, Kind.HELP, Kind.METADATA) or is_practical(found)
    sure = sure or is_of_oneself(found)
    unheld = found.unheld_years or found.unheld_authorities or not found.reports
    return None if sure or unheld else found


class Asked:
    """How often each word was asked with, and of which paragraphs, that do not hold it."""

    def __init__(self, words: Mapping[str, Collection[str]], names: Collection[str]) -> None:
        self._held = words
        self._names = names
        self._uses: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)

    def add(self, terms: Sequence[str], own: set[str]) -> None:
        held = {word for key in own for word in self._held.get(key, ())}
        own_words = (term for term in terms if term not in self._names and stem(term) not in held)
        for word in set(map(singular, own_words)):
            self._uses[word][frozenset(own)] += 1

    def words(self) -> dict[str, int]:
        """Of how many sets of paragraphs each word was asked with, to `OFTEN`."""
        return {word: min(len(of), OFTEN) for word, of in self._uses.items()}

    def without(self, terms: Sequence[str], own: set[str], *gone: str | None) -> dict[str, int]:
        """The question's words, as others asked with them of other paragraphs; less those gone."""
        uses = {
            word: min(sum(not (of & own) for of in self._uses.get(word, ())), OFTEN)
            for word in {singular(term) for term in terms if stem(term) not in gone}
        }
        return {word: count for word, count in uses.items() if count}


def names_of_authorities(searcher: Searcher) -> set[str]:
    """The words of authorities' names, but for those that reports print in small letters, too:
    "bed" may be short for Bedfordshire, and is an ordinary word.
    """
    store = searcher.library.store
    texts = (paragraph.text for key in store.keys for paragraph in store.report(key).paragraphs)
    ordinary = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
    words = {word for name in load_authorities().by_name for word in name.split()}
    return {form for word in words for form in (word, f"{word}s")} - ordinary


def rows(searcher: Searcher, simulation: Simulation, asked: Asked) -> Iterator[Row]:
    """Every row of training, answerable and not."""
    questions = []
    for taught in written():
        read = understood(searcher, taught.question, taught.report)
        if read:
            own = set(taught.right)
            questions.append((taught.report, read, own, taught.near))
            asked.add(read.terms, own)
    for report, read, own, near in tqdm(questions, desc="Asking", disable=None):
        words = asked.without(read.terms, own)
        yield from _row("answerable", report, read, simulation.found(read, set()), words)
        yield from _row("paragraphs gone", report, read, simulation.found(read, own | near), words)
        subject = simulation.subject(read, own)
        if subject:
            about = {key for key, held in simulation.words.items() if subject in held}
            words = asked.without(read.terms, own, subject)
            yield from _row(
                "subject gone", report, read, simulation.found(read, own | about), words
            )
    everyone = asked.words()
    for _, row in jsonl.read(GIVEN):
        read = understood(searcher, row["question"], None)
        if read:
            own = {paragraph_of(key) for key in row["positive"]}
            report = report_of(min(own))
            yield from _row("given", report, read, simulation.found(read, set()), everyone)
            yield from _row("given gone", report, read, simulation.found(read, own), everyone)
    for _, row in jsonl.read(WRITTEN):
        read = understood(searcher, row["question"], None)
        if read:
            yield from _row("written", "written", read, simulation.found(read, set()), everyone)


def _row(
    kind: str, report: str, read: Understood, found: Found | None, asked: Mapping[str, int]
) -> Iterator[Row]:
    # What gives no name asked for, or tells of no year asked about, is refused by rule.
    if found is None or is_nameless(read, found) or is_of_other_years(read, found):
        return
    yield Row(kind, report, found.features_with(asked))
