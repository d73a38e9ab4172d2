"""One turn as typed: what it says of itself, before anything is taken from what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversation.typed.cues import (
    less_hesitation,
    opens,
    said,
    words_for_ours,
)
from qa.conversation.typed.groups import without_groups
from qa.conversation.typed.pointing import (
    asks_why_it_was,
    less_linking,
    less_told_of,
    means_part,
    names_body,
    narrows,
    puts_right,
    those_named,
)
from qa.conversation.typed.words import WordsOfTurn
from qa.search.asked.question import Kind
from qa.search.asked.scope import Scope
from qa.search.asked.understanding import Understanding
from qa.search.language.scored import asks_which_end

_OF_GRADES = (Kind.JUDGEMENT, Kind.SCALE, Kind.RECOMMENDATION)
# A turn with this many words of its own and nothing that points back stands alone.
ENOUGH_WORDS = 3


class TurnAsTyped(WordsOfTurn):
    """What a turn asks for, and whether it points back or goes on."""

    def __init__(self, question: str, scope: Scope, understanding: Understanding) -> None:
        super().__init__(question, scope, understanding)
        # "and for health visitors?" names people, and not health.
        aspects = said(without_groups(self.folded), self._lexicon.aspects)
        self.names_aspect = any(phrase not in self.strands for phrase in aspects)
        self.follows = self._opens(self._cues.follows) or puts_right(self.whole)
        # "Has anybody worked out why?"
        self.asks_its_reason = asks_why_it_was(self.whole) and len(self.content) <= ENOUGH_WORDS
        self.means_part = means_part(self.whole)
        self.narrows = narrows(self.whole) or self.means_part
        held_against = self.asks_yes_or_no or self.names_place  # "Barnet any better?"
        self.is_against = held_against and self.is_only(self._cues.against)
        self.returns = self._opens(self._cues.returns)
        self.corrects = self._opens(self._cues.corrects) and not self.narrows
        self.is_anew = self._opens(self._cues.anew)

    def _opens(self, phrases: Sequence[str]) -> bool:
        """Whether it begins with one of these phrases, said at once or after hesitating."""
        return opens(self.whole, phrases) or opens(less_hesitation(self.whole), phrases)

    @property
    def only_place(self) -> bool:
        """Whether a place is all that it names: "and Barnet?", "the exact words of Barnet", "Barnet
        kids?".
        """
        if not self.names_place:
            return False
        cues = self._cues
        beside = said(self.folded, (*cues.again, *cues.those_there, *cues.both_reports))
        return self.fares or {*self.content} <= {w for phrase in beside for w in phrase.split()}

    @property
    def fares(self) -> bool:
        """Whether it asks how a place that it names stands with what was spoken of: "how is Barnet
        getting on with that?", "does Barnet do that?", "has Barnet the same problem?", "Barnet seem
        to manage".
        """
        if not self.names_place:
            return False
        cues = self._cues
        points = bool(self.pointing) and not self.points_at_place
        alone = bool(self.own) and {*self.own} <= {*cues.fares_alone}
        asks = points or alone or "same" in self.whole.split()
        if asks and not self.kinds and self.is_only(cues.faring):
            return True
        asks_how = opens(less_linking(self.whole), cues.asks_how)
        again = {*self.pointing} <= {*cues.same}
        return not self.content and (asks_how or (points and not again))

    @property
    def responds(self) -> bool:
        """Whether it asks what is done about what was spoken of: "what is being done about it?"."""
        return not self.own and bool(said(self.folded, self._cues.responding))

    @property
    def asks_earlier(self) -> bool:
        """Whether it asks how things were before: "but they did before, didn't they?"."""
        cues = self._cues
        ends = any(f" {self.folded}".endswith(f" {phrase}") for phrase in cues.earlier_last)
        said_so = ends or bool(said(self.folded, cues.earlier))
        names_another = bool(self.own) and not self.points
        return said_so and not names_another and not said(self.folded, cues.not_earlier)

    @property
    def words_for_ours(self) -> list[str]:
        """Its phrases for whoever asks, and what is theirs: "we" of "what help do we get?"."""
        return words_for_ours(self.whole)

    @property
    def asks_figures(self) -> bool:
        """Whether it asks how many there are of what was spoken of: "Barnet numbers"."""
        if Kind.JUDGEMENT in self.kinds:
            return False  # "how did they rate it?"
        return bool(said(self.folded, self._cues.figures)) and not self.own

    @property
    def asks_the_date(self) -> bool:
        """Whether it is "which year?" and no more."""
        return self.whole in self._cues.dates

    @property
    def asks_yes_or_no(self) -> bool:
        """Whether it begins or ends as a question for a yes or no does: "and is that good?", "that
        was up, wasn't it?".
        """
        return self.is_tagged or opens(less_linking(self.whole), self._cues.verbs)

    def is_only(self, phrases: Sequence[str]) -> bool:
        """Whether it says one of these phrases, and names no subject beside it."""
        talk = {word for phrase in said(self.folded, phrases) for word in phrase.split()}
        return bool(talk) and set(self.own) <= talk

    def says(self, phrases: Sequence[str]) -> bool:
        """Whether it says one of these phrases, names of places and years among them."""
        return bool(said(self.whole, phrases))

    @property
    def compares(self) -> bool:
        """Whether it compares what was spoken of: "which is better?", "who has the most?"."""
        compared = said(self.folded, self._lexicon.kinds[Kind.COMPARE])
        most = said(self.folded, self._cues.which) and self.is_only(self._cues.extremes)
        return bool(compared or most) and not self.names_place and not self.scope.years

    @property
    def sets_beside(self) -> bool:
        """Whether it sets a place that it names beside what was spoken of, and names nothing else:
        "compare that with Harrow".
        """
        compared = said(self.folded, self._lexicon.kinds[Kind.COMPARE])
        return bool(compared) and len(self.scope.authorities) == 1 and not self.own

    @property
    def is_beside_year(self) -> bool:
        """Whether it sets a year beside those spoken of: "how does that compare with 2007?"."""
        compared = said(self.folded, self._lexicon.kinds[Kind.COMPARE])
        return bool((self.is_against or compared) and self.scope.years and not self.names_place)

    @property
    def those_named(self) -> list[str]:
        """Words for those whom what was spoken of is about: "what do the parents say?"."""
        return those_named(self.folded)

    @property
    def asks_view(self) -> bool:
        """Whether it asks what somebody makes of what was spoken of, and names nothing else: "do
        the young people themselves agree?", but not "do parents think schools are good?".
        """
        cues = self._cues
        views, whose = said(self.folded, cues.views), [*said(self.folded, cues.groups)]
        whose += [*said(self.folded, cues.holding), *self.those_named]
        known = {word for phrase in (*views, *whose) for word in phrase.split()}
        return bool(views and whose) and {*self.own} <= known and not self.names_place

    @property
    def is_across(self) -> bool:
        """Whether it asks of all authorities: "which boroughs have most?"."""
        if asks_which_end(self.question):
            return False  # "is 4 the best or the worst?"
        cues = self._cues
        asked = said(less_told_of(self.folded), self._lexicon.kinds[Kind.ACROSS])
        sure = any(phrase not in cues.anybody for phrase in asked)
        # "did any get outstanding?", "where was it worse?" ask which place it was.
        ranks = said(self.folded, (*self._lexicon.grades, *cues.against, *cues.extremes))
        words = {word for phrase in (*asked, *ranks, *cues.ranking) for word in phrase.split()}
        ranked = bool(asked and ranks) and {*self.content} <= words
        return sure or ranked or self._asks_who_most

    @property
    def _asks_who_most(self) -> bool:
        """Whether it asks which authority does something with those spoken of most, or best: "who
        depends on them most?", but not "who struggles most?", "who helps them most?".
        """
        cues, (who, does, *rest) = self._cues, (*less_linking(self.whole).split(), "", "")
        most = {*rest} & {*cues.most} and {*rest} & {*cues.whom}
        return who == "who" and does in cues.who_does and bool(most) and not self.names_place

    @property
    def names_body(self) -> bool:
        """Whether it speaks of a body or service of the place spoken of ("the youth service")."""
        return not self.names_place and names_body(self.folded)

    @property
    def points_at_place(self) -> bool:
        """Whether all that points back in it may mean the place, and not the subject ("how good are
        their foster carers?").
        """
        return bool(self.pointing) and {*self.pointing} <= {*self._cues.points_at_place}

    @property
    def points_at_that_place(self) -> bool:
        """Whether it points at the place that it asks of: "how many are there in that place?"."""
        return not self.names_place and bool(said(self.folded, self._cues.that_place))

    @property
    def points_at_what_was_found(self) -> bool:
        """Whether it points at a thing, at people or a place: "is there anything?" does not."""
        no_place = any(self.folded.endswith(phrase) for phrase in self._cues.no_place_there)
        is_place = self.folded.endswith(" there") and not no_place
        return is_place or bool({*self.pointing} - {"there"})

    @property
    def ends_on_it(self) -> bool:
        """Whether it asks for something of what was spoken of: "was there money for it?"."""
        return any(self.folded.endswith(f" {phrase}") for phrase in self._cues.of_that)

    @property
    def points_at_people(self) -> bool:
        """Whether people are what it points back at, if people were spoken of."""
        return any(word in self._cues.owned for word in self.pointing)

    @property
    def asks_grade_of_aspect(self) -> bool:
        """Whether it names what was judged: "what grade did they get for ...?"."""
        return self.names_aspect and any(kind in _OF_GRADES for kind in self.kinds)

    @property
    def points_at_matter(self) -> bool:
        """Whether it points at what was asked, and not at a thing or at people: "why is that?"."""
        at = self._cues.points_at_matter
        return self.asks_its_reason or any(word in at for word in self.pointing)

    @property
    def points(self) -> bool:
        """Whether it points back at what was spoken of."""
        return bool(self.pointing) or self.asks_its_reason

    @property
    def names_what_of(self) -> bool:
        """Whether it says what is to be done about: "what must they do about exclusions?"."""
        own = self.own
        last = own[-1] if own and own[-1] not in self._cues.vague else ""
        return bool(last) and bool(
            re.search(rf"\b(?:{'|'.join(self._cues.about)}) (?:\w+ )?{last}\b", self.folded)
        )

    @property
    def drops_subject(self) -> bool:
        """Whether it says that a subject of its own follows: "now adoption", "... instead"."""
        return self.is_anew or bool(said(self.folded, self._cues.instead))
