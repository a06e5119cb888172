"""A briefing of a reading made by hand: every line has evidence, the rule and the seats follow from what is stated."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from horseshoe.brief.build import build_brief
from horseshoe.brief.drawing.horseshoe import arms, draw, stance_words
from horseshoe.brief.model import Line, Page
from horseshoe.brief.render import html, markdown, terminal
from horseshoe.brief.render import json as plain
from horseshoe.model import (
    Actor,
    DateRange,
    Document,
    Draft,
    Event,
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


def section(brief: Page, key: str) -> tuple[Line, ...]:
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


def test_headline_names_the_threat() -> None:
    brief = build_brief(reading())
    assert brief.headline.text == "Russia threatens to veto the French draft on Mali"
    assert "A no by Russia, as threatened, would block it" in section(brief, "rule")[0].text


def test_headline_gives_the_condition_of_a_threat_and_whose_word_it_is() -> None:
    threat = dataclasses.replace(reading().positions[0], condition="unless it is amended", reported_by="TGO")
    text = build_brief(reading(positions=(threat,))).headline.text
    assert text == "Russia threatens to veto the French draft on Mali, “unless it is amended”, according to Togo"


def test_threat_by_an_elected_member_is_no_veto_threat() -> None:
    threat = Position("TGO", "threatens_veto", at("Togo and China backed it"), target="draft-1")
    assert "to veto" not in build_brief(reading(positions=(threat,))).headline.text


@pytest.mark.parametrize(("certainty", "words"), [("possible", "may veto"), ("probable", "is expected to veto")])
def test_a_foretold_veto_is_told_as_such_and_by_whom(certainty: str, words: str) -> None:
    position = dataclasses.replace(reading().positions[0], certainty=certainty)
    brief = build_brief(reading(positions=(position,)))
    assert brief.headline.text == f"Russia {words} the French draft on Mali, the document says"
    seat = next(s for s in brief.seats if s.state == "RUS")
    assert seat.hedged
    assert stance_words(seat) == words


def test_a_likely_veto_goes_before_a_possible_one() -> None:
    possible = dataclasses.replace(reading().positions[0], certainty="possible")
    likely = dataclasses.replace(possible, actor="CHN", certainty="probable")
    text = build_brief(reading(positions=(possible, likely))).headline.text
    assert text.startswith("China is expected to veto")


@pytest.mark.parametrize(("stance", "told"), [("undecided", True), ("opposes", True), ("supports", False)])
def test_a_possible_veto_is_told_of_whoever_is_not_in_favour(stance: str, told: bool) -> None:
    hedged = dataclasses.replace(reading().positions[0], certainty="possible")
    stated = dataclasses.replace(hedged, stance=stance, certainty="certain")
    text = build_brief(reading(positions=(hedged, stated))).headline.text
    assert ("Russia may veto" in text) is told


def test_headline_of_a_pending_draft_says_who_stands_where_and_counts_no_hedged_support() -> None:
    sure, hedged = reading().positions[1], dataclasses.replace(reading().positions[2], certainty="possible")
    against = dataclasses.replace(sure, actor="MAR", stance="opposes")
    text = build_brief(reading(positions=(sure, hedged, against))).headline.text
    assert text == "The French draft on Mali awaits a vote; for: Togo; against: Morocco"
    assert "nobody" not in build_brief(reading(positions=(sure,))).headline.text


def test_denied_and_supposed_stances_read_as_verbs() -> None:
    made = [dataclasses.replace(reading().positions[0], negated=True)]
    made += [dataclasses.replace(reading().positions[0], certainty="underspecified")]
    lines = " ".join(line.text for line in section(build_brief(reading(positions=tuple(made)), full=True), "positions"))
    assert "Russia will not veto the French draft on Mali" in lines
    assert "Russia might veto the French draft on Mali" in lines
    short = " ".join(line.text for line in section(build_brief(reading(positions=tuple(made))), "positions"))
    assert "might" not in short


def test_rule_counts_what_is_told() -> None:
    texts = " ".join(line.text for line in section(build_brief(reading()), "rule"))
    assert "3 told to be for, 1 against, 11 without a position told: 6 more to reach 9 of 15" in texts


def test_rule_of_the_council_of_eleven() -> None:
    document = dataclasses.replace(reading().document, published=date(1960, 5, 1))
    positions = tuple(dataclasses.replace(reading().positions[1], actor=a) for a in ("CHN", "GBR"))
    texts = " ".join(line.text for line in section(build_brief(reading(document=document, positions=positions)), "rule"))
    assert "4 more to reach 7 of 11" in texts


def voted(**changes: object) -> Draft:
    draft = dataclasses.replace(reading().drafts[0], status="adopted", vote=VoteCount(date(2012, 12, 1), 13, 0, 2))
    return dataclasses.replace(draft, **changes)  # type: ignore[arg-type]


def test_the_voters_of_a_draft_are_one_line() -> None:
    cast = [("TGO", "voted_for"), ("FRA", "voted_for"), ("CHN", "abstained"), ("RUS", "abstained")]
    positions = tuple(Position(a, s, at("Togo and China backed it"), target="draft-1") for a, s in cast)
    brief = build_brief(reading(drafts=(voted(),), positions=positions))
    told = [line.text for line in section(brief, "drafts")]
    assert "votes told: for: Togo and France; abstaining: China and Russia" in told
    assert not section(brief, "positions")


def test_nothing_is_foretold_of_a_vote_that_has_been_held() -> None:
    backed = Position("TGO", "voted_for", at("Togo and China backed it"), target="draft-1")
    brief = build_brief(reading(drafts=(voted(),), positions=(*reading().positions, backed)))
    assert brief.headline.text.startswith("The French draft on Mali was adopted on 1 December 2012")
    assert not section(brief, "forecast")
    assert [line.text for line in section(brief, "positions")] == ["China supports the French draft on Mali"]
    assert next(s for s in brief.seats if s.state == "RUS").stance is None


def test_a_vote_that_was_cast_is_not_awaited() -> None:
    cast = [Position(a, "abstained", at("Togo and China backed it"), target="draft-1") for a in ("TGO", "MAR")]
    put = dataclasses.replace(reading().drafts[0], status="put_to_vote")
    brief = build_brief(reading(drafts=(put,), positions=(*reading().positions, *cast)))
    assert brief.headline.text == "The French draft on Mali was put to the vote; the result is not told"
    assert not section(brief, "forecast")


def test_a_condition_that_says_only_that_there_is_a_vote_is_none() -> None:
    threat = dataclasses.replace(reading().positions[0], condition="if it is put to a vote")
    assert build_brief(reading(positions=(threat,))).headline.text == "Russia threatens to veto the French draft on Mali"


def test_nineteen_sponsors_are_one_line() -> None:
    many = ("FRA", "TGO", "MAR", "GBR", "USA", "DEU", "ITA", "ESP", "PRT", "NLD", "BEL", "LUX", "DNK", "SWE", "FIN")
    brief = build_brief(reading(drafts=(dataclasses.replace(reading().drafts[0], sponsors=many),)))
    assert "sponsors: France, Togo, Morocco" in section(brief, "drafts")[0].text
    assert not section(brief, "positions") or "sponsors" not in section(brief, "positions")[0].text


def test_no_table_is_drawn_where_only_a_sponsor_is_told() -> None:
    brief = build_brief(reading(positions=()))
    assert brief.seats == ()
    assert not section(brief, "council")


def test_doubtful_events_and_trivial_figures_are_shown_in_full_only() -> None:
    where = at("At least 40 people were killed")
    events = (
        Event("ASSAULT", ("RUS",), where, ("MLI",)),
        Event("ASSAULT", ("MLI",), where, ("MLI:army",)),
        Event("CONSULT", ("RUS",), where, ("MLI",)),
        Event("SANCTION", ("RUS",), where),
    )
    figures = (*reading().figures, Figure(at("40 people"), 40, "years"), Figure(at("40 people"), 4, "meetings"))
    short = build_brief(reading(events=events, figures=figures))
    whole = build_brief(reading(events=events, figures=figures), full=True)
    assert [line.text for line in section(short, "events")] == ["Russia — attacks Mali"]
    assert len(section(whole, "events")) == 4
    assert (len(section(short, "figures")), len(section(whole, "figures"))) == (1, 3)


def test_marked_words_and_words_of_nobody_are_no_quotations_but_in_full() -> None:
    words = at("We <b>cannot</b> wait,")
    nobody = Quote(words, (words,), "direct", None)
    marked = Quote(at("Aya Koné"), (at("Aya Koné"),), "direct", Speaker(at("Togo"), "TGO"))
    brief = reading(quotes=(*reading().quotes, nobody, marked))
    assert [line.text for line in section(build_brief(brief, full=True), "quotes")][1].startswith("speaker not named")
    assert len(section(build_brief(brief), "quotes")) == 0  # three words are a marked term
    long = dataclasses.replace(reading().quotes[0], span=at(TEXT[80:110]), parts=(at(TEXT[80:110]),))
    assert len(section(build_brief(reading(quotes=(long,))), "quotes")) == 1


def test_no_vote_that_an_opponent_sponsors_is_likely_the_draft() -> None:
    draft = dataclasses.replace(reading().drafts[0], situation="SYR", sponsors=("MAR", "FRA"))
    document = dataclasses.replace(reading().document, published=date(2012, 2, 2))
    plain = section(build_brief(reading(drafts=(draft,), document=document, positions=())), "since")
    assert "likely the French draft on Mali" in plain[0].text
    against = Position("MAR", "opposes", at("Togo and China backed it"), target="draft-1")
    lines = section(build_brief(reading(drafts=(draft,), document=document, positions=(against,))), "since")
    assert not any("likely" in line.text for line in lines)


def test_a_text_that_mentions_the_council_in_passing_gets_one_line() -> None:
    text = "The harvest was good in Mali. " * 20 + "Its minister once spoke in the UN Security Council."
    brief = build_brief(Reading(Document(text, "farm.txt", published=date(2012, 12, 1))))
    assert brief.headline.text == "Mentions the Security Council only in passing"
    assert (brief.seats, brief.sections) == ((), ())
    assert brief.headline.spans[0].text == "Security Council"


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
    assert text == "The French draft on Mali was adopted on 30 November 2012 (14 for, 0 against, 1 abstaining)"


def test_a_vote_later_on_the_day_of_a_pending_draft_is_told_as_what_happened_since() -> None:
    draft = dataclasses.replace(reading().drafts[0], situation="SYR")
    document = dataclasses.replace(reading().document, published=date(2012, 2, 4))
    since = section(build_brief(reading(drafts=(draft,), document=document)), "since")
    assert since[0].text.startswith("4 February 2012: vetoed by China and Russia (13-2-0)")
    decided = dataclasses.replace(draft, status="vetoed", vetoed_by=("RUS",))
    since = section(build_brief(reading(drafts=(decided,), document=document)), "since")
    assert not since[0].text.startswith("2012-02-04")


def test_a_short_briefing_keeps_to_a_screen_and_to_less_than_its_story() -> None:
    story = reading(document=dataclasses.replace(reading().document, text=TEXT + " Nothing else was said." * 120))
    whole, short = terminal.render(build_brief(story), None), terminal.render(build_brief(story))
    assert len(short.splitlines()) <= terminal.SCREEN
    assert len(short.splitlines()) < len(whole.splitlines())
    assert len("".join(short.split())) < len("".join(story.document.text.split()))


def test_terminal_keeps_to_its_width_and_cites_offsets() -> None:
    shown = terminal.render(build_brief(reading()), None)
    assert max(len(line) for line in shown.splitlines()) <= 100
    start, end = at("At least 40 people").start, at("At least 40 people").end
    assert f"[{start}-{end}]" in shown


def test_terminal_shows_control_characters_instead_of_obeying_them() -> None:
    brief = build_brief(reading(warnings=("evil \x1b[31m\u202e",)))
    shown = terminal.render(brief)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b[31m\\u202e" in shown


class Markup(HTMLParser):
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
    page = Markup()
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
