"""Small stand-ins for the stations on actors and quotations, so that these tests rest on nothing but the parse."""

from __future__ import annotations

import re
from datetime import date

from horseshoe.model import Actor, DateMention, DateRange, Document, Mention, Quote, Span, Speaker
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed, parse

NAMES: dict[str, tuple[str, str, dict[str, str]]] = {
    # id -> name, type, {pattern: how}
    "RUS": ("Russian Federation", "state", {"Russian Federation|Russia": "name", "Russian": "demonym", "Moscow": "metonym"}),
    "CHN": ("China", "state", {"China": "name", "Chinese": "demonym", "Beijing": "metonym"}),
    "USA": (
        "United States",
        "state",
        {"United States|Americans?": "name", r"U\.S\.|US": "acronym", "American": "demonym", "Washington": "metonym"},
    ),
    "GBR": ("United Kingdom", "state", {"United Kingdom|Britain": "name", "British": "demonym", "London": "metonym"}),
    "FRA": ("France", "state", {"France": "name", "French|Franco": "demonym", "Paris": "metonym"}),
    "SYR": ("Syria", "state", {"Syria": "name", "Syrian": "demonym", "Damascus": "metonym"}),
    "LBY": ("Libya", "state", {"Libya": "name", "Libyan": "demonym"}),
    "UKR": ("Ukraine", "state", {"Ukraine": "name", "Ukrainian": "demonym"}),
    "MMR": ("Myanmar", "state", {"Myanmar": "name"}),
    "ALB": ("Albania", "state", {"Albania": "name", "Albanian": "demonym"}),
    "BRA": ("Brazil", "state", {"Brazil": "name"}),
    "IND": ("India", "state", {"India": "name", "Indian": "demonym"}),
    "GAB": ("Gabon", "state", {"Gabon": "name"}),
    "ZAF": ("South Africa", "state", {"South Africa": "name"}),
    "DEU": ("Germany", "state", {"Germany": "name", "German": "demonym"}),
    "JPN": ("Japan", "state", {"Japan": "name", "Japanese": "demonym"}),
    "NOR": ("Norway", "state", {"Norway": "name"}),
    "YEM": ("Yemen", "state", {"Yemen": "name"}),
    "SDN": ("Sudan", "state", {"Sudan": "name", "Sudanese": "demonym", "Khartoum": "metonym"}),
    "ERI": ("Eritrea", "state", {"Eritrea": "name"}),
    "TGO": ("Togo", "state", {"Togo": "name"}),
    "GUY": ("Guyana", "state", {"Guyana": "name"}),
    "ESP": ("Spain", "state", {"Spain": "name"}),
    "MLI": ("Mali", "state", {"Mali": "name"}),
    "arab-league": ("Arab League", "organisation", {"Arab League": "name"}),
    "amnesty-international": ("Amnesty International", "organisation", {"Amnesty International": "name"}),
    "un-security-council": ("UN Security Council", "organisation", {"(?:UN )?Security Council|Council": "name"}),
    "western-countries": ("Western countries", "bloc", {"Western (?:countries|powers)|the West": "name"}),
    "european-countries": ("European countries", "bloc", {"European": "demonym"}),
    "SYR:authorities": ("Syrian authorities", "organisation", {"Syrian authorities": "role"}),
    "bashar-al-assad": ("Bashar al-Assad", "person", {"President Bashar al-Assad|Assad": "name"}),
    "vitaly-churkin": ("Vitaly Churkin", "person", {"Vitaly Churkin|Churkin": "name"}),
}
SPEAKS_FOR = {"vitaly-churkin": "RUS"}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def known_of(parsed: Parsed) -> Known:
    """Actors by name, months with a year as dates, double quotation marks with the person named after them."""
    text = parsed.text
    taken: list[Span] = []
    found: dict[str, list[Mention]] = {}
    patterns = [(p, how, id_) for id_, (_, _, ps) in NAMES.items() for p, how in ps.items()]
    for pattern, how, id_ in sorted(patterns, key=lambda p: -len(p[0])):
        for m in re.finditer(rf"(?<![\w])(?:{pattern})(?![\w])", text):
            span = Span.of(text, *m.span())
            if not any(span.overlaps(t) for t in taken):
                taken.append(span)
                found.setdefault(id_, []).append(Mention(span, how))  # type: ignore[arg-type]
    for m in re.finditer(r"\b(?:it|its)\b", text):
        before = [
            (x.span.end, id_) for id_, ms in found.items() for x in ms if x.span.end <= m.start() and NAMES[id_][1] == "state"
        ]
        subjects = [id_ for end, id_ in sorted(before) if end > text.rfind(". ", 0, m.start())]
        if subjects:
            found[subjects[0]].append(Mention(Span.of(text, *m.span()), "pronoun"))
    actors = tuple(
        Actor(id_, NAMES[id_][0], NAMES[id_][1], tuple(ms), speaks_for=SPEAKS_FOR.get(id_))  # type: ignore[arg-type]
        for id_, ms in found.items()
    )
    return Known(actors=actors, dates=_dates(text), quotes=_quotes(text))


def _dates(text: str) -> tuple[DateMention, ...]:
    found = []
    for m in re.finditer(rf"({'|'.join(MONTHS)}) (\d{{4}})", text):
        month, year = MONTHS.index(m.group(1)) + 1, int(m.group(2))
        found.append(DateMention(Span.of(text, *m.span()), DateRange(date(year, month, 1), date(year, month, 28))))
    for m in re.finditer("earlier this week", text):
        found.append(DateMention(Span.of(text, *m.span()), DateRange(date(2012, 1, 30), date(2012, 2, 1))))
    return tuple(found)


def _quotes(text: str) -> tuple[Quote, ...]:
    found = []
    for m in re.finditer(r"[“\"]([^”\"]{15,})[”\"]", text):
        span = Span.of(text, m.start(1), m.end(1))
        after = re.match(r"[,.]? *(?:said )?(?:Russian Ambassador )?(Vitaly Churkin|Churkin)", text[m.end() :])
        speaker = None
        if after:
            start = m.end() + after.start(1)
            speaker = Speaker(
                Span.of(text, start, start + len(after.group(1))), "vitaly-churkin", "Vitaly Churkin", speaks_for="RUS"
            )
        found.append(Quote(span, (span,), "direct", speaker))
    return tuple(found)


def read(text: str, published: date | None = date(2012, 2, 1)) -> tuple[Parsed, Known]:
    """A text parsed, with its stand-in Known."""
    parsed = parse(Document(text, "test", published=published, published_from="option" if published else None, kind="news"))
    return parsed, known_of(parsed)
