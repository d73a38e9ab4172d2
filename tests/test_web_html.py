"""The page's HTML: every text escaped, the quoted words marked, a grade never bare."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from qa.answer.form.comparison import Side
from qa.answer.form.examples import candidates
from qa.answer.form.head import Head, Row, says
from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.checking.claims import Claim
from qa.checking.differences import Difference, Kind
from qa.checking.verdicts import Checked, Match, Verdict
from qa.keeping.adding import AddingPlan, Arrival, Outcome
from qa.keeping.holdings import Folders, Holdings
from qa.overview import View, choices, overview
from qa.pieces import Piece, SourceSpan, SpanKind
from qa.quotation import Quote
from qa.report import Item, Judgement, Paragraph, Recommendation, Report, Strand
from qa.scale import GradeScale
from qa.search.asked.question import Reason, Understood
from qa.shown import Shown
from qa.web.parts import panel
from qa.web.parts.chat import KEPT_TURNS, Conversation
from qa.web.parts.html import (
    STAR,
    grade_chip,
    light_markdown,
    marked,
    passage,
    permanent_link,
    prose,
    words,
)
from qa.web.parts.place import Place
from qa.web.parts.sent import Sent
from qa.web.views import arrivals, cards, matrix, quotes, reader, scope, sides, verdicts
from qa.web.views.picture import picture

HOSTILE = '<script>alert(1)</script> **b** [x](http://e.example/) <img src=x onerror="x"> ${1}{{x}}'
SCALE = GradeScale(("Outstanding", "Good", "Adequate", "Inadequate"), (1, 2, 3, 4))
WORDED = GradeScale(("Outstanding", "Good", "Requires improvement", "Inadequate"))
VOID = {"br", "img", "input", "hr", "meta", "link"}


TEXT = "Services are poor. They fail."


def paragraph(number: str = "58", text: str = TEXT, **more: object) -> Paragraph:
    base = Paragraph(
        "x-2012", number, True, ("Looked after children", "Being healthy"),
        Strand.LOOKED_AFTER, "Inadequate", text,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def report(*paragraphs: Paragraph, scale: GradeScale = SCALE, **more: object) -> Report:
    base = Report(
        "x-2012", "London Borough of X", "x", "Inspection", "Inspection", "Ofsted", "A framework",
        "f", scale, "8 - 18 May 2012", "2012-06-27", None, None, "", "0", "x.txt",
        paragraphs or (paragraph(),),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def judgement(scale: GradeScale = SCALE, aspect: str = "Being healthy") -> Judgement:
    number = scale.number("Inadequate")
    return Judgement(
        "x-2012", "findings", aspect, Strand.LOOKED_AFTER, "Inadequate", number, scale.describe()
    )


def answer(quote: Quote, *, answered: bool = True, **more: object) -> Answer:
    question = "what of health?"
    base = Answer(
        question, Understood(question, question, question), answered,
        None if answered else Reason.AUTHORITY_NOT_HELD, says("A **lead**."), "",
    )  # fmt: skip
    shown = {"quotes": (quote,)} if answered else {"nearest": (quote,)}
    return replace(base, **shown, **more)  # type: ignore[arg-type]


def said(reply: Answer) -> str:
    return cards.transcript(Conversation().asked(reply.question).with_answer(reply))


class Outline(HTMLParser):
    """What a browser would make of it: tags and their balance, attributes, text and marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.text = self.marked = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            self.marked += data


