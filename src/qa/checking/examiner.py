"""The verdict on one quotation: read off the stored source, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.checking.candidates import Candidates
from qa.checking.claims import Claim
from qa.checking.differences import Alignment, align, is_slight
from qa.checking.outside import find_outside
from qa.checking.parts import Part, Parts, parts_of
from qa.checking.standing import Page, Stretch, adds_words, marked_gaps
from qa.checking.verdicts import Checked, Match, Verdict
from qa.index.making.library import Library
from qa.sentences import Span, sentences

MIN_WORDS = 3  # with fewer, any report may hold them
MOST_LISTED = 40  # places of one quotation
NEAR = 0.6  # the likeness from which a quotation is nearly right
NEAR_SHORT, SURE_WORDS = 0.75, 4  # with fewer words as they are than that
_CLAIM_SLACK = 0.15  # how much less like the quotation the paragraph it cites may be
_MOST_SHOWN = 200  # characters of a sentence that goes on
_MIN_RUNNING_ON = 8  # words of a quotation that may run on from one paragraph into the next


class Examiner:
    """Gives verdicts on quotations by one library. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._candidates = Candidates(library)

    def verdict(self, text: str, parts: Parts, claim: Claim | None) -> Checked:
        """The verdict on a quotation of these parts, of which there is one at least."""
        blank = Checked(text, Verdict.NOT_FOUND, claim=claim, notes=_not_held(claim))
        if parts.words < MIN_WORDS:
            return self._check_short(blank, parts)
        for reading in _readings(text, parts):
            checked = self._standing(blank, reading, self._candidates.holding(reading, claim))
            if checked:
                return checked
        for report in self._candidates.reports(parts, claim):
            match = find_outside(parts, report)
            if match:
                return _placed(replace(blank, verdict=Verdict.EXACT, matches=(match,)))
        return self._apart(blank, parts) or self._nearly(blank, parts)

    def _check_short(self, blank: Checked, parts: Parts) -> Checked:
        """Words too few to tell, unless the paragraph they are cited to says."""
        claim = blank.claim
        if claim is None or not self._candidates.claimed(claim):
            note = f"Fewer than {MIN_WORDS} words: any report may have them."
            return replace(blank, verdict=Verdict.TOO_SHORT, notes=(*blank.notes, note))
        pages = self._candidates.pages(self._candidates.claimed(claim))
        checked = self._standing(blank, parts, pages)
        note = "The paragraph cited does not have these words."
        return checked or replace(blank, notes=(*blank.notes, note))

    def _standing(self, blank: Checked, parts: Parts, pages: Iterator[Page]) -> Checked | None:
        """The verdict when some paragraph holds the parts word for word, in their order."""
        places = [(page, spans) for page in pages if (spans := page.stand(parts))]
        matches: list[Match] = []
        first: tuple[Page, tuple[Span, ...]] | None = None
        for page, spans in places:
            if len(matches) == MOST_LISTED:
                break
            match = self._match(page, spans[0].start, spans[-1].end)
            if match:
                first = first or (page, spans)
                matches.append(match)
        if first is None:
            return None
        page, spans = first
        gaps = marked_gaps(parts, page.paragraph, spans)
        verdict = Verdict.EXACT if parts.is_whole or not gaps else Verdict.EXACT_AS_MARKED
        notes = [*_cut_short(blank.quotation, page.paragraph.text, spans)]
        if added := [gap.quotation for gap in gaps if adds_words(gap)]:
            verdict = Verdict.NEARLY
            notes.append(f"The report has nothing for which {added[0]} could stand.")
        return _placed(
            replace(
                blank,
                verdict=verdict,
                matches=tuple(matches),
                differences=tuple(gaps),
                notes=(*blank.notes, *notes),
                more=len(places) - len(matches),
            )
        )

    def _match(self, page: Page, start: int, end: int) -> Match | None:
        report = self._library.store.report(page.paragraph.report)
        stretch = Stretch.cut(report, page.paragraph, start, end)
        return Match(stretch.key, stretch.text, stretch.citation) if stretch else None

    # -- when it does not stand as it is ----------------------------------------------------------

    def _apart(self, blank: Checked, parts: Parts) -> Checked | None:
        """The verdict when the parts stand, but not in one paragraph in their order."""
        if len(parts.parts) > 1:
            return self._pieced(blank, [Parts((Part(part.text),)) for part in parts.parts])
        joined = self._pieced(blank, self._running_on(parts))
        if joined:
            return joined
        # Sentences of one paragraph that leave one out are no pieces: what is left out is told.
        joined = self._pieced(blank, _sentences(parts))
        return joined if joined and len({match.key for match in joined.matches}) > 1 else None

    def _pieced(self, blank: Checked, runs: Sequence[Parts]) -> Checked | None:
        """The verdict on runs of words each of which stands somewhere; None when one does not."""
        long = [run for run in runs if run.words >= MIN_WORDS]
        if len(runs) < 2 or not long:
            return None
        matches: list[Match] = []
        for run in long:
            found = self._standing(blank, run, self._candidates.holding(run, blank.claim))
            if not found:
                return None
            matches += [m for m in found.matches[:1] if m not in matches]
        keys = list(dict.fromkeys(match.key for match in matches))
        note = (
            f"Its parts stand in {', '.join(keys)}, each word for word."
            if len(keys) > 1
            else f"Its parts stand in {keys[0]}, but not in this order."
        )
        return replace(
            blank,
            verdict=Verdict.APART,
            matches=tuple(matches),
            notes=(*blank.notes, note),
        )

    def _running_on(self, parts: Parts) -> list[Parts]:
        """The two halves of a quotation that runs on from one paragraph into the next."""
        if parts.words < _MIN_RUNNING_ON:
            return []
        for page in self._candidates.near(parts):
            paragraphs = self._library.store.report(page.paragraph.report).paragraphs
            place = paragraphs.index(page.paragraph)
            for pair in (paragraphs[place : place + 2], paragraphs[max(0, place - 1) : place + 1]):
                halves = _halves(parts, [*self._candidates.pages(each.key for each in pair)])
                if halves:
                    return halves
        return []

    def _nearly(self, blank: Checked, parts: Parts) -> Checked:
        """The verdict by the paragraph that is nearest, word by word."""
        rows = [
            (page, align(parts, page.paragraph.text))
            for page in self._candidates.near(parts, blank.claim)
        ]
        rows.sort(key=lambda row: -row[1].likeness)
        best = next((row for row in rows if _is_near(row[1])), None)
        if best is None:
            return replace(blank, nearest=tuple(self._nearest(rows)))
        claim = blank.claim
        if claim:
            least = best[1].likeness - _CLAIM_SLACK
            cited = [r for r in rows if claim.allows(r[0].paragraph.key) and _is_near(r[1])]
            best = next((row for row in cited if row[1].likeness >= least), best)
        same = [row for row in rows if row[1].differences == best[1].differences]
        matches = [
            match
            for page, found in [best, *(row for row in same if row is not best)]
            if (match := self._in_its_sentences(page, found))
        ]
        notes = blank.notes
        if claim and matches and not any(claim.allows(match.key) for match in matches):
            notes = (*notes, f"It is cited to another place ({claim.text}).")
        if is_slight(best[1].differences):
            notes = (*notes, "No word differs: only letter case, hyphens or punctuation.")
        return replace(
            blank,
            verdict=Verdict.NEARLY,
            matches=tuple(matches),
            differences=best[1].differences,
            notes=notes,
        )

    def _nearest(self, rows: Sequence[tuple[Page, Alignment]]) -> Iterator[Match]:
        """The sentences that come nearest to a quotation that is not there."""
        for page, found in [row for row in rows if row[1].same][:3]:
            if match := self._in_its_sentences(page, found):
                yield match

    def _in_its_sentences(self, page: Page, found: Alignment) -> Match | None:
        """The sentences that the stretch stands in: how one ends may be what was changed."""
        text = page.paragraph.text
        spans = [s for s in sentences(text) if s.start < found.end and found.start < s.end]
        return self._match(page, spans[0].start, spans[-1].end) if spans else None


