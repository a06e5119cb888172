"""Rules for dates with a month, a year, a decade or a session, and parts of them. Each docstring begins with an example."""

from __future__ import annotations

from datetime import date

from horseshoe.model import DateRange
from horseshoe.reading.dates.calendar import make, month_length, month_of, one, third, year_of, years
from horseshoe.reading.dates.grammar import Context, Match, lexicon, rule, value_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LEAD = "( WEEKDAY DOT? COMMA? | WEEKDAY_SHORT DOT? COMMA? )?"
_OLDEST_YEAR = 1500
_HORIZON = 60  # how many years after publication a bare year may lie


def month_number(word: str) -> int:
    """1 to 12 from a month's name or abbreviation."""
    return _MONTHS.index(word[:3]) + 1


def year_near(m: Match, ctx: Context, month: int, day: int, index: int) -> int | None:
    """The year of a month and day named without one.

    A year named just before in the sentence holds. Otherwise tense decides: the last such day up to publication (past), the
    first one from it on (future), the nearest one where no verb tells.
    """
    if (named := ctx.year(m.first)) is not None:
        return named
    if ctx.published is None:
        return None
    return _nearest(ctx.published, month, day, ctx.tense(index))


def _nearest(published: date, month: int, day: int, tense: str | None) -> int:
    choices = [(d, y) for y in range(published.year - 4, published.year + 5) if (d := make(y, month, day))]
    if tense == "past":
        fits = [c for c in choices if c[0] <= published]
        return max(fits)[1]
    if tense == "future":
        fits = [c for c in choices if c[0] >= published]
        return min(fits)[1]
    return min(choices, key=lambda c: abs((c[0] - published).days))[1]


def _year(m: Match) -> int | None:
    word = m.word("year")
    return int(word) if word else None


def _full(m: Match, ctx: Context, day: int) -> date | None:
    month = month_number(m.word("month"))
    if not 1 <= day <= month_length(2000, month):
        return None
    year = _year(m) or year_near(m, ctx, month, day, m.index("month"))
    return make(year, month, day) if year else None


def _day_pair(m: Match, ctx: Context) -> DateRange | None:
    first, last = _full(m, ctx, m.number("day")), _full(m, ctx, m.number("day2"))
    return DateRange(first, last) if first and last and first <= last else None


@rule(f"{LEAD} month:MONTH DOT? day:DAYNUM SUFFIX? ( COMMA? year:YEAR )?")
def month_day(m: Match, ctx: Context) -> DateRange | None:
    """Oct. 4, 2011: American order, with or without the year."""
    day = _full(m, ctx, m.number("day"))
    return one(day) if day else None


@rule(f"{LEAD} ( THE )? day:DAYNUM SUFFIX? OF? DASH? month:MONTH DOT? DASH? COMMA? ( year:YEAR )?")
def day_month(m: Match, ctx: Context) -> DateRange | None:
    """4 October 2011: the order of the United Nations and of Europe."""
    return month_day(m, ctx)


@rule("month:MONTH DOT? day:DAYNUM SUFFIX? DASH|TO|AND|OR day2:DAYNUM SUFFIX? ( COMMA? year:YEAR )?")
def month_days(m: Match, ctx: Context) -> DateRange | None:
    """October 4-6, 2011: several days of one month."""
    return _day_pair(m, ctx)


@rule("FROM|BETWEEN? day:DAYNUM SUFFIX? DASH|TO|AND|OR day2:DAYNUM SUFFIX? OF? month:MONTH DOT? COMMA? ( year:YEAR )?")
def days_month(m: Match, ctx: Context) -> DateRange | None:
    """from 4 to 6 October 2011: several days of one month, day first."""
    return _day_pair(m, ctx)


@rule("FROM|BETWEEN month:MONTH DOT? day:DAYNUM SUFFIX? DASH|TO|AND day2:DAYNUM SUFFIX? ( COMMA? year:YEAR )?")
def from_month_days(m: Match, ctx: Context) -> DateRange | None:
    """from December 13 to 22, 2016: American order."""
    return _day_pair(m, ctx)


def _ends(a: date | None, b: date | None) -> DateRange | None:
    if not a or not b:
        return None
    if a > b and (earlier := make(a.year - 1, a.month, a.day)):
        a = earlier
    return DateRange(a, b) if a <= b else None