def hostile_pages() -> list[tuple[str, str]]:
    """The parts of the page, with the hostile text in every place a text can stand."""
    words = paragraph(
        text=f"{HOSTILE}\n- {HOSTILE}", section=(HOSTILE, HOSTILE), notes=(HOSTILE,), printed=False,
        items=(Item(1, len(HOSTILE) + 3, 2 * len(HOSTILE) + 3),),
    )  # fmt: skip
    row = judgement(GradeScale((HOSTILE, "Inadequate"), (1, 2)), aspect=HOSTILE)
    row = replace(row, grade=HOSTILE, column=HOSTILE)
    table = paragraph("findings", HOSTILE)
    whole = report(
        words, table, authority=HOSTILE, title=HOSTILE, framework=HOSTILE, inspected=HOSTILE,
        citation_title=HOSTILE, warnings=(HOSTILE,), lead_inspector=HOSTILE, judgements=(row,),
    )  # fmt: skip
    quote = Quote(whole, words, 0, len(words.text))
    told: dict[str, Any] = {
        "question": HOSTILE,
        "head": Head((HOSTILE,), HOSTILE, (Row(whole, row),)),
        "judgements": (row,),
        "suggestions": (HOSTILE,),
    }
    place = Place("x-2012#58", 0, 20)
    reply = answer(quote, **told)
    checked = Checked(
        HOSTILE, Verdict.NEARLY, (Match("x-2012#58", HOSTILE, HOSTILE),),
        (Difference(Kind.CHANGED, HOSTILE, HOSTILE),), claim=Claim(HOSTILE), notes=(HOSTILE,),
        where=HOSTILE,
    )  # fmt: skip
    offered = [
        Arrival(Path(f"{HOSTILE}.pdf".replace("/", "")), outcome, HOSTILE, whole, whole)
        for outcome in Outcome
    ]
    nothing = Holdings(Folders(Path("corpus"), Path("index")), {}, (), {})
    several = [replace(whole, key=f"x-{year}") for year in range(2000, 2012)]
    wall = overview([whole], [row], View())
    listed = overview([whole], [row], View(aspect=HOSTILE))
    return [
        ("answer", said(answer(quote, **told))),
        ("missing", said(answer(quote, answered=False, **told))),
        ("problem", cards.transcript(Conversation().asked(HOSTILE).with_problem(HOSTILE))),
        ("welcome", cards.welcome([whole], [HOSTILE])),
        ("panel", panel.panel(whole, [words, table], words.key, place)),
        ("panel problem", panel.problem(HOSTILE)),
        (
            "similar paragraphs",
            panel.panel(whole, [words, table], words.key, place, alike=[Shown(whole, words, None)]),
        ),
        (
            "where it was looked for",
            scope.form(
                Conversation().asked(HOSTILE).with_answer(reply).turns[0],
                replace(reply.understood, aspect=HOSTILE),
                [whole],
                choices([whole], [row]),
            ),
        ),
        ("what to compare", sides.form(several, choices([whole], [row]))),
        ("reports compared", sides.sides([Side(whole, reply, (row,), (quote,))] * 2)),
        ("what to check", verdicts.form([whole])),
        ("a quotation checked", verdicts.verdicts([checked])),
        ("quotations checked", verdicts.verdicts([checked, replace(checked, matches=())])),
        ("reports offered", arrivals.preview(AddingPlan((), nothing, tuple(offered)))),
        ("reports to remove", arrivals.held(several, doubted="x-2004")),
        ("reports removed", arrivals.removed([whole], {whole.key: HOSTILE})),
        ("list", reader.report_list(reader.shown([whole] * 9, HOSTILE, 1), lambda _: HOSTILE)),
        ("report", reader.report_page(whole, Place("x-2012#58"))),
        ("judgements", matrix.matrix(wall)),
        ("judgements of one aspect", matrix.matrix(listed)),
        ("choice of judgements", matrix.form(choices([whole], [row]))),
        ("picture of the judgements", picture(wall, HOSTILE)),
    ]


@pytest.mark.parametrize(("name", "page"), hostile_pages())
def test_hostile_text_is_text(name: str, page: str) -> None:
    """Tags, attributes and Markdown of a report or a question are shown and never obeyed."""
    outline = Outline(page)
    assert not outline.tags & {"script", "img", "iframe", "style"}
    assert not [attribute for attribute in outline.attributes if attribute.startswith("on")]
    assert not [link for link in outline.attributes.get("href", []) if link[0] not in "?#"]
    assert "<script>alert(1)</script>" in outline.text
    assert "[x](http://e.example/)" in outline.text
    assert "${1}{{x}}" in outline.text


def test_the_mark_is_the_quoted_span_and_nothing_else() -> None:
    words = paragraph(text="One < two. Three & four. Five.")
    for start, end in ((0, 10), (11, 24), (0, 30), (25, 30)):
        outline = Outline(prose(words, (start, end)))
        assert outline.marked == words.text[start:end]
        assert outline.text == words.text
    assert "<mark>" not in prose(words)
    assert marked("abc", 0, 1, (2, 3)) == "a"


