"""Rules for days and weeks counted within a named month, and for short years. Each docstring begins with an example."""

from __future__ import annotations

from horseshoe.model import DateRange
from horseshoe.reading.dates.calendar import days, make, month_of, one, period_of, shift, week_of
from horseshoe.reading.dates.grammar import Context, Match, rule
from horseshoe.reading.dates.rules_absolute import LEAD, month_number, year_near
from horseshoe.reading.dates.rules_relative import WEEKDAYS, N, counts, unit_of, weekday_near

_NO_DATE = 2030  # from which short years count back in a text without a date
_AHEAD = 10  # a short year lies at most so far after publication, else it is of the century before


def full_year(short: str, ctx: Context) -> int:
    """The year that two digits stand for: '08 is 2008, '91 is 1991, counted from the publication."""
    this = ctx.published.year if ctx.published else _NO_DATE
    year = this // 100 * 100 + int(short)
    return year - 100 if year > this + _AHEAD else year


def _is_short_year(m: Match, ctx: Context) -> bool:
    """Whether two digits behind a month are a year: after an apostrophe or a dash, or where they can be no day or count."""
    word, i = m.word("short"), m.index("short")
    if len(word) != 2 or not word.isdigit() or ctx.lexed.lower[m.stop : m.stop + 1] == (":",):
        return False
    before = ctx.lexed.lower[i - 1]
    if before in ("'", "‘"):
        return not ctx.lexed.gap(i - 1)
    return (before in ("-", "–") and not ctx.lexed.gap(i - 1)) or word[0] == "0"


@rule(f"{LEAD} day:DAYNUM DASH month:MONTH DASH short:DAYNUM|NUM", accept=_is_short_year)
@rule(f"{LEAD} day:DAYNUM SUFFIX? month:MONTH DOT? QUOTE? short:DAYNUM|NUM", accept=_is_short_year)
@rule(f"{LEAD} month:MONTH DOT? day:DAYNUM SUFFIX? COMMA? QUOTE short:DAYNUM|NUM", accept=_is_short_year)
def day_of_short_year(m: Match, ctx: Context) -> DateRange | None:
    """19-Nov-08: a day with two digits of its year; "7 Mar 09" too."""
    day = make(full_year(m.word("short"), ctx), month_number(m.word("month")), m.number("day"))
    return one(day) if day else None


@rule("month:MONTH DOT? OF? QUOTE short:DAYNUM|NUM", accept=_is_short_year)
def month_of_short_year(m: Match, ctx: Context) -> DateRange | None:
    """March '91: a month with two digits of its year; "April of '92" too."""
    return month_of(full_year(m.word("short"), ctx), month_number(m.word("month")))


def _whole_month(m: Match, ctx: Context) -> DateRange | None:
    number = month_number(m.word("month"))
    year = int(m.word("year")) if m.has("year") else year_near(m, ctx, number, 1, m.index("month"))
    return month_of(year, number) if year else None


def _period(m: Match, ctx: Context) -> DateRange | None:
    """The week, month or year of "of this month", "of last year", "of the month"."""
    unit = unit_of(m.word("unit"))
    if not ctx.published or unit not in ("week", "month", "year") or m.word("unit") != unit:
        return None
    moved = shift(ctx.published, {"last": -1, "next": 1}.get(m.word("which"), 0), unit)
    return period_of(moved, unit) if moved else None


def _part(whole: DateRange, which: str, number: int, count: int, unit: str) -> DateRange | None:
    """The nth of a period's days or weeks, or its first or last `count` of them."""
    length = {"day": 1, "week": 7}.get(unit)
    if length is None or not 1 <= count <= 31:
        return None
    if which == "last":
        start, end = whole.end - days(length * count - 1), whole.end
    elif count > 1 and number != 1:
        return None
    else:
        start = whole.start + days(length * (number - 1))
        end = start + days(length * count - 1)
    return DateRange(start, end) if whole.start <= start and end <= whole.end else None


@rule("THE which:ORDINAL|LAST ( n:DAYNUM|NUMBER )? what:UNIT OF month:MONTH ( COMMA? year:YEAR )?")
def part_of_named_month(m: Match, ctx: Context) -> DateRange | None:
    """the last day of February: its nth day or week, its first two weeks, its last five days."""
    whole = _whole_month(m, ctx)
    return _part(whole, m.word("which"), m.number("which"), m.number("n"), unit_of(m.word("what"))) if whole else None


@rule("THE which_part:ORDINAL|LAST ( n:DAYNUM|NUMBER )? what:UNIT OF which:THIS|LAST|NEXT|THE unit:UNIT")
def part_of_period(m: Match, ctx: Context) -> DateRange | None:
    """the last day of this month: of the month or year around publication, or the one before or after it."""
    whole = _period(m, ctx)
    return _part(whole, m.word("which_part"), m.number("which_part"), m.number("n"), unit_of(m.word("what"))) if whole else None


