"""A person with a browser: drops an article, follows a line to its words and back, slides the Council through time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from short_forms import some_of

expect = pytest.importorskip("playwright.sync_api", reason="needs the package playwright").expect

EXAMPLES = Path(__file__).parents[2] / "examples"


def brief_example(page: Any) -> None:
    page.goto("/brief")
    page.set_input_files("#file", str(EXAMPLES / "syria_aid_2019.txt"))
    page.get_by_role("button", name="Brief").click()
    page.wait_for_selector(".headline")


def test_drop_an_article_and_see_the_horseshoe(page: Any) -> None:
    brief_example(page)
    expect(page.locator(".headline")).to_contain_text("Russia")
    expect(page.locator("svg.horseshoe g[data-state]")).to_have_count(15)
    expect(page.locator('g[data-state="RUS"] .veto')).to_have_count(1)


def test_from_a_line_to_its_words_and_back(page: Any) -> None:
    brief_example(page)
    link = page.locator(".headline a[data-span]").first
    span = link.get_attribute("data-span")
    link.click()
    expect(page).to_have_url(re.compile(rf"#s-{span}$"))
    lit = page.locator("mark.lit")
    expect(lit.first).to_be_attached()
    text = (EXAMPLES / "syria_aid_2019.txt").read_text(encoding="utf-8")
    start, end = map(int, span.split("-"))
    assert "".join(lit.all_text_contents()) == text[start:end]
    page.locator(".back a").first.click()
    expect(page).to_have_url(re.compile("#line-"))


@pytest.mark.slow
def test_hover_lights_up_the_words(page: Any) -> None:
    brief_example(page)
    page.locator(".lines a[data-span]").nth(2).hover()
    expect(page.locator("mark.lit").first).to_be_attached()


@pytest.mark.slow
def test_slide_the_council_from_1946_to_today(page: Any) -> None:
    page.goto("/council?on=2012-02-04")
    slider = page.locator("#months")
    slider.evaluate("(s) => { s.value = 0; s.dispatchEvent(new Event('input')); }")
    expect(page.locator("g[data-state]")).to_have_count(11)
    expect(page.locator('g[data-state="SUN"]')).to_have_count(1)
    slider.evaluate("(s) => { s.value = s.max; s.dispatchEvent(new Event('input')); }")
    expect(page.locator("g[data-state]")).to_have_count(15)
    expect(page.locator('g[data-state="RUS"]')).to_have_count(1)


def test_everything_works_without_javascript(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/council")
    page.fill("#on", "1950-06-27")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("g[data-state]")).to_have_count(11)
    brief_example(page)
    page.locator(".headline a[data-span]").first.click()
    expect(page).to_have_url(re.compile("#s-"))
    context.close()


@pytest.mark.slow
def test_keyboard_reaches_the_content_first(page: Any) -> None:
    page.goto("/vetoes")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("path", some_of(["/council?on=2012-02-04", "/brief", "/vetoes?by=FRA", "/members/GBR", "/sign-in"], 5))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, address: str, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    context = chromium.new_context(base_url=address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(path)
    found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == [], found.generate_report()
    context.close()


@pytest.mark.slow
def test_axe_finds_nothing_on_a_briefing(page: Any, chromium: Any, address: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    context = chromium.new_context(base_url=address, bypass_csp=True)
    shown = context.new_page()
    brief_example(shown)
    found = axe.Axe().run(shown, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == [], found.generate_report()
    context.close()


@pytest.mark.slow
def test_phone_width_needs_no_sideways_scrolling(chromium: Any, address: str) -> None:
    context = chromium.new_context(base_url=address, viewport={"width": 390, "height": 800})
    page = context.new_page()
    for path in ("/brief", "/council?on=2012-02-04", "/vetoes", "/members/USA"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    brief_example(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_print_to_pdf_leaves_out_the_navigation(page: Any) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    brief_example(page)
    made = page.pdf(format="A4")
    document = pdfium.PdfDocument(made)
    words = "\n".join(p.get_textpage().get_text_range() for p in document)
    assert "Russia" in words
    assert "Brief a text" not in words
