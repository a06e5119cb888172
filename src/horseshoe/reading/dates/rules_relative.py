"""Rules for dates counted from the publication or from a date in the text. Each docstring begins with an example."""

from __future__ import annotations

from datetime import date

from horseshoe.model import DateRange
from horseshoe.reading.dates.calendar import days, make, month_of, one, period_of, shift, third, week_of, weekend_of, year_of
from horseshoe.reading.dates.grammar import Context, Match, lexicon, rule, value_of
from horseshoe.reading.dates.rules_absolute import EDGES, month_number

N = "n:( A? FEW OF? | A | ONE | DAYNUM | NUM | NUMBER DASH? NUMBER | NUMBER )"
_LINKS = ("in", "of", "to", "for", "on", "from", "with", "and", ",", ".")
_PLURALS = ("days", "weeks", "months", "years", "decades")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def unit_of(word: str) -> str:
    """The singular of a unit's name."""
    return "century" if word.startswith("centur") else word.removesuffix("s")


def counts(m: Match) -> tuple[int, int]:
    """Fewest and most that a number stands for: (11, 11), or (2, 4) for "a few"."""
    vague = lexicon()["vague"]
    for word in m.words("n"):
        if word in vague:
            low, high = vague[word]
            return int(low), int(high)
    number = min(m.number("n"), 100_000)
    return number, number


def weekday_near(published: date, name: str, tense: str | None) -> date:
    """The day of that name nearest to publication on the side of the tense, publication day included; past without a verb."""
    offset = WEEKDAYS.index(name) - published.weekday()
    if tense in ("future", "present"):
        return published + days(offset % 7)
    return published - days(-offset % 7)


def _no_name(m: Match, ctx: Context) -> bool:
    before = ctx.lexed.lower[m.first - 1] if m.first else ""
    return before not in lexicon()["not_dates"]["weekday_names"]


@rule("day:WEEKDAY", accept=_no_name)
def weekday(m: Match, ctx: Context) -> DateRange | None:
    """Friday: the last one (past tense) or the next one (future), publication day included."""
    return one(weekday_near(ctx.published, m.word("day"), ctx.tense(m.first))) if ctx.published else None


@rule("LAST|PAST day:WEEKDAY")
def last_weekday(m: Match, ctx: Context) -> DateRange | None:
    """last Friday: the most recent one before publication day."""
    return one(weekday_near(ctx.published - days(1), m.word("day"), "past")) if ctx.published else None


@rule("NEXT day:WEEKDAY")
def next_weekday(m: Match, ctx: Context) -> DateRange | None:
    """next Friday: the one in the week (Monday to Sunday) after publication's."""
    if not ctx.published:
        return None
    return one(week_of(ctx.published).start + days(7 + WEEKDAYS.index(m.word("day"))))


@rule("THIS|COMING day:WEEKDAY")
def this_weekday(m: Match, ctx: Context) -> DateRange | None:
    """this Friday: the one in publication's week; "the coming Friday" is the next one."""
    if not ctx.published:
        return None
    if ctx.lexed.lower[m.first] != "this":
        return one(weekday_near(ctx.published + days(1), m.word("day"), "future"))
    return one(week_of(ctx.published).start + days(WEEKDAYS.index(m.word("day"))))


@rule("FROM|BETWEEN day:WEEKDAY TO|AND|UNTIL day2:WEEKDAY")
@rule("day:WEEKDAY TO day2:WEEKDAY")
def weekdays(m: Match, ctx: Context) -> DateRange | None:
    """from Monday to Wednesday: two weekdays as ends."""
    if not ctx.published:
        return None
    end = weekday_near(ctx.published, m.word("day2"), ctx.tense(m.index("day2")))
    return DateRange(weekday_near(end, m.word("day"), "past"), end)