def _weekday(whole: DateRange, name: str, which: str, number: int) -> DateRange | None:
    """The nth or last day of that name in a period."""
    offset = (WEEKDAYS.index(name) - whole.start.weekday()) % 7
    named = [d for k in range(6) if (d := whole.start + days(offset + 7 * k)) <= whole.end]
    if which == "last":
        return one(named[-1])
    return one(named[number - 1]) if 1 <= number <= len(named) else None


@rule("THE which:ORDINAL|LAST day:WEEKDAY OF|IN month:MONTH ( COMMA? year:YEAR )?")
def weekday_of_month(m: Match, ctx: Context) -> DateRange | None:
    """the second Tuesday of March: counted from its beginning; the last one from its end."""
    whole = _whole_month(m, ctx)
    return _weekday(whole, m.word("day"), m.word("which"), m.number("which")) if whole else None


@rule("THE which_day:ORDINAL|LAST day:WEEKDAY OF which:THIS|LAST|NEXT|THE unit:UNIT")
def weekday_of_period(m: Match, ctx: Context) -> DateRange | None:
    """the first Friday of next month: counted within the month after publication's."""
    whole = _period(m, ctx) if m.word("unit") == "month" else None
    return _weekday(whole, m.word("day"), m.word("which_day"), m.number("which_day")) if whole else None


@rule("THE day:DAYNUM SUFFIX OF which:THIS|LAST|NEXT unit:UNIT")
def day_of_period(m: Match, ctx: Context) -> DateRange | None:
    """the 23rd of last month: a day of the month before publication's."""
    whole = _period(m, ctx) if m.word("unit") == "month" else None
    day = make(whole.start.year, whole.start.month, m.number("day")) if whole else None
    return one(day) if day else None


@rule(f"{LEAD} ( THE )? n:( NUMBER DASH? ORDINAL | ORDINAL ) OF month:MONTH ( COMMA? year:YEAR )?")
@rule(f"{LEAD} month:MONTH n:( NUMBER DASH? ORDINAL | ORDINAL ) COMMA year:YEAR")
def day_in_words(m: Match, ctx: Context) -> DateRange | None:
    """the twenty-third of October 2020: a day in words; "April first, 2021" too."""
    number, month = m.number("n"), month_number(m.word("month"))
    year = int(m.word("year")) if m.has("year") else year_near(m, ctx, month, min(number, 28), m.index("month"))
    day = make(year, month, number) if year else None
    return one(day) if day else None


@rule(f"{N} unit:UNIT way:AFTER|SOONER day:DAYNUM SUFFIX? month:MONTH ( COMMA? year:YEAR )?")
def counted_from_date(m: Match, ctx: Context) -> DateRange | None:
    """ten days after 1 March 2012: counted from a date that is named at once."""
    month = month_number(m.word("month"))
    year = int(m.word("year")) if m.has("year") else year_near(m, ctx, month, m.number("day"), m.index("month"))
    day = make(year, month, m.number("day")) if year else None
    sign = -1 if m.word("way") == "before" else 1
    moved = shift(day, sign * counts(m)[0], unit_of(m.word("unit"))) if day else None
    return one(moved) if moved else None


@rule("THE unit:UNIT SOONER LAST")
def period_before_last(m: Match, ctx: Context) -> DateRange | None:
    """the week before last: two back from publication's."""
    unit = unit_of(m.word("unit"))
    if not ctx.published or unit not in ("week", "month", "year"):
        return None
    moved = shift(ctx.published, -2, unit)
    return period_of(moved, unit) if moved else None


@rule("A|ONE unit:UNIT FROM day:WEEKDAY")
def week_from_weekday(m: Match, ctx: Context) -> DateRange | None:
    """a week from Monday: seven days after the next one."""
    if not ctx.published or m.word("unit") != "week":
        return None
    return one(weekday_near(ctx.published, m.word("day"), "future") + days(7))


@rule("HALF A unit:UNIT AGO")
def half_ago(m: Match, ctx: Context) -> DateRange | None:
    """half a century ago: the year fifty back; of half a year the month six back."""
    years, months = {"century": (50, 0), "decade": (5, 0), "year": (0, 6)}.get(unit_of(m.word("unit")), (0, 0))
    if not ctx.published or not (years or months):
        return None
    moved = shift(ctx.published, -years, "year") if years else shift(ctx.published, -months, "month")
    return period_of(moved, "year" if years else "month") if moved else None


@rule("THE unit:UNIT OF day:DAYNUM SUFFIX? month:MONTH", accept=lambda m, ctx: m.word("unit") == "week")
@rule("THE unit:UNIT OF month:MONTH day:DAYNUM SUFFIX?", accept=lambda m, ctx: m.word("unit") == "week")
def week_of_day(m: Match, ctx: Context) -> DateRange | None:
    """the week of 13 February: Monday to Sunday around the day that the tense points to."""
    month = month_number(m.word("month"))
    year = year_near(m, ctx, month, m.number("day"), m.index("month"))
    day = make(year, month, m.number("day")) if year else None
    return week_of(day) if day else None
