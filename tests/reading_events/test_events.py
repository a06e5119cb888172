"""Events in PLOVER's types: the act, its intention, refusal, threat and demand; both sides; negation; who reports it."""

import pytest

from horseshoe.model import PLOVER_ROOTS, Actor, Document, Event
from horseshoe.reading.actors import find_actors
from horseshoe.reading.events import find_events
from horseshoe.reading.events.lexicon import choose, frames, group_of, noun_roots, places, senses
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse


def events(text: str, kind: str = "news") -> tuple[Event, ...]:
    parsed = parse(Document(text, "x", kind=kind))  # type: ignore[arg-type]
    known = Known()
    return find_events(parsed, Known(actors=find_actors(parsed, known)))


def one(text: str) -> Event:
    [event] = events(text)
    return event


@pytest.mark.parametrize(
    ("sentence", "root", "actor", "target"),
    [
        # acts, active and passive
        ("Ethiopia attacked Eritrean positions on Sunday.", "ASSAULT", "ETH", "ERI"),
        ("A Kenyan convoy was ambushed by Somali militants.", "ASSAULT", "SOM:rebels", "KEN"),
        ("Japan condemned the North Korean launch.", "ACCUSE", "JPN", "PRK"),
        ("Brazil praised Colombia for the accord.", "SUPPORT", "BRA", "COL"),
        ("Canada sent food aid to Sudan.", "AID", "CAN", "SDN"),
        ("India expelled two Pakistani diplomats.", "SANCTION", "IND", "PAK"),
        ("Myanmar's army arrested dozens of journalists.", "COERCE", "MMR", None),
        ("Poland deployed troops along the border with Belarus.", "MOBILIZE", "POL", None),
        ("Eritrea withdrew its soldiers from Djibouti.", "RETREAT", "ERI", "DJI"),
        ("Thousands of demonstrators marched in Caracas.", "PROTEST", "VEN:protesters", None),
        ("Cuba and Angola held talks on Tuesday.", "CONSULT", "CUB", None),
        # light verbs and event nouns
        ("Norway held talks with Russia in Oslo.", "CONSULT", "NOR", "RUS"),
        ("Sudan launched an offensive against Chad.", "ASSAULT", "SDN", "TCD"),
        ("Greece imposed sanctions on Turkey.", "SANCTION", "GRC", "TUR"),
        ("Jordan made an appeal to Iraq for oil.", "REQUEST", "JOR", "IRQ"),
        # ending an act is another act
        ("Norway lifted its sanctions against Serbia.", "CONCEDE", "NOR", "SRB"),
        ("Sweden suspended aid to Uganda.", "SANCTION", "SWE", "UGA"),
        ("Libya stopped shelling Tunisian villages.", "RETREAT", "LBY", "TUN"),
        # an intention: to cooperate, to harm
        ("Vietnam agreed to withdraw its troops from Cambodia.", "AGREE", "VNM", "KHM"),
        ("Spain is ready to provide aid to Morocco.", "AGREE", "ESP", "MAR"),
        ("Italy will send medicine to Albania.", "AGREE", "ITA", "ALB"),
        ("Iran threatened to attack Israel.", "THREATEN", "IRN", "ISR"),
        ("Russia said it would veto the British draft.", "THREATEN", "RUS", "GBR"),
        ("Chad will close its border with Libya, officials said.", "THREATEN", "TCD", "LBY"),
        # refusal and demand
        ("Egypt refused to sign the treaty with Ethiopia.", "REJECT", "EGY", "ETH"),
        ("Rwanda will not accept Burundian refugees.", "REJECT", "RWA", "BDI"),
        ("Mexico rejected a Guatemalan proposal.", "REJECT", "MEX", "GTM"),
        ("Croatia demanded that Serbia hand over the prisoners.", "REQUEST", "HRV", "SRB"),
        ("Ghana said that Togo must release the fishermen.", "REQUEST", "GHA", "TGO"),
        ("Finland urged Hungary to ratify the protocol.", "REQUEST", "FIN", "HUN"),
        ("Denmark advised Malta against signing the deal.", "REQUEST", "DNK", "MLT"),
    ],
)
def test_sentence(sentence: str, root: str, actor: str, target: str | None) -> None:
    event = one(sentence)
    assert event.root == root
    assert actor[:3] in {a[:3] for a in event.actors}
    if target is not None:
        assert target in {t[:3] for t in event.targets}


def test_the_span_is_the_sentence() -> None:
    text = "Nothing happened.  France attacked Spain.\n\nIt rained."
    assert one(text).span.text == "France attacked Spain."


def test_negation() -> None:
    assert one("Iran did not attack Israel.").negated
    assert not one("Iran attacked Israel.").negated


def test_reporter_is_not_the_actor() -> None:
    event = one("Iraq attacked Iran, Turkey said.")
    assert (event.actors, event.targets, event.reported_by) == (("IRQ",), ("IRN",), "TUR")


def test_a_pronoun_means_the_speaker() -> None:
    assert one("Peru said it would send food aid to Haiti.").actors == ("PER",)


def test_place_is_not_the_doer() -> None:
    event = one("Protesters clashed with police in Nairobi.")
    assert event.where == "KEN"
    assert one("Gunmen killed ten villagers in Darfur.").where == "SDN"