@rule(
    "FROM|BETWEEN? day:DAYNUM SUFFIX? month:MONTH DOT? ( year1:YEAR )? DASH|TO|AND|UNTIL "
    "day2:DAYNUM SUFFIX? month2:MONTH DOT? ( year:YEAR )?"
)
@rule(
    "FROM|BETWEEN? month:MONTH DOT? day:DAYNUM ( COMMA? year1:YEAR COMMA? )? DASH|TO|UNTIL|AND "
    "month2:MONTH DOT? day2:DAYNUM ( COMMA? year:YEAR )?",
    accept=lambda m, ctx: ctx.lexed.lower[m.first] in ("from", "between") or "and" not in ctx.lexed.lower[m.first : m.stop],
)
def date_to_date(m: Match, ctx: Context) -> DateRange | None:
    """from 25 March to 9 April 2024: two dates as ends."""
    month, day = month_number(m.word("month")), m.number("day")
    month2, day2 = month_number(m.word("month2")), m.number("day2")
    year2 = _year(m) or year_near(m, ctx, month2, day2, m.index("month2"))
    if not year2:
        return None
    year1 = int(m.word("year1")) if m.has("year1") else year2
    return _ends(make(year1, month, day), make(year2, month2, day2))


@rule("FROM|BETWEEN month:MONTH ( year1:YEAR )? TO|AND|UNTIL|DASH month2:MONTH ( COMMA? year:YEAR )?")
@rule("month:MONTH ( year1:YEAR )? TO|DASH month2:MONTH COMMA? year:YEAR")
def month_to_month(m: Match, ctx: Context) -> DateRange | None:
    """from March to June 2012: whole months as ends."""
    month, month2 = month_number(m.word("month")), month_number(m.word("month2"))
    year2 = _year(m) or year_near(m, ctx, month2, 1, m.index("month2"))
    if not year2:
        return None
    year1 = int(m.word("year1")) if m.has("year1") else year2 - (month > month2)
    start, end = month_of(year1, month).start, month_of(year2, month2).end
    return DateRange(start, end) if start <= end else None


@rule("FROM|BETWEEN year:YEAR TO|AND|UNTIL|DASH year2:YEAR")
@rule("<IN|OF|DURING|THE|OPEN|FOR> year:YEAR DASH year2:YEAR|DAYNUM|NUM")
def year_to_year(m: Match, ctx: Context) -> DateRange | None:
    """from 2012 to 2015: whole years as ends; "in 2011-12" too."""
    first, word = int(m.word("year")), m.word("year2")
    last = int(word) if len(word) == 4 else first // 100 * 100 + int(word) if word.isdigit() else 0
    return years(first, last) if _OLDEST_YEAR <= first < last <= 2200 else None


def _month_is_named(m: Match, ctx: Context) -> bool:
    """`May` and `March` alone are dates only after a word of time or before a year."""
    if m.has("year"):
        return True
    if m.first > 0 and ctx.lexed.lower[m.first - 1] in _BEFORE_MONTH:
        return True
    after = ctx.lexed.words[m.stop] if m.stop < len(ctx.lexed.words) else ""
    return m.word("month") not in _AMBIGUOUS and not after[:1].isupper()


_AMBIGUOUS = ("may", "march", "mar", "jun", "dec", "sep", "jan")
_BEFORE_MONTH = frozenset(lexicon()["before_month"]["words"])


@rule("month:MONTH ( DOT? COMMA? OF? year:YEAR )?", accept=_month_is_named)
def month(m: Match, ctx: Context) -> DateRange | None:
    """October 2011: a month; without its year the one that the tense points to."""
    number = month_number(m.word("month"))
    year = _year(m)
    if year is None:
        year = year_near(m, ctx, number, 1, m.index("month"))
        if (
            year
            and not ctx.year(m.first)
            and ctx.published
            and ctx.tense(m.index("month")) == "future"
            and ctx.published.month == number
        ):
            year = ctx.published.year
    return month_of(year, number) if year else None


@rule("LAST|PAST month:MONTH")
def last_month_named(m: Match, ctx: Context) -> DateRange | None:
    """last August: the most recent one that was over at publication."""
    if not ctx.published:
        return None
    number = month_number(m.word("month"))
    return month_of(ctx.published.year - (number >= ctx.published.month), number)


@rule("NEXT|COMING month:MONTH")
def next_month_named(m: Match, ctx: Context) -> DateRange | None:
    """next June: the first one that begins after publication."""
    if not ctx.published:
        return None
    number = month_number(m.word("month"))
    return month_of(ctx.published.year + (number <= ctx.published.month), number)


@rule("THIS month:MONTH")
def this_month_named(m: Match, ctx: Context) -> DateRange | None:
    """this September: the one of the publication's year."""
    return month_of(ctx.published.year, month_number(m.word("month"))) if ctx.published else None