def test_a_mark_runs_on_over_the_items_of_a_list() -> None:
    text = "Do this:\n- first thing\n- second thing"
    words = paragraph(text=text, items=(Item(1, 11, 22), Item(2, 25, 37)))
    outline = Outline(prose(words, (17, 31)))
    assert outline.marked == "thing" + "second"
    assert passage(words, 9, len(text)).startswith("<ul><li>first thing</li>")
    assert "- first" not in Outline(prose(words)).text  # the list draws its own bullets


def test_the_panel_marks_what_a_quotation_could_be_and_nothing_else() -> None:
    words = paragraph(seams=(18,))
    whole = report(paragraph("57"), words, paragraph("59"))

    def mark(start: int, end: int) -> str:
        place = Place(words.key, start, end)
        return Outline(panel.panel(whole, whole.paragraphs, words.key, place)).marked

    assert mark(0, 18) == "Services are poor."
    assert mark(0, 29) == ""  # it would cross a seam
    assert mark(5, 900) == ""
    assert mark(7, 7) == ""


def test_the_panel_says_where_the_words_stand() -> None:
    whole = report(paragraph("57"), paragraph(), paragraph("59", section=("Staying safe",)))
    shown = Outline(panel.panel(whole, whole.paragraphs, "x-2012#58", Place("x-2012#58")))
    for expected in (
        "London Borough of X, 2012", "27 June 2012", "Being healthy", "Staying safe", "57", "59",
        "Inadequate", "grade 4", "1 Outstanding - 4 Inadequate", "Previous paragraph",
    ):  # fmt: skip
        assert expected in shown.text
    assert "?report=x-2012&para=58" in shown.attributes["href"]
    assert shown.attributes["aria-current"] == ["location"]


@pytest.mark.parametrize("scale", [SCALE, WORDED])
def test_a_grade_is_never_shown_without_its_word_and_scale(scale: GradeScale) -> None:
    """Wherever a chip stands, on every page, it holds all that makes a grade readable."""
    row = judgement(scale)
    whole = report(paragraph(), paragraph("findings"), scale=scale, judgements=(row,))
    quote = Quote(whole, whole.paragraphs[0], 0, 8)
    pages = (
        said(answer(quote)),
        said(answer(quote, judgements=(row,), head=Head(rows=(Row(whole, row),)))),
        said(answer(quote, answered=False)),
        panel.panel(whole, whole.paragraphs, "x-2012#58", Place("x-2012#58")),
        reader.report_page(whole),
    )
    for page in pages:
        chips = re.findall(r'<span class="qa-grade" .*?</span></span></span>', page)
        assert chips
        for chip in chips:
            assert Outline(chip).text == Outline(grade_chip_of(scale)).text
        bare = re.sub(r'<span class="qa-grade" .*?</span></span></span>|<dd>.*?</dd>', "", page)
        assert "Inadequate" not in bare


def grade_chip_of(scale: GradeScale) -> str:
    return grade_chip("Inadequate", scale.number("Inadequate"), scale.describe())


def test_a_chip_reads_as_a_sentence_part() -> None:
    chip = Outline(grade_chip("Good", 3, "4 Outstanding - 1 Inadequate"))
    assert chip.text == "Good grade 3 on the scale 4 Outstanding - 1 Inadequate"
    worded = Outline(grade_chip("Good", None, WORDED.describe()))
    assert worded.text == f"Good on the scale {WORDED.describe()}"


def test_a_quote_card_holds_the_words_the_source_and_the_date() -> None:
    whole = report()
    quote = Quote(whole, whole.paragraphs[0], 0, 18)
    card = Outline(quotes.quote_card(quote))
    assert "Services are poor." in card.text
    assert "They fail." not in card.text
    assert quote.citation in card.text
    assert quote.citation in card.attributes["data-copy"]
    assert "Ofsted" in quote.citation and "27 June 2012" in quote.citation
    assert f"“{quote.text}” ({quote.citation})" in card.attributes["data-copy"]


