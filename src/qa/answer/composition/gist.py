"""What reports say as a whole: their overall grades, what they praise and what they criticise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache

import numpy as np

from qa.answer.asking.grades import OVERALL
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.finding.found import Found
from qa.answer.form import wording
from qa.answer.form.reply import Answer
from qa.answer.judgement.statements import statements
from qa.answer.judgement.summary import sums_up
from qa.answer.quotes.choosing import choose
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import Evidence, from_whole_reports, gather
from qa.answer.quotes.sides import gives_extreme, is_strong, on_one_matter, sides_of
from qa.data import read_table
from qa.quotation import Quote
from qa.reading.text.frameworks import fold_heading
from qa.reading.text.grades import at_end_of
from qa.report import Judgement, Paragraph, Report, Strand
from qa.search.asked.gist import Side, sides_asked
from qa.search.asked.question import Hit, Kind, Understood
from qa.search.ranked.candidates import Wanted
from qa.search.ranked.searcher import Searcher

MOST_REPORTS = 4  # the newest of those asked about
MOST_GRADES = 12  # of one report
MOST_SENTENCES = 6  # of one report
MOST_STANDING_OUT = 2  # judgements of one report that are told for being the only ones of a grade
LEAST_TELLING = 0.1  # by how much nearer a sentence must come to its side than to the other

Place = tuple[str, int, int]  # a paragraph's key, and where in it a quote begins and ends


@dataclass(frozen=True, slots=True)
class Gist:
    """The judgements that sum reports up, the sentences that tell what is asked for, and where to
    read on.
    """

    judgements: tuple[Judgement, ...]
    evidence: tuple[Evidence, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class _Wordings:
    """What praises and what finds fault, of the table `overview` of answers.toml."""

    praise: tuple[str, ...]
    fault: tuple[str, ...]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["overview"]
    return _Wordings(tuple(table["praise"]), tuple(table["fault"]))


def gist_of(searcher: Searcher, understood: Understood) -> Gist:
    """What the newest of the reports asked about say as a whole."""
    store = searcher.library.store
    newest = sorted(store.heads(understood.reports), key=lambda head: head.date)[-MOST_REPORTS:]
    keys = sorted((head.key for head in newest), key=understood.reports.index)
    most = MOST_SENTENCES if len(keys) == 1 else MOST_SENTENCES // 2
    teller = _Teller(searcher)
    each = [_of_report(store.report(key), understood, teller, most) for key in keys]
    return Gist(
        tuple(row for gist in each for row in gist.judgements),
        tuple(from_whole_reports(store, [row for gist in each for row in gist.evidence])),
        " ".join(gist.remark for gist in each if gist.remark),
    )


def _of_report(report: Report, understood: Understood, teller: _Teller, most: int) -> Gist:
    sides = sides_asked(understood.query) or frozenset(Side)
    rows = [row for row in report.judgements if understood.takes_in(row.strand)]
    overall = [row for row in rows if fold_heading(row.aspect) == OVERALL]
    extreme = _extreme(report, rows, sides)
    few = _few(report, rows) if len(sides) > 1 else []
    stated = statements(teller.store, [*overall, *few], or_rows=False)
    summing = [p for p in report.paragraphs if sums_up(p) and understood.takes_in(p.strand)]
    strand = [
        p
        for p in report.paragraphs
        if load_phrasing().tells_findings(p) and understood.takes_in(p.strand)
    ]
    parts = (summing, _sections(report, extreme))
    known = {_place_of(quote) for quote in stated}
    told = [
        row
        for side in Side
        if side in sides
        for row in teller.told(side, strand, parts, most // len(sides), known)
    ]
    return Gist(
        tuple(dict.fromkeys((*extreme, *overall)))[:MOST_GRADES],
        tuple(_chosen(report, told, stated if len(sides) > 1 else [], sides)),
        _where_tasks_are(report, understood) if Side.FAULT in sides else "",
    )


class _Teller:
    """Tells which sentences praise, and which find fault."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.store = searcher.library.store
        self._read: dict[tuple[Side, tuple[str, ...]], list[Evidence]] = {}
        wordings = _wordings()
        self._probes = {
            Side.PRAISE: np.stack([searcher.vector_of(said) for said in wordings.praise]),
            Side.FAULT: np.stack([searcher.vector_of(said) for said in wordings.fault]),
        }

    def told(
        self,
        side: Side,
        whole: Sequence[Paragraph],
        parts: Iterable[Sequence[Paragraph]],
        most: int,
        known: Set[Place],
    ) -> list[Evidence]:
        """The sentences that tell one side, but those known: of the whole some that tell it in the
        strongest words, then of some parts the most telling first; of each strand half of them, if
        there are as many. Later parts are read where the first say too little.
        """
        chosen = self._strongest(side, whole, most // 2, known)
        for paragraphs in parts:
            if len(chosen) == most:
                break
            rows = {_place_of(row.quote): row for row in self._telling(side, paragraphs)}
            for room in ((most + 1) // 2, most):
                for place, row in rows.items():
                    strands = [of.quote.paragraph.strand for of in chosen.values()]
                    full = strands.count(row.quote.paragraph.strand) >= room
                    if place not in known and not full and len(chosen) < most:
                        chosen.setdefault(place, row)
        return list(chosen.values())

    def _strongest(
        self, side: Side, whole: Sequence[Paragraph], most: int, known: Set[Place]
    ) -> dict[Place, Evidence]:
        """The sentences in the strongest words, each on a matter of its own: those that give the
        best or the worst of grades first; of each strand, where there are several, half of them.
        """
        strong = [p for p in whole if is_strong(side, p.text) and not p.items]
        told = [row for row in self._leaning(side, strong) if is_strong(side, row.quote.text)]
        told = [row for row in told if row.score > 0 and _place_of(row.quote) not in known]
        told.sort(key=lambda row: -gives_extreme(side, row.quote.text))
        of_several = len({paragraph.strand for paragraph in whole} - {Strand.GENERAL}) > 1
        room = (most + 1) // 2 if of_several else most
        chosen: dict[Place, Evidence] = {}
        for row in told:
            quotes = [of.quote for of in chosen.values()]
            strands = [quote.paragraph.strand for quote in quotes]
            full = strands.count(row.quote.paragraph.strand) >= room or len(chosen) >= most
            if not full and not any(on_one_matter(row.quote, quote) for quote in quotes):
                chosen[_place_of(row.quote)] = row
        return chosen

    def _telling(self, side: Side, paragraphs: Sequence[Paragraph]) -> list[Evidence]:
        return [row for row in self._leaning(side, paragraphs) if row.score >= LEAST_TELLING]

    def _leaning(self, side: Side, paragraphs: Sequence[Paragraph]) -> list[Evidence]:
        """The sentences whose words tell a side, by how much nearer they come to it, most first."""
        other = Side.PRAISE if side is Side.FAULT else Side.FAULT
        against = {_place_of(row.quote): row.cosine for row in self._near(other, paragraphs)}
        rows = [
            Evidence(row.quote, row.cosine - against[_place_of(row.quote)], row.cosine)
            for row in self._near(side, paragraphs)
            if _is_on(side, row.quote.text)
        ]
        return sorted(rows, key=lambda row: -row.score)

    def _near(self, side: Side, paragraphs: Sequence[Paragraph]) -> list[Evidence]:
        """Every sentence with its nearness to a side; both sides ask for both."""
        keys = tuple(paragraph.key for paragraph in paragraphs)
        if (side, keys) not in self._read:
            wanted = Wanted(self._probes[side], (), {})
            hits = [Hit(key, 1.0) for key in keys]
            found = gather(self._searcher.library, self._searcher.facts, wanted, hits)
            self._read[side, keys] = found
        return self._read[side, keys]


def _place_of(quote: Quote) -> Place:
    return quote.paragraph.key, quote.start, quote.end


def _is_on(side: Side, text: str) -> bool:
    """Whether the words of a sentence tell a side; praise, that they tell no other."""
    told = sides_of(text)
    return side in told and (side is Side.FAULT or Side.FAULT not in told)


def _extreme(report: Report, rows: Sequence[Judgement], sides: frozenset[Side]) -> list[Judgement]:
    """The best or the worst grades, by the side asked for, unless most are no other; where both are
    asked for, those of a report without an overall one.
    """
    if len(sides) > 1:
        return [] if any(fold_heading(row.aspect) == OVERALL for row in rows) else list(rows)
    found = at_end_of(report.scale, rows, worst=Side.PRAISE not in sides)
    return found if 2 * len(found) < len(rows) else []


def _few(report: Report, rows: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that stand out by being the only ones better, or worse, than all others."""
    ends = (_extreme(report, rows, frozenset([side])) for side in Side)
    return [row for end in ends if len(end) <= MOST_STANDING_OUT for row in end]


def _sections(report: Report, rows: Sequence[Judgement]) -> list[Paragraph]:
    """The paragraphs of the sections that some judgements are on."""
    on = {(fold_heading(row.aspect), row.strand) for row in rows}
    return [
        paragraph
        for paragraph in report.paragraphs
        if any(
            (fold_heading(heading), strand) in on
            for heading in paragraph.section
            for strand in (paragraph.strand, Strand.GENERAL)
        )
    ]


def _chosen(
    report: Report, told: Sequence[Evidence], first: Sequence[Quote], sides: Set[Side]
) -> list[Evidence]:
    """The sentences in the order of the report, none twice, those that touch as one; where one side
    is asked for, those with the word of its last grade before all.
    """
    likely = {row.quote.paragraph.key: row.score for row in told}
    every = Measure(most=len(told) + len(first), least=0.0, words=1000, spread=10.0)
    chosen = choose(told, likely, every, first) if told else [Evidence(q, 1.0) for q in first]
    place = {paragraph.key: i for i, paragraph in enumerate(report.paragraphs)}
    chosen.sort(key=lambda row: (place[row.quote.paragraph.key], row.quote.start))
    if len(sides) == 1:
        chosen.sort(key=lambda row: not all(gives_extreme(side, row.quote.text) for side in sides))
    return chosen


def _where_tasks_are(report: Report, understood: Understood) -> str:
    """Where a report says what must be improved."""
    listing = {row.paragraph for row in report.recommendations}
    paragraphs = [p for p in report.paragraphs if p.number in listing]
    labels = [p.label for p in paragraphs if understood.takes_in(p.strand)]
    return wording.must_improve(report, labels) if labels else ""


def ranking(found: Found, answer: Answer) -> tuple[Hit, ...]:
    """The paragraphs found, best first; of a report as a whole, what sums it up before the rest."""
    if answer.understood.kind is not Kind.OVERVIEW or not answer.answered:
        return found.hits
    shown = dict.fromkeys(quote.paragraph.key for quote in answer.quotes)
    rest = (hit for hit in found.hits if hit.key not in shown)
    return (*(Hit(key, 1.0) for key in shown), *rest)