@rule("day:WEEKDAY LAST|NEXT|THIS unit:UNIT")
def weekday_of_week(m: Match, ctx: Context) -> DateRange | None:
    """Friday last week: in the week before publication's."""
    if not ctx.published or m.word("unit") != "week":
        return None
    offset = {"last": -7, "next": 7}.get(ctx.lexed.lower[m.stop - 2], 0)
    return one(week_of(ctx.published).start + days(offset + WEEKDAYS.index(m.word("day"))))


@rule("day:DAYWORD")
def day_word(m: Match, ctx: Context) -> DateRange | None:
    """yesterday: one day; today, tonight and tomorrow too."""
    offset = {"yesterday": -1, "tomorrow": 1}.get(m.word("day"), 0)
    return one(ctx.published + days(offset)) if ctx.published else None


@rule("THE day:UNIT before:SOONER|AFTER ref:DAYWORD")
def day_before_yesterday(m: Match, ctx: Context) -> DateRange | None:
    """the day before yesterday: two days back; "the day after tomorrow" two days on."""
    if not ctx.published or m.word("day") != "day":
        return None
    pair = (m.word("before"), m.word("ref"))
    offset = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}.get(pair)
    return one(ctx.published + days(offset)) if offset else None


@rule("THIS part:DAYPART")
@rule("LAST part:DAYPART")
@rule("OVERNIGHT")
def part_of_today(m: Match, ctx: Context) -> DateRange | None:
    """this morning: the publication day; "last night" and "overnight" begin the day before."""
    if not ctx.published:
        return None
    first = ctx.lexed.lower[m.first]
    if first == "overnight":
        return DateRange(ctx.published - days(1), ctx.published)
    return one(ctx.published - days(1 if first == "last" else 0))


@rule("( bound:EARLIER|LATER|EARLY|LATE|MID DASH? )? ( IN )? which:THIS|LAST|NEXT unit:UNIT")
@rule(
    "( bound:EARLIER|LATER|EARLY|LATE|MID DASH? )? ( IN )? THE which:FOLLOWING|PAST unit:UNIT",
    accept=lambda m, ctx: m.word("which") in ("preceding", "previous", "following"),
)
def relative_period(m: Match, ctx: Context) -> DateRange | None:
    """earlier this week: Monday to publication; "last month", "late last year" and "the previous week" are calendar periods."""
    which, unit = m.word("which"), unit_of(m.word("unit"))
    plain = m.word("unit") == unit
    day = ctx.published
    if which in ("preceding", "previous", "following"):
        anchor = ctx.anchor(m.first)
        day = (anchor.end if which == "following" else anchor.start) if anchor else None
    if not day or not plain or unit in ("hour", "minute"):
        return None
    offset = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1}.get(which, 0)
    if unit == "day" and which == "this":
        return one(day)
    moved = shift(day, offset, unit)
    if not moved:
        return None
    whole = period_of(moved, unit)
    bound = m.word("bound")
    if bound in ("earlier", "early") and which == "this":
        return DateRange(whole.start, day)
    if bound == "later" and which == "this":
        return DateRange(day, whole.end)
    part = {"earlier": "early", "later": "late"}.get(bound, bound)
    return third(whole, part) if part else whole


@rule("EARLIER|LATER THE|THAT SAME? unit:UNIT")
@rule("THE|THAT SAME unit:UNIT")
@rule("THAT unit:UNIT", accept=lambda m, ctx: m.word("unit") == unit_of(m.word("unit")))
def that_period(m: Match, ctx: Context) -> DateRange | None:
    """that day: the one named before; "the same week", "later that month" too."""
    anchor, unit = ctx.anchor(m.first), unit_of(m.word("unit"))
    if not anchor or unit in ("hour", "minute") or m.word("unit") != unit:
        return None
    return period_of(anchor.start, unit)