def _readings(text: str, parts: Parts) -> list[Parts]:
    """A quotation with its brackets and dots taken for the report's own, then for the writer's."""
    literal = parts_of(text, literal=True)
    return [parts] if parts.is_whole or not literal.parts else [literal, parts]


def _placed(checked: Checked) -> Checked:
    """The verdict on words that stand, held to where they are said to stand."""
    claim = checked.claim
    if claim is None:
        return checked
    there = [match for match in checked.matches if claim.allows(match.key)]
    if there:
        others = [match for match in checked.matches if match not in there]
        return replace(checked, matches=(*there, *others))
    note = f"It is cited to another place ({claim.text})."
    return replace(checked, verdict=Verdict.WRONG_PLACE, notes=(*checked.notes, note))


def _not_held(claim: Claim | None) -> tuple[str, ...]:
    if claim is None or claim.unheld is None:
        return ()
    return (f"The library does not hold the report it is cited to: {claim.unheld}.",)


def _is_near(found: Alignment) -> bool:
    least = NEAR if found.same >= SURE_WORDS else NEAR_SHORT
    return found.likeness >= least and found.same >= 2


def _cut_short(quotation: str, text: str, spans: Sequence[Span]) -> Iterator[str]:
    """What a quotation set as a whole sentence leaves unsaid of the report's sentence."""
    first = next((character for character in quotation if character.isalnum()), "")
    if first.isupper() and not quotation.startswith("[") and text[spans[0].start].islower():
        yield "It begins with a capital letter, but in mid-sentence in the report."
    end = spans[-1].end
    after = text[end:].partition("\n")[0]
    if re.search(r"(?<!\.)\.[”’\"']?$", quotation) and re.match(r",?\s+\w", after):
        sentence = next((s for s in sentences(text) if s.start <= end - 1 < s.end), None)
        rest = text[end : sentence.end if sentence else len(text)].strip()
        shown = rest if len(rest) <= _MOST_SHOWN else rest[:_MOST_SHOWN].rsplit(" ", 1)[0] + " ..."
        yield f"It ends with a full stop where the report's sentence goes on: “{shown}”"


def _sentences(parts: Parts) -> list[Parts]:
    """The sentences of a quotation, each by itself."""
    text = parts.parts[0].text
    told = (text[span.start : span.end].rstrip(".,") for span in sentences(text))
    return [Parts((Part(sentence),)) for sentence in told if any(map(str.isalnum, sentence))]


def _halves(parts: Parts, pages: Sequence[Page]) -> list[Parts]:
    """Where a quotation crosses from the first page into the second: its words in each."""
    if len(pages) < 2:
        return []
    one, other = (page.folded.text for page in pages)
    found = parts.parts[0].pattern.search(f"{one} {other}")
    if not found or not found.start() < len(one) < found.end():
        return []
    whole = found.group()
    cut = len(one) - found.start()
    return [Parts((Part(half.strip().rstrip(".,")),)) for half in (whole[:cut], whole[cut:])]
