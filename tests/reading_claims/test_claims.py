"""Blame, accusation and denial: who makes it, whom it is about and who denies it; own sentences."""

from __future__ import annotations

import pytest

from horseshoe.model import Claim, Document
from horseshoe.reading import read_document


def claims(text: str) -> list[Claim]:
    """The claims of a text in order."""
    return list(read_document(Document(text=text, path="own.txt")).claims)


ACCUSED = [
    ("Peru accuses Kenya of arming its foe, a charge Nairobi rejects.", "PER", "KEN", "KEN"),
    ("Peru accused Chile of spying, an allegation that the Chilean envoy dismissed as propaganda.", "PER", "CHL", "CHL"),
    ("Peru accused Chile of spying, a claim few believe.", "PER", "CHL", None),
    ("Kenya's envoy, Peter Mboya, spoke next. He accused Eritrea of sending guns.", "KEN", "ERI", None),
    (
        "Heavy fighting in Sudan went on in Darfur. The army accuses Chad of feeding the war, which Chad denies.",
        "SDN:army",
        "TCD",
        "TCD",
    ),
    ("Israel's ambassador, Gila Tal, said the responsibility “lies with Hamas”.", "ISR", "hamas", None),
    ("The Kenyan envoy said Eritrea was to blame for the famine.", "KEN", "ERI", None),
    ("The Kenyan envoy said Eritrea bears responsibility for the famine.", "KEN", "ERI", None),
    (
        "The Iranian envoy spoke to the Security Council. He accused it of double standards.",
        "IRN",
        "security-council",
        None,
    ),
    ("Unita has accused Mali of rigging the vote. President Jean Sy of Mali denies the charge.", "unita", "MLI", "MLI"),
    ("Togo accused the rebels of looting the depot. Qatar rejected the accusation.", "TGO", "rebels", "QAT"),
    (
        "The United States accused the rebels of looting the depot. Qatar, which funds the rebels, denied it.",
        "USA",
        "rebels",
        "QAT",
    ),
    ("Togo accused the rebels of looting the depot. Qatar rejected the draft.", "TGO", "rebels", None),
    ("The war goes on in Yemen, where Riyadh accuses Tehran of arming the north.", "SAU", "IRN", None),
    ("Mali's envoy blamed Nkunda's men. Laurent Nkunda said no.", "MLI", "laurent-nkunda", None),
    ("He accused President Paul Biyela and France of lying, the Kenyan envoy said.", "KEN", "paul-biyela", None),
]


@pytest.mark.parametrize(("text", "maker", "about", "denied"), ACCUSED, ids=[a[0][:40] for a in ACCUSED])
def test_accusation(text: str, maker: str, about: str, denied: str | None) -> None:
    found = [c for c in claims(text) if c.kind in ("blame", "accusation")]
    assert [(c.actor, c.about, c.denied_by) for c in found] == ([(maker, about, denied)] if maker else [])


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("Indonesian officers deny having organised the gangs.", "IDN"),
        ("Mali called the report by France baseless.", "MLI"),
        ("The war went on in Mali. Chad says 20 men were shot, which the army has called a fabrication.", "MLI:army"),
        ("Mali dismissed the allegation as lies.", "MLI"),
    ],
)
def test_denial(text: str, maker: str) -> None:
    assert [(c.kind, c.actor) for c in claims(text)] == [("denial", maker)]


@pytest.mark.parametrize(
    "text",
    [
        "Mali called the vote a lie.",
        "The Council said it would hold responsible any party which refused talks.",
        "Kenya said nobody was to blame.",
        "The law lies with the court, Kenya said.",
        "Mali said it was responsible for its own people.",
    ],
)
def test_no_claim(text: str) -> None:
    assert claims(text) == []


def test_he_who_is_accused_is_the_person_named_before() -> None:
    [found] = claims("Rolf Ekeus, the UN's chief inspector, wrote the report. The Russians accuse him of haste.")
    assert (found.actor, found.about) == ("RUS", "united-nations")