@rule("month:MONTH OF THIS|LAST|NEXT|THAT kind:UNIT")
def month_of_year(m: Match, ctx: Context) -> DateRange | None:
    """March of last year: a month with a relative year."""
    if not ctx.published or m.word("kind") != "year":
        return None
    word = ctx.lexed.lower[m.index("kind") - 1]
    offset = {"last": -1, "next": 1}.get(word, 0)
    return month_of(ctx.published.year + offset, month_number(m.word("month")))


def year_is_named(m: Match, ctx: Context) -> bool:
    """Whether four digits are a year: not a resolution's number, not a count, not beyond our horizon."""
    value, i = int(m.word("year")), m.index("year")
    lowers, words = ctx.lexed.lower, ctx.lexed.words
    if not 1800 <= value <= (ctx.published.year if ctx.published else 2050) + _HORIZON:
        return False
    before = lowers[i - 1] if i else ""
    if before in lexicon()["not_dates"]["year_after"] or before in ("/", "$", "€", "£", "#"):
        return False
    if before in ("and", ",") and i > 2 and value_of(lowers[i - 2]) and not _is_year_word(lowers[i - 2], lowers[max(0, i - 3)]):
        return False
    if before == "(" and "resolution" in lowers[max(0, i - 4) : i]:
        return False  # resolution 1593 (2005): the year is part of its name
    after = lowers[i + 1] if i + 1 < len(words) else ""
    return after not in (
        "/",
        "%",
        "people",
        "troops",
        "soldiers",
        "civilians",
        "men",
        "women",
        "metres",
        "meters",
        "km",
        "deaths",
        "dead",
    )


def _is_year_word(word: str, before: str) -> bool:
    return len(word) == 4 and before in ("in", "of", "since", "from", "between")


@rule("<IN|OF|DURING|SINCE|UNTIL|BY|AROUND|THE|OPEN|FOR|FROM|TO|LATE|EARLY|MID|AND> year:YEAR !>DASH", accept=year_is_named)
@rule(
    "<COMMA> year:YEAR !>DAYNUM",
    accept=lambda m, ctx: year_is_named(m, ctx) and ctx.lexed.lower[m.first - 2] in ("winter", "summer", "spring"),
)
@rule("year:YEAR", accept=lambda m, ctx: year_is_named(m, ctx) and _modifies(m, ctx))
def year(m: Match, ctx: Context) -> DateRange | None:
    """in 2011: a calendar year."""
    value = int(m.word("year"))
    return year_of(value)


def _modifies(m: Match, ctx: Context) -> bool:
    """ "a 2011 uprising", "the World Cup 2014", "2014's annexation": four digits beside a word that is no count."""
    i, lowers = m.first, ctx.lexed.lower
    before, after = (lowers[i - 1] if i else ""), (lowers[i + 1] if i + 1 < len(lowers) else "")
    if before in ("a", "an", "its", "their", "his", "'s", "s", "this", "late", "early"):
        return after.isalpha() and not after.endswith("s")
    return after == "'" and lowers[i + 2 : i + 3] == ("s",)


@rule("THE? part:EARLY|MID|LATE DASH? ( IN|OF )? month:MONTH ( OF? COMMA? year:YEAR )?")
def part_of_month(m: Match, ctx: Context) -> DateRange | None:
    """early March: days 1 to 10; mid 11 to 20, late 21 to the end."""
    whole = month(m, ctx)
    return third(whole, m.word("part")) if whole else None


@rule("part:EARLY|MID|LATE DASH? ( IN|OF )? year:YEAR", accept=year_is_named)
def part_of_year(m: Match, ctx: Context) -> DateRange | None:
    """mid-2013: January to April, May to August or September to December."""
    return third(year_of(int(m.word("year"))), m.word("part"))


@rule("THE? ( part:EARLY|MID|LATE DASH? )? decade:YEAR QUOTE? S")
def decade(m: Match, ctx: Context) -> DateRange | None:
    """the early 1990s: ten years from the one with a nought; early is four of them, mid three, late three."""
    first = int(m.word("decade"))
    if first % 10:
        return None
    if first % 100 == 0 and first < 2000:
        return years(first, first + 99)
    return third(years(first, first + 9), m.word("part")) if m.has("part") else years(first, first + 9)


@rule("THE ( part:EARLY|MID|LATE DASH? )? QUOTE? decade:DECADE")
@rule("THE ( part:EARLY|MID|LATE DASH? )? QUOTE decade:NUM|DAYNUM QUOTE? S")
def short_decade(m: Match, ctx: Context) -> DateRange | None:
    """the seventies: of the twentieth century; "the '90s" too."""
    value = value_of(m.word("decade"))
    if value is None:
        return None
    first = value if value >= 1900 else (1900 + value if value >= 30 else 2000 + value)
    if first % 10:
        return None
    return third(years(first, first + 9), m.word("part")) if m.has("part") else years(first, first + 9)


