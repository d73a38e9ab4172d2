"""What kind of thing a question wants: a judgement, a number, a comparison, a paragraph ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from qa.patterns import is_only_of
from qa.search.asked.gist import sides_asked
from qa.search.asked.lexicon import Lexicon
from qa.search.asked.program import asks_of_program
from qa.search.asked.question import Kind
from qa.search.asked.scope import Scope
from qa.search.language.counting import asks_who_has_most, counted
from qa.search.language.cues import load_cues, only_compares
from qa.search.language.scored import asks_of_meaning, with_scores

_ASKS_WHAT = re.compile(r"\b(?:what|how|why|where)\b")
_WHO_INSPECTED = re.compile(r"\bwho\b.*\binspect")


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as its kind is told from it.

    `forms` are all its forms in small letters, parted by " | ": as it is, without the names in it,
    with pronouns for them; `bare` is the one without. `lookups` are paragraphs named by number.
    """

    forms: str
    bare: str
    scope: Scope
    lookups: Sequence[str]
    lexicon: Lexicon

    @classmethod
    def of(
        cls, forms: Sequence[str], bare: str, scope: Scope, lookups: Sequence[str], lexicon: Lexicon
    ) -> Self:
        """The wording of a question in these forms."""
        cues, said = load_cues(), with_scores(" | ".join(forms))
        # "how many areas for improvement" asks of no places, and sets nothing beside another.
        return cls(
            cues.recommendations.sub("recommendations", cues.no_cue.sub(" ", said)),
            bare,
            scope,
            lookups,
            lexicon,
        )

    @property
    def typed(self) -> str:
        """It as it is, in small letters, less who asks."""
        return self.forms.partition(" | ")[0]

    def is_cued(self, kind: Kind) -> bool:
        """Whether it holds a phrase that asks for a kind of thing."""
        padded = f" {self.forms} "
        there = filter(padded.__contains__, self.lexicon.kinds.get(kind, ()))
        return any(f" {cue} " in padded for cue in there)

    @property
    def compares(self) -> bool:
        """Whether it asks how what it names stands to each other: half of it is then no answer, as
        it is where it bids no more than to set them side by side.
        """
        cues = load_cues()
        less = replace(self, forms=cues.bids.sub(" ", self.forms))
        if cues.places_compare.search(less.forms):
            less = replace(less, forms=cues.comparing.sub(" ", less.forms))
        beside = cues.beside.search(less.forms)
        return bool(beside) or less.is_cued(Kind.COMPARE) or less.is_cued(Kind.TREND)


def kind_of(said: Wording) -> Kind:
    """The kind of thing that is wanted."""
    if plain := _plain_kind(said):
        return plain
    if _asks_of_scale(said):
        return Kind.SCALE
    if _sets_places_beside(said):
        return Kind.COMPARE
    if several := _over_several(said):
        return several
    cues = load_cues()
    if cues.plans.search(said.forms) or cues.shares.search(said.forms):
        return Kind.FACT
    if said.is_cued(Kind.RECOMMENDATION) or cues.demands.search(said.forms):
        return Kind.RECOMMENDATION
    got = cues.got_score.search(said.forms) or cues.mark_got.search(said.forms)
    got = got or cues.once_given.search(said.forms)
    if got or _counts_grades(said):
        return Kind.JUDGEMENT
    for kind in (Kind.FACT,) if counts_no_grades(said.bare) else (Kind.JUDGEMENT, Kind.FACT):
        if said.is_cued(kind):
            return kind
    graded = set(cues.grade.findall(cues.no_grade.sub(" ", said.forms)))
    asks_grade = len(graded) > 1 or graded - {"good"} or (graded and _is_of_grades_alone(said))
    return Kind.JUDGEMENT if asks_grade else Kind.TOPIC


def _sets_places_beside(said: Wording) -> bool:
    """Whether several places are named, or one and the others; held or not, where it compares."""
    scope = said.scope
    unheld = bool(scope.unheld_authorities) and said.compares
    return len(scope.authorities) > 1 or bool(scope.beside_rest) or unheld


