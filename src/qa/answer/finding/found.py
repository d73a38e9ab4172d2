"""What a search found for a question, and what is worked out from it when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from qa.answer.asking.amounts import amount_asked
from qa.answer.asking.naming import asks_what_it_is, says_what_it_is
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import reports_naming
from qa.answer.finding.confidence import (
    NEAR,
    READ,
    SCOPE_WINDOW,
    Features,
    Reading,
    features_of,
    load_confidence,
)
from qa.answer.finding.method import headings_of_method
from qa.answer.finding.naming import naming_subject
from qa.answer.finding.nearness import Nearness
from qa.answer.finding.reading import READ_FOR_QUOTES, quotable, read_for_quotes
from qa.answer.finding.relevance import Scored, load_relevance
from qa.answer.finding.unspoken import stranger_of, unfounded_of, unspoken_of
from qa.answer.quotes.counting import giving_number
from qa.answer.quotes.degrees import LOOSELY_NEAR
from qa.answer.quotes.fitting import asks_number, fit_of
from qa.answer.quotes.quoting import Evidence, gather
from qa.answer.quotes.sides import asks_how_good
from qa.answer.quotes.wordwise import Wordwise
from qa.keys import report_of
from qa.search.asked.question import Hit, Kind, Understood
from qa.search.language.counting import counted
from qa.search.ranked.candidates import Candidates, Wanted
from qa.search.ranked.ranking import late_of
from qa.search.ranked.searcher import Searcher
from qa.search.ranked.signals import Outline

PLAIN_ANSWER = 0.75  # what is as likely as that answers, whatever kind of paragraph it is
MOST_BESIDE_NAME = 4  # words of content of a question, its name among them


class Found:
    """What a search found for a question, and what is worked out from it when it is needed."""

    def __init__(
        self,
        searcher: Searcher,
        understood: Understood,
        wanted: Wanted,
        pool: Candidates,
        hits: tuple[Hit, ...],
    ) -> None:
        self._searcher = searcher
        self._understood = understood
        self._wanted = wanted
        self._pool = pool
        self.hits = hits

    def outline(self, key: str) -> Outline:
        """What kind of paragraph it is and where it stands."""
        return self._outlines.get(key) or self._searcher.outlines[key]

    @cached_property
    def _outlines(self) -> Mapping[str, Outline]:
        """Of all that was found, looked up at once: one by one takes ten times as long."""
        different, which = self._searcher.outlines.of(self._pool.places)
        return dict(zip(self._pool.keys, (different[at] for at in which.tolist()), strict=True))

    def is_advice(self, key: str) -> bool:
        """Whether a paragraph lists recommendations."""
        return self.outline(key).is_advice

    @cached_property
    def features(self) -> Features:
        """What tells whether the question is answered at all."""
        return self.features_with(load_confidence().asked)

    def features_with(self, asked: Mapping[str, int]) -> Features:
        """The features; `asked` tells of how many paragraphs people asked with a stem."""
        nearness = self.nearness
        best = [hit.key for hit in self.hits[:NEAR]]
        reading = Reading(
            query=self._understood.query or self._understood.standalone,
            wanted=self._wanted,
            pool=self._pool,
            hits=self.hits,
            texts=[self.text(hit.key) for hit in self.hits[:READ]],
            evidence=self._read_for_amounts,
            met=lambda: nearness.of_paragraphs(best),
            said=nearness.of_texts,
            alike=nearness.of_phrases,
            unspoken=self.unspoken,
        )
        return features_of(self._searcher.facts, reading, asked)

    @cached_property
    def unspoken(self) -> str:
        """What the question names and no paragraph in play names; nothing of reports set side by
        side, each of which may, nor where it is asked who is silent on it.
        """
        asked = self._understood.query or self._understood.standalone
        if load_phrasing().silence.search(asked):
            return ""
        if self.unfounded:
            return self.unfounded
        if self.stranger or (self._understood.over_several and self._understood.authorities):
            return self.stranger
        texts = (self.text(hit.key) for hit in self.hits)
        return unspoken_of(asked, texts, self._understood.standalone)

    @cached_property
    def unfounded(self) -> str:
        """What somebody is accused of, and no paragraph in play has a word for."""
        asked = self._understood.query or self._understood.standalone
        return unfounded_of(asked, (self.text(hit.key) for hit in self.hits))

    @cached_property
    def stranger(self) -> str:
        """A name that is nowhere in the library, in a short question that names no authority: it is
        what is asked about.
        """
        if self._understood.authorities or len(self._understood.terms) > MOST_BESIDE_NAME:
            return ""
        asked = self._understood.query or self._understood.standalone
        knows = self._searcher.understanding.knows
        # "Edinburgh" of "Edinburgh's", which is a word of its own.
        return stranger_of(asked, lambda name: knows(name) or knows(f"{name}s"))

    @property
    def terms(self) -> Collection[str]:
        """The words of the question that were searched for."""
        return self._wanted.terms

    @property
    def bridges(self) -> Mapping[str, Sequence[str]]:
        """Phrases of the question, each with what the reports would say for it."""
        return self._wanted.bridges

    def window_of(self, key: str) -> float:
        """The cosine of the question and the best window of a paragraph or item found."""
        return self._windows.get(key, 0.0)

    @property
    def best_window(self) -> float:
        """The cosine of the question and the nearest of all windows."""
        return float(self._pool.tops[0])

    @cached_property
    def _windows(self) -> Mapping[str, float]:
        cosines = self._pool.signals[:, 0] * self._pool.tops[0]
        return dict(zip(self._pool.keys, cosines.tolist(), strict=True))

    @cached_property
    def is_far(self) -> bool:
        """Whether the best paragraph is on something else altogether, however it is put."""
        return float(max(self._pool.tops[0], self._pool.tops[3])) < SCOPE_WINDOW

    @property
    def is_nowhere_near(self) -> bool:
        """Whether not even a sentence is on anything like it."""
        nearest = max((row.cosine for row in self.evidence), default=0.0)
        return nearest < LOOSELY_NEAR and not self.unspoken

    @cached_property
    def nearness(self) -> Nearness:
        """How near texts come to the words that were searched for."""
        return Nearness(self._searcher, self._wanted)

    @property
    def _read_for_amounts(self) -> Sequence[Evidence]:
        """The sentences in which an amount asked for must stand, if it is given; none where that
        is known already, or not to be known.
        """
        understood = self._understood
        if understood.over_several or understood.kind is Kind.RECOMMENDATION:
            return []
        # "and Barnet?" after "how many ...?" may be content with what is said of the subject.
        if not amount_asked(understood.question) or self.giving_number:
            return []
        return self.naming

    @property
    def wordwise(self) -> Wordwise:
        """What scores the sentences of a paragraph by their words, too."""
        return Wordwise(self._searcher.library, self._wanted.asked)

    @cached_property
    def giving_number(self) -> list[Evidence]:
        """The evidence that gives the number asked for, where one is."""
        return giving_number(self._understood, self.evidence)

    @cached_property
    def prose(self) -> list[Hit]:
        """The paragraphs that may be quoted, best first."""
        return quotable(self._understood, self.hits, self.outline, self._of_method)

    @cached_property
    def _read(self) -> list[Hit]:
        """The paragraphs read for quotes."""
        what, keys = counted(self._understood.query), [hit.key for hit in self.prose]
        giving = self._searcher.outlines.giving_number_of(what, keys) if what else set()
        several = self._understood.over_several
        return read_for_quotes(self.prose, giving, several=several, counts=bool(what))

    @cached_property
    def scored(self) -> list[Scored]:
        """The paragraphs read for quotes, as their relevance is judged by, best first."""
        best: dict[str, Evidence] = {}
        for row in self.evidence:
            best.setdefault(row.quote.paragraph.key, row)
        late = late_of(self._pool)
        read = sorted(self._read, key=lambda hit: -hit.score)
        return [
            Scored(
                hit.key,
                hit.score,
                self.window_of(hit.key),
                best[hit.key].score,
                best[hit.key].cosine,
                self._is_method(hit.key),
                late.get(hit.key, 0.0),
            )
            for hit in read
            if hit.key in best
        ]

    @cached_property
    def asks_number(self) -> bool:
        """Whether a number is asked for, of things or of any kind."""
        understood = self._understood
        return asks_number(understood) or bool(counted(understood.query))

    def _is_method(self, key: str) -> bool:
        """Whether a paragraph tells how the inspection was made, where nobody asked."""
        return not self.outline(key).headings.isdisjoint(self._of_method)

    @cached_property
    def _of_method(self) -> frozenset[str]:
        """The headings over what tells how the inspection was made; none where it is asked."""
        return headings_of_method(self._understood, self.hits, self.outline, self.text)

    @cached_property
    def relevance(self) -> Mapping[str, float]:
        """How likely each paragraph read is to answer, by its key; where named reports are set
        side by side, how likely among those of its own.
        """
        of_each: dict[str, list[Scored]] = {}
        for row in self.scored:
            side = report_of(row.key) if self._understood.sets_side_by_side else ""
            of_each.setdefault(side, []).append(row)
        likely: dict[str, float] = {}
        for rows in of_each.values():
            likely |= self._likely(rows)
        asked = self._understood.query
        if asks_what_it_is(asked):
            telling = [key for key in likely if says_what_it_is(self.text(key), asked)]
            likely |= dict.fromkeys(telling, PLAIN_ANSWER)
        return likely

    def _likely(self, rows: Sequence[Scored]) -> Mapping[str, float]:
        """How likely each of some paragraphs is to answer among them; among those that may tell
        what is asked for, where some cannot.
        """
        model = load_relevance()
        likely = model.of_all(rows, self.asks_number)
        aside = {key for key, p in likely.items() if p < PLAIN_ANSWER and self._tells_no_such(key)}
        rest = [row for row in rows if row.key not in aside]
        if not aside or not rest:
            return likely
        return {**dict.fromkeys(aside, 0.0), **model.of_all(rest, self.asks_number)}

    def _tells_no_such(self, key: str) -> bool:
        """Whether a paragraph only tells what there is, or how the inspection was made, where it is
        asked how good a thing was.
        """
        if self.asks_number or not asks_how_good(self._understood.query):
            return False
        return self._is_method(key) or not self.outline(key).headings.isdisjoint(
            load_phrasing().context_headings
        )

    @cached_property
    def naming(self) -> list[Evidence]:
        """The evidence of paragraphs that name the subject of the field asked about."""
        understood, likely = self._understood, self.relevance
        return naming_subject(understood, self.hits, self.evidence, likely, self.text)

    def naming_all_of(self, subject: frozenset[str]) -> set[str]:
        """The reports of which a paragraph found has the subject asked about."""
        keys = [hit.key for hit in self.hits]
        return reports_naming(self._understood, subject, keys, self.text)

    def text(self, key: str) -> str:
        paragraph = self._searcher.library.store.paragraph(key)
        return " ".join([*paragraph.section, paragraph.text])

    def more_of(self, is_wanted: Callable[[str], bool]) -> list[Evidence]:
        """Sentences of the best paragraphs beyond those read whose keys are wanted."""
        read = {hit.key for hit in self._read}
        more = [hit for hit in self.prose if hit.key not in read and is_wanted(hit.key)]
        top = max((hit.score for hit in self._read), default=1.0)
        return self.sentences_of(more[:READ_FOR_QUOTES], top)

    def sentences_of(self, hits: Sequence[Hit], top: float = 0.0) -> list[Evidence]:
        """The sentences of some paragraphs, scored; `top` is the score of the best of all found."""
        searcher = self._searcher
        return gather(searcher.library, searcher.facts, self._wanted, hits, top=top)

    def is_judged(self, aspect: str) -> bool:
        """Whether any report of the library judges an aspect of this name."""
        every = self._searcher.facts.judged.values()
        return any(name == aspect for judged in every for name, _ in judged)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """Sentences of the best paragraphs, scored; tables are told in the lead, not quoted."""
        library = self._searcher.library
        fit = fit_of(self._understood, self.outline, [hit.key for hit in self._read])
        return gather(library, self._searcher.facts, self._wanted, self._read, fit)
