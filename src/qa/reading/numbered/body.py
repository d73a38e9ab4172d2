"""The body of a report: blocks to paragraphs under their headings, nothing left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.pieces import SourceSpan, SpanKind
from qa.reading.numbered.blocks import Block, BlockKind
from qa.reading.numbered.drafts import Draft, bullet_of
from qa.reading.numbered.following import go_on, goes_on, is_item, is_sentence, opens_anew
from qa.reading.numbered.numbering import Start, number_part
from qa.reading.numbered.restarts import Part, parts_of
from qa.reading.outline.headings import restart_prefix
from qa.reading.text.frameworks import Framework, common, fold_heading
from qa.report import Strand

# Headings are nested no deeper than this.
MAX_LEVEL = 6
FEWEST_ROWS = 5  # with a grade, that make a table of judgements where no heading says so
_HEADS = (BlockKind.HEADING, BlockKind.JUDGED)


@dataclass(slots=True)
class Heading:
    """An open heading: its level (1 outermost) and its words."""

    level: int
    title: str
    has_text: bool = False


@dataclass(slots=True)
class Body:
    """What was read: drafts in reading order, with the grade tags of their sections."""

    drafts: list[Draft] = field(default_factory=list)
    # (folded heading, strand) -> word or number of the grade printed on that heading
    tags: dict[tuple[str, Strand], str] = field(default_factory=dict)
    spans: list[SourceSpan] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_body(source: str, blocks: Sequence[Block], framework: Framework) -> Body:
    """All paragraphs of the body, numbered, each under its headings."""
    reader = _BodyReader(source, framework)
    table = _table_without_heading(blocks, framework)
    for part in parts_of(blocks):
        starts, warnings = number_part(blocks, part.first, part.last)
        reader.body.warnings += _anew(part)
        reader.body.warnings += [f"{part.prefix} {w}".strip() for w in warnings]
        by_block: dict[int, list[Start]] = {}
        for start in starts:
            by_block.setdefault(start.block, []).append(start)
        for i in range(part.first, part.last):
            if i == table:
                reader.open_table()
            block = blocks[i]
            if i + 1 < part.last and blocks[i + 1].kind is BlockKind.ROW:
                block = reader.as_row(block)
            reader.take(block, by_block.get(i, []), part.prefix)
    reader.finish()
    return reader.body


def _table_without_heading(blocks: Sequence[Block], framework: Framework) -> int | None:
    """Where the table of judgements begins if the heading over it is lost."""
    if framework.aspects or any(_is_findings(b.text) for b in blocks if b.kind in _HEADS):
        return None
    run: list[int] = []
    graded = 0
    for i, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW:
            run, graded = [], 0
            continue
        run.append(i)
        graded += any(framework.grade(cell) for cell in block.rows[0][1:])
        if graded == FEWEST_ROWS:
            return run[0]
    return None


def _is_findings(title: str) -> bool:
    return fold_heading(title).startswith(tuple(common().findings))


def _anew(part: Part) -> list[str]:
    if not part.heading:
        return []
    return [f"the paragraph numbers start again under “{part.heading}”: {part.prefix}-1"]


class _BodyReader:
    """Walks the blocks in order, keeping the open headings and the open paragraph."""

    def __init__(self, source: str, framework: Framework) -> None:
        self._source = source
        self._framework = framework
        self._stack: list[Heading] = []
        self._draft: Draft | None = None
        self._early_rows: list[Block] = []
        self._unnumbered = 0
        self._table: Draft | None = None  # of judgements printed as lines
        self._taken: Counter[str] = Counter()
        self.body = Body()

    def take(self, block: Block, starts: Sequence[Start], prefix: str) -> None:
        """Put one block where it belongs."""
        if block.kind is BlockKind.HEADING:
            self._heading(block)
        elif block.kind is BlockKind.TAG:
            self._tag(block.grade)
            self._span(block.pieces, SpanKind.HEADING)
        elif block.kind is BlockKind.JUDGED:
            self._judged(block)
        elif block.kind is BlockKind.NOTE:
            self._note(block)
        elif starts:
            self._start(block, starts, prefix)
        else:
            self._attach(block)

    def open_table(self) -> None:
        """Open the table of judgements: the rows that follow are its."""
        self._open(self._framework.findings, printed=False)

    def as_row(self, block: Block) -> Block:
        """A strand's heading over rows as a row itself, where it stands within their table."""
        within = self._draft is not None and self._draft.number.startswith(self._framework.findings)
        if not within or block.kind is not BlockKind.HEADING:
            return block
        if fold_heading(block.text) not in self._framework.strands:
            return block
        return Block(BlockKind.ROW, block.pieces, block.words, rows=[[block.text, ""]])

    def finish(self) -> None:
        """Put what is left over where it belongs."""
        self._flush_rows()

    # -- headings ---------------------------------------------------------------------------

    def _heading(self, block: Block) -> None:
        self._flush_rows()
        self._draft = None
        level = self._level(block.text)
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        self._stack.append(Heading(level, block.text))
        self._tag(block.grade)
        self._span(block.pieces, SpanKind.HEADING)
        if _is_findings(block.text):
            self.open_table()

    def _level(self, title: str) -> int:
        level = self._framework.level(title)
        if level is not None:
            return level
        if restart_prefix(title) or _is_findings(title) or not self._stack:
            return 1
        # Right under a heading with no text of its own, a heading goes one level in.
        return min(MAX_LEVEL, self._stack[-1].level + (0 if self._stack[-1].has_text else 1))

    def _tag(self, grade: str | None) -> None:
        if grade is not None and self._stack:
            self.body.tags[fold_heading(self._stack[-1].title), self._strand()] = grade

    def _strand(self) -> Strand:
        for heading in self._stack:
            if strand := self._framework.strands.get(fold_heading(heading.title)):
                return strand
        return Strand.GENERAL

    # -- paragraphs -------------------------------------------------------------------------

    def _open(self, number: str, *, printed: bool, note: str | None = None) -> Draft:
        section = tuple(heading.title for heading in self._stack)
        self._taken[number] += 1
        if self._taken[number] > 1:
            number = f"{number}-{self._taken[number]}"  # a second list or table of the same kind
        draft = Draft(self._source, number, printed, section, self._strand())
        if note:
            draft.notes.append(note)
        self._draft = draft
        self.body.drafts.append(draft)
        for heading in self._stack:
            heading.has_text = True
        return draft

    def _start(self, block: Block, starts: Sequence[Start], prefix: str) -> None:
        """Open the paragraphs that begin in a block; there may be text of the one before it."""
        begin, end = block.pieces[0]
        stops = [begin + (s.inner[0] if s.offset and s.inner else s.offset) for s in starts]
        if starts[0].offset:
            self._attach(Block(block.kind, [(begin, stops[0])], [block.text[: starts[0].offset]]))
        for start, stop in zip(starts, [*stops[1:], end], strict=True):
            draft = self._open_start(start, prefix)
            if start.inner and not start.offset:
                draft.prose([(begin, begin + start.inner[0])])
                draft.seam(begin + start.inner[1], stop)
                self._span([(begin, stop)], SpanKind.PARAGRAPH)
                continue
            pieces = [(begin + start.offset, stop), *block.pieces[1:]]
            if start.number is None and block.number_at:
                pieces.insert(0, block.number_at)
            draft.prose(pieces)
            self._span(pieces, SpanKind.PARAGRAPH)
        self._flush_rows()

    def _judged(self, block: Block) -> None:
        """Add judgements printed as lines to the table of their section."""
        self._flush_rows()
        self._draft = None
        self._span(block.pieces, SpanKind.TABLE)
        if not block.rows:
            return
        section = tuple(heading.title for heading in self._stack)
        if self._table is None or self._table.section != section:
            self._table = self._open(self._framework.findings, printed=False)
            self._draft = None
        self._table.judged(block)

    def _note(self, block: Block) -> None:
        """Make a footnote a text of its own, and leave open what it stands amid."""
        amid = self._draft
        self._unnumbered += 1
        self._open(f"u{self._unnumbered}", printed=False, note="a footnote").prose(block.pieces)
        self._span(block.pieces, SpanKind.PARAGRAPH)
        self._draft = amid

    def _open_start(self, start: Start, prefix: str) -> Draft:
        if start.number is None:
            self._unnumbered += 1
            return self._open(f"u{self._unnumbered}", printed=False, note=start.note)
        number = f"{prefix}-{start.number}" if prefix else str(start.number)
        return self._open(number, printed=start.printed, note=start.note)

    def _attach(self, block: Block) -> None:
        """Give a block that opens no numbered paragraph to the paragraph it belongs to."""
        draft = self._draft
        if draft is not None and draft.number.startswith("u") and opens_anew(draft, block):
            draft = None
        if draft is None:
            if block.kind is BlockKind.ROW:
                self._early_rows.append(block)
                return
            opened = self._open_unnumbered(block)
            if opened is None:
                return
            draft = opened
        if block.number_at:
            # A number that fits nowhere in the sequence is part of the words.
            block.pieces.insert(0, block.number_at)
        self._span(
            block.pieces, SpanKind.TABLE if block.kind is BlockKind.ROW else SpanKind.PARAGRAPH
        )
        if block.kind is BlockKind.ROW:
            draft.row(block)
        elif block.kind is BlockKind.LABEL and draft.pieces and not goes_on(draft, block):
            draft.label(block)
        elif is_item(draft, block):
            draft.item(block)
        else:
            go_on(draft, block)

    def _open_unnumbered(self, block: Block) -> Draft | None:
        title = self._stack[-1].title if self._stack else ""
        if fold_heading(title) not in common().recommendations:
            self._unnumbered += 1
            draft = self._open(f"u{self._unnumbered}", printed=False)
            if block.kind is BlockKind.BULLET:
                draft.in_list = not is_sentence(block.text)
                draft.bullet = "" if draft.in_list else bullet_of(self._source, block)
            return draft
        timescale = common().timescale(block.text)
        draft = self._open("recommendations", printed=False)
        draft.in_list = True
        if block.kind is BlockKind.LABEL and timescale:
            draft.note_label(block.text)
            self._span(block.pieces, SpanKind.HEADING)
            return None
        return draft

    def _flush_rows(self) -> None:
        """Rows that stood before the first paragraph of their section belong to it."""
        rows, self._early_rows = self._early_rows, []
        if not rows:
            return
        draft = self._draft
        if draft is None:
            self._unnumbered += 1
            draft = self._open(f"u{self._unnumbered}", printed=False)
        elif draft.pieces:
            draft.notes.append("table rows stood before the paragraph's first words")
        for row in rows:
            draft.row(row)
            self._span(row.pieces, SpanKind.TABLE)

    def _span(self, pieces: Sequence[tuple[int, int]], kind: SpanKind) -> None:
        self.body.spans += [SourceSpan(start, end, kind) for start, end in pieces]