@rule("THE? ( part:EARLY|MID|LATE DASH? )? n:ORDINAL century:UNIT")
@rule("THE? ( part:EARLY|MID|LATE DASH? )? n:DAYNUM SUFFIX century:UNIT")
@rule("THE? ( part:EARLY|MID|LATE DASH? )? n:( NUMBER DASH? ORDINAL ) century:UNIT")
def century(m: Match, ctx: Context) -> DateRange | None:
    """the 19th century: 1801 to 1900."""
    if m.word("century") not in ("century", "centuries"):
        return None
    number = m.number("n")
    if not 10 <= number <= 22:
        return None
    whole = years(number * 100 - 99, number * 100)
    return third(whole, m.word("part")) if m.has("part") else whole


EDGES = {"beginning": "early", "start": "early", "outset": "early", "middle": "mid", "end": "late", "close": "late"}


@rule("THE edge:EDGE OF year:YEAR", accept=year_is_named)
@rule("edge:EDGE OF year:YEAR", accept=year_is_named)
def edge_of_year(m: Match, ctx: Context) -> DateRange | None:
    """the end of 2017: the same third as "late 2017"."""
    return third(year_of(int(m.word("year"))), EDGES[m.word("edge")])


@rule("THE? edge:EDGE OF month:MONTH ( COMMA? year:YEAR )?")
def edge_of_month(m: Match, ctx: Context) -> DateRange | None:
    """the end of March: the same third as "late March"."""
    whole = month(m, ctx)
    return third(whole, EDGES[m.word("edge")]) if whole else None


@rule("THE? n:ORDINAL|LAST QUARTER OF year:YEAR")
def quarter(m: Match, ctx: Context) -> DateRange | None:
    """the second quarter of 2020: three months."""
    number = 4 if m.word("n") == "last" else m.number("n")
    year = int(m.word("year"))
    return DateRange(month_of(year, number * 3 - 2).start, month_of(year, number * 3).end) if 1 <= number <= 4 else None


@rule("THE? n:ORDINAL HALF OF year:YEAR")
@rule("THE? n:ORDINAL HALF OF which:THIS|LAST|NEXT|THE unit:UNIT")
def half(m: Match, ctx: Context) -> DateRange | None:
    """the first half of 2008: six months."""
    if m.has("year"):
        year = int(m.word("year"))
    elif ctx.published and m.word("unit") == "year":
        year = ctx.published.year + {"last": -1, "next": 1}.get(m.word("which"), 0)
    else:
        return None
    first = {1: 1, 2: 7}.get(m.number("n"))
    return DateRange(month_of(year, first).start, month_of(year, first + 5).end) if first else None


@rule("THE? which:ORDINAL|LAST n:DAYNUM|NUMBER unit:UNIT OF year:YEAR")
def months_of_year(m: Match, ctx: Context) -> DateRange | None:
    """the first three months of 2012: counted from its beginning, or back from its end."""
    count, year = m.number("n"), int(m.word("year"))
    if m.word("unit") != "months" or not 1 <= count <= 12:
        return None
    if m.word("which") == "first":
        return DateRange(date(year, 1, 1), month_of(year, count).end)
    return DateRange(month_of(year, 13 - count).start, date(year, 12, 31)) if m.word("which") == "last" else None


@rule("THE? ( part:EARLY|MID|LATE DASH? )? season:SEASON OF? year:YEAR")
def season_of_year(m: Match, ctx: Context) -> DateRange | None:
    """the summer of 2012: June to August; winter 2012 begins in December 2012."""
    first = int(lexicon()["seasons"][m.word("season")])
    year = int(m.word("year"))
    whole = DateRange(month_of(year, first).start, month_of(year, first + 2).end)
    return third(whole, m.word("part")) if m.has("part") else whole


@rule("THE? n:DAYNUM|NUM SUFFIX SESSION", accept=lambda m, ctx: m.number("n") <= 200)
@rule("THE? n:( NUMBER DASH? ORDINAL ) SESSION")
def assembly_session(m: Match, ctx: Context) -> DateRange | None:
    """the 66th session: of the General Assembly, whose nth regular session opens in September of 1945 + n."""
    number = m.number("n")
    if not 1 <= number <= 200:
        return None
    return DateRange(date(1945 + number, 9, 1), date(1946 + number, 9, 30))
