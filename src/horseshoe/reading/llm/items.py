"""A model's answer as items of the model's types. Each is kept only with its proof; what is dropped is counted by reason."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, cast

from horseshoe.council.rule import SEATS
from horseshoe.council.states import find_state, fold, name_on
from horseshoe.errors import OutsideRecordError
from horseshoe.model import (
    PLOVER_ROOTS,
    STANCES,
    Actor,
    Claim,
    ClaimKind,
    Draft,
    DraftStatus,
    Event,
    Mention,
    PloverRoot,
    Position,
    Quote,
    Span,
    Speaker,
    Stance,
    VoteCount,
)
from horseshoe.reading.known import Known
from horseshoe.reading.llm.align import find_name, find_words
from horseshoe.reading.llm.prompt import CLAIM_KINDS
from horseshoe.stances import COURSE

MOST_ITEMS = 400  # of one list in one answer
_ZERO_TO_FIFTEEN = "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS = dict(enumerate(_ZERO_TO_FIFTEEN.split()))


class DroppedError(Exception):
    """An item the text does not bear out; the message is the reason that is counted."""


@dataclass
class Collector:
    """Takes answers about pieces of one text and holds what is kept; `known` was found without the model."""

    text: str
    known: Known
    dropped: Counter[str] = field(default_factory=Counter)
    actors: dict[str, Actor] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    positions: list[Position] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.actors = {a.id: a for a in self.known.actors}

    def take(self, answer: str, start: int, end: int) -> None:
        """Keep what the text `[start, end)` bears out of one answer; count the rest."""
        data = read_object(answer)
        if data is None:
            self.dropped["answer is no JSON object"] += 1
            return
        makers: dict[str, Callable[[dict[str, Any], Span], None]] = {
            "quotes": self._quote,
            "drafts": self._draft,
            "positions": self._position,
            "events": self._event,
            "claims": self._claim,
        }
        for unknown in set(data) - set(makers):
            self.dropped["field outside the schema"] += bool(unknown)
        for name, make in makers.items():
            rows = data.get(name)
            for row in (rows if isinstance(rows, list) else [])[:MOST_ITEMS]:
                self._keep(make, row, start, end)

    def _keep(self, make: Callable[[dict[str, Any], Span], None], row: Any, start: int, end: int) -> None:
        try:
            if not isinstance(row, dict):
                raise DroppedError("item is no object")
            quotation = row.get("quotation")
            span = find_words(self.text, quotation, start, end) if isinstance(quotation, str) else None
            if span is None:
                raise DroppedError("quotation not in the text")
            make(row, span)
        except DroppedError as reason:
            self.dropped[str(reason)] += 1

    def _actor(self, value: Any) -> str:
        """The id of an actor that the text names; Dropped where it does not."""
        if not isinstance(value, str):
            raise DroppedError("actor is no name")
        span = find_name(self.text, value)
        if span is None:
            raise DroppedError("actor not mentioned in the text")
        for mention, actor in self.known.mentions:
            if mention.span.text == span.text or mention.span == span:
                return actor.id
        return self._new_actor(span)

    def _new_actor(self, span: Span) -> str:
        name = " ".join(span.text.split())
        try:
            id_ = find_state(name)
        except OutsideRecordError:
            id_ = "-".join(fold(name).split())
        if not id_:
            raise DroppedError("actor is no name")
        kind = "state" if id_.isupper() else "organisation"
        actor = Actor(id_, name_on(id_) if kind == "state" else name, cast(Any, kind), (Mention(span, "name"),))
        self.actors.setdefault(id_, actor)
        return id_

    def _maybe(self, value: Any) -> str | None:
        return self._actor(value) if value not in (None, "") else None

    def _all(self, values: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._actor(v) for v in (values if isinstance(values, list) else [])))

    def _quote(self, row: dict[str, Any], span: Span) -> None:
        named = row.get("speaker")
        speaker = None
        if named not in (None, ""):
            id_ = self._actor(named)
            where = find_name(self.text, named)
            speaker = Speaker(where, actor=id_, name=where.text) if where else None
        near = (max(0, span.start - 300), min(len(self.text), span.end + 300))
        cue = find_name(self.text, row["cue"], *near) if isinstance(row.get("cue"), str) else None
        kind = _closed(row.get("kind") or "direct", ("direct", "indirect", "mixed"))
        self.quotes.append(Quote(span, (span,), cast(Any, kind), speaker, cue=cue))

    def _draft(self, row: dict[str, Any], span: Span) -> None:
        status = _closed(row.get("status") or "pending", COURSE)
        label = row["label"] if isinstance(row.get("label"), str) and row["label"].strip() else span.text
        symbol = row.get("symbol")
        symbol = symbol if isinstance(symbol, str) and find_name(self.text, symbol) else None
        key = " ".join(label.split())[:120]
        if key in self.drafts:
            old = self.drafts[key]
            if span not in old.mentions:
                self.drafts[key] = replace(old, mentions=tuple(sorted((*old.mentions, span))))
            return
        around = self.text[max(0, span.start - 400) : span.end + 400]
        counts = {name: _counted(row.get(name), around) for name in ("yes", "no", "abstain")}
        self.drafts[key] = Draft(
            id=f"draft-{len(self.drafts) + 1}",
            label=key,
            mentions=(span,),
            symbol=symbol,
            sponsors=self._all(row.get("sponsors")),
            status=cast(DraftStatus, status),
            vote=VoteCount(None, counts["yes"], counts["no"], counts["abstain"]),
        )

    def _position(self, row: dict[str, Any], span: Span) -> None:
        stance = _closed(row.get("stance"), STANCES)
        condition = row.get("condition")
        words = find_words(self.text, condition) if isinstance(condition, str) else None
        draft = self.drafts.get(" ".join(str(row.get("draft")).split())[:120])
        self.positions.append(
            Position(
                self._actor(row.get("actor")),
                cast(Stance, stance),
                span,
                target=draft.id if draft else None,
                addressee=self._maybe(row.get("addressee")),
                condition=words.text if words else None,
                reported_by=self._maybe(row.get("reported_by")),
            )
        )

    def _event(self, row: dict[str, Any], span: Span) -> None:
        root = _closed(row.get("root"), PLOVER_ROOTS)
        actors, targets = self._all(row.get("actors")), self._all(row.get("targets"))
        if not actors and not targets:
            raise DroppedError("event without an actor")
        self.events.append(Event(cast(PloverRoot, root), actors, span, targets, negated=row.get("negated") is True))

    def _claim(self, row: dict[str, Any], span: Span) -> None:
        kind = _closed(row.get("kind"), CLAIM_KINDS)
        self.claims.append(
            Claim(cast(ClaimKind, kind), self._actor(row.get("actor")), span, about=self._maybe(row.get("about")))
        )

    def warnings(self) -> tuple[str, ...]:
        """One line on what was dropped and why; empty where nothing was."""
        total = sum(self.dropped.values())
        if not total:
            return ()
        reasons = ", ".join(f"{n}: {reason}" for reason, n in self.dropped.most_common())
        return (f"language model reader: {total} item{'s' if total != 1 else ''} dropped ({reasons})",)


def read_object(answer: str) -> dict[str, Any] | None:
    """The JSON object an answer is, or holds inside a code fence; None where it is none."""
    fenced = re.search(r"```(?:json)?\s*(\{.*\})\s*```", answer, re.DOTALL)
    try:
        data = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _closed(value: Any, allowed: Iterable[str]) -> str:
    if not isinstance(value, str) or value not in tuple(allowed):
        raise DroppedError("type outside the closed list")
    return value


def _counted(value: Any, around: str) -> int | None:
    """A count of votes that the text near the draft has in figures or words; None otherwise."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= SEATS:
        return None
    spelled = {str(value), NUMBERS[value], *(["no"] if value == 0 else [])}
    found = re.search(r"(?<!\w)(?:" + "|".join(spelled) + r")(?!\w)", around, re.IGNORECASE)
    return value if found else None
