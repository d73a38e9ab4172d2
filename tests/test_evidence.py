"""What is taken away: quotations with source and date in every kind of file, tokens counted."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qa import cli
from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.checking import wordfile
from qa.checking.blocks import Document
from qa.checking.plaintext import from_text
from qa.errors import PackageDataError, QuoteError, UsageError
from qa.evidence import tokens
from qa.evidence.conversations import Conversation
from qa.evidence.formats import Format
from qa.markdown import escaped, plain
from qa.quotation import Quote, Style, all_cited, cited
from qa.sheet import cell

ROOT = Path(__file__).parent.parent
HARROW = "what did Ofsted say about Harrow LAC health?"
QUESTIONS = (
    HARROW,
    "what must Redbridge improve immediately for looked after children?",
    "How were Barnet and Harrow judged for staying safe?",
    "Havering 2007 recommendations",
    "what did Ofsted say about children in care in Croydon?",
)


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    return [assistant.ask(question) for question in QUESTIONS]


@pytest.fixture(scope="module")
def talk(assistant: Assistant) -> Conversation:
    first = assistant.ask(HARROW)
    return Conversation((first, assistant.ask("and Barnet?", previous=[first])))


def quotes_of(answers: list[Answer]) -> list[Quote]:
    return [quote for answer in answers for quote in (*answer.quotes, *answer.nearest)]


def check(assistant: Assistant, document: Document) -> list[str]:
    """The keys that the quotations of a file were found at: all where the file says they are."""
    rows = assistant.check_document(document)
    wrong = [row for row in rows if not row.stands and str(row.verdict) != "too_short"]
    assert not wrong, wrong
    for row in rows:
        assert row.claim is not None and row.claim.reports, row
        assert row.claim.paragraphs, row
    return [row.matches[0].key for row in rows if row.matches]


# Citations


def test_the_styles_as_people_set_them(assistant: Assistant) -> None:
    report, paragraph, _ = assistant.show("harrow-2012#58")
    end = paragraph.text.index(".") + 1
    quote = Quote(report, paragraph, 0, end)
    words = (
        "“Services to promote good health outcomes for looked after children and care leavers are "
        "inadequate.”"
    )
    source = (
        "Ofsted, Inspection of safeguarding and looked after children services: London Borough of "
        "Harrow, published 27 June 2012, paragraph 58"
    )
    assert cited(quote, Style.PLAIN) == f"{words} ({source})"
    assert cited(quote, Style.MARKDOWN) == f"> {words}\n>\n> — {source}"
    assert cited(quote, Style.FOOTNOTE) == (
        f"{words}[^harrow-2012-58]\n\n[^harrow-2012-58]: {source}."
    )
    assert cited(quote, Style.HARVARD) == (
        f"{words} (Ofsted, 2012: London Borough of Harrow, para. 58)\n\n"
        "Ofsted (2012) Inspection of safeguarding and looked after children services: "
        "London Borough of Harrow. Published 27 June 2012."
    )


@pytest.mark.parametrize("style", Style)
def test_every_style_gives_words_source_and_date(answers: list[Answer], style: Style) -> None:
    for quote in quotes_of(answers):
        text = cited(quote, style)
        assert "published " in text.casefold()
        assert quote.report.authority in text
        shown = "\n".join(line.removeprefix("> ") for line in text.split("\n"))
        in_markdown = style in (Style.MARKDOWN, Style.FOOTNOTE)
        assert (escaped(quote.text) if in_markdown else quote.text) in shown


@pytest.mark.parametrize("style", Style)
def test_what_is_cited_can_be_checked(
    assistant: Assistant, answers: list[Answer], style: Style
) -> None:
    quotes = quotes_of(answers)
    markdown = style in (Style.MARKDOWN, Style.FOOTNOTE)
    text = all_cited(quotes, style)
    found = check(assistant, from_text(text, markdown=markdown))
    assert found == [quote.key for quote in quotes]


def test_a_footnote_or_a_reference_stands_once(answers: list[Answer]) -> None:
    twice = [answers[0].quotes[0]] * 2
    assert all_cited(twice, Style.FOOTNOTE).count("]: ") == 1
    assert all_cited(twice, Style.HARVARD).count("Published 27 June 2012.") == 1


@pytest.mark.parametrize(
    "text", ["*a* _b_ `c` [d](e) <b> | # ~ \\ &lt; {x}", "a & b", "1 > 2 * 3", "> - item"]
)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert plain(escaped(text)) == text
    assert "&lt" not in escaped("&lt;").replace("\\&lt", "")


# Files


def test_a_word_file_holds_what_the_answers_quote(
    assistant: Assistant, answers: list[Answer]
) -> None:
    data = assistant.evidence([Conversation(tuple(answers))], Format.WORD)
    document = wordfile.read(data, "answers.docx")
    text = "\n".join(block.text for block in document.blocks)
    for answer in answers:
        assert answer.question in text
        for judgement in answer.judgements[:1]:
            assert judgement.scale in text
    found = check(assistant, document)
    for quote in quotes_of(answers):
        assert quote.text in text
        assert quote.citation in text
        assert quote.key in found or quote.text.count(" ") < 3
    assert "\\" not in text and "**" not in text
    assert "published 27 June 2012" in text


def test_a_markdown_file_holds_what_the_answers_quote(
    assistant: Assistant, answers: list[Answer]
) -> None:
    text = assistant.evidence([Conversation(tuple(answers))], Format.MARKDOWN).decode()
    assert text.startswith("# ")
    for answer in answers:
        assert f"## {escaped(answer.question)}" in text
    check(assistant, from_text(text))
    for quote in quotes_of(answers):
        assert escaped(quote.citation) in text
    assert "source and date of publication are stated" in text


def test_a_conversation_says_how_its_questions_were_understood(
    assistant: Assistant, talk: Conversation
) -> None:
    for kind in (Format.MARKDOWN, Format.WORD):
        data = assistant.evidence([talk], kind)
        if kind is Format.WORD:
            text = "\n".join(block.text for block in wordfile.read(data, "x.docx").blocks)
        else:
            text = plain(data.decode())
        assert f"Understood as: {talk.answers[1].understood.standalone}" in text


def test_a_table_has_a_row_for_each_judgement_and_quotation(
    assistant: Assistant, answers: list[Answer]
) -> None:
    data = assistant.evidence([Conversation(tuple(answers), "q1")], Format.CSV)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    quotations = [row for row in rows if row["kind"] == "quotation"]
    assert [(row["words"], row["key"], row["citation"]) for row in quotations] == [
        (quote.text, quote.key, quote.citation) for answer in answers for quote in answer.quotes
    ]
    assert {row["published"] for row in quotations} >= {"2012-06-27", "2010-03-05"}
    judgements = [row for row in rows if row["kind"] == "judgement"]
    assert len(judgements) == sum(len(answer.judgements) for answer in answers)
    assert all(row["grade"] and row["scale"] and row["citation"] for row in judgements)
    last = [row for row in rows if row["turn"] == str(len(answers))]
    assert last[0]["kind"] == "no answer" and "Croydon" in last[0]["words"]
    assert {row["kind"] for row in last[1:]} <= {"nearest, not an answer"}


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(assistant: Assistant, formula: str) -> None:
    assert cell(formula) == f"'{formula}"
    answer = replace(assistant.ask("young carers in Barnet"), question=formula)
    rows = assistant.evidence([Conversation((answer,), formula)], Format.CSV).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(rows, newline="")):
        for value in row.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_hostile_text_stays_text_in_every_file(assistant: Assistant) -> None:
    question = "<script>alert(1)</script> **young** [carers](http://x) | in Barnet? &lt; \ufffe"
    answer = replace(assistant.ask("young carers in Barnet"), question=question)
    text = assistant.evidence([Conversation((answer,))], Format.MARKDOWN).decode()
    assert not re.search(r"(?<!\\)<script|(?<!\\)\]\(http|(?<!\\)\*\*young|(?<!\\)&lt;", text)
    data = assistant.evidence([Conversation((answer,))], Format.WORD)
    blocks = wordfile.read(data, "x.docx").blocks
    assert any(block.text.startswith("<script>alert(1)</script> **young**") for block in blocks)


def test_a_quotation_that_is_not_its_source_s_never_leaves(assistant: Assistant) -> None:
    answer = assistant.ask(HARROW)
    quote = answer.quotes[0]
    forged = replace(quote.paragraph, text="X" + quote.paragraph.text[1:])
    bad = replace(answer, quotes=(replace(quote, paragraph=forged, start=0),))
    for kind in Format:
        with pytest.raises(QuoteError):
            assistant.evidence([Conversation((bad,))], kind)


# Packs


@pytest.mark.parametrize("budget", [500, 800, 1000, 2000, 4000, 20_000])
@pytest.mark.parametrize("asked", range(len(QUESTIONS)))
def test_a_pack_is_never_larger_than_its_budget_and_its_paragraphs_are_whole(
    assistant: Assistant, answers: list[Answer], asked: int, budget: int
) -> None:
    answer = answers[asked]
    try:
        pack = assistant.pack(answer, budget)
    except UsageError as error:
        assert "the best paragraph" in str(error)
        assert budget <= 800
        return
    assert pack.tokens == tokens.count(pack.text) <= budget
    assert pack.keys
    assert not set(pack.keys) & set(pack.left_out)
    for key in pack.keys:
        _, paragraph, _ = assistant.show(key)
        assert f"“{paragraph.text}”" in pack.text
    for key in pack.left_out:
        assert f"\n[{key}]" not in pack.text


def test_a_pack_begins_with_what_the_answer_quotes(
    assistant: Assistant, answers: list[Answer]
) -> None:
    pack = assistant.pack(answers[0], 4000)
    quoted = list(dict.fromkeys(quote.paragraph.key for quote in answers[0].quotes))
    assert list(pack.keys[: len(quoted)]) == quoted
    assert pack.text.index("harrow-2012#findings") < pack.text.index(f"[{quoted[0]}]")
    assert f"Question: {HARROW}" in pack.text
    assert "published 27 June 2012, paragraph 58" in pack.text
    more = assistant.pack(answers[0], 16_000)
    assert len(more.keys) > len(pack.keys)


def test_a_pack_without_an_answer_says_so(assistant: Assistant, answers: list[Answer]) -> None:
    pack = assistant.pack(answers[-1], 2000)
    assert not pack.answered
    assert "No answer was found. There is no report on Croydon" in pack.text
    assert "NEAREST PARAGRAPHS" in pack.text and "PARAGRAPHS, BEST FIRST\n" in pack.text


@pytest.mark.parametrize("budget", [-1, 0, 10, 10_000_000])
def test_a_budget_that_holds_nothing_is_a_wrong_call(
    assistant: Assistant, answers: list[Answer], budget: int
) -> None:
    with pytest.raises(UsageError):
        assistant.pack(answers[0], budget)


def test_the_ranks_are_those_published() -> None:
    path = ROOT / "src" / "qa" / "data" / "o200k_base.tiktoken"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == tokens.SHA256


def test_other_ranks_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tokens, "files", lambda _: tmp_path)
    with pytest.raises(PackageDataError, match="missing"):
        tokens._encoding.__wrapped__()
    damaged = tmp_path / "o200k_base.tiktoken"
    damaged.write_bytes(b"IQ== 0\n")
    with pytest.raises(PackageDataError, match="as published"):
        tokens._encoding.__wrapped__()
    assert damaged.exists()


def test_tokens_are_counted_as_the_encoding_counts_them() -> None:
    assert tokens.count("hello world") == 2
    assert tokens.count("") == 0
    assert tokens.count("<|endoftext|>") > 1
    # tiktoken's own definition has the same pattern, in parts.
    found = importlib.util.find_spec("tiktoken_ext.openai_public")
    assert found and found.origin
    source = Path(found.origin).read_text("utf-8").partition("def o200k_base")[2]
    parts = re.findall(r'r"""(.+?)"""', source)[:7]
    assert "|".join(parts) == tokens._PATTERN


def test_asking_brings_in_nothing_for_files_or_tokens(index_folder: Path) -> None:
    code = (
        "import sys, qa.cli\n"
        f"qa.cli.main(['ask', '--no-build', '--index', {str(index_folder)!r}, '--corpus', 'none', "
        "'young carers in Barnet'])\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "qa.assistant" in loaded
    assert not loaded & {"tiktoken", "docx", "lxml"}


# The command


def qa(index: Path, *command: str) -> int:
    place = ["--no-build", "--index", str(index), "--corpus", "no-corpus"]
    try:
        return cli.main(["ask", *command, *place])
    except SystemExit as stop:
        return int(stop.code or 0)


def test_a_file_name_says_which_kind(
    index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, start in (("a.md", b"# "), ("a.docx", b"PK"), ("a.csv", b"\xef\xbb\xbf")):
        status = qa(index_folder, HARROW, "--then", "and Barnet?", "--out", str(tmp_path / name))
        assert status == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert capsys.readouterr().out == ""
    assert "and Barnet?" in (tmp_path / "a.md").read_text()


def test_a_batch_becomes_one_file(index_folder: Path, tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text(
        '{"id": "c1", "turns": ["Harrow LAC health", "and Barnet?"]}\n'
        '{"id": "q2", "question": " "}\n'
        '{"id": "q3", "question": "young carers in Barnet"}\n'
    )
    out = tmp_path / "all.md"
    assert qa(index_folder, "--batch", str(batch), "--out", str(out)) == 0
    text = out.read_text()
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## c1", "## q2", "## q3"
    ]  # fmt: skip
    assert "### and Barnet?" in text


def test_packs_and_citations_are_printed(
    index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa(index_folder, HARROW, "--pack", "2,000") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("EVIDENCE FROM INSPECTION REPORTS")
    assert "of 2,000 tokens" in printed.err
    assert qa(index_folder, HARROW, "--cite", "harvard") == 0
    assert "(Ofsted, 2012: London Borough of Harrow, para. 58)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        ("--format", "docx", HARROW),
        ("--format", "pdf", HARROW),
        ("--format", "md", "--pack", "500", HARROW),
        ("--cite", "harvard", "--json", HARROW),
        ("--pack", "0", HARROW),
        ("--pack", "20", HARROW),
        ("--out", "answer.jsonl", HARROW),
        ("--batch", "x.jsonl", "--pack", "500"),
    ],
)
def test_options_that_contradict_are_a_wrong_call(
    index_folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    assert qa(index_folder, *command) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