def test_the_items_of_a_list_share_a_card() -> None:
    words = paragraph("57", "Do:\n- this\n- that", items=(Item(1, 6, 10), Item(2, 13, 17)))
    whole = report(words, paragraph())
    both = [Quote(whole, words, 6, 10, 1), Quote(whole, words, 13, 17, 2)]
    shown = quotes.quotes([*both, Quote(whole, whole.paragraphs[1], 0, 8)])
    assert shown.count("<figure") == 2
    card = Outline(shown)
    assert "this" in card.text and "that" in card.text and "Item 2" in card.text
    assert both[1].citation in card.attributes["data-copy"]


def test_what_leads_into_a_list_stands_in_its_card() -> None:
    words = paragraph("2", "They read:\n- this\n- that", items=(Item(1, 13, 17), Item(2, 20, 24)))
    whole = report(words)
    shown = quotes.quotes([Quote(whole, words, 0, 10), Quote(whole, words, 13, 17, 1)])
    assert shown.count("<figure") == 1
    assert shown.index("They read:") < shown.index("this")


def test_recommendations_stand_under_by_when_and_by_whom() -> None:
    words = paragraph("57", "Do:\n- this\n- that", items=(Item(1, 6, 10), Item(2, 13, 17)))
    asked = [
        Recommendation("x-2012", "57", 1, "Immediately", None, "this"),
        Recommendation("x-2012", "57", 2, "Within three months", "NHS X", "that"),
    ]
    whole = replace(report(words), recommendations=tuple(asked))
    shown = Outline(quotes.quotes([Quote(whole, words, 6, 10, 1), Quote(whole, words, 13, 17, 2)]))
    assert shown.text.index("Immediately") < shown.text.index("this")
    assert shown.text.index("Within three months: NHS X") < shown.text.index("that")


def test_a_report_and_a_section_are_named_once_above_their_quotes() -> None:
    whole = report(paragraph(), paragraph("59"), paragraph("70", section=("Other",)))
    shown = quotes.quotes([Quote(whole, each, 0, 8) for each in whole.paragraphs])
    assert shown.count("London Borough of X, 2012</h3>") == 1
    assert shown.count('class="qa-path"') == 2


def test_what_is_nearest_is_called_nearest() -> None:
    whole = report()
    page = said(answer(Quote(whole, whole.paragraphs[0], 0, 8), answered=False))
    assert "Nearest paragraphs (not an answer)" in page
    assert "No report held on that authority" in page
    assert page.index("Nearest paragraphs") < page.index("<blockquote>")


def test_a_restored_number_is_marked_with_its_reason_everywhere() -> None:
    words = paragraph(printed=False, notes=("number restored from its neighbours",))
    whole = report(words)
    card = quotes.quote_card(Quote(whole, words, 0, 8))
    assert "(number restored)" in card
    for page in (
        panel.panel(whole, [words], words.key, Place(words.key)),
        reader.report_page(whole),
    ):
        assert "number restored from its neighbours" in page
    assert "number restored" not in quotes.quote_card(Quote(whole, paragraph("findings"), 0, 8))


def test_the_table_of_judgements_marks_the_chosen_row() -> None:
    rows = (judgement(), judgement(aspect="Staying safe"))
    table = paragraph("findings", "Being healthy Inadequate")
    whole = report(table, judgements=rows)
    place = Place(table.key, aspect="Staying safe", strand=str(Strand.LOOKED_AFTER))
    assert Outline(panel.panel(whole, [table], table.key, place)).marked == "Staying safe"
    quoted = panel.panel(whole, [table], table.key, Place(table.key, 0, 13))
    assert Outline(quoted).marked == "Being healthy"


def test_what_a_browser_sends_is_not_believed() -> None:
    sent = {"key": ["x"], "start": "-1", "end": "9" * 40, "aspect": 3, "strand": None}
    assert Place.of(Sent.of(sent)) == Place("")
    assert Place.of(Sent.of({"key": "x-2012#58", "start": "3", "end": 9})) == Place(
        "x-2012#58", 3, 9
    )


def test_words_chosen_elsewhere_are_marked_in_the_report_whole() -> None:
    whole = report(paragraph("57"), paragraph())
    page = Outline(reader.report_page(whole, Place("x-2012#58", 0, 18)))
    assert page.marked == TEXT[:18]
    assert Outline(reader.report_page(whole, Place("x-2012#58", 0, 900))).marked == ""


