"""A person at the record: a situation, its documents, a correction, and what if a member voted otherwise."""

from __future__ import annotations

import re
from typing import Any

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="needs the package playwright").expect

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VETOED = "/what-if?situation=SYR&as_of=2019-12-19"  # the day before the vote that the record knows
DESCRIBED = "/what-if?situation=SYR&sponsors=USA,GBR,FRA&as_of=2012-02-04"
PATHS = (
    "/",
    "/situations/SYR",
    "/situations/SYR?since=2019-12-01&as_of=2019-12-31",
    "/drafts/1",
    "/decisions/2793",
    "/documents",
    "/search?q=veto+stance:vetoed",
    "/search?q=%22open",
    "/brief",
    "/council?on=2019-12-19",
    "/vetoes?by=FRA",
    "/members/RUS",
    VETOED,
    DESCRIBED,
    "/what-if",
    "/reliability",
    "/analysis?since=2018&until=2019",
    "/about",
    "/docs",
    "/situations/Narnia",
    "/sign-in",
)


def document_path(page: Any) -> str:
    page.goto("/search?q=veto situation:SYR")
    return str(page.locator("article h2 a").first.get_attribute("href"))


def chance(page: Any, outcome: str) -> float:
    return float(page.locator(f"[data-{outcome}]").get_attribute(f"data-{outcome}"))


def test_a_situation_shows_the_answer_of_one_day(filled_page: Any) -> None:
    filled_page.goto("/")
    filled_page.get_by_role("link", name="Syria", exact=True).first.click()
    expect(filled_page.locator("#answer")).to_contain_text("vetoed the draft of")
    filled_page.goto("/situations/SYR?as_of=2019-12-19")
    expect(filled_page.locator("#answer")).to_contain_text("Russia threatens to veto")
    expect(filled_page.locator("#as-of")).to_have_text("19 December 2019")
    expect(filled_page.locator("svg.horseshoe g[data-state]")).to_have_count(15)
    expect(filled_page.locator('g[data-state="FRA"]')).to_contain_text("WEOG")
    expect(filled_page.locator('g[data-state="USA"]')).to_contain_text("President")
    expect(filled_page.locator('g[data-state="RUS"] rect.veto')).to_have_count(1)
    expect(filled_page.locator("svg.over-time g.stance").nth(7)).to_be_attached()
    for heading in ("Who stands where", "What the Council did before", "All drafts", "Who counts what", "Timeline"):
        expect(filled_page.get_by_role("heading", name=heading)).to_be_visible()


@pytest.mark.slow
def test_from_a_position_to_its_words(filled_page: Any) -> None:
    filled_page.goto("/situations/SYR?as_of=2019-12-19")
    note = filled_page.locator(".stand .note", has_text="it would veto").first
    note.locator("a").hover()
    expect(note.locator(".tip")).to_be_visible()
    note.locator("a").click()
    expect(filled_page).to_have_url(re.compile("/documents/"))
    expect(filled_page.locator("mark.lit", has_text="it would veto").first).to_be_attached()


def test_items_are_filtered_by_type_and_stepped_through(filled_page: Any) -> None:
    filled_page.goto(document_path(filled_page))
    quotes = filled_page.locator("details.item-form.k-quote")
    expect(quotes.nth(1)).to_be_attached()
    filled_page.get_by_label("Quotations").uncheck()
    expect(quotes.first).to_be_hidden()
    expect(filled_page.locator("mark.off").first).to_be_attached()
    filled_page.keyboard.press("Escape")
    filled_page.locator("h1").click()
    filled_page.keyboard.press("j")
    opened = filled_page.locator("details.item-form[open]")
    expect(opened).to_have_count(1)
    first = str(opened.locator(".number").text_content())
    expect(filled_page.locator("mark.lit").first).to_be_attached()
    filled_page.keyboard.press("j")
    expect(opened.locator(".number")).not_to_have_text(first)
    filled_page.keyboard.press("k")
    expect(opened.locator(".number")).to_have_text(first)


