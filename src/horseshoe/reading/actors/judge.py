"""Whether a name found by the gazetteer is meant as an actor here, and as which one: places, persons, eras, shared names."""

from __future__ import annotations

import functools
from datetime import date, timedelta
from typing import Any

from horseshoe.council.members import is_member
from horseshoe.documents.published import dateline_end
from horseshoe.errors import OutsideRecordError
from horseshoe.reading.actors.gazetteer import Candidate, Person, gazetteer, words
from horseshoe.reading.known import Known
from horseshoe.reading.lexing import Grid, Lexed
from horseshoe.reading.parse import Parsed
from horseshoe.reading.triage.councils import is_others

_LINKS = (
    "backed",
    "led",
    "sponsored",
    "drafted",
    "proposed",
    "allied",
    "friendly",
    "supported",
    "brokered",
    "mediated",
    "controlled",
)
_AFTER_OFFICE = timedelta(days=3 * 366)
SHOUTED = ("US", "CAR", "NAM", "AU", "EC", "WHO")  # acronyms that are words in a line of capitals
_DATELINE = 60


class Judge:
    """Decides on the candidates of one text."""

    def __init__(self, parsed: Parsed, known: Known, lexed: Lexed, places: Grid, found: list[Candidate]) -> None:
        self.parsed, self.known, self.lexed, self.grid = parsed, known, lexed, places
        self.starts = {c.first: c for c in found}
        self.stops = {c.stop for c in found}
        end = dateline_end(parsed.text) or 0
        self.dateline = (parsed.text.rfind("\n", 0, end) + 1, end)

    def actor(self, c: Candidate) -> str | None:
        """The id of the actor that a candidate names, or None where it names none."""
        kind = c.entry.kind
        if self.in_dateline(self.lexed.starts[c.first]):
            return None
        if kind == "trap" or self._is_shout(c) or self._is_persons_name(c):
            return None
        if c.entry.id == "security-council" and self._is_another_council(c):
            return None
        if kind == "capital":
            return None if self.is_place(c) else self.capital(c)
        if kind == "seat" and self._is_building(c):
            return None
        if kind == "surname":
            return self._surname(c)
        if kind == "shared":
            return self._shared(c)
        if kind == "region":
            return c.entry.id if self._is_adjective_of_states(c) else None
        if c.entry.id == "western-countries" and self.lexed.words[c.first] == "West":
            return c.entry.id if self._is_the_west(c) else None
        if c.entry.id == "GEO" and self._is_american_georgia():
            return None
        if kind == "group" and self.lexed.lower[c.first] == "opposition" and not self._is_the_opposition(c):
            return None
        return self._era(c.entry.id, c)

    def in_dateline(self, offset: int) -> bool:
        """ "UNITED NATIONS, 19 December 2019 - ": whether an offset lies in the line that says where the story was written."""
        return self.dateline[0] <= offset < self.dateline[1]

    def _is_another_council(self, c: Candidate) -> bool:
        """ "the Security Council" in a text on Russia's own, "the Arbitrum Security Council"."""
        return is_others(self.parsed.text, self.lexed.starts[c.first], self.lexed.ends[c.stop - 1])

    # words around a candidate
    def _word(self, i: int) -> str:
        return self.lexed.words[i] if 0 <= i < len(self.lexed.words) else ""

    def _low(self, i: int) -> str:
        return self.lexed.lower[i] if 0 <= i < len(self.lexed.lower) else ""

    def _token(self, c: Candidate) -> Any:
        return self.grid.token(self.lexed.starts[c.stop - 1])

    def _is_shout(self, c: Candidate) -> bool:
        """An acronym that is a word ("US", "WHO") inside a line of capitals is that word; but "US VETOES DRAFT"."""
        word = self.lexed.words[c.first]
        if c.stop - c.first > 1 or word not in SHOUTED or (word == "US" and self._begins_line(c.first)):
            return False
        return self._is_in_capitals(c) and not any(i in self.starts for i in (c.first - 1, c.stop))

    def _is_in_capitals(self, c: Candidate) -> bool:
        near = [w for w in (self._word(c.first - 1), self._word(c.stop)) if w.isalpha() and len(w) > 1]
        return bool(near) and all(w.isupper() for w in near)

    def _begins_line(self, i: int) -> bool:
        return i == 0 or "\n" in self.lexed.gap(i - 1)

    def _is_persons_name(self, c: Candidate) -> bool:
        """ "Vernon Jordan", "Chad Johnson": a state's name beside a capitalised word that is no title."""
        table = words()["persons"]
        if c.stop - c.first > 1 or self.lexed.words[c.first] not in table["ambiguous"]:
            return False
        if self._is_surname_here(c):
            return True
        before, after = self._word(c.first - 1), self._word(c.stop)
        if before[:1].isupper() and before[1:].islower() and c.first not in self.stops and self.lexed.gap(c.first - 1) == " ":
            token = self.grid.token(self.lexed.starts[c.first - 1])
            if before not in table["not_given"] and before.lower() not in table["titles"] and token.tag_ == "NNP":
                return True
        given = c.entry.kind in ("name", "capital")
        if (
            given
            and after[:1].isupper()
            and after[1:].islower()
            and c.stop not in self.starts
            and self.lexed.gap(c.stop - 1) == " "
        ):
            token = self.grid.token(self.lexed.starts[c.stop])
            return token.tag_ == "NNP" and after.lower() not in (*table["titles"], *table["not_surnames"], *_organ_words())
        return False

    def _is_surname_here(self, c: Candidate) -> bool:
        """Example: Anna Wagner, the Swiss envoy, left; Wagner said so. She is no group."""
        name, after = self.lexed.words[c.first], self._low(c.stop)
        if len(c.entry.id) == 3 or after in words()["persons"]["of_groups"]:
            return False
        places = (i for i, w in enumerate(self.lexed.words) if w == name and i)
        return any(self._is_given_name(i - 1) for i in places)

    def _is_given_name(self, i: int) -> bool:
        word, table = self._word(i), words()["persons"]
        capital = word[:1].isupper() and word[1:].islower() and self.lexed.gap(i) == " "
        if not capital or word in table["not_given"] or word.lower() in table["titles"]:
            return False
        return bool(self.grid.token(self.lexed.starts[i]).tag_ == "NNP")

    # capitals
    def is_place(self, c: Candidate) -> bool:
        """Whether a capital is meant as a place ("talks in Moscow") and not as a government ("Moscow has proposed")."""
        table = words()["place"]
        after = c.stop + 2 if self._low(c.stop) == "'" else c.stop
        if self._low(c.stop) == "-":
            return self._low(c.stop + 1) not in _LINKS
        if self._low(after) in table["after"] or self._is_dateline(c):
            return True
        if after > c.stop:
            return False
        if self._low(c.stop) in _organ_words():
            return False
        before = self._low(c.first - 1)
        if before == "," and self._low(c.first - 2) in ("capital", "city"):
            return True
        if before == "at" and self._low(c.first - 2) in table["aimed"]:
            return False  # "lashed out at Moscow", "anger at Beijing"
        if before in table["before"]:
            return True
        token = self._token(c)
        while token.dep_ == "conj" and token.head is not token and token.head.idx < token.idx:
            token = token.head
        return self._place_by_parse(token, table)

    def _is_building(self, c: Candidate) -> bool:
        """ "a meeting at the White House", "the race for the White House": the house, not its master."""
        i = c.first - 1
        if self._low(i) == "the":
            i -= 1
        if self._low(i) == "for":
            return self._low(i - 1) in ("bid", "race", "run", "ran", "running", "candidate", "campaign", "contest", "battle")
        if self._low(i) in ("to", "from"):
            return any(self._low(k) in words()["place"]["motion"] for k in range(i - 3, i))
        return self._low(i) in (
            "at",
            "in",
            "inside",
            "outside",
            "near",
            "into",
            "entering",
            "left",
            "leaving",
            "visited",
            "visiting",
            "on",
        )

    def _place_by_parse(self, token: Any, table: dict[str, list[str]]) -> bool:
        head, dep = token.head, token.dep_
        if dep == "pobj":
            return self._place_after(head, table)
        if dep in ("dobj", "nsubjpass"):
            return head.lemma_ in table["verbs"] and not (dep == "nsubjpass" and head.lemma_ in ("attack", "take"))
        if dep == "nsubj":
            return self._place_as_subject(head, table)
        if dep == "compound" and head is not token:
            return head.tag_ in ("NNP", "NN", "NNS") and head.lower_ not in table["government"]
        return False

    def _place_after(self, preposition: Any, table: dict[str, list[str]]) -> bool:
        word, i = preposition.lower_, self.lexed.at(preposition.idx)
        if word in table["before"] or word in ("after", "like", "since"):
            return True
        if word in ("of", "on"):
            near = [self._low(i - 1), self._low(i - 2)]
            called = word == "on" and any(w.startswith(("call", "impos", "depend", "rel")) for w in near)
            return not called and not any(w in table["government"] for w in near)
        if word in ("to", "from"):
            return any(self._low(k) in table["motion"] for k in range(max(0, i - 4), i))
        return word == "for" and self._low(i - 1) in (
            "left",
            "leave",
            "leaves",
            "leaving",
            "departed",
            "bound",
            "set",
            "headed",
        )

    def _place_as_subject(self, verb: Any, table: dict[str, list[str]]) -> bool:
        if verb.lemma_ in table["host"]:
            return True
        if verb.lemma_ not in ("be", "remain", "stay"):
            return False
        i = self.lexed.at(verb.idx)
        return any(self._low(k) in table["still"] for k in range(i + 1, i + 4))

    def _is_dateline(self, c: Candidate) -> bool:
        """ "MOSCOW, Jan. 12 (Reuters) -": a paragraph that begins with a place and a dash."""
        if c.first and c.first not in self.lexed.breaks and "\n" not in self.lexed.gap(c.first - 1):
            return False
        ahead = self.lexed.text[self.lexed.ends[c.stop - 1] : self.lexed.ends[c.stop - 1] + _DATELINE].split("\n")[0]
        return any(mark in ahead for mark in (" — ", " – ", " -- ", " - ", "(Reuters", "(AP", "(AFP", "(Xinhua"))

    def capital(self, c: Candidate) -> str | None:
        """The state that a capital's name stands for on the day, where it is no mere place."""
        name = " ".join(self.lexed.words[c.first : c.stop])
        day = self.day(c)
        for last, id_ in words()["capital_eras"].get(name, ()):
            if day and day <= date.fromisoformat(last):
                return str(id_) or None
        if day is None and any(not id_ for _, id_ in words()["capital_eras"].get(name, ())):
            return None
        return self._era(c.entry.id, c)

    # dates
    def day(self, c: Candidate) -> date | None:
        """The day that a mention speaks of: the earliest past date of its sentence, else the publication."""
        published = self.parsed.document.published
        start, end = self.grid.sentence(self.lexed.starts[c.first])
        told = [d.range.end for d in self.known.dates_in(start, end) if d.range]
        if told and (published is None or (published - min(told)).days > 300):
            return min(told)
        return published

    def _era(self, id_: str, c: Candidate) -> str:
        eras = words()["eras"].get(id_)
        if eras and (day := self.day(c)):
            for last, former in eras:
                if day <= date.fromisoformat(last):
                    return str(former)
        return id_

    # names shared by several
    def _surname(self, c: Candidate) -> str | None:
        name = " ".join(self.lexed.words[c.first : c.stop]).title() if self.lexed.words[c.first].isupper() else None
        text = self.lexed.text[self.lexed.starts[c.first] : self.lexed.ends[c.stop - 1]]
        day = self.parsed.document.published
        holders = gazetteer().persons.get(name or text, ())
        fits = [p for p in holders if day and p.start <= day and (p.end is None or day <= p.end + _AFTER_OFFICE)]
        if day is None and len({p.id for p in holders}) == 1 and self._bears_office(c, holders[0]):
            fits = list(holders)
        if not fits or self._token(c).tag_[:3] != "NNP":
            return None
        after = self._word(c.stop)
        if fits[0].name.startswith(text) and after[:1].isupper() and self.lexed.gap(c.stop - 1) == " ":
            return None  # "Kim Min-Seok", whose surname goes first, is another Kim
        before = self._word(c.first - 1)
        joined = before[:1].isupper() and self.lexed.gap(c.first - 1) == " " if c.first else False
        table = words()["persons"]
        titled = before in table["not_given"] or before.lower() in table["titles"] or before in ("Mr", "Mrs", "Ms", "Dr")
        if (joined and not titled and c.first not in self.stops) or before == "-":
            return None
        return max(fits, key=_in_office(day)).id

    def _bears_office(self, c: Candidate, person: Person) -> bool:
        """ "President Obama": without a date, the office before the surname tells the only holder that the table has."""
        before = self._low(c.first - 1)
        return bool(before) and before in person.role.lower().split() and self.lexed.gap(c.first - 1) == " "

    def _shared(self, c: Candidate) -> str:
        first, second, seconds, firsts = words()["shared"][self.lexed.words[c.first].capitalize()]
        text = self.parsed.text
        if sitting := self._sitting(c, first, second):
            return sitting
        has_second = any(w in text for w in seconds)
        return str(second if has_second and not any(w in text for w in firsts) else first)

    def _sitting(self, c: Candidate, *ids: str) -> str | None:
        """ "Congo abstained" in January 2007: in a sentence about a vote, the one of the two that sits on the Council."""
        start, end = self.grid.sentence(self.lexed.starts[c.first])
        day = self.day(c)
        if day is None or not any(self.lexed.lower[i] in _voting() for i in self.lexed.within(start, end)):
            return None
        try:
            members = [id_ for id_ in ids if is_member(id_, day)]
        except OutsideRecordError:
            return None
        return members[0] if len(members) == 1 else None

    def _is_american_georgia(self) -> bool:
        text = self.parsed.text
        if any(w in text for w in ("Tbilisi", "Georgian", "Abkhazia", "Ossetia")):
            return False
        return any(w in text for w in words()["georgia"]["american"])

    def _is_the_west(self, c: Candidate) -> bool:
        after = self._word(c.stop)
        near = after[:1].isupper() and after not in ("Is", "Has") and self.lexed.gap(c.stop - 1) == " "
        return self._low(c.first - 1) == "the" and not near and self._low(c.stop) not in ("of", "coast", "side", "wing", "end")

    def _is_adjective_of_states(self, c: Candidate) -> bool:
        after = self._word(c.stop)
        if after[:1].isupper() and self.lexed.gap(c.stop - 1) == " " and after not in ("Union", "Council", "Ambassador"):
            return False
        return self._low(c.stop) not in words()["regions"]["geography"] and self._token(c).tag_[:2] in ("JJ", "NN")

    def _is_the_opposition(self, c: Candidate) -> bool:
        return self._low(c.first - 1) == "the" and self._low(c.stop) not in ("to", "from", "party", "leader")


def _in_office(day: date | None) -> Any:
    def key(p: Person) -> tuple[bool, date]:
        return (bool(day and p.start <= day and (p.end is None or day <= p.end)), p.start)

    return key


@functools.cache
def _voting() -> frozenset[str]:
    return frozenset(words()["voting"]["words"])


def _organ_words() -> set[str]:
    return {name.split()[0] for names in words()["organs"].values() for name in names}