def test_a_report_is_readable_whole() -> None:
    annex = paragraph("annex-3", "In the annex.", section=("Annex",))
    whole = report(paragraph("57"), paragraph(), annex, warnings=("one thing",))
    page = reader.report_page(whole, Place("x-2012#58"))
    outline = Outline(page)
    ids = outline.attributes["id"]
    assert {"x-2012-57", "x-2012-58", "x-2012-annex-3"} <= set(ids)
    assert len(ids) == len(set(ids))
    for link in (href for href in outline.attributes["href"] if href.startswith("#")):
        assert link[1:] in ids
    assert outline.attributes["data-target"] == ["x-2012-58"]
    assert "Crown copyright" in outline.text


def test_a_report_says_how_it_was_read() -> None:
    """What was restored and why, with a way there; where the text went; and what is wrong."""
    words = "Services are poor. They fail. Lost words."
    sure = paragraph("57", words[:18], pieces=(Piece(0, 18),))
    restored = paragraph(
        "58", words[19:29], pieces=(Piece(19, 29),), printed=False, notes=("it was lost",)
    )
    spans = (SourceSpan(0, 18, SpanKind.PARAGRAPH), SourceSpan(19, 29, SpanKind.PARAGRAPH))
    whole = report(
        sure, restored, source=words, account=spans, warnings=("the table is odd", "Paragraph")
    )
    page = reader.report_page(whole)
    told = Outline(page).text
    assert "2 paragraphs; 1 number restored; 71.43 % of the text accounted for" in told
    assert "Paragraph 58: it was lost" in told and '<a href="#x-2012-58">' in page
    assert "Lost words." in told and "The table is odd" in told
    assert "No paragraph is numbered 1 to 56." in told
    assert "* it was lost" in told
    assert "Every paragraph number is as printed" in Outline(reader.report_page(report())).text


def test_a_long_question_does_not_bury_the_answer() -> None:
    page = cards.transcript(Conversation().asked("word " * 20_000).with_problem("Too long."))
    assert len(page) < 3_000
    assert "100,000 characters in all" in page


def test_the_log_is_busy_until_the_answer_is_there() -> None:
    waiting = Conversation().asked("a question")
    assert 'aria-busy="true"' in cards.transcript(waiting)
    assert 'aria-busy="false"' in cards.transcript(waiting.with_problem("No."))


def test_suggestions_stand_under_the_last_answer_alone() -> None:
    whole = report()
    reply = answer(Quote(whole, whole.paragraphs[0], 0, 8), suggestions=("And then?",))
    talk = Conversation().asked("one").with_answer(reply)
    assert "And then?" in cards.transcript(talk)
    assert "And then?" not in cards.transcript(talk.asked("two"))


def test_a_follow_up_shows_how_it_was_understood() -> None:
    whole = report()
    quote = Quote(whole, whole.paragraphs[0], 0, 8)
    assert "Understood as" not in said(answer(quote))
    taken = Understood("and Barnet?", "bullying in <Barnet>", "bullying")
    reply = answer(quote, question="and Barnet?", understood=taken)
    assert "Understood as: bullying in <Barnet>" in Outline(said(reply)).text


def test_a_report_without_a_grade_is_said_to_have_none_only_beside_one_that_has() -> None:
    one, other = report(), replace(report(), key="y-2012", authority="London Borough of Y")
    quote = Quote(one, one.paragraphs[0], 0, 8)
    beside = (Row(one, quote=quote), Row(other, judgement()))
    shown = Outline(said(answer(quote, head=Head(rows=beside, compares=True)))).text
    assert "No grade for this" in shown
    ungraded = (Row(one, quote=quote), Row(other))
    shown = Outline(said(answer(quote, head=Head(rows=ungraded, compares=True)))).text
    assert "No grade for this" not in shown and shown.count("Open paragraph") == 1
    alone = said(answer(quote, head=Head(rows=(Row(one, quote=quote),), compares=True)))
    assert "qa-judgements" not in alone


