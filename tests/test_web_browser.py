"""The page in a real browser: the main paths, by keyboard too, and nothing leaves the machine."""

from __future__ import annotations

import json
import re
import socket
import threading
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser import PHONE, Visitor, arrive, ask, browser, open_tab
from playwright.sync_api import Browser, Locator, Page, expect
from ports import free_port

from qa.assistant import Assistant
from qa.errors import LibraryIndexError, NotFoundError, UsageError
from qa.web import Site, launch, serve
from qa.web.routes import doors

HARROW = "what did Ofsted say about Harrow LAC health?"
HOSTILE = (
    '<img src="http://e.example/x" onerror="window.hit=1"> **b** <script>window.hit=1</script>'
)


def turn(page: Page, number: int = -1) -> Locator:
    return page.locator(".qa-turn").nth(number)


def panel(page: Page) -> Locator:
    return page.locator("#qa-panel .qa-panel")


def test_without_a_browser_the_tests_say_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotFoundError, match="apt-get install"), browser():
        pass


def test_the_harrow_question(page: Page) -> None:
    ask(page, HARROW)
    reply = turn(page)
    expect(reply).to_contain_text("Inadequate")
    expect(reply).to_contain_text("grade 4")
    expect(reply).to_contain_text("1 Outstanding - 4 Inadequate")
    expect(reply).to_contain_text("paragraph 58")
    expect(reply).to_contain_text("published 27 June 2012")
    assert 2 <= reply.locator("blockquote").count() <= 6
    expect(page.get_by_label("Your question")).to_have_value("")
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false")


def test_a_citation_opens_its_paragraph_with_the_words_marked(page: Page) -> None:
    ask(page, HARROW)
    card = turn(page).locator(".qa-quote").filter(has_text="paragraph 58").first
    card.get_by_role("button", name="Open paragraph 58").click()
    marked = panel(page).locator("mark")
    expect(marked.first).to_be_visible()
    assert words(marked) == words(card.locator("blockquote :is(p, li)"))
    expect(marked.first).to_be_in_viewport()
    current = panel(page).locator("[aria-current=location]")
    expect(current).to_contain_text("58")
    top = panel(page).locator(".qa-panel-head")
    for expected in ("Harrow, 2012", "27 June 2012", "Being healthy", "Inadequate", "grade 4"):
        expect(top).to_contain_text(expected)
    expect(panel(page)).to_contain_text("57")
    expect(panel(page)).to_contain_text("59")


def test_of_two_citations_chosen_at_once_the_last_is_open(page: Page) -> None:
    ask(page, HARROW)
    chosen = page.evaluate(
        """() => {
            const both = [...document.querySelectorAll('.qa-quote [data-event=open]')].slice(0, 2);
            both.forEach(button => button.click());
            return both[1].dataset;
        }"""
    )
    place = f"{chosen['key']}:{chosen['start']}:{chosen['end']}"
    expect(panel(page)).to_have_attribute("data-shown", place)
    expect(page.locator(".qa-open [data-event=open]")).to_have_attribute("data-key", chosen["key"])


def words(found: Locator) -> str:
    return " ".join(" ".join(found.all_text_contents()).split())


def test_the_paragraphs_on_either_side_are_a_click_away(tab: Page, site: str) -> None:
    arrive(tab, f"{site}?report=harrow-2012&para=58")
    current = panel(tab).locator("[aria-current=location] .qa-number")
    expect(current).to_contain_text("58")
    tab.get_by_role("button", name="Next: paragraph 59").click()
    expect(current).to_contain_text("59")
    tab.get_by_role("button", name="Previous: paragraph 58").click()
    expect(current).to_contain_text("58")
    tab.get_by_role("button", name="Show the whole section").click()
    numbers = panel(tab).locator(".qa-para .qa-number > [aria-hidden]")
    expect(numbers).to_have_text(["58", "59", "60", "61", "62", "63"])


