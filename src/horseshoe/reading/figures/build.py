"""From a number to a figure: its unit, what happened to what is counted, and the words that its span takes in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from horseshoe.council.rule import SEATS
from horseshoe.model import Figure, Span
from horseshoe.reading.factuality.certainty import factuality
from horseshoe.reading.figures.bare import Bare, bare_count
from horseshoe.reading.figures.context import Surroundings
from horseshoe.reading.figures.numbers import Quantity, quantities, words
from horseshoe.reading.figures.what import event, fits, what_of
from horseshoe.reading.figures.what import what as what_happened
from horseshoe.reading.known import Known
from horseshoe.reading.lexing import Grid, lex
from horseshoe.reading.parse import Parsed

_NOUNS, _MODIFIERS = ("NN", "NNS", "NNP", "NNPS"), ("JJ", "JJR", "JJS", "VBN", "VBG", "CD", "NN", "NNP", "HYPH", "RB", "POS")
_MAX_MODIFIERS = 5
_STATES_OF_PEOPLE = ("dead", "wounded", "missing", "injured")
_SMALL = 12
_BEFORE = 14  # words that a count looks back for "toll"
_WHOSE = ("its", "their", "his", "her", "our", "the", "those")


class Builder:
    """Builds the figures of one text."""

    def __init__(self, parsed: Parsed, known: Known) -> None:
        self.parsed, self.known = parsed, known
        self.lexed, self.grid = lex(parsed.text), Grid(parsed)
        self.around = Surroundings(parsed, known, self.lexed, self.grid)
        self.last: Figure | None = None

    def figures(self) -> Iterator[Figure]:
        """The figures in text order."""
        before: Figure | None = None
        for q in quantities(self.lexed):
            if figure := self._figure(q):
                self.last = figure = self._shared(figure, before)
                if before is not None:
                    yield self._joined(before, figure)
                before = figure
        if before is not None:
            yield before

    def _shared(self, figure: Figure, before: Figure | None) -> Figure:
        """Example: The raid killed 30 people, including seven children. The part meets what the whole met."""
        if before is None or before.what is None or figure.unit not in words()["units"]["persons"]:
            return figure
        between = self.parsed.text[before.span.end : figure.span.start].strip(" ,")
        part = between.endswith(tuple(words()["units"]["parts"])) and before.unit in (*words()["units"]["persons"], "people")
        if figure.what is None and between == "and" and before.unit in words()["units"]["persons"]:
            return replace(figure, what=before.what, where=figure.where or before.where)  # "295 women and 63 children"
        if not part or not self._tells_part(between, figure):
            return figure
        return replace(figure, what=before.what, where=figure.where or before.where)

    def _tells_part(self, between: str, part: Figure) -> bool:
        """Whether what a part met is told by the whole alone: "38 were killed, including four children, and 190 wounded"."""
        if part.what is None:
            return between in words()["units"]["parts"]
        ahead = self.lexed.at(part.span.end)
        told = between in words()["units"]["parts"] or any(event(w) for w in between.lower().split())
        clause = told and not any(mark in between for mark in (".", ";"))
        return clause and not any(event(w) for w in self.lexed.lower[ahead : ahead + 1])

    def _joined(self, figure: Figure, after: Figure) -> Figure:
        """Example: Thirteen officers and 460 gang members lost their lives. Both did."""
        if figure.what is not None or after.what is None or figure.unit.split()[-1] not in words()["units"]["persons"]:
            return figure
        joined = self.parsed.text[figure.span.end : after.span.start].strip() == "and"
        return replace(figure, what=after.what, where=after.where or figure.where) if joined else figure

    def _figure(self, q: Quantity) -> Figure | None:
        start, end = self.lexed.starts[q.core], self.lexed.ends[q.stop - 1]
        if self.around.taken(start, end) or self._is_name(q):
            return None
        noun = self._money(q) or self._percent(q) or self._strength(q) or self._noun(q)
        found = noun or self._bare(q)
        if found is None:
            return None
        first, stop, unit, token = found
        if self._is_needed(unit, token):
            return None
        span = Span.of(self.parsed.text, self.lexed.starts[first], self.lexed.ends[stop - 1])
        typed_apart = (
            (unit == "percent" and token is None)
            or unit.split()[-1] in words()["units"]["votes"]
            or unit in words()["money"].values()
        )
        what = None if typed_apart else fits(unit, what_happened(self.lexed, q, token, stop))
        if what is None and noun is None and (token is None or self._is_toll(q)):
            crowd = any(w in words()["sources"]["gathered"] for w in self._before(q))
            shared = self.last.what if self.last and not crowd else None
            what = shared if self.lexed.lower[q.stop : q.stop + 1] == ("of",) else self._spoken_of(q) or shared
        if noun is None and what is None and unit == "people" and not self._is_toll(q):
            return None
        if what is None and self._is_membership(q, unit, token):
            return None
        people = not typed_apart and what is not None
        if (harm := words()["units"]["harms"].get(unit)) is not None:  # "30 deaths": thirty people killed
            unit, what = "people", harm
        elif what == unit:
            what = None
        return Figure(
            span,
            q.value,
            "votes" if unit.split()[-1] in words()["units"]["votes"] else unit,
            upper=q.upper,
            bound=q.bound,
            what=what,
            where=self._where(span, token, what if people else None),
            period=self.around.period(span) if people else None,
            source=self.around.source(span, token),
        )

    def _where(self, span: Span, token: Any, what: str | None) -> str | None:
        """Where it happened; what is only counted or sent somewhere has no place but one that is named."""
        if what is not None and what != "deployed":
            return self.around.where(span, token, what)
        return self.around.named_where(span, what)

    def _is_membership(self, q: Quantity, unit: str, token: Any) -> bool:
        """ "The council's five permanent members", "all 193 members of the Assembly", eleven members that voted."""
        units = words()["units"]
        if unit.split()[-1] not in units["seats"]:
            return False
        if q.value <= SEATS:
            start, end = self.grid.sentence(self.lexed.starts[q.core])
            if any(self.lexed.lower[i] in units["voting"] for i in self.lexed.within(start, end)):
                return True
        if token is None:
            return False
        described = any(c.lower_ in units["membership"] for c in token.children)
        bodies = [o for p in token.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
        return described or any(o.lower_ in units["bodies"] or o.text.isupper() for o in bodies)

    def _is_needed(self, unit: str, token: Any) -> bool:
        """ "Needs nine votes", "nine votes are required": what a rule asks for has not been counted."""
        if token is None or not (unit in words()["units"]["votes"] or unit in words()["units"]["seats"]):
            return False
        told = factuality(token)
        asked = any(c.lower_ in words()["units"]["required"] for c in (*token.children, token.head))
        return told.generic or asked or told.certainty == "underspecified"

    # what a number is not
    def _is_name(self, q: Quantity) -> bool:
        """Whether a number belongs to a name, a list, a tally or an ordinal."""
        low, before = self.lexed.lower, self.lexed.lower[q.core - 1] if q.core else ""
        after = low[q.stop] if q.stop < len(low) else ""
        if before in words()["not_figures"]["before"] or (
            before == "." and low[q.core - 2 : q.core - 1] in (("no",), ("nos",), ("art",))
        ):
            return True
        if before == "-" and not self.lexed.gap(q.core - 2).strip() and q.core >= 2 and not self.lexed.gap(q.core - 1):
            return True
        if (
            q.bound == "between"
            and not q.in_words
            and q.upper is not None
            and q.upper < 16
            and after in (".", ",", ";", "with", "vote")
        ):
            return True
        if (
            len(self.lexed.words[q.core]) == 4
            and q.bound in ("exact", "about")
            and 1900 <= q.value <= 2100
            and q.stop == q.core + 1
        ):
            return not after.isalpha() or self.grid.token(self.lexed.starts[q.stop]).tag_ == "JJ"
        return (
            after == "-"
            and not (self.lexed.gap(q.stop - 1) or q.in_words)
            and not any(w in words()["units"]["strengths"] for w in low[q.stop + 1 : q.stop + 2])
        )

    # units
    def _money(self, q: Quantity) -> tuple[int, int, str, Any] | None:
        money, low = words()["money"], self.lexed.lower
        sign = low[q.core - 1] if q.core else ""
        if sign in ("$", "€", "£", "¥"):
            first = min(q.first, q.core - 1)
            if q.core >= 2 and low[q.core - 2] in ("us", "usd") and first == q.core - 1:
                first -= 1
            return first, q.stop, str(money[sign]), None
        after = low[q.stop] if q.stop < len(low) else ""
        if after == "us" and q.stop + 1 < len(low) and low[q.stop + 1] in money:
            return q.first, q.stop + 2, str(money[low[q.stop + 1]]), None
        return (q.first, q.stop + 1, str(money[after]), None) if after in money and after.isalpha() else None

    def _percent(self, q: Quantity) -> tuple[int, int, str, Any] | None:
        low, i = self.lexed.lower, q.stop
        if low[i : i + 1] and low[i] in ("%", "percent", "percentage"):
            return (
                q.first,
                i + 1 + (low[i] == "percentage" and low[i + 1 : i + 2] in (("point",), ("points",))),
                "percent",
                self._share_of_people(i),
            )
        return (q.first, i + 2, "percent", self._share_of_people(i + 1)) if low[i : i + 2] == ("per", "cent") else None

    def _share_of_people(self, i: int) -> Any:
        """Example: More than 85% of Gaza's population has been displaced. The word of a share of people, of nothing else."""
        token = self.grid.token(self.lexed.starts[i])
        whole = (o for p in token.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj")
        people = (*words()["units"]["persons"], *words()["units"]["populations"])
        return token if any(o.lower_ in people for o in whole) else None

    def _strength(self, q: Quantity) -> tuple[int, int, str, Any] | None:
        """Example: Poland sent its 1,000-member unit."""
        low, i = self.lexed.lower, q.stop
        hyphened = (
            low[i : i + 1] and low[i] in ("-", "‑") and low[i + 1 : i + 2] and low[i + 1] in words()["units"]["strengths"]
        )
        if not hyphened or q.value <= SEATS or self.lexed.gap(i - 1) or self.lexed.gap(i):
            return None
        if any(w in words()["units"]["bodies"] for w in low[i + 2 : i + 5]):
            return None  # "the 193-member Assembly"
        return q.first, i + 2, "members", None

    def _noun(self, q: Quantity) -> tuple[int, int, str, Any] | None:
        """The noun that is counted, after modifiers and "of": "more than 2,000 soldiers and police"."""
        i = q.stop
        if i >= len(self.lexed.words) or i in self.lexed.breaks:
            return None
        low = self.lexed.lower
        of = low[i] == "of" and q.upper is not None and low[i + 1 : i + 2] != ("the",)
        share = low[i] == "of" and low[i + 1 : i + 2] and low[i + 1] in _WHOSE  # "113 of its supporters", "257 of the dead"
        if of or low[i] in ("more", "other"):
            i += 1
        elif share:
            i += 2
        head = self._head_noun(i)
        if head is None or not self._counts(q, head):
            return None
        if share and q.in_words and head.lower_ not in words()["units"]["persons"]:
            return None
        stop, unit = self._extent(head)
        return q.first, stop, unit, head

    def _head_noun(self, i: int) -> Any:
        if i >= len(self.lexed.words):
            return None
        token = self.grid.token(self.lexed.starts[i])
        for _ in range(_MAX_MODIFIERS):
            if self._joins_on(token):
                token = token.nbor(2)
                continue
            if token.tag_ in _NOUNS and not self._leads_on(token):
                return token
            if self._is_nation(token):
                return token
            if token.tag_ not in _MODIFIERS or token.i + 1 >= len(token.tree):
                return token if _plain(token) in words()["units"]["persons"] else None
            if token.lower_ in what_of() and token.tag_ in ("VBN", "VBD") and not self._leads_on(token):
                return None
            token = token.nbor()
        return None

    def _is_nation(self, token: Any) -> bool:
        """Example: The war killed 1,100 Lebanese. A people's adjective that no noun follows."""
        end = token.idx + len(token.text)
        after = token.nbor().tag_ if token.i + 1 < len(token.tree) else ""
        if token.tag_[:2] not in ("JJ", "NN") or after in (*_MODIFIERS, *_NOUNS) or self._joins_on(token):
            return False
        return any(m.how == "demonym" for m, _ in self.around.actors_in(token.idx, end))

    def _joins_on(self, token: Any) -> bool:
        """Example: 128 Israeli and foreign nationals. An adjective that "and" joins to another before the noun."""
        ahead = token.tree[token.i + 1 : token.i + 4]
        joined = len(ahead) == 3 and ahead[0].lower_ in ("and", "or") and ahead[1].tag_[:2] == "JJ"
        return joined and token.tag_ in ("JJ", "NNP") and ahead[2].tag_ in (*_NOUNS, "JJ")

    def _leads_on(self, token: Any) -> bool:
        """Whether a noun or participle only leads on to the head noun behind it."""
        if token.i + 1 >= len(token.tree):
            return False
        after = token.nbor()
        if token.lower_ in words()["units"]["persons"] and after.lower_ not in words()["units"]["persons"]:
            return bool(token.lower_ == "police" and after.tag_ == "NNS")
        return after.tag_ in ("NN", "NNS", "HYPH", "POS") or (token.tag_[:2] == "JJ" and after.tag_ in _NOUNS)

    def _counts(self, q: Quantity, head: Any) -> bool:
        units = words()["units"]
        word = _plain(head)
        if self._is_nation(head):
            return True
        if word in units["ignored"] or (q.value == 1 and word == "people"):
            return False
        if head.tag_ in ("NNP", "NNPS"):
            return self._is_people(head)
        if word in units["persons"] or word in units["things"] or word in units["votes"]:
            return True
        small = q.in_words and q.upper is None and q.value <= _SMALL
        return head.tag_ == "NNS" and not small

    def _is_people(self, head: Any) -> bool:
        """Whether a proper noun is a people, in the plural: "32,000 Palestinians"."""
        end = head.idx + len(head.text)
        if head.lower_ in words()["units"]["peoples"]:
            return True
        named = self.around.actors_in(head.idx, end)
        return head.text.endswith("s") and any(m.how == "demonym" or a.type == "group" for m, a in named)

    def _extent(self, head: Any) -> tuple[int, str]:
        """The index after the counted noun and its name; "soldiers and police" is one."""
        parts = [head]
        after = head.nbor() if head.i + 1 < len(head.tree) else None
        compound = head.nbor(-1) if head.i and head.nbor(-1).dep_ == "compound" and head.nbor(-1).tag_ == "NN" else None
        own = head.text if head.tag_[:3] == "NNP" or self._is_nation(head) else _plain(head)
        scaled = compound is None or compound.lower_ in words()["scales"] or len(compound.lower_) == 1  # "4m barrels"
        name = own if scaled or compound is None else f"{compound.lower_} {own}"
        if (
            after is not None
            and after.lower_ == "and"
            and after.i + 1 < len(head.tree)
            and after.nbor().tag_[:1] != "V"
            and after.i + 1 < len(head.tree)
            and after.nbor().lower_ in words()["units"]["persons"]
        ):
            parts.append(after.nbor())
            name = f"{name} and {after.nbor().lower_}"
        last = parts[-1]
        return self.lexed.at(last.idx + len(last.text)), "people" if name in _STATES_OF_PEOPLE else name

    def _bare(self, q: Quantity) -> tuple[int, int, str, Any] | None:
        """A count without its noun, by the first rule that fits (figures/bare.py)."""
        return bare_count(Bare(self.lexed, self.grid, q, self.last, self._before(q), is_toll=self._is_toll(q)))

    def _is_toll(self, q: Quantity) -> bool:
        """Whether the clause puts a toll or a crowd before a number; "the number of monitors" is neither."""
        before, table = self._before(q), words()["sources"]
        for i, word in enumerate(before):
            if word in table["gathered"] or (word in table["toll"] and before[i + 1 : i + 2] != ("of",)):
                return True
            if word in table["toll"] and any(event(w) for w in before[i:]):
                return True
        return False

    def _before(self, q: Quantity) -> tuple[str, ...]:
        """The words before a number in its clause, a dozen at most."""
        low, i = self.lexed.lower, q.core
        while i > max(0, q.core - _BEFORE) and low[i - 1] not in (".", ";", ":") and i not in self.lexed.breaks:
            i -= 1
        return low[i : q.core]

    def _spoken_of(self, q: Quantity) -> str | None:
        """What the sentence speaks of before a bare count: "estimates of the dead", "the toll"."""
        start, end = self.grid.sentence(self.lexed.starts[q.core])[0], self.lexed.starts[q.core]
        told = (event(self.lexed.lower[i]) for i in reversed(self.lexed.within(start, end)))
        return next((t for t in told if t), None)


def _plain(noun: Any) -> str:
    """ "3,000 civilians2": a noun without the mark of a note that is glued to it."""
    word = str(noun.lower_)
    bare = word.rstrip("0123456789")
    return bare if bare in words()["units"]["persons"] else word