def test_an_answer_is_copied_without_marks(assistant: Assistant) -> None:
    reply = assistant.ask("compare Harrow and Barnet on being healthy")
    page = cards.transcript(Conversation().asked(reply.question).with_answer(reply))
    copied = max(Outline(page).attributes["data-copy"], key=len)
    assert "London Borough of Harrow\t2012\tBeing healthy" in copied
    assert all(quote.text in copied and quote.citation in copied for quote in reply.quotes)
    assert not any(mark in copied for mark in ("**", "\n>", "|", "\\"))


def test_a_conversation_keeps_its_last_turns() -> None:
    talk = Conversation()
    for number in range(KEPT_TURNS + 5):
        talk = talk.asked(str(number)).with_problem("No.")
    assert len(talk.turns) == KEPT_TURNS
    assert talk.turns[-1].question == str(KEPT_TURNS + 4)
    assert talk.answers == ()


def test_a_long_list_of_reports_has_pages_and_a_wrong_page_is_the_nearest(
    assistant: Assistant,
) -> None:
    many = assistant.reports() * 21  # 105
    last = reader.shown(many, "borough", 99)
    assert (last.page, last.pages, len(last.reports), last.total) == (3, 3, 5, 105)
    html = reader.report_list(last, str)
    assert "Page 3 of 3" in html and "Previous" in html and "Next" not in html
    assert 'data-words="borough" data-page="2"' in html


def test_empty_states_say_what_to_do() -> None:
    assert "No reports are held yet" in cards.welcome([], [])
    assert "No reports are held yet" in reader.report_list(reader.shown([], "", 1), str)
    assert "Open in the report" in panel.empty()


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A **b** c", "<p>A <strong>b</strong> c</p>"),
        ("*read* as _text_", "<p><em>read</em> as <em>text</em></p>"),
        ("2 * 3 * 4 and snake_case_name", "<p>2 * 3 * 4 and snake_case_name</p>"),
        (r"\*not\* bold", "<p>*not* bold</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("![x](y) `z` # w", "<p>![x](y) `z` # w</p>"),
        ("", ""),
    ],
)
def test_our_own_sentences_may_be_bold(markdown: str, html: str) -> None:
    assert light_markdown(markdown) == html


def test_a_permanent_link_is_safe_in_an_address() -> None:
    assert permanent_link("x-2012", "annex-3") == "?report=x-2012&para=annex-3"
    assert permanent_link('x"&y') == "?report=x%22%26y"


def test_examples_come_from_what_is_held() -> None:
    older = report(key="x-2009", published="2009-03-04")
    other = report(key="y-2010", authority_key="barking-and-dagenham", published="2010-01-01")
    rows = [replace(judgement(), report=key) for key in ("x-2012", "x-2009", "y-2010")]
    assert list(candidates([report(), older, other], rows)) == [
        "What did Ofsted say about being healthy for looked after children in X?",
        "What grade did Barking and Dagenham get for being healthy for looked after children?",
        "What were the strengths and weaknesses of X in 2009?",
        "What must X improve immediately?",
        "How do X and Barking and Dagenham compare on being healthy for looked after children?",
        "How did being healthy change in X between 2009 and 2012?",
    ]
    assert list(candidates([], [])) == []
    assert list(candidates([other], [])) == ["What must Barking and Dagenham improve immediately?"]


def test_a_judgement_is_told_once() -> None:
    """As a row that can be opened, and not as a line of the lead too; the rest of it stays."""
    quote, other = Quote(report(), paragraph(), 0, 8), replace(report(), key="y-2012")
    head = Head(correction="Not so.", rows=(Row(report(), judgement()), Row(other, None, quote)))
    shown = said(answer(quote, head=head, judgements=(judgement(),)))
    assert shown.count("London Borough of X, 2012, looked after children") == 1
    assert "Not so." in shown
    assert "No grade for this" in shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("in *Working Together*,", "in <em>*Working Together*</em>,"),
        ("*'Every Child Matters'*", "<em>*&#x27;Every Child Matters&#x27;*</em>"),
        ("*<b>*", "<em>*&lt;b&gt;*</em>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a*b*c", "a*b*c"),
        ("**bold**", "**bold**"),
        ("one * alone", "one * alone"),
    ],
)
def test_what_a_source_has_in_italics_is_shown_so_and_keeps_every_character(
    said: str, shown: str
) -> None:
    assert words(said).replace(STAR, "*") == shown