@rule("THE edge:EDGE OF which:THE|THIS|LAST|NEXT unit:UNIT")
@rule("edge:EDGE OF which:THE|THIS|LAST|NEXT unit:UNIT")
@rule("THE? unit:UNIT QUOTE S edge:EDGE")
@rule("which:LAST|NEXT|THIS unit:UNIT QUOTE S edge:EDGE")
def edge_of_period(m: Match, ctx: Context) -> DateRange | None:
    """the end of the year: the last third of the year of publication; of a week its last days."""
    unit = unit_of(m.word("unit"))
    if not ctx.published or unit not in ("week", "month", "year", "decade") or m.word("unit") != unit:
        return None
    moved = shift(ctx.published, {"last": -1, "next": 1}.get(m.word("which"), 0), unit)
    return third(period_of(moved, unit), EDGES[m.word("edge")]) if moved else None


@rule(f"( AROUND )? {N} unit:UNIT AGO")
def ago(m: Match, ctx: Context) -> DateRange | None:
    """two days ago: a day; weeks, months and years ago are the calendar period that many back."""
    if not ctx.published:
        return None
    (low, high), unit = counts(m), unit_of(m.word("unit"))
    start, end = shift(ctx.published, -high, unit), shift(ctx.published, -low, unit)
    if not start or not end:
        return None
    return DateRange(period_of(start, unit).start, period_of(end, unit).end)


@rule(f"THE LAST|PAST {N} unit:UNIT")
@rule("THE PAST|LAST unit:UNIT", accept=lambda m, ctx: ctx.lexed.lower[m.first + 1] in ("past", "last"))
@rule(f"LAST|PAST {N} unit:UNIT")
def past_units(m: Match, ctx: Context) -> DateRange | None:
    """the past 11 months: so far back from publication up to it."""
    return _reach(m, ctx, -1)


@rule(f"THE NEXT|COMING {N} unit:UNIT")
@rule(f"NEXT|COMING {N} unit:UNIT")
@rule("THE COMING unit:UNIT")
@rule(f"WITHIN {N} unit:UNIT")
@rule("WITHIN unit:UNIT")
def coming_units(m: Match, ctx: Context) -> DateRange | None:
    """within 48 hours: from publication so far on; "the coming days" is a week, "the coming weeks" four."""
    return _reach(m, ctx, 1)


def _reach(m: Match, ctx: Context, way: int) -> DateRange | None:
    if not ctx.published:
        return None
    unit = unit_of(m.word("unit"))
    if not m.has("n"):
        if m.word("unit") != unit:
            return _vague(ctx.published, unit, way)
        far = shift(ctx.published, way, unit)
    else:
        far = shift(ctx.published, way * counts(m)[1], unit)
    if not far:
        return None
    return DateRange(min(far, ctx.published), max(far, ctx.published))


def _vague(published: date, unit: str, way: int) -> DateRange | None:
    reach = lexicon()["recent"].get(unit)
    if not reach:
        return None
    far = published + days(way * (int(reach) - (1 if way > 0 and unit == "day" else 0)))
    return DateRange(min(far, published), max(far, published))


@rule("RECENT unit:UNIT")
def recent(m: Match, ctx: Context) -> DateRange | None:
    """recent weeks: the last 28 days; recent days 7, months 182, years 1,826 (our convention)."""
    return _vague(ctx.published, unit_of(m.word("unit")), -1) if ctx.published else None


@rule(f"IN {N} unit:UNIT", accept=lambda m, ctx: ctx.tense(m.first) in ("future", "present"))
@rule(f"{N} unit:UNIT FROM NOW")
@rule(f"{N} unit:UNIT FROM day:DAYWORD", accept=lambda m, ctx: m.word("day") == "today")
def in_units(m: Match, ctx: Context) -> DateRange | None:
    """in three days, 48 hours from now: that day, week, month or year; "in" with a future."""
    if not ctx.published:
        return None
    (low, high), unit = counts(m), unit_of(m.word("unit"))
    start, end = shift(ctx.published, low, unit), shift(ctx.published, high, unit)
    return DateRange(period_of(start, unit).start, period_of(end, unit).end) if start and end else None


