"""Items of a reading as lines of a briefing, in words that claim no more than the document."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from horseshoe.brief.agreement import agree, is_plural
from horseshoe.brief.drawing.horseshoe import phrase
from horseshoe.brief.model import Line
from horseshoe.brief.names import Names
from horseshoe.brief.words import capital, long_day
from horseshoe.council.states import with_articles
from horseshoe.model import Claim, DateRange, Draft, Event, Figure, Position, Quote, Reading, Span

BOUNDS = {
    "at_least": "at least ",
    "at_most": "at most ",
    "about": "about ",
    "more_than": "more than ",
    "less_than": "less than ",
}
CLAIMS = {
    "blame": "blames",
    "accusation": "accuses",
    "denial": "denies",
    "prediction": "predicts",
    "precedent": "invokes a precedent",
}
ROOTS = {
    "AGREE": "agrees with",
    "CONSULT": "consults",
    "SUPPORT": "supports",
    "CONCEDE": "concedes to",
    "COOPERATE": "cooperates with",
    "AID": "aids",
    "RETREAT": "retreats before",
    "REQUEST": "asks of",
    "ACCUSE": "accuses",
    "REJECT": "rejects",
    "THREATEN": "threatens",
    "PROTEST": "protests against",
    "SANCTION": "sanctions",
    "MOBILIZE": "mobilizes against",
    "COERCE": "coerces",
    "ASSAULT": "attacks",
}


@functools.cache
def left_out() -> dict[str, dict[str, Any]]:
    """What a short briefing leaves to --all: data/left_out.toml."""
    return tomllib.loads(files("horseshoe.brief").joinpath("data", "left_out.toml").read_text(encoding="utf-8"))


HARM = ("killed", "dead", "died", "wounded", "injured", "displaced", "missing", "executed")


def on_condition(condition: str | None) -> str:
    """A condition as the text words it; "if" is added where the words do not say it themselves."""
    if not condition or any(v in condition.lower() for v in left_out()["conditions"]["votes"]):
        return ""
    first = condition.split()[0].lower()
    return (
        f", “{condition}”"
        if first in ("if", "unless", "should", "until", "provided", "as", "once", "in", "without")
        else f", if: “{condition}”"
    )


QUANTIFIED = ("Several ", "Some ", "Many ", "Most ", "Two ", "Three ", "Other ", "Senior ", "Published ")


def whose_word(positions: Sequence[Position], names: Names) -> str:
    """On whose word a threat or a foretold veto is told: ", according to diplomats", ", the document says"."""
    by = list(dict.fromkeys(p.reported_by for p in positions if p.reported_by and p.reported_by not in (p.actor,)))
    if by:
        told = names.many(by)
        return f", according to {told[0].lower() + told[1:] if told.startswith(QUANTIFIED) else told}"
    return "" if all(p.asserted for p in positions) else ", the document says"


def day_words(when: DateRange | None) -> str:
    """A date range in words: one day, or from and to."""
    if when is None:
        return ""
    if when.start == when.end:
        return long_day(when.start)
    return f"{long_day(when.start)} to {long_day(when.end)}"


def quote_line(quote: Quote, names: Names) -> Line:
    """The speaker, his office, and his words as printed."""
    s = quote.speaker
    spans: tuple[Span, ...] = (quote.span,)
    who = "speaker not named"
    if s and has_speaker(quote):
        who = s.name or (names(s.actor) if s.actor else s.span.text)
        office = [s.role] if s.role and s.role not in who else []
        if s.speaks_for and s.speaks_for != s.actor:
            office.append(names(s.speaks_for))
        if office:
            who += f" ({', '.join(office)})"
        spans += (s.span,)
    words = " […] ".join(p.text.strip() for p in quote.parts)
    if quote.kind == "direct" and not words.startswith(("“", '"', "«", "‘", "'")):
        words = f"“{words}”"
    by = f", as told by {names(quote.reported_by)}" if quote.reported_by else ""
    return Line(f"{who}{by}: {words}", spans)


def position_line(position: Position, reading: Reading, names: Names, also: tuple[str, ...] = ()) -> Line:
    """Who stands where on which draft, on what condition, since when, and who says so; `also` are others in the same words."""
    draft = next((d for d in reading.drafts if d.id == position.target), None)
    actors = (position.actor, *also)
    does = _does(phrase(position.stance, position.certainty, position.negated), actors, names)
    text = f"{capital(names.many(actors))} {does}"
    if position.addressee:
        text += f" {names.many([position.addressee])}"
    if draft:
        indirect = position.addressee or does.endswith((" a veto", "undecided", "abstained", "abstain"))
        text += f" on {inside(label(draft))}" if indirect else f" {inside(label(draft))}"
    text += on_condition(position.condition)
    if position.stance in ("urges", "criticises"):
        text += f": {quoted(_predicate(position, reading))}"
    if position.said_on and position.said_on != _one_day(reading.document.published):
        text += f"; said {day_words(position.said_on)}"
    if position.stance == "threatens_veto" and not position.negated:
        text += whose_word([position], names)
    elif position.reported_by:
        text += f", according to {names.many([position.reported_by])}"
    return Line(text, (position.span,))


def has_speaker(quote: Quote) -> bool:
    """Whether a person, a body or a group is named as the speaker, not a pronoun or a stray sign."""
    s = quote.speaker
    return s is not None and bool(s.actor or s.name or _names_someone(s.span.text))


def _names_someone(words: str) -> bool:
    return words.lower() not in left_out()["quotes"]["pronouns"] and any(c.isalpha() for c in words)


def quoted(words: str) -> str:
    """Words in quotation marks, which the text may have set itself."""
    return words if words[:1] in ("“", '"') else f"“{words}”"


def _one_day(day: date | None) -> DateRange | None:
    return DateRange(day, day) if day else None


def _does(words: str, actors: tuple[str, ...], names: Names) -> str:
    """A verb phrase in the number of those who act."""
    return agree(words, is_plural([names(a) for a in actors]))


def _predicate(position: Position, reading: Reading) -> str:
    """What is urged or criticised, as printed: the words after the speaker's name, where they begin with it."""
    words, start = position.span.text, position.span.start
    for actor in reading.actors:
        if actor.id in (position.actor, position.reported_by):
            for at in (m.span for m in actor.mentions if start <= m.span.start and m.span.end <= position.span.end):
                if at.start - start <= len(words) // 3 and words[at.end - start :][:1].isspace():
                    return words[at.end - start :].strip()
    return words.strip()