def _asks_of_scale(said: Wording) -> bool:
    """Whether it is asked what grades mean, or how they stand to each other."""
    cues = load_cues()
    score = cues.score.search(said.forms)
    scored = score and cues.of_scale.search(said.forms)
    if score and cues.of_score.search(said.forms, score.end()):
        return True  # "if it is given grade 4, what does that say?"
    if said.scope.authorities and cues.mark_got.search(said.forms):
        return False  # "what mark out of four did it get?"
    if said.is_cued(Kind.SCALE) or scored or _sets_scores_beside(said):
        return True
    if asks_of_meaning(said.forms) or cues.meaning.search(said.forms):
        return True
    if _is_of_scale_alone(said):
        return True
    if said.scope.authorities or said.is_cued(Kind.ACROSS):
        return False
    graded = cues.grade.search(said.bare) and cues.stands_to.search(said.bare)
    return bool(graded) and _is_of_grades_alone(said)


def _is_of_scale_alone(said: Wording) -> bool:
    """Whether nothing but a scale is named: "what is the scale used by inspectors?"."""
    cues = load_cues()
    if not cues.scale.search(said.bare):
        return False
    known = said.lexicon.stop_words | said.lexicon.report_words | cues.scale_words
    return all(word in known for word in said.bare.split())


def _sets_scores_beside(said: Wording) -> bool:
    """Whether two grades by their numbers are held against each other, between or after them."""
    cues = load_cues()
    if cues.two_scores.search(said.forms):
        return True
    ends = [score.end() for score in cues.score.finditer(said.typed)]
    rest = said.typed[ends[-1] :] if len(ends) > 1 else ""
    return bool(cues.moved.search(rest)) and not _ASKS_WHAT.search(rest)


def _is_of_grades_alone(said: Wording) -> bool:
    """Whether nothing but a grade is named: "was it good?", "is adequate a pass?"."""
    known = said.lexicon.stop_words | set(said.lexicon.report_words)
    cues = load_cues()
    left = cues.stands_to.sub(" ", cues.grade.sub(" ", said.bare))
    return all(word in known for word in left.split())


def _counts_grades(said: Wording) -> bool:
    """Whether it asks for a number of grades: "how many goods did it get?"."""
    things = counted(said.bare)
    return bool(things) and things <= load_cues().as_things


def counts_no_grades(question: str) -> bool:
    """Whether it asks for a number that no table gives: "how many schools were judged good?"."""
    return bool(counted(question) - load_cues().counted)


def _plain_kind(said: Wording) -> Kind | None:
    """The kinds that need no search: a look-up, a greeting, facts of a report itself."""
    if said.lookups:
        return Kind.LOOKUP
    if said.bare and is_only_of(said.bare, said.lexicon.kinds.get(Kind.HELP, ())):
        return Kind.HELP
    if _asks_of_whole(said):
        return Kind.OVERVIEW
    about = said.is_cued(Kind.METADATA) or bool(_WHO_INSPECTED.search(said.forms))
    # An authority's name and nothing else asks what there is on it.
    only_name = bool(said.scope.authorities) and not said.bare
    if only_name or (about and _is_about_report(said)):
        return Kind.METADATA
    return Kind.HELP if not said.scope.spans and asks_of_program(said.typed) else None


def _asks_of_whole(said: Wording) -> bool:
    """Whether it asks of named reports as a whole; so does whoever sets two of one authority side
    by side, and says no more ("Havering 2007 vs 2011").
    """
    scope = said.scope
    if not scope.authorities and len(scope.reports) != 1:
        return False
    then_and_now = len(scope.authorities) == 1 and len(scope.reports) > 1
    words = [word for word in said.bare.split() if word not in said.lexicon.stop_words]
    sets_beside = bool(words) and all(map(only_compares, words))
    return bool(sides_asked(said.bare)) or (then_and_now and sets_beside)


def _is_about_report(said: Wording) -> bool:
    """Whether nothing but the report itself is left to ask about."""
    known = said.lexicon.stop_words | said.lexicon.report_words
    return all(word in known for word in said.bare.split())


def _over_several(said: Wording) -> Kind | None:
    """The kind of a question over several reports, if it is one."""
    scope = said.scope
    if len(scope.reports) < 2:
        return None
    if len(scope.authorities) == 1 and (len(scope.years) > 0 or said.is_cued(Kind.TREND)):
        return Kind.TREND
    cues = load_cues()
    spans = cues.spanning.search(said.forms) or cues.each_one.search(said.forms)
    across = spans or said.is_cued(Kind.ACROSS) or asks_who_has_most(said.bare)
    if not scope.authorities and across:
        return Kind.COMPARE if cues.compared.search(said.forms) else Kind.ACROSS
    return None
