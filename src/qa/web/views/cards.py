"""The chat as HTML: a question, and its answer as cards of the reports' own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from qa.answer.form.head import Head, Row
from qa.answer.form.reply import Answer
from qa.evidence.conversations import understood_as
from qa.evidence.formats import Format
from qa.markdown import plain_text
from qa.quotation import Quote
from qa.report import Report, Strand
from qa.search.asked.question import Reason
from qa.web.parts.chat import Conversation, Turn
from qa.web.parts.html import button, copy_button, counted, esc, judgement_chip, light_markdown
from qa.web.views.quotes import in_rows, quotes
from qa.web.views.scope import fields_of

# A pasted book is shown by its beginning: the whole of it would bury the answer.
SHOWN_OF_QUESTION = 300
MOST_NAMED = 12  # reports named one by one before anything is asked

_KINDS = {Format.MARKDOWN: "Markdown", Format.WORD: "Word", Format.CSV: "CSV"}

HEADINGS = {
    Reason.AUTHORITY_NOT_HELD: "No report held on that authority",
    Reason.YEAR_NOT_HELD: "No report held for that year",
    Reason.TOPIC_NOT_FOUND: "Not found in these reports",
    Reason.NOT_A_QUESTION: "What can be asked",
    Reason.OUT_OF_SCOPE: "Outside what these reports cover",
}


def transcript(conversation: Conversation, scope: str = "") -> str:
    """The whole chat: a log that a screen reader announces as it grows.

    While an answer is on its way the log is busy, so that the answer is spoken and not the
    waiting, and cannot be cleared: the answer would bring it back. `scope` stands over the last
    answer. What was asked is told to the browser, which brings it back when it loads the page anew.
    """
    turns = conversation.turns
    pending = bool(turns) and turns[-1].pending
    shown = "".join(
        _turn(number, turn, scope, last=number == len(turns))
        for number, turn in enumerate(turns, start=1)
    )
    asked = [
        {"question": turn.question, **fields_of(turn.filters)} for turn in turns if turn.answer
    ]
    clearing = button("Start a new conversation", "clear_chat")
    saving = _saving("Save the conversation") if len(conversation.answers) > 1 else ""
    return (
        '<div class="qa-log" role="log" aria-label="Questions and answers" '
        f'aria-busy="{str(pending).lower()}" data-asked="{esc(json.dumps(asked))}">{shown}</div>'
        + (f'<p class="qa-clear">{saving}{clearing}</p>' if turns and not pending else "")
    )


def welcome(reports: Sequence[Report], examples: Sequence[str]) -> str:
    """What an empty chat says: what this is, what is held, and questions to begin with."""
    held = "; ".join(f"{esc(report.authority)} ({report.year})" for report in reports)
    count = counted(len(reports), "report")
    told = f": {held}" if len(reports) <= MOST_NAMED else ""
    listed = (
        f'<p class="qa-muted">{count} held{told}. {button("See the reports", "reports")}</p>'
        if reports
        else '<p class="qa-muted">No reports are held yet.</p>'
    )
    return (
        '<h2 class="qa-h2">Ask in your own words</h2>'
        "<p>The answer is made of the reports’ own words, each with its paragraph, report and "
        "date of publication. Where the reports do not say, it says so.</p>"
        + (f'<h3 class="qa-h3">For example</h3>{_asks(examples)}' if examples else "")
        + listed
    )


def loading() -> str:
    """What an empty chat says until the library is open; a question can be typed already."""
    return (
        '<h2 class="qa-h2">Ask in your own words</h2>'
        '<p class="qa-waiting" role="status">Opening the library. You can type your question now.'
        "</p>"
    )


def _turn(number: int, turn: Turn, scope: str, *, last: bool) -> str:
    shown = turn.question.strip()
    if len(shown) > SHOWN_OF_QUESTION:
        length = f"{len(turn.question):,} characters in all"
        shown = f"{shown[:SHOWN_OF_QUESTION]}… ({length})"
    return (
        f'<article class="qa-turn" aria-labelledby="qa-question-{number}">'
        f'<h2 class="qa-question" id="qa-question-{number}" tabindex="-1">'
        f'<span class="qa-asked">You asked</span> {esc(shown)}</h2>'
        f"{_understood(turn)}{scope if last else ''}{_reply(number, turn, last=last)}</article>"
    )


def _understood(turn: Turn) -> str:
    """The question as it was understood, where the conversation made it whole."""
    whole = understood_as(turn.answer) if turn.answer else ""
    return f'<p class="qa-muted">Understood as: {esc(whole)}</p>' if whole else ""


def _reply(number: int, turn: Turn, *, last: bool) -> str:
    if turn.problem is not None:
        return (
            '<div class="qa-answer qa-problem"><h3 class="qa-h3">That did not work</h3>'
            f"<p>{esc(turn.problem)}</p></div>"
        )
    if turn.answer is None:
        return '<p class="qa-waiting">Looking in the reports…</p>'
    shown = answered(turn.answer) if turn.answer.answered else not_answered(turn.answer)
    taking = (
        '<p class="qa-actions qa-taking">'
        f"{copy_button('Copy answer', plain_text(turn.answer.text), f'Copy answer {number}')}"
        f"{_link(turn)}{_saving('Save answer', number)}{_edit(turn.question)}"
        f"{_again(turn) if last else ''}</p>"
    )
    return shown + taking + (suggestions(turn.answer) if last else "")


def _saving(label: str, number: int | None = None) -> str:
    """What is to be saved, and a button for each kind of file."""
    about = f"{label} {number}" if number else label
    kinds = " ".join(
        button(name, "keep", name=f"{about} as {name}", turn=number, file=kind)
        for kind, name in _KINDS.items()
    )
    return f'<span class="qa-saving"><span class="qa-muted">{label}:</span> {kinds}</span>'


def _link(turn: Turn) -> str:
    """A button that copies an address which asks the question again; none of one that its
    conversation made whole or the reader held to something, which it would not say.
    """
    question = turn.question.strip()
    stands = turn.answer and not turn.filters and not understood_as(turn.answer)
    if not stands or len(question) > SHOWN_OF_QUESTION:
        return ""
    address = esc(f"?{urlencode({'q': question})}")
    return (
        f'<button type="button" class="qa-link" data-copy-link="{address}" '
        'aria-label="Copy a link that asks this question">Copy link</button>'
    )


def _edit(question: str) -> str:
    """A button that puts the question back where it is typed; page.js does it."""
    return (
        f'<button type="button" class="qa-link" data-edit="{esc(question)}">Edit question</button>'
    )


def _again(turn: Turn) -> str:
    """A button that asks the last question again, of the library as it is then."""
    return button("Ask again", "narrow", **fields_of(turn.filters))


def answered(answer: Answer) -> str:
    """An answer: what was judged, then the words that say so."""
    return (
        f'<div class="qa-answer">{_lead(answer.head.words())}{_judgements(answer.head)}'
        f"{quotes(answer.quotes, answer.judgements)}{_nearest(answer)}{_further(answer)}</div>"
    )


def _lead(text: str) -> str:
    return f'<div class="qa-lead">{light_markdown(text)}</div>' if text else ""


def why_not(answer: Answer) -> str:
    """Why a question was not answered, as a heading."""
    return HEADINGS.get(answer.reason, "Not answered") if answer.reason else "Not answered"


def not_answered(answer: Answer) -> str:
    """What is missing, and the nearest paragraphs."""
    return (
        f'<div class="qa-answer qa-missing"><h3 class="qa-h3">{esc(why_not(answer))}</h3>'
        f"{_lead(answer.lead)}{_nearest(answer)}</div>"
    )


def _nearest(answer: Answer) -> str:
    """The nearest paragraphs, which are called nearest and look it; of an answer, those of the
    reports asked about that do not answer.
    """
    if not answer.nearest:
        return ""
    return (
        f'<section class="qa-nearest"><h3 class="qa-h3">{esc(answer.nearest_title)}</h3>'
        f"{quotes(answer.nearest, level=4)}</section>"
    )


def _further(answer: Answer) -> str:
    """What else was found, closed until it is wanted: it is less likely to answer."""
    if not answer.further:
        return ""
    count = counted(len(answer.further), "paragraph")
    return (
        '<details class="qa-further"><summary>Also found, less likely to answer: '
        f"{count}</summary>{in_rows(answer.further)}</details>"
    )


def _judgements(head: Head) -> str:
    shown = "".join(f"<li>{_judged(row, head)}</li>" for row in head.told)
    return f'<ul class="qa-judgements" aria-label="Judgements">{shown}</ul>' if shown else ""


def _judged(row: Row, head: Head) -> str:
    """What one report judged; where it gave no grade, the paragraph that speaks of the matter.

    Of reports side by side it stands first whose it is: they are told apart by that.
    """
    judgement, quote = row.judgement, row.quote
    strand = judgement.strand if judgement and judgement.strand is not Strand.GENERAL else None
    column = judgement.column if judgement else None
    none = "No grade for this" if head.is_graded else None
    about = judgement.aspect if judgement else none
    of_what, who = [strand, column], [row.report.authority, str(row.report.year)]
    first, then = (who, [about, *of_what]) if head.is_table else ([about], [*who, *of_what])
    if judgement:
        chip = f"<div>{judgement_chip(judgement)}</div>"
        opening = button(
            "Open in the report",
            "open",
            name=f"Open the judgement on {judgement.aspect} in the report",
            key=judgement.key,
            aspect=judgement.aspect,
            strand=judgement.strand,
            column=judgement.column,
        )
    else:
        chip, opening = "", _opening(quote) if quote else ""
    return (
        f'<div class="qa-judged"><strong>{esc(", ".join(filter(None, first)))}</strong> '
        f'<div class="qa-small">{esc(", ".join(filter(None, then)))}</div></div>'
        f"{chip}<div>{opening}</div>"
    )


def _opening(quote: Quote) -> str:
    label = quote.paragraph.label
    name = f"Open {label} of {quote.report.short_title} in the report"
    return button(f"Open {label}", "open", name=name, key=quote.key)


def suggestions(answer: Answer) -> str:
    """Follow-up questions the library can answer, as buttons."""
    if not answer.suggestions:
        return ""
    return (
        '<nav class="qa-next" aria-label="You could ask next">'
        f'<h3 class="qa-h3">You could ask next</h3>{_asks(answer.suggestions)}</nav>'
    )


def _asks(questions: Sequence[str]) -> str:
    rows = "".join(f"<li>{button(text, 'submit', question=text)}</li>" for text in questions)
    return f'<ul class="qa-asks">{rows}</ul>'