def label(draft: Draft) -> str:
    """What a draft is called in a briefing."""
    symbol = draft.symbol or ""
    told = symbol in draft.label or symbol.removeprefix("S/RES/") in draft.label
    return draft.label if told else f"{draft.label} ({symbol})"


def inside(name: str) -> str:
    """A draft's label inside a sentence: "the draft resolution on Yemen", "Brazil's draft", "resolution 242"."""
    plain = with_articles(name)
    if re.match(r"[Rr]esolution \d", name):
        return name[0].lower() + name[1:]
    if plain != name and plain.startswith("the "):
        return plain
    if re.match(r"(?:\S+ ){0,3}\S+(?:'s|s'|’s|s’)(?:\s|$)", name):
        return plain
    if name.startswith(("Draft", "Resolution", "Rival", "Earlier")):
        plain = plain[0].lower() + plain[1:]
    return f"the {plain}"


def figure_line(figure: Figure, names: Names) -> Line:
    """Who counts, and what: the number with its bounds as the document has them."""
    amount = _amount(figure)
    what = None if amount.split()[-1] in (figure.what, *HARM) else figure.what  # "thousands wounded", "dozens dead"
    counted = " ".join(w for w in (amount, what) if w)
    source = names(figure.source) if figure.source else "no source named"
    where = f" in {names(figure.where)}" if figure.where else ""
    period = f", {day_words(figure.period)}" if figure.period else ""
    return Line(f"{source}: {counted}{where}{period}", (figure.span,))


def _amount(figure: Figure) -> str:
    """A number with its bounds and unit; an amount told in words alone ("dozens of people") in its own words."""
    words = " ".join(figure.span.text.split())
    if figure.upper is not None and not any(c.isdigit() for c in words):
        return words[:1].lower() + words[1:]
    value = f"{figure.value:,.10g}" + (f" to {figure.upper:,.10g}" if figure.upper is not None else "")
    return f"{BOUNDS.get(figure.bound, '')}{value} {figure.unit}"


def claim_line(claim: Claim, names: Names) -> Line:
    """Who claims it, of whom, and who denies it; the words as printed."""
    about = f" {names(claim.about)}" if claim.about else ""
    denied = f" (denied by {names(claim.denied_by)})" if claim.denied_by else ""
    by = f" (according to {names(claim.reported_by)})" if claim.reported_by else ""
    says = _does(CLAIMS[claim.kind], (claim.actor,), names)
    return Line(f"{names(claim.actor)} {says}{about}{denied}{by}: “{claim.span.text.strip()}”", (claim.span,))


def event_line(event: Event, names: Names) -> Line:
    """Who did what to whom, when; the sentence is the evidence."""
    verb = f"{'not: ' if event.negated else ''}{_does(ROOTS[event.root], event.actors, names)}"
    text = f"{capital(names.many(event.actors))} — {verb} {names.many(event.targets)}".rstrip()
    if event.when:
        text += f", {day_words(event.when)}"
    if event.reported_by:
        text += f" (according to {names(event.reported_by)})"
    if not event.targets:
        text += f": “{event.span.text.strip()}”"
    return Line(text, (event.span,))