@pytest.mark.slow
def test_words_tell_what_was_read_and_lead_to_the_item_and_back(filled_page: Any) -> None:
    filled_page.goto(document_path(filled_page))
    filled_page.locator("mark", has_text="its own draft").first.hover()
    expect(filled_page.locator("#note")).to_contain_text("sponsors")
    back = filled_page.locator(".back a").first
    back.focus()
    expect(filled_page.locator("#note")).to_contain_text("“")
    filled_page.keyboard.press("Enter")
    expect(filled_page).to_have_url(re.compile("#line-"))
    opened = filled_page.locator("details[open]")
    expect(opened).to_have_count(1)
    link = opened.locator("a.ref")
    span = link.get_attribute("data-span")
    link.click()
    expect(filled_page).to_have_url(re.compile(rf"#s-{span}$"))
    expect(filled_page.locator("mark.lit").first).to_be_attached()


def test_a_corrected_speaker_shows_on_the_situation(filled_page: Any) -> None:
    path = document_path(filled_page)
    filled_page.goto(path)
    item = filled_page.locator("details[data-kind=quote]", has_text="The council is repeating").first
    item.locator("summary").click()
    item.get_by_label("Who (id)").fill("GBR")
    item.get_by_label("Note").fill("the envoy of another state")
    item.get_by_role("button", name="Correct").click()
    expect(filled_page.locator("summary", has_text="corrected by a person")).to_have_count(1)
    filled_page.goto("/situations/SYR")
    expect(filled_page.locator("figure.quote", has_text="repeating")).to_contain_text("corrected by a person")


def test_what_if_from_vetoed_to_adopted_by_clicks_on_seats(filled_page: Any) -> None:
    filled_page.goto(VETOED)
    assert chance(filled_page, "vetoed") > 0.5
    for member in ("RUS", "CHN"):
        for choice in ("yes", "no", "abstain"):
            filled_page.locator(f'g[data-state="{member}"] .letter').click()
            expect(filled_page.locator(f"#v_{member}")).to_have_value(choice)
            filled_page.wait_for_url(f"**v_{member}={choice}*")
    expect(filled_page.locator('g[data-state="RUS"] .abstain')).to_have_count(1)
    assert chance(filled_page, "vetoed") < 0.05
    adopted = chance(filled_page, "adopted")
    assert adopted > 0.5
    filled_page.reload()
    assert chance(filled_page, "adopted") == adopted


@pytest.mark.slow
def test_what_if_without_javascript(chromium: Any, filled_address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=filled_address)
    page = context.new_page()
    page.goto(VETOED)
    page.select_option("#v_RUS", "yes")
    page.select_option("#v_CHN", "yes")
    page.get_by_role("button", name="Show").click()
    assert chance(page, "adopted") > 0.8
    context.close()


@pytest.mark.slow
def test_a_text_is_briefed_by_keyboard_alone(filled_page: Any) -> None:
    filled_page.goto("/brief")
    filled_page.locator("#text").focus()
    filled_page.keyboard.type("PARIS, 1 March 2024 - Russia will veto a draft resolution on Mali in the Security Council.")
    for _ in range(12):
        filled_page.keyboard.press("Tab")
        if filled_page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    filled_page.keyboard.press("Enter")
    expect(filled_page.locator(".headline")).to_contain_text("Mali")


@pytest.mark.parametrize(
    ("scheme", "pages"), [("light", 2), *(pytest.param(s, len(PATHS) + 1, marks=pytest.mark.slow) for s in ("light", "dark"))]
)
def test_axe_finds_nothing_on_any_page(chromium: Any, filled_address: str, scheme: str, pages: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    context = chromium.new_context(base_url=filled_address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for path in [document_path(page), *PATHS][:pages]:
        page.goto(path)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        found = axe.Axe().run(page, options={"runOnly": WCAG})
        assert found.response["violations"] == [], f"{path}: {found.generate_report()}"
    context.close()


@pytest.mark.slow
def test_no_page_scrolls_sideways_on_a_phone(chromium: Any, filled_address: str) -> None:
    context = chromium.new_context(base_url=filled_address, viewport={"width": 360, "height": 780})
    page = context.new_page()
    for path in (*PATHS, document_path(page)):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()


def test_a_situation_prints_without_forms(filled_page: Any) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    filled_page.goto("/situations/SYR")
    document = pdfium.PdfDocument(filled_page.pdf(format="A4"))
    words = "\n".join(p.get_textpage().get_text_range() for p in document)
    assert "Timeline" in words
    assert "As of a day" not in words
    assert "Brief a text" not in words
