"""A briefing of a reading made by hand: every line has evidence, the rule and the seats follow from what is stated."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from horseshoe.brief import html, markdown, plain, terminal
from horseshoe.brief.build import build_brief
from horseshoe.brief.horseshoe import arms, draw
from horseshoe.brief.model import Brief, Line
from horseshoe.model import (
    Actor,
    DateRange,
    Document,
    Draft,
    Figure,
    Mention,
    Position,
    Quote,
    Reading,
    Span,
    Speaker,
    VoteCount,
)

TEXT = (
    "Russia said it would veto the French draft on Mali. Togo and China backed it. "
    '"We <b>cannot</b> wait," said Aya Koné. At least 40 people were killed, the UN says.'
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def reading(**changes: object) -> Reading:
    draft = Draft(
        id="draft-1",
        label="French draft on Mali",
        mentions=(at("the French draft on Mali"),),
        sponsors=("FRA",),
        situation="MLI",
    )
    quote = at("We <b>cannot</b> wait,")
    made = Reading(
        document=Document(TEXT, "mali.txt", title="Mali <draft>", published=date(2012, 12, 1), published_from="option"),
        actors=(Actor("aya-kone", "Aya Koné", "person", (Mention(at("Aya Koné"), "name"),)),),
        quotes=(Quote(quote, (quote,), "direct", Speaker(at("Aya Koné"), "aya-kone", "Aya Koné"), at("said Aya")),),
        positions=(
            Position("RUS", "threatens_veto", at("Russia said it would veto the French draft on Mali"), target="draft-1"),
            Position("TGO", "supports", at("Togo and China backed it"), target="draft-1"),
            Position("CHN", "supports", at("Togo and China backed it"), target="draft-1"),
        ),
        drafts=(draft,),
        figures=(
            Figure(
                at("At least 40 people"), 40, "people", bound="at_least", what="killed", where="MLI", source="united-nations"
            ),
        ),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def section(brief: Brief, key: str) -> tuple[Line, ...]:
    return next((s.lines for s in brief.sections if s.key == key), ())


def test_every_line_has_evidence() -> None:
    brief = build_brief(reading())
    assert len(brief.lines()) > 6
    assert all(line.spans or line.record for line in brief.lines())
    with pytest.raises(ValueError, match="without evidence"):
        Line("Someone said something")


def test_seats_show_stated_positions_and_guess_none() -> None:
    seats = {s.state: s for s in build_brief(reading()).seats}
    assert len(seats) == 15
    assert seats["RUS"].stance == "threatens_veto"
    assert seats["TGO"].stance == "supports"
    assert seats["FRA"].stance == "sponsors"
    assert seats["USA"].stance is None
    assert [s.state for s in seats.values() if s.president] == ["MAR"]  # Morocco presided in December 2012


def test_headline_names_the_threat_and_the_rule() -> None:
    headline = build_brief(reading()).headline
    assert "Veto threatened: Russia" in headline.text
    assert headline.record == ("Charter, Article 27(3)",)


def test_threat_by_an_elected_member_is_no_veto_threat() -> None:
    threat = Position("TGO", "threatens_veto", at("Togo and China backed it"), target="draft-1")
    assert "Veto threatened" not in build_brief(reading(positions=(threat,))).headline.text


def test_hedged_threat_is_told_as_possible() -> None:
    position = dataclasses.replace(reading().positions[0], certainty="possible")
    brief = build_brief(reading(positions=(position,)))
    assert brief.headline.text.startswith("Veto possible")
    assert next(s for s in brief.seats if s.state == "RUS").hedged


@pytest.mark.parametrize(("stance", "told"), [("undecided", True), ("opposes", True), ("supports", False)])
def test_a_possible_veto_is_told_of_whoever_is_not_in_favour(stance: str, told: bool) -> None:
    hedged = dataclasses.replace(reading().positions[0], certainty="possible")
    stated = dataclasses.replace(hedged, stance=stance, certainty="certain")
    text = build_brief(reading(positions=(hedged, stated))).headline.text
    assert ("Russia may veto" in text) is told


def test_headline_counts_no_hedged_support() -> None:
    sure, hedged = reading().positions[1], dataclasses.replace(reading().positions[2], certainty="possible")
    text = build_brief(reading(positions=(sure, hedged))).headline.text
    assert "stated for: Togo and France" in text


def test_denied_and_supposed_stances_read_as_verbs() -> None:
    made = [
        dataclasses.replace(reading().positions[0], negated=True),
        dataclasses.replace(reading().positions[0], certainty="underspecified"),
    ]
    lines = " ".join(line.text for line in section(build_brief(reading(positions=tuple(made))), "positions"))
    assert "Russia will not veto French draft on Mali" in lines
    assert "Russia might veto French draft on Mali" in lines


def test_rule_counts_what_is_stated() -> None:
    texts = " ".join(line.text for line in section(build_brief(reading()), "rule"))
    assert "9 of 15" in texts
    assert "3 stated for, 1 against, 11 without a stated position" in texts
    assert "6 more needed to reach 9" in texts


def test_rule_of_the_council_of_eleven() -> None:
    document = dataclasses.replace(reading().document, published=date(1960, 5, 1))
    texts = " ".join(line.text for line in section(build_brief(reading(document=document)), "rule"))
    assert "7 of 11" in texts


def test_without_a_date_no_council_is_drawn_and_a_warning_says_so() -> None:
    document = dataclasses.replace(reading().document, published=None, published_from=None)
    brief = build_brief(reading(document=document))
    assert brief.seats == ()
    assert any("publication date" in w for w in brief.warnings)
    assert not section(brief, "since")


def test_day_beyond_the_membership_table_is_a_warning() -> None:
    document = dataclasses.replace(reading().document, published=date(2090, 1, 1))
    brief = build_brief(reading(document=document))
    assert brief.seats == ()
    assert any("2090" in w for w in brief.warnings)


def test_what_happened_since_comes_from_the_record_alone() -> None:
    draft = dataclasses.replace(reading().drafts[0], situation="SYR", matches="S/2012/77", match_reason="same situation")
    document = dataclasses.replace(reading().document, published=date(2012, 2, 1))
    brief = build_brief(reading(drafts=(draft,), document=document))
    since = next(s for s in brief.sections if s.key == "since")
    assert since.rests == "record"
    assert "vetoed by China and Russia (13-2-0)" in since.lines[0].text
    assert "(the Council's record, not the document)" in terminal.render(brief)


def test_adopted_draft_leads_with_its_vote() -> None:
    draft = dataclasses.replace(
        reading().drafts[0],
        status="adopted",
        vote=VoteCount(date(2012, 11, 30), 14, 0, 1),
        when=DateRange(*[date(2012, 11, 30)] * 2),
    )
    text = build_brief(reading(drafts=(draft,))).headline.text
    assert text == "French draft on Mali: adopted (14 for, 0 against, 1 abstaining), 2012-11-30"


def test_terminal_keeps_to_its_width_and_cites_offsets() -> None:
    shown = terminal.render(build_brief(reading()))
    assert max(len(line) for line in shown.splitlines()) <= 100
    start, end = at("At least 40 people").start, at("At least 40 people").end
    assert f"[{start}-{end}]" in shown


def test_terminal_shows_control_characters_instead_of_obeying_them() -> None:
    brief = build_brief(reading(warnings=("evil \x1b[31m\u202e",)))
    shown = terminal.render(brief)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b[31m\\u202e" in shown


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.hrefs: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if values.get("id"):
            self.ids.add(values["id"] or "")
        if values.get("href"):
            self.hrefs.append(values["href"] or "")


def test_html_links_lead_somewhere_and_text_is_escaped() -> None:
    shown = html.render(build_brief(reading()))
    page = Page()
    page.feed(shown)
    assert page.hrefs
    assert all(h.startswith("#") and h[1:] in page.ids for h in page.hrefs)
    assert "script" not in page.tags
    assert "<b>cannot</b>" not in shown
    assert "&lt;b&gt;cannot&lt;/b&gt;" in shown
    assert "Mali &lt;draft&gt;" in shown
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", shown)


def test_html_source_text_is_whole() -> None:
    shown = html.render(build_brief(reading()))

    class Source(HTMLParser):
        text, inside, skip = "", 0, 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if self.inside and tag == "div":
                self.inside += 1
            if dict(attrs).get("class") == "text":
                self.inside = 1
            self.skip += tag == "sup"

        def handle_endtag(self, tag: str) -> None:
            self.inside -= bool(self.inside) and tag == "div"
            self.skip -= tag == "sup"

        def handle_data(self, data: str) -> None:
            if self.inside and not self.skip:
                self.text += data

    source = Source()
    source.feed(shown)
    assert source.text == TEXT


def test_markdown_footnotes_all_exist() -> None:
    shown = markdown.render(build_brief(reading()))
    used = set(re.findall(r"\[\^(\d+)\](?!:)", shown))
    told = set(re.findall(r"^\[\^(\d+)\]:", shown, re.MULTILINE))
    assert used == told
    assert used
    assert "<b>" not in shown


def test_json_spans_reproduce_their_text() -> None:
    data = json.loads(json.dumps(plain.to_json(build_brief(reading()))))
    spans = [s for sec in data["sections"] for line in sec["lines"] for s in line["spans"]]
    assert spans
    assert all(TEXT[s["span"][0] : s["span"][1]] == s["text"] for s in spans)


@pytest.mark.parametrize(("year", "size"), [(1946, 11), (1965, 11), (1966, 15), (2012, 15), (2026, 15)])
def test_drawing_holds_every_member_once(year: int, size: int) -> None:
    document = dataclasses.replace(reading().document, published=date(year, 2, 1))
    seats = build_brief(reading(document=document)).seats
    table = arms(seats)
    assert len(table.left) + len(table.bend) + len(table.right) == size
    rows = draw(seats, 98)
    assert "".join(rows).count("[") == size
    assert max(map(len, rows)) <= 98