def test_doer_of_the_deed_a_passive_happens_in() -> None:
    event = one("Nine people were killed in an Israeli raid on Lebanon.")
    assert event.root == "ASSAULT"
    assert event.actors == ("ISR",)


def test_ethnic_groups_belong_to_the_state_they_live_in() -> None:
    event = one("Ethnic Albanians demonstrated in Serbia against the police.")
    assert not any(a.startswith("ALB") for a in event.actors)


def test_what_someone_else_s_clause_says_is_no_target() -> None:
    event = one("Kenya signed a treaty with Uganda, which Somalia called useless.")
    assert event.targets == ("UGA",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It rained all day.",
        "The weather in Geneva is mild in May.",
        "Whether France attacked is unknown.",
        "The ambassador told a news conference.",
        "If Chad attacks Libya, oil prices may rise.",
    ],
)
def test_no_event(text: str) -> None:
    assert not events(text)


def test_the_text_of_a_resolution_tells_no_event() -> None:
    text = "The Security Council,\n\n1. Condemns the attack by France on Spain;\n\n2. Demands that Spain withdraw."
    assert not events(text, "resolution")


def test_two_acts_joined_by_and() -> None:
    found = events("France condemned Spain and sent troops to Italy.")
    assert [e.root for e in found] == ["ACCUSE", "MOBILIZE"]


def test_at_most_two_events_a_sentence() -> None:
    text = "France attacked Spain, condemned Italy, sanctioned Malta, praised Chad and met Greece."
    assert len(events(text)) <= 2


def test_every_list_of_the_lexicon_holds() -> None:
    assert {s.root for rows in senses().values() for s in rows} <= set(PLOVER_ROOTS)
    assert {s.root for rows in senses().values() for s in rows} == set(PLOVER_ROOTS)
    assert set(noun_roots().values()) == set(PLOVER_ROOTS)
    assert len(senses()) > 900
    assert group_of()["guerrilla"] == "rebels"
    assert all(len(state) == 3 and state.isupper() for state in places().values())
    assert all(row["root"] in PLOVER_ROOTS for row in frames()["adjectives"].values())


def test_objects_choose_the_sense() -> None:
    aid = choose(["cut"], frozenset({"aid"}))
    assert aid is not None
    assert aid.sense.root == "SANCTION"
    assert choose(["cut"], frozenset({"ribbon"})) is None


def test_events_name_only_actors_the_text_names() -> None:
    parsed = parse(Document("Nobody attacked anyone. Troops attacked a town.", "x", kind="news"))
    assert not find_events(parsed, Known(actors=(Actor("FRA", "France", "state"),)))


@pytest.mark.parametrize(
    ("sentence", "actors", "targets"),
    [
        ("Students marched in Dakar.", ("SEN:citizens",), ("SEN:authorities",)),
        ("Togo's government lifted the curfew.", ("TGO:authorities",), ("TGO:citizens",)),
        ("Two editors were jailed in Vientiane.", ("LAO:authorities",), ("LAO:citizens",)),
        ("Bolivian police shot at protesters.", ("BOL:police",), ("BOL:protesters",)),
        ("The Albanians of southern Serbia demand autonomy.", ("SRB:citizens",), ()),
        ("Israel is opposed to French mediation.", ("ISR",), ("FRA",)),
    ],
)
def test_sides_within_one_state(sentence: str, actors: tuple[str, ...], targets: tuple[str, ...]) -> None:
    event = one(sentence)
    assert (event.actors, event.targets) == (actors, targets)


def test_two_verbs_share_the_object_behind_the_second() -> None:
    event = one("Rebels in Chad captured and killed the general.")
    assert event.root == "ASSAULT"
    event = one("In Chad, rebels deposed and killed President Idriss Ruritanov in April.")
    assert "idriss-ruritanov" in event.targets


def test_help_got_is_the_givers_aid_also_in_a_relative_clause() -> None:
    event = one("Somalia received food from Kenya in June.")
    assert (event.root, event.actors, event.targets) == ("AID", ("KEN",), ("SOM",))
    found = events("Rebels killed soldiers in Mali in a battle in which they received weapons from Libya.")
    assert ("AID", ("LBY",)) in [(e.root, e.actors) for e in found]


def test_a_person_is_a_target_beside_his_state() -> None:
    event = one("Rebels killed the Libyan dictator Muammar Gaddafi near Sirte.")
    assert event.root == "ASSAULT"
    assert event.targets == ("muammar-gaddafi", "LBY")
    assert "anna-ruritanov" not in one("Rebels killed a bodyguard of Anna Ruritanov in Sudan.").targets


@pytest.mark.parametrize(
    ("sentence", "roots"),
    [
        ("Ghana told Togo to release the fishermen.", ["REQUEST"]),
        ("Ghana told Togo that the season was over.", []),
        ("“Ghana will vote no,” its envoy told Togolese television.", []),
        ("Ghana expects Togo to release the fishermen.", ["REQUEST"]),
        ("Togo is expected to abstain.", []),
        ("Ghana tried two Togolese soldiers for the raid.", ["ACCUSE"]),
        ("Ghana tried to win over Togo.", []),
    ],
)
def test_a_verb_of_several_senses(sentence: str, roots: list[str]) -> None:
    assert [e.root for e in events(sentence)] == roots
