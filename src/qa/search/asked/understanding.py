"""A question in a person's words to what is searched for: scope, strand, aspect, kind, terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property

from qa.authorities import fold
from qa.data import read_table
from qa.report import Strand
from qa.search.asked.bridges import Bridges, in_capitals, phrases_of
from qa.search.asked.dating import with_whole_years
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.gist import overview_words
from qa.search.asked.grading import (
    asks_what_it_got,
    asks_why_good,
    came_about,
    less_coming_about,
    only_fares,
    subject_graded,
)
from qa.search.asked.kinds import Wording, kind_of
from qa.search.asked.lexicon import Lexicon, load_lexicon
from qa.search.asked.limits import limited, of_filter, with_carried_year
from qa.search.asked.longhand import Longhand
from qa.search.asked.lookups import looked_up_alone, lookups_in
from qa.search.asked.preamble import parted, without_preamble
from qa.search.asked.question import Filters, Kind, Limit, Turn, Understood
from qa.search.asked.remainder import Span, called, without_names, without_report, without_tags
from qa.search.asked.scope import scope_of
from qa.search.language.cues import load_cues, only_compares
from qa.search.language.likening import without_likening
from qa.search.language.number_asked import number_spelt
from qa.search.language.plainly import plainly
from qa.search.language.scored import asks_of_meaning
from qa.search.language.spelling import Speller
from qa.search.language.typed import with_age_spelt, with_share_spelt

_WORD = re.compile(r"[A-Za-z0-9&]+(?:['’][A-Za-z]+)?")
_MAY_NAME_GRADES = (Kind.JUDGEMENT, Kind.ACROSS)
_OF_PEOPLE = ("council", "councils")
# A question with so many words of content is understood without what was said before it.
ENOUGH_TERMS = 3
FEWEST_SHOUTED = 3  # words
_OF_GRADES = (Kind.JUDGEMENT, Kind.SCALE)


class Understanding:
    """Understands questions against one library. `is_word` tells English words it has not got."""

    def __init__(self, facts: LibraryFacts, is_word: Callable[[str], bool]) -> None:
        self.facts = facts
        self.lexicon = load_lexicon()
        slips = read_table("questions.toml")["slips"]
        shorts = map(str.casefold, (*self.lexicon.abbreviations, *facts.abbreviations))
        words = _lexicon_words(self.lexicon)
        self._speller = Speller(facts.words, words, is_word, slips, shorts)
        self._longhand = Longhand(facts, self.lexicon)

    def understand(
        self,
        question: str,
        *,
        whole: Turn | None = None,
        filters: Filters | None = None,
    ) -> Understood:
        """What a question asks; `whole` is the question as its conversation makes it whole."""
        whole = whole or Turn(question, "")
        spelt = with_age_spelt(with_share_spelt(without_tags(whole.standalone)))
        text = with_whole_years(spelt, self.facts)
        held_to = with_carried_year(filters or Filters(), question)
        scope = limited(scope_of(text, self.facts), text, self.facts, held_to)
        reports = scope.reports
        plain = without_likening(without_names(text, scope.spans))
        told, typed = self._parted(without_preamble(plain))
        bare = self._longhand.in_full(number_spelt(plainly(typed)), reports)
        words, corrections = self._words(bare)
        folded = " ".join(words)
        by_number = looked_up_alone(bare, reports) if scope.authorities else ()
        lookups = lookups_in(text, reports) or by_number
        strand = of_filter(self._strand(folded), held_to.strand, Limit.STRAND, held_to)
        forms = _forms(text, folded, scope.spans)
        said = Wording.of(forms, folded, scope, lookups, self.lexicon)
        kind = kind_of(said)
        less = self._of_narrower(folded) if kind in _OF_GRADES else self.lexicon.people
        aspects = self._aspects(folded, reports, strand, less)
        aspect = of_filter(next(iter(aspects), None), held_to.aspect, Limit.ASPECT, held_to)
        comes_about = came_about(text)
        if comes_about:
            bare = less_coming_about(bare)
            words = self._words(bare)[0]
        terms = self._terms(bare, words)
        named = tuple(term for term in terms if not only_compares(term))
        alone = bool(scope.unheld_authorities or scope.unheld_years) and kind is not Kind.COMPARE
        if named and (kind is Kind.TREND or alone):
            bare, terms = load_cues().talk_of_sides.sub(" ", bare), named
        if kind is Kind.TOPIC and (
            asks_why_good(text, named, folded, aspects) or asks_what_it_got(folded)
        ):
            kind = Kind.JUDGEMENT
        if kind is Kind.ACROSS and (rest := load_cues().spanning.sub(" ", bare)) != bare:
            left = self._terms(rest, self._words(rest)[0])
            bare, terms = (rest, left) if left else (bare, terms)
        if kind is Kind.RECOMMENDATION:
            bare = load_cues().by_when.sub("", bare)
        if kind is Kind.JUDGEMENT and not aspect and only_fares(said, named):
            kind = Kind.TOPIC
        grades = self._grades(folded) if kind in _MAY_NAME_GRADES else ()
        overall = kind in (Kind.JUDGEMENT, Kind.COMPARE) and not subject_graded(named, folded)
        # "threes in 2007 and threes in 2011": each overall, by its own scale.
        overall |= kind is Kind.SCALE and len(scope.years) > 1 and not asks_of_meaning(text)
        lifted = Limit.ASPECT in held_to.without
        of_all = load_cues().any_grade.search(text) and not comes_about
        if overall and not aspect and not lifted and not of_all:
            aspect = next(iter(self._aspects("overall", reports, strand)), None)
        return Understood(
            question=question,
            standalone=text,
            query=number_spelt(without_report(_with(bare, corrections))),
            subject=whole.subject or self._subject_of(typed, words, terms),
            matter=whole.matter,
            kind=kind,
            authorities=scope.authorities,
            reports=reports,
            years=scope.years,
            strand=strand,
            aspect=aspect,
            aspects=aspects,
            in_parts=not said.compares,
            grades=grades,
            lookups=lookups,
            unheld_authorities=scope.unheld_authorities,
            unheld_years=scope.unheld_years,
            unheld_frameworks=(*scope.unheld_frameworks, *filter(None, [whole.missing])),
            corrections=(*scope.corrections, *corrections),
            terms=terms,
            beyond=whole.beyond,
            beside=(*filter(None, [told]), *whole.beside),
            overruled=scope.overruled,
            brief=whole.brief,
            telling=whole.telling,
            within=whole.within,
        )

    # -- words ------------------------------------------------------------------------------

    def _words(self, text: str) -> tuple[list[str], tuple[tuple[str, str], ...]]:
        """The question's words in small letters, misspelt ones read right."""
        words: list[str] = []
        corrections: list[tuple[str, str]] = []
        shouts = text.isupper() and len(text.split()) >= FEWEST_SHOUTED
        for match in _WORD.finditer(text):
            word = re.sub(r"['’]s?$", "", match.group().casefold())
            bare = re.sub(r"['’]", "", word)
            # Capitals are an abbreviation's, unless all is shouted.
            short = match.group().isupper() and not shouts
            correct = self._speller.abbreviation if short else self._speller.correct
            right = correct(bare) if bare == word else None
            if right:
                corrections.append((match.group(), right.upper() if short else right))
            words.append(right or bare)
        return words, tuple(corrections)

    def _parted(self, text: str) -> tuple[str, str]:
        """What whoever asks says of themselves, and the question, where that says enough alone."""
        told, asked = parted(text)
        if not told:
            return "", text
        own = self._terms(asked, self._words(asked)[0])
        again = {*own} & {*self._words(told)[0]}  # "I run a project for carers. What of carers?"
        enough = len(own) >= ENOUGH_TERMS - bool(again)
        return (told, asked) if enough else ("", text)

    def spelt(self, text: str) -> str:
        """A text with its misspelt words read right; the names of places stay as typed."""
        bare = without_names(text, scope_of(text, self.facts).spans)
        _, corrections = self._words(bare)
        return _with(text, corrections)

    def _terms(self, text: str, words: Sequence[str]) -> tuple[str, ...]:
        """The words that say what is asked about; capitals make one of any ("IT", "US")."""
        stop = self.lexicon.stop_words - in_capitals(text)
        return tuple(word for word in words if word not in stop and len(word) > 1)

    def _subject_of(self, typed: str, words: Sequence[str], terms: Sequence[str]) -> str:
        """What a follow-up takes over: the terms, and names of the field with all their words; of a
        turn of speech the words `typed`, which are put plainly again.
        """
        if plainly(typed) != typed:
            words = self._words(typed)[0]
            terms = self._terms(typed, words)
        kept = [word in terms for word in words]
        for name in phrases_of(" ".join(words), self._names):
            size = len(name.split())
            for place in range(len(words) - size + 1):
                if words[place : place + size] == name.split():
                    kept[place : place + size] = [True] * size
        for place in range(1, len(words)):
            # The youth council is no council of a borough.
            kept[place] |= kept[place - 1] and words[place] in _OF_PEOPLE
        return " ".join(word for word, keeps in zip(words, kept, strict=True) if keeps)

    @cached_property
    def _names(self) -> Mapping[str, object]:
        """Names of the field, folded: what abbreviations stand for, what strands are called."""
        return dict.fromkeys(
            (*map(fold, self.lexicon.abbreviations.values()), *self.lexicon.strands)
        )

    def names_no_subject(self, understood: Understood) -> bool:
        """Whether a question asks how a place did, and names nothing that it did."""
        named = tuple(t for t in understood.terms if not (t.isdigit() or only_compares(t)))
        return not understood.aspect and not subject_graded(named, fold(understood.query))

    def is_gibberish(self, understood: Understood) -> bool:
        """Whether nothing was asked: no words of content, or mostly words nobody knows."""
        terms = understood.terms
        strange = sum(1 for term in terms if term.isalpha() and not self._speller.is_right(term))
        words = len(understood.query.split())
        return strange > words / 2 or not (terms or understood.aspect or understood.strand)

    def knows(self, word: str) -> bool:
        """Whether a word (small letters) is one of the library's, or a misspelling of one."""
        return word in self.facts.words or self._speller.correct(word) is not None

    @cached_property
    def bridges(self) -> Bridges:
        """What the reports say for what people say."""
        return Bridges(self.facts, self.lexicon)

    # -- strand, aspect, grade ----------------------------------------------------------------

    def _strand(self, folded: str) -> Strand | None:
        found = {self.lexicon.strands[p] for p in phrases_of(folded, self.lexicon.strands)}
        return found.pop() if len(found) == 1 else None

    def _grades(self, folded: str) -> tuple[str, ...]:
        """The grades named by the longest wording there is."""
        phrases = phrases_of(load_cues().no_grade.sub(" ", folded), self.lexicon.grades)
        longest = max((len(phrase.split()) for phrase in phrases), default=0)
        named = (self.lexicon.grades[p] for p in phrases if len(p.split()) == longest)
        return tuple(dict.fromkeys(named))

    def _aspects(
        self,
        folded: str,
        reports: Sequence[str],
        strand: Strand | None,
        less: Collection[str] = (),
    ) -> tuple[str, ...]:
        """The judged aspects a question names, as the reports in scope name them; the one named
        at most length first, then the one more words of whose name it has. The phrases in `less`
        name none.
        """
        phrases = [p for p in phrases_of(folded, self.lexicon.aspects) if p not in less]
        held = self._judged(reports) if phrases else {}
        named: list[tuple[int, int, int, str]] = []
        said = {*folded.split()} - self.lexicon.stop_words
        for phrase in phrases:
            fitting: list[tuple[int, int, int, str]] = []
            for rank, aspect in enumerate(self.lexicon.aspects[phrase]):
                if aspect in held and (strand is None or held[aspect] & {strand, Strand.GENERAL}):
                    more = (said & {*fold(aspect).split()}) - {*phrase.split()}
                    fitting.append((-len(phrase.split()), -len(more), rank, aspect))
            named += fitting[:1]
        return tuple(dict.fromkeys(aspect for *_, aspect in sorted(named)))

    def _of_narrower(self, folded: str) -> list[str]:
        """Words for an aspect that stand before what is narrower: "provision for young carers"."""
        found = []
        for match in load_cues().of_what.finditer(folded):
            rest = folded[match.end() :]
            word = rest.partition(" ")[0]
            whole = any(f"{rest} ".startswith(f"{phrase} ") for phrase in self.lexicon.strands)
            if word and not whole and word not in self.lexicon.report_words:
                found.append(match.group(1))
        return found

    def _judged(self, reports: Sequence[str]) -> Mapping[str, set[Strand]]:
        """The aspects that reports judge, each with its strands."""
        if len(reports) == len(self.facts.reports):
            return self._all_judged
        return self._strands(reports)

    @cached_property
    def _all_judged(self) -> Mapping[str, set[Strand]]:
        return self._strands(self.facts.judged)

    def _strands(self, reports: Iterable[str]) -> dict[str, set[Strand]]:
        """The same; many reports judge the same aspects, and have them from one list."""
        lists = {id(judged): judged for judged in map(self.facts.judged.__getitem__, reports)}
        strands: dict[str, set[Strand]] = {}
        for judged in lists.values():
            for aspect, strand in judged:
                strands.setdefault(aspect, set()).add(strand)
        return strands


def _forms(text: str, folded: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The forms of a question in small letters, less who asks: as typed, without names, and with
    "they" and "it" for them.
    """
    asked = without_preamble(text)
    start = text.find(asked)
    if start < 0:
        return (fold(text), folded, *called(text, spans))
    end = start + len(asked)
    own = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
    return (fold(asked), folded, *called(asked, own))


def _lexicon_words(lexicon: Lexicon) -> set[str]:
    words = {*lexicon.stop_words, *overview_words()}
    phrases: list[str] = [*lexicon.synonyms, *lexicon.strands, *lexicon.aspects, *lexicon.grades]
    phrases += [cue for cues in lexicon.kinds.values() for cue in cues]
    phrases += [term for terms in lexicon.synonyms.values() for term in terms]
    for phrase in phrases:
        words.update(fold(phrase).split())
    words.update(short.casefold() for short in lexicon.abbreviations)
    return words


def _with(text: str, corrections: Sequence[tuple[str, str]]) -> str:
    for typed, right in corrections:
        text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", right, text)
    return text
