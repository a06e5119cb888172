"""A correction is held to what an item of its kind can say."""

from __future__ import annotations

from datetime import date

import pytest
from record_makers import document_of, read
from sqlalchemy import select

from horseshoe.errors import UsageError
from horseshoe.record.corrections import correct
from horseshoe.record.item_ref import ItemRef
from horseshoe.record.schema import corrections, documents, items

RIGHT = [
    ("position", {"label": "abstained"}),
    ("position", {"actor": "CHN"}),
    ("position", {"actor": "a-new-person"}),
    ("position", {"draft": 1}),
    ("figure", {"value": 12, "upper": 15.5}),
    ("figure", {"label": "killed"}),
    ("draft", {"label": "adopted", "day_from": date(2012, 1, 1), "day_to": date(2012, 1, 2)}),
    ("draft", {"situation": "MLI"}),
    ("event", {"label": "PROTEST"}),
    ("claim", {"target": None}),
]
WRONG = [
    ("position", {"label": "vetoes maybe"}, "use sponsors"),
    ("position", {"label": None}, "cannot be empty"),
    ("position", {"label": "<script>"}, "is no label"),
    ("position", {"actor": "Somebody Else"}, "give an id"),
    ("position", {"actor": "x" * 500}, "give an id"),
    ("position", {"value": 3}, "has no value"),
    ("position", {"draft": 999_999}, "number of a draft"),
    ("position", {"draft": "one"}, "number of a draft"),
    ("draft", {"label": "voted"}, "use pending"),
    ("draft", {"situation": "Narnia"}, "such as SYR"),
    ("draft", {"day_from": date(2012, 1, 2), "day_to": date(2012, 1, 1)}, "lies before"),
    ("draft", {"day_from": "soon"}, "YYYY-MM-DD"),
    ("figure", {"value": float("nan")}, "give a number"),
    ("figure", {"value": float("inf")}, "give a number"),
    ("figure", {"value": 1e300}, "give a number"),
    ("figure", {"value": 15, "upper": 12}, "is below"),
    ("figure", {"label": "two\nlines"}, "one line"),
    ("event", {"label": "protest"}, "use "),
]


@pytest.fixture
def item(record):
    """Gives the reference of the first item of a kind."""
    record.add_documents([document_of(1)], read=read, everything=True)

    def of(kind: str) -> ItemRef:
        with record.snapshot() as connection:
            row = connection.execute(select(items).where(items.c.kind == kind)).first()
            return ItemRef.of(connection.execute(select(documents.c.id)).scalar_one(), row)

    return of


@pytest.mark.parametrize(("kind", "changes"), RIGHT)
def test_what_an_item_can_say_is_taken(record, item, kind, changes):
    ref = item(kind)
    with record.transaction() as connection:
        assert correct(connection, ref, "corrected", changes) >= 1


@pytest.mark.parametrize(("kind", "changes", "words"), WRONG)
def test_what_no_item_can_say_is_refused_in_one_line(record, item, kind, changes, words):
    ref = item(kind)
    with pytest.raises(UsageError) as caught, record.transaction() as connection:
        correct(connection, ref, "corrected", changes)
    assert words in caught.value.line()
    assert "\n" not in caught.value.line()
    with record.snapshot() as connection:
        assert connection.execute(select(corrections)).first() is None