@rule(
    f"( AROUND )? {N} unit:UNIT way:LATER|EARLIER|SOONER|AFTER",
    accept=lambda m, ctx: m.word("way") in ("later", "earlier") or _stops(m, ctx),
)
@rule("THE way:NEXT|FOLLOWING|PAST unit:UNIT", accept=lambda m, ctx: m.word("unit") == "day" and m.word("way") != "past")
def from_anchor(m: Match, ctx: Context) -> DateRange | None:
    """three days later: counted from the date named before in the text."""
    anchor = ctx.anchor(m.first)
    if not anchor:
        return None
    back = m.word("way") in ("earlier", "before", "previous", "preceding")
    (low, high), unit = counts(m), unit_of(m.word("unit"))
    start = shift(anchor.start, -high if back else low, unit)
    end = shift(anchor.end, -low if back else high, unit)
    if not start or not end:
        return None
    if anchor.start == anchor.end and unit in ("month", "year", "decade"):
        return DateRange(period_of(start, unit).start, period_of(end, unit).end)
    return DateRange(start, end)


@rule(f"AFTER {N} unit:UNIT", accept=lambda m, ctx: _ends(m, ctx))
def after_units(m: Match, ctx: Context) -> DateRange | None:
    """after 15 days: counted from publication, or from the day of what came before where that is told.

    Of what is over ("the talks ended after ten days") only a date before it in the text tells the day.
    """
    anchor, tense = ctx.anchor(m.first), ctx.tense(m.first)
    told = anchor is not None and anchor != (one(ctx.published) if ctx.published else None)
    ahead = ctx.published is not None and tense in ("future", "present")
    if ahead and not (told and anchor and ctx.published and anchor.start > ctx.published):
        anchor = one(ctx.published) if ctx.published else None
    elif not told:
        return None
    (low, high), unit = counts(m), unit_of(m.word("unit"))
    start, end = (shift(anchor.start, low, unit), shift(anchor.end, high, unit)) if anchor else (None, None)
    return DateRange(start, end) if start and end else None


def _ends(m: Match, ctx: Context) -> bool:
    """ "after 15 days" is a point in time; "after 15 days of talks" and "after two years in power" are not."""
    after = ctx.lexed.lower[m.stop] if m.stop < len(ctx.lexed.lower) else "."
    return after not in lexicon()["not_dates"]["length_after"] and m.words("n") != ("a",)


def _stops(m: Match, ctx: Context) -> bool:
    """ "two months before." counts from a date in the text; "two months before the vote" does not."""
    after = ctx.lexed.lower[m.stop] if m.stop < len(ctx.lexed.lower) else "."
    return after in (".", ",", ";", ")")


@rule("THE? which:PAST|LAST|THIS|NEXT|COMING WEEKEND")
@rule("THE WEEKEND")
def weekend(m: Match, ctx: Context) -> DateRange | None:
    """the past weekend: Saturday and Sunday; tense tells which one where no word does."""
    if not ctx.published:
        return None
    this, which = weekend_of(ctx.published), m.word("which")
    if which in ("next", "coming"):
        return this if which == "coming" and ctx.published < this.start else weekend_of(ctx.published + days(7))
    if which == "this" and ctx.tense(m.stop - 1) != "past":
        return this
    over = ctx.lexed.lower[max(0, m.first - 1)] == "over"
    if not which and ctx.tense(m.stop - 1) in (("future",) if over else ("future", "present")):
        return this
    begun = ctx.published >= this.start and which not in ("last",)
    return this if begun else weekend_of(ctx.published - days(7))


@rule("which:LAST|THIS|NEXT|PAST season:SEASON")
@rule("THE which:PAST|COMING season:SEASON")
def relative_season(m: Match, ctx: Context) -> DateRange | None:
    """last summer: the most recent one over at publication; "this summer" is of publication's year."""
    if not ctx.published:
        return None
    first = int(lexicon()["seasons"][m.word("season")])
    of_year = [
        DateRange(month_of(y, first).start, month_of(y, first + 2).end)
        for y in range(ctx.published.year - 2, ctx.published.year + 3)
    ]
    which = m.word("which")
    if which in ("last", "past", "previous"):
        return max((r for r in of_year if r.end < ctx.published), key=lambda r: r.end)
    if which in ("next", "coming"):
        return min((r for r in of_year if r.start > ctx.published), key=lambda r: r.start)
    around = [r for r in of_year if ctx.published in r]
    return around[0] if around else of_year[2]