def test_a_permanent_link_opens_its_paragraph(tab: Page, visitor: Visitor, site: str) -> None:
    arrive(tab, f"{site}?report=harrow-2012&para=58")
    expect(panel(tab)).to_contain_text("paragraph 58")
    link = tab.get_by_role("link", name="Permanent link")
    address = str(link.evaluate("link => link.href"))
    assert address.endswith("?report=harrow-2012&para=58")
    other = visitor().new_page()
    arrive(other, address)
    expect(panel(other).locator("[aria-current=location]")).to_contain_text("58")


def test_a_link_asks_its_question(visitor: Visitor, site: str) -> None:
    context = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    arrive(page, site)
    ask(page, "Is health & care in Harrow good?")
    turn(page).get_by_role("button", name="Copy a link that asks this question").click()
    expect(page.locator("#qa-said")).to_have_text("Copied")
    address = str(page.evaluate("navigator.clipboard.readText()"))
    other = visitor().new_page()
    arrive(other, address)
    expect(turn(other).locator(".qa-question")).to_contain_text("Is health & care in Harrow good?")
    expect(turn(other).locator(".qa-answer")).to_be_visible()
    expect(other).not_to_have_url(re.compile(r"q="))


def test_a_turn_that_its_conversation_made_whole_has_no_link(page: Page) -> None:
    ask(page, HARROW)
    ask(page, "And Barnet?")
    copying = page.get_by_role("button", name="Copy a link that asks this question")
    expect(copying).to_have_count(1)


def test_beside_an_answer_stands_the_paragraph_of_its_first_quote(page: Page) -> None:
    ask(page, HARROW)
    first = turn(page).locator(".qa-quote").first
    expect(first).to_have_class(re.compile("qa-open"))
    marked = panel(page).locator("mark")
    expect(marked.first).to_be_visible()
    assert words(marked) == words(first.locator("blockquote :is(p, li)"))
    expect(page.get_by_label("Your question")).to_be_focused()
    ask(page, "What did Ofsted say about looked after children in Croydon?")
    expect(page.locator("#qa-panel .qa-panel-empty")).to_be_visible()


def test_back_leads_to_the_paragraph_that_was_open_before(page: Page) -> None:
    ask(page, HARROW)
    current = panel(page).locator("[aria-current=location] .qa-number > [aria-hidden]")
    turn(page).get_by_role("button", name="Open paragraph 59").first.click()
    expect(current).to_have_text("59")
    page.get_by_role("button", name="Next: paragraph 60").click()
    expect(current).to_have_text("60")
    expect(page).to_have_title(re.compile("^London Borough of Harrow, 2012, Paragraph 60 – "))
    alike = page.get_by_role("region", name="Similar paragraphs in other reports")
    alike.get_by_role("button").first.click()
    expect(panel(page).locator("h2")).not_to_contain_text("Harrow")
    page.go_back()
    expect(current).to_have_text("60")
    page.go_back()
    expect(current).to_have_text("58")
    page.go_forward()
    expect(current).to_have_text("60")


@pytest.mark.parametrize("query", ["report=nowhere-1999&para=1", "report=harrow-2012&para=%3Cb%3E"])
def test_a_link_to_nothing_says_so(tab: Page, site: str, query: str) -> None:
    arrive(tab, f"{site}?{query}")
    expect(panel(tab)).to_contain_text("That could not be opened")
    assert panel(tab).locator("b").count() == 0


def test_what_is_not_held_is_not_answered(page: Page) -> None:
    ask(page, "What did Ofsted say about looked after children in Croydon?")
    reply = turn(page)
    expect(reply.locator(".qa-missing")).to_contain_text("Croydon")
    expect(reply).to_contain_text("No report held on that authority")
    expect(page.locator(".qa-scope summary")).to_contain_text("Looked in: no report")
    ask(page, "How did Barnet do in 2016?")
    reply = turn(page)
    expect(reply.locator(".qa-missing")).to_contain_text("2016")
    nearest = reply.get_by_role("heading", name="Nearest paragraphs (not an answer)")
    expect(nearest).to_be_visible()
    assert reply.locator("blockquote").count() == reply.locator(".qa-nearest blockquote").count()