@rule(f"{N} DASH unit:UNIT ( DASH OLD|LONG )?", accept=lambda m, ctx: ctx.lexed.lower[m.stop - 1] != "old")
@rule("unit:UNIT DASH LONG")
def duration(m: Match, ctx: Context) -> DateRange | None:
    """11-month: of something under way ("crackdown"), so long back from publication; of anything else a mere length."""
    if not ctx.published or not m.has("n") or not _under_way(m, ctx):
        return None
    far = shift(ctx.published, -counts(m)[1], unit_of(m.word("unit")))
    return DateRange(far, ctx.published) if far else None


def _under_way(m: Match, ctx: Context) -> bool:
    nouns = lexicon()["duration"]["under_way"]
    near = ctx.lexed.lower[m.stop : m.stop + 3]
    until = next((k for k, w in enumerate(near) if w in _LINKS), len(near))
    if not any(w in nouns for w in near[:until]) or ctx.year(m.first) or not ctx.published:
        return False
    anchor = ctx.anchor(m.first)
    start, _ = ctx.sentence(m.first)
    named_before = ctx.lexed.starts[m.first] > start and anchor is not None and not anchor.start <= ctx.published <= anchor.end
    return not (named_before and _same_sentence(m, ctx))


def _same_sentence(m: Match, ctx: Context) -> bool:
    start, _ = ctx.sentence(m.first)
    words = [w for i in range(ctx.lexed.at(start), m.first) if (w := ctx.lexed.lower[i]).isdigit()]
    return any(len(w) == 4 and (value_of(w) or 0) > 1800 for w in words)


@rule(f"<FOR> ( AROUND )? {N} unit:UNIT", accept=lambda m, ctx: _perfect(m, ctx))
def for_units(m: Match, ctx: Context) -> DateRange | None:
    """for 11 months: after "has" or "have", so long back from publication."""
    return _reach(m, ctx, -1)


def _perfect(m: Match, ctx: Context) -> bool:
    start, _ = ctx.sentence(m.first)
    return any(w in ("has", "have") for w in ctx.lexed.lower[max(ctx.lexed.at(start), m.first - 12) : m.first])


@rule(
    f"( {N} )? unit:UNIT",
    accept=lambda m, ctx: ctx.lexed.lower[m.stop : m.stop + 1] == ("of",) and m.word("unit") in _PLURALS,
)
def some_units(m: Match, ctx: Context) -> DateRange | None:
    """months: before "of", a length without a date."""
    return None


@rule("THE unit:UNIT OF day:DAYNUM month:MONTH year:YEAR")
def week_of_date(m: Match, ctx: Context) -> DateRange | None:
    """the week of 6 February 2012: Monday to Sunday around it."""
    day = make(int(m.word("year")), month_number(m.word("month")), m.number("day"))
    return week_of(day) if day and m.word("unit") == "week" else None


@rule("CHRISTMAS EVE?")
def christmas(m: Match, ctx: Context) -> DateRange | None:
    """Christmas: 25 December, its eve the 24th, on the side of publication that the tense tells."""
    if not ctx.published:
        return None
    day = 24 if ctx.lexed.lower[m.stop - 1] == "eve" else 25
    choices = [date(y, 12, day) for y in (ctx.published.year - 1, ctx.published.year)]
    return one(choices[1] if ctx.tense(m.first) == "future" or choices[1] <= ctx.published else choices[0])


@rule("THE TURN OF THE unit:UNIT")
def turn(m: Match, ctx: Context) -> DateRange | None:
    """the turn of the year: December and January; of the century its edge years."""
    if not ctx.published or m.word("unit") != "year":
        return None
    first = year_of(ctx.published.year - (ctx.published.month < 7))
    return DateRange(month_of(first.start.year, 12).start, month_of(first.start.year, 13).end)