def test_examples_and_suggestions_can_be_asked(page: Page) -> None:
    example = page.locator(".qa-asks button").first
    asked = example.inner_text()
    example.click()
    expect(turn(page).locator(".qa-question")).to_contain_text(asked)
    turn(page).locator(".qa-answer").wait_for()
    suggestion = turn(page).locator(".qa-next button").first
    follow_up = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".qa-turn")).to_have_count(2)
    expect(turn(page).locator(".qa-question")).to_contain_text(follow_up)


def test_a_new_conversation_forgets_the_old_one(page: Page) -> None:
    ask(page, HARROW)
    page.get_by_role("button", name="Start a new conversation").click()
    expect(page.locator(".qa-asks li").first).to_be_visible()
    expect(page.locator(".qa-turn")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()


def test_a_conversation_survives_a_reload_and_its_citations_work(page: Page) -> None:
    ask(page, HARROW)
    ask(page, "and what must happen immediately?")
    page.get_by_label("Your question").fill("half of a quest")
    page.reload()
    expect(page.locator(".qa-turn .qa-answer")).to_have_count(2)
    expect(page.get_by_label("Your question")).to_have_value("half of a quest")
    expect(turn(page, 0).locator(".qa-question")).to_contain_text(HARROW)
    turn(page, 0).get_by_role("button", name="Open paragraph 58").first.click()
    expect(panel(page).locator("mark").first).to_be_visible()
    expect(turn(page)).to_contain_text("Harrow")
    page.get_by_role("button", name="Start a new conversation").click()
    expect(page.locator(".qa-turn")).to_have_count(0)
    page.reload()
    expect(page.locator(".qa-asks li").first).to_be_visible()
    expect(page.locator(".qa-turn")).to_have_count(0)


def test_where_it_was_looked_for_is_shown_and_can_be_changed(page: Page) -> None:
    """What was understood stands in the lists; what is chosen there wins over the question."""
    ask(page, "What was said about the health of looked after children in Harrow?")
    scope = page.locator(".qa-scope")
    expect(scope.locator("summary")).to_contain_text("Harrow, 2012; looked after children")
    scope.locator("summary").click()
    held = [scope.get_by_label(name).locator("option:checked") for name in ("Authority", "Strand")]
    expect(held[0]).to_have_text("Harrow")
    expect(held[1]).to_have_text("Looked after children")
    scope.get_by_label("Authority").select_option("barnet")
    expect(scope.locator("summary")).to_contain_text("London Borough of Barnet, 2012")
    cited = turn(page).locator("cite").all_text_contents()
    assert cited and all("Barnet" in citation for citation in cited)
    expect(turn(page)).to_contain_text("not to what the question names: Harrow")
    expect(scope.get_by_label("Authority")).to_be_focused()
    page.reload()
    expect(scope.locator("summary")).to_contain_text("London Borough of Barnet, 2012")
    expect(page.locator(".qa-turn")).to_have_count(1)
    scope.get_by_role("button", name="Look as asked").click()
    expect(scope.locator("summary")).to_contain_text("London Borough of Harrow, 2012")


def test_an_answer_is_saved_as_a_file(page: Page) -> None:
    ask(page, HARROW)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save answer 1 as Markdown").click()
    assert saved.value.suggested_filename == "answer.md"
    text = Path(saved.value.path()).read_text("utf-8")
    assert HARROW in text
    assert "published 27 June 2012, paragraph 58" in text
    with page.expect_download() as word:
        page.get_by_role("button", name="Save answer 1 as Word").click()
    assert Path(word.value.path()).read_bytes().startswith(b"PK")


def test_a_paragraph_leads_to_similar_ones_of_other_reports(tab: Page, site: str) -> None:
    arrive(tab, f"{site}?report=harrow-2012&para=58")
    alike = tab.get_by_role("region", name="Similar paragraphs in other reports")
    others = alike.get_by_role("button").all_text_contents()
    assert others and not any("Harrow" in name for name in others)
    alike.get_by_role("button").first.click()
    expect(panel(tab).get_by_role("heading").first).to_have_text(others[0].rpartition(", ")[0])


def test_reports_are_compared_side_by_side(page: Page) -> None:
    open_tab(page, "Compare")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose 2 to 4 reports")
    page.get_by_role("checkbox", name="Harrow, 2012").check()
    page.get_by_role("checkbox", name="Havering, 2007").check()
    compare = page.locator("#qa-comparing")
    compare.get_by_label("Aspect").select_option("Being healthy")
    page.get_by_role("button", name="Compare", exact=True).click()
    harrow = page.get_by_role("region", name="London Borough of Harrow, 2012")
    expect(harrow).to_contain_text("Inadequate grade 4 on the scale 1 Outstanding - 4 Inadequate")
    havering = page.get_by_role("region", name="London Borough of Havering, 2007")
    expect(havering).to_contain_text("Good grade 3 on the scale 4 Outstanding - 1 Inadequate")
    expect(page.locator("#qa-compared")).to_contain_text("not on one scale")
    harrow.get_by_role("button", name="Open paragraph 58").click()
    expect(page.locator("#qa-reports mark").first).to_be_in_viewport()


def test_back_and_forward_go_from_tab_to_tab_and_from_report_to_report(page: Page) -> None:
    chosen = page.get_by_role("tab", selected=True)
    open_tab(page, "Reports")
    expect(page).to_have_url(
        re.compile(r"\?tab=reports$")
    )  # a report that comes with it is one step
    page.get_by_role("button", name="Read London Borough of Harrow, 2012").click()
    expect(page).to_have_url(re.compile(r"\?report=harrow-2012$"))
    open_tab(page, "Check")
    expect(page).to_have_url(re.compile(r"\?tab=check$"))
    page.go_back()
    expect(page.get_by_role("heading", name="London Borough of Harrow, 2012")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Reports held")).to_be_visible()
    page.go_back()
    expect(chosen).to_have_text("Ask")
    page.go_forward()
    expect(chosen).to_have_text("Reports")
    page.reload()
    expect(chosen).to_have_text("Reports")


def test_on_paper_there_is_nothing_to_press(page: Page) -> None:
    ask(page, HARROW)
    page.emulate_media(media="print")
    expect(turn(page).locator("blockquote").first).to_be_visible()
    expect(turn(page).locator("cite").first).to_be_visible()
    expect(page.locator("button:visible, textarea:visible, select:visible")).to_have_count(0)


def test_two_people_do_not_see_each_others_chat(visitor: Visitor, site: str) -> None:
    first, second = visitor().new_page(), visitor().new_page()
    arrive(first, site)
    arrive(second, site)
    ask(first, HARROW)
    ask(second, "What did Ofsted say about care leavers in Barnet?")
    ask(first, "What should happen within three months?")
    expect(first.locator(".qa-turn")).to_have_count(2)
    expect(second.locator(".qa-turn")).to_have_count(1)
    expect(second.locator(".qa-log")).not_to_contain_text(HARROW)
    expect(first.locator(".qa-log")).not_to_contain_text("care leavers in Barnet")


def test_hostile_text_in_a_question_is_text(page: Page) -> None:
    ask(page, HOSTILE)
    expect(turn(page).locator(".qa-question")).to_contain_text(HOSTILE)
    assert turn(page).locator("img, script").count() == 0
    assert page.evaluate("window.hit") is None


def test_to_ask_nothing_asks_nothing(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    box = page.get_by_label("Your question")
    box.press("Enter")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#qa-said")).to_have_text("Type a question first")
    expect(box).to_be_focused()
    page.wait_for_timeout(300)  # what is sent is sent by now
    assert "POST" not in sent  # while the server looks at one, the next would be lost
    ask(page, HARROW)
    expect(page.locator(".qa-turn")).to_have_count(1)


def test_a_bad_question_gets_a_sentence(page: Page) -> None:
    for question in ("word " * 20_000, "\x00\x07\u202e?"):
        ask(page, question)
        expect(turn(page).locator(".qa-answer p").first).not_to_be_empty()


def test_when_too_many_ask_a_question_waits_in_its_box(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that it is busy; the question need not be typed again."""
    box = page.get_by_label("Your question")
    box.fill(HARROW)
    with monkeypatch.context() as busy:
        busy.setattr(doors, "AT_WORK", 0)
        box.press("Enter")
        expect(page.get_by_text("currently busy. Please try again")).to_be_visible()
        expect(box).to_have_value(HARROW)
    box.press("Enter")
    expect(turn(page)).to_contain_text("Inadequate")


def test_the_keyboard_alone_asks_and_reads_on(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type(HARROW)
    page.keyboard.press("Enter")
    turn(page).locator(".qa-quote").first.wait_for()
    opener = turn(page).locator(".qa-quote").first.get_by_role("button", name="Open paragraph")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#qa-panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    outline = opener.evaluate("button => getComputedStyle(button).outlineStyle")
    assert outline == "solid"


def test_a_citation_can_be_copied(visitor: Visitor, site: str) -> None:
    context = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    arrive(page, site)
    ask(page, HARROW)
    turn(page).get_by_role("button", name="Copy the citation of paragraph 58").first.click()
    expect(page.locator("#qa-said")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"Ofsted, .+Harrow, published 27 June 2012, paragraph 58", copied)


def test_no_page_scrolls_sideways(tab: Page, site: str) -> None:
    """Nor when a phone is turned; what is done in between is done on the narrowest."""

    def fits() -> bool:
        wide: list[int] = []
        for width, is_dark in ((1024, False), (390, True), (320, False)):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.emulate_media(color_scheme="dark" if is_dark else "light")
            wide.append(tab.evaluate("document.documentElement.scrollWidth - innerWidth"))
        return max(wide) <= 0

    tab.set_viewport_size({"width": 320, "height": 800})
    arrive(tab, f"{site}?report=harrow-2012&para=findings")
    assert fits()
    ask(tab, HARROW)
    turn(tab).get_by_role("button", name="Open paragraph 58").first.click()
    expect(panel(tab).locator("mark").first).to_be_visible()
    assert fits()
    tab.get_by_role("tab", name="Reports").click()
    expect(tab.get_by_role("heading", name="Reports held")).to_be_visible()
    assert fits()
    tab.get_by_role("button", name="Read London Borough of Harrow, 2012").click()
    expect(tab.locator("#harrow-2012-58")).to_be_visible()
    assert fits()


def test_on_a_phone_the_report_comes_into_sight_and_leads_back(tab: Page, site: str) -> None:
    tab.set_viewport_size(PHONE)
    arrive(tab, site)
    ask(tab, HARROW)
    opener = turn(tab).get_by_role("button", name="Open paragraph 58").first
    opener.click()
    expect(panel(tab).locator("mark").first).to_be_in_viewport()
    tab.get_by_role("button", name="Back to the answers").click()
    expect(opener).to_be_focused()
    expect(opener).to_be_in_viewport()
    opener.click()
    expect(panel(tab).locator("mark").first).to_be_in_viewport()
    tab.go_back()
    expect(opener).to_be_focused()
    expect(opener).to_be_in_viewport()


def test_reports_are_listed_and_read_whole(page: Page, assistant: Assistant) -> None:
    page.get_by_role("tab", name="Reports").click()
    table = page.get_by_role("table")
    expect(table.get_by_role("rowheader")).to_have_count(len(assistant.reports()))
    expect(table).to_contain_text("27 June 2012")
    expect(table).to_contain_text("4 Outstanding - 1 Inadequate")
    page.get_by_role("button", name="Read London Borough of Harrow, 2012").click()
    view = page.locator("#qa-reports")
    expect(view).to_contain_text("Crown copyright")
    whole = assistant.report("harrow-2012")
    expect(view.locator(".qa-report > .qa-para")).to_have_count(len(whole.paragraphs))
    seek = view.get_by_role("searchbox", name="Search within this report")
    times = sum(p.text.casefold().count("fostering") for p in whole.paragraphs)
    seek.fill("Fostering")
    expect(view.locator(".qa-seek [role=status]")).to_have_text(f"{times} found")
    seek.press("Enter")
    expect(view.locator(".qa-seek [role=status]")).to_have_text(f"1 of {times}")
    view.get_by_role("link", name="Record of main findings").click()
    expect(view.get_by_role("region", name="Judgements")).to_be_in_viewport()
    page.get_by_role("button", name="All reports").click()
    expect(page.get_by_role("heading", name="Reports held")).to_be_visible()


def test_a_restored_number_says_why(page: Page, assistant: Assistant) -> None:
    report, paragraph = next(
        (report, paragraph)
        for held in assistant.reports()
        for report in [assistant.report(held.key)]
        for paragraph in report.paragraphs
        if paragraph.notes and not paragraph.printed
    )
    page.get_by_role("tab", name="Reports").click()
    page.get_by_role("button", name=f"Read {report.short_title}").click()
    shown = page.locator(f"[id='{report.key}-{paragraph.number}']")
    expect(shown).to_contain_text(paragraph.notes[0])


def test_a_report_accounts_for_its_reading(page: Page) -> None:
    """In the list in a phrase; in the report folded away, each restored number a way there."""
    page.get_by_role("tab", name="Reports").click()
    row = page.get_by_role("row").filter(has_text="Havering, 2011")
    expect(row).to_contain_text("142 paragraphs; 5 numbers restored; 100 % of the text")
    page.get_by_role("button", name="Read London Borough of Havering, 2011").click()
    counts = page.get_by_role("table", name="Where each character of the source went")
    expect(counts).to_be_hidden()
    page.get_by_text("How this report was read").click()
    expect(counts.get_by_role("row").filter(has_text="Not assigned")).to_contain_text("0.0 %")
    page.get_by_role("link", name="Paragraph 96", exact=True).click()
    expect(page.locator("#havering-2011-96")).to_be_in_viewport()
    expect(page.locator("#havering-2011-96")).to_contain_text("printed as 76")


def test_from_a_paragraph_to_its_report_whole(tab: Page, site: str) -> None:
    arrive(tab, f"{site}?report=harrow-2012&para=58")
    tab.get_by_role("button", name="Read the whole report").click()
    expect(tab.locator("#harrow-2012-58")).to_be_in_viewport()
    arrive_at_report = f"{site}?report=harrow-2012"
    tab.goto(arrive_at_report)
    expect(tab.locator("#qa-reports .qa-report-head")).to_be_visible()


def test_nothing_left_the_machine(visitor: Visitor, site: str, connections: list[str]) -> None:
    """Neither a visitor's browser (each test's end says so) nor the server asked another host."""
    page = visitor().new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    arrive(page, site)
    ask(page, HARROW)
    assert seen
    assert {urlsplit(url).netloc for url in seen if url.startswith("http")} == {
        urlsplit(site).netloc
    }
    assert connections == []


def call(site: str, name: str, *values: object) -> Any:
    """Call a public route as any program would: post, then read the event that follows."""
    address = f"{site.rstrip('/')}/gradio_api/call/{name}"
    body = json.dumps({"data": list(values)}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{address}/{event}", timeout=20) as stream:
        kind, data = stream.read().decode().strip().split("\n")[:2]
    assert kind == "event: complete", data
    return json.loads(data.removeprefix("data: "))[0]


def test_the_routes_give_what_the_assistant_gives(site: str, assistant: Assistant) -> None:
    answer = assistant.ask(HARROW).to_json()
    told = call(site, "ask", HARROW, None, None, None, None)
    assert told | {"ms": 0} == answer | {"ms": 0}
    assert (
        call(site, "search", HARROW, 5, None, None, None)["retrieved"][:1]
        == answer["retrieved"][:1]
    )
    assert call(site, "show", "harrow-2012#58")["citation"].endswith("paragraph 58")
    assert call(site, "reports") == [report.to_json() for report in assistant.reports()]
    quotation = "for looked after children and care leavers are inadequate"
    checked = assistant.check(quotation, report="harrow").to_json()
    assert call(site, "check", quotation, None, "harrow", None) == [checked]
    assert call(site, "check", None, f"> {quotation}", "harrow", None)[0]["verdict"] == "exact"
    packed = call(site, "pack", HARROW, 900, None, None, None, None)
    assert packed == assistant.pack(assistant.ask(HARROW), 900).to_json()
    rows = assistant.judgements("harrow-2012")
    assert call(site, "judgements", "harrow-2012", None) == [row.to_json() for row in rows]


def test_only_the_commands_are_public(site: str) -> None:
    with urllib.request.urlopen(f"{site.rstrip('/')}/gradio_api/info", timeout=20) as response:
        routes = set(json.load(response)["named_endpoints"])
    assert routes == {
        "/ask",
        "/search",
        "/show",
        "/check",
        "/pack",
        "/reports",
        "/judgements",
        "/export",
    }


def test_a_port_in_use_is_said_in_a_sentence(assistant: Assistant) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} on 127.0.0.1 is in use"):
            serve(lambda: assistant, Site(port=port))
    with pytest.raises(UsageError, match="is not a port"):
        serve(lambda: assistant, Site(port=70_000))


def test_the_page_is_up_before_the_library_is_open(assistant: Assistant, chromium: Browser) -> None:
    may_open = threading.Event()

    def open_slowly() -> Assistant:
        may_open.wait(30)
        return assistant

    served, _, address = launch(open_slowly, Site(port=free_port()))
    try:
        page = chromium.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", name="Ask in your own words")).to_be_visible()
        expect(page.locator("#qa-welcome")).to_contain_text("Opening the library")
        page.get_by_label("Your question").fill(HARROW)
        page.get_by_label("Your question").press("Enter")
        expect(page.get_by_role("log")).to_have_attribute("aria-busy", "true")
        may_open.set()
        expect(page.locator(".qa-quote").first).to_be_visible()
        page.close()
    finally:
        may_open.set()
        served.close(verbose=False)


def test_serving_ends_with_the_reason_when_the_library_cannot_be_opened() -> None:
    def fail() -> Assistant:
        raise LibraryIndexError("The index is missing. Run: qa index")

    told: list[str] = []
    with pytest.raises(LibraryIndexError, match="Run: qa index"):
        serve(fail, Site(port=free_port()), on_ready=told.append)
    assert told and told[0].startswith("http://127.0.0.1:")


def test_what_else_was_found_is_closed_until_wanted_and_opens_in_its_place(page: Page) -> None:
    ask(page, "Do kids in care in Harrow have to tell their story over and over?")
    beside = turn(page).locator(".qa-further")
    row = beside.locator("li").first
    expect(row).to_be_hidden()
    beside.locator("summary").click()
    expect(row).to_be_visible()
    expect(row.locator("cite")).to_contain_text("published 27 June 2012, paragraph")
    words = row.locator("p").first.inner_text()
    row.get_by_role("button").click()
    # Till it comes, what is marked is the first quotation.
    expect(page.locator("#qa-panel mark").first).to_contain_text(words[:40])
    assert " ".join(page.locator("#qa-panel mark").all_inner_texts()).split() == words.split()
