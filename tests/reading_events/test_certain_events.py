"""What an event asserts: its certainty, its own subject and object, and nothing of what is only said about an act."""

import pytest

from horseshoe.model import Document, Event
from horseshoe.reading.actors import find_actors
from horseshoe.reading.events import find_events
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse


def events(text: str) -> tuple[Event, ...]:
    parsed = parse(Document(text, "x", kind="news"))
    return find_events(parsed, Known(actors=find_actors(parsed, Known())))


def asserted(text: str) -> list[Event]:
    return [e for e in events(text) if e.certainty == "certain" and not e.negated]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad is reluctant to attack Sudan.",
        "Chad will never attack Sudan.",
        "Chad is expected to attack Sudan.",
        "It is not clear whether Chad attacked Sudan.",
        "Chad may attack Sudan.",
        "Chad failed to attack Sudan.",
        "Chad denied that it had attacked Sudan.",
        "If Chad attacks Sudan, the talks will end.",
        "Did Chad attack Sudan?",
        "Chad wants to attack Sudan.",
        "Chad denied it wants to attack Sudan.",
        "Officials hope that Chad will attack Sudan.",
        "Any state can attack Sudan.",
        "The government of Chad would have attacked Sudan.",
        "False reports said that Chad had not attacked Sudan.",
    ],
)
def test_what_is_not_told_as_done_is_not_asserted(sentence: str) -> None:
    assert asserted(sentence) == []


def test_an_act_told_as_done_is_asserted() -> None:
    [event] = asserted("Chad attacked Sudan.")
    assert (event.root, event.actors, event.targets) == ("ASSAULT", ("TCD",), ("SDN",))


def test_what_is_expected_is_probable() -> None:
    [event] = events("Chad is expected to attack Sudan.")
    assert (event.root, event.certainty, event.actors) == ("ASSAULT", "probable", ("TCD",))


def test_not_only_denies_nothing() -> None:
    [event] = asserted("Chad not only bombed Sudan but also blocked its ports.")
    assert event.actors == ("TCD",)


def test_an_announced_threat_is_made_whatever_its_condition() -> None:
    [event] = asserted("Chad said it would bomb Sudan unless the rebels left.")
    assert (event.root, event.targets) == ("THREATEN", ("SDN",))


def test_a_foretold_act_is_no_announcement() -> None:
    [event] = events("Chad will bomb Sudan.")
    assert event.certainty == "probable"


@pytest.mark.parametrize(
    ("sentence", "root", "targets"),
    [
        ("Chad praised the sanctions against Sudan.", "SUPPORT", ()),
        ("Chad condemned the attack on Sudan.", "ACCUSE", ()),
        ("Chad condemned Libya's raid on Sudan.", "ACCUSE", ("LBY",)),
        ("Chad opposes sanctions against Sudan.", "REJECT", ()),
        ("Chad praised Libya for the accord.", "SUPPORT", ("LBY",)),
    ],
)
def test_who_judges_an_act_judges_its_doer(sentence: str, root: str, targets: tuple[str, ...]) -> None:
    event = asserted(sentence)[0]
    assert (event.root, event.targets) == (root, targets)


@pytest.mark.parametrize(
    "sentence",
    ["Chad attacked Chad.", "Chad's forces killed Chadian civilians.", "Chad did not protest against its authorities."],
)
def test_a_state_does_nothing_to_itself(sentence: str) -> None:
    assert asserted(sentence) == []


def test_a_charge_is_the_speakers() -> None:
    [event] = asserted("Chad alleged that Sudan had violated its airspace.")
    assert (event.root, event.actors, event.targets) == ("ACCUSE", ("TCD",), ("SDN",))


def test_what_a_statement_demands_its_maker_demands() -> None:
    [event] = asserted("Chad issued a declaration demanding that Sudan open the border.")
    assert (event.root, event.actors, event.targets) == ("REQUEST", ("TCD",), ("SDN",))


def test_a_side_supplied_from_elsewhere_makes_it_probable() -> None:
    [event] = events("Chad mobilised reservists after a speech about Sudan.")
    assert event.targets == () or event.certainty == "probable"


@pytest.mark.parametrize("name", ["N. Korea", "DPR Korea", "North Korea", "the DPRK", "Korea DPR"])
def test_the_north_under_its_names(name: str) -> None:
    [event] = asserted(f"Japan imposed sanctions on {name}.")
    assert event.targets == ("PRK",)


def test_the_south_under_its_short_name() -> None:
    [event] = asserted("Japan praised S. Korea for the accord.")
    assert event.targets == ("KOR",)


def test_support_gained_is_the_givers() -> None:
    [event] = asserted("Chad gained support from Sudan.")
    assert (event.root, event.actors, event.targets) == ("SUPPORT", ("SDN",), ("TCD",))


def test_the_deed_in_which_people_die_names_both_sides() -> None:
    [event] = asserted("Ten people have been killed in the Chadian government's crackdown on protesters.")
    assert event.actors == ("TCD:authorities",)
    assert any("protesters" in t for t in event.targets)


@pytest.mark.parametrize("sentence", ["Chad said it would veto a draft on Sudan.", "Chad adopted a resolution on Sudan."])
def test_the_topic_of_a_text_is_no_side(sentence: str) -> None:
    assert all("SDN" not in e.targets for e in asserted(sentence))


def test_every_name_of_a_list_acts_with_the_first() -> None:
    [event] = asserted("On Monday, the United States, France, and Kenya condemned Sudan.")
    assert (event.root, event.actors, event.targets) == ("ACCUSE", ("USA", "FRA", "KEN"), ("SDN",))


@pytest.mark.parametrize(
    ("sentence", "root", "actors", "targets"),
    [
        ("Khartoum came under Chadian attack on Monday.", "ASSAULT", ("TCD",), ("SDN",)),
        ("Khartoum came under fire from Chad.", "ASSAULT", ("TCD",), ("SDN",)),
        ("Chad came under fire at the Security Council for its delays.", "ACCUSE", (), ("TCD",)),
        ("The Chadian raid on Sudan killed ten villagers.", "ASSAULT", ("TCD",), ("SDN",)),
        (
            "Kenya's envoy to the UN, Barbara Wekesa, called Sudan's attacks \"cowardly terrorism\".",
            "ACCUSE",
            ("KEN",),
            ("SDN",),
        ),
        ("Sudan's closest ally, Chad, condemned Kenya.", "ACCUSE", ("TCD",), ("KEN",)),
    ],
)
def test_who_acts_and_who_suffers(sentence: str, root: str, actors: tuple[str, ...], targets: tuple[str, ...]) -> None:
    [event] = asserted(sentence)
    assert (event.root, event.actors, event.targets) == (root, actors, targets)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad believes that it would be better for the Security Council to praise Sudan.",
        "Chad had to abstain, said Ali Deby, Chad's permanent representative to the United Nations.",
        "Thank you for the opportunity to brief you on Sudan.",
        'Chad called the strike in Sudan "one of the worst".',
    ],
)
def test_what_tells_no_act_of_one_side_on_the_other(sentence: str) -> None:
    assert all(e.root in ("ACCUSE", "ASSAULT") and not e.targets for e in asserted(sentence))


def test_where_people_meet_is_not_where_they_act() -> None:
    [event] = asserted("Meeting in Kenya, the ministers urged the African Union to talk.")
    assert event.actors == ()
    assert event.targets == ("african-union",)


def test_a_text_is_killed_by_its_opponents() -> None:
    [event] = asserted("Chad killed the resolution.")
    assert event.root == "REJECT"


@pytest.mark.parametrize(
    ("sentence", "root", "actors", "targets"),
    [
        ("In February UN Secretary-General Ban Ki-moon urged Kenya to talk.", "REQUEST", ("united-nations",), ("KEN",)),
        ("The Council met, as Chadian strikes have intensified.", "ASSAULT", ("TCD",), ()),
        ("The UN Security Council authorized a mission to help Haiti.", "AGREE", ("security-council",), ()),
        ("Chad denounced hundreds of villagers killed by Kenya.", "ACCUSE", ("TCD",), ("KEN",)),
    ],
)
def test_what_reports_tell(sentence: str, root: str, actors: tuple[str, ...], targets: tuple[str, ...]) -> None:
    found = [(e.root, e.actors, e.targets) for e in asserted(sentence)]
    assert (root, actors, targets) in found


def test_what_all_parties_are_to_spare_is_not_asked() -> None:
    assert all(e.certainty != "certain" or "SDN" not in e.targets for e in events("Chad urged all parties to spare Sudan."))


def test_who_must_not_be_a_target_is_not_asked() -> None:
    assert all(e.root != "REQUEST" for e in events("Chad said that Sudan must never be the target of a raid."))


def test_a_headline_that_judges_attacks_makes_none() -> None:
    assert all(e.actors != ("united-nations",) for e in asserted("UN denounces attacks on south Lebanon peacekeepers"))


def test_an_alliance_led_by_a_state_is_no_party_of_its_own() -> None:
    assert all(":opposition" not in a for e in events("The Chadian-led coalition bombed Sudan.") for a in e.actors)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Chad condemned the Kabul attack.", "AFG"),
        ("The Kabul airport attack on Thursday killed 13 troops from Chad.", "AFG"),
        ("Chad's envoy Ali Deby said that raids by rebels were crimes as they hit hospitals.", "TCD"),
        ("The government of Chad pushes to retake the town.", "TCD:authorities"),
    ],
)
def test_where_and_of_whom_it_is_told_is_no_side(sentence: str, wrong: str) -> None:
    sides = [i for e in asserted(sentence) if e.root in ("ASSAULT", "REQUEST") for i in e.actors]
    sides += [i for e in asserted(sentence) if e.root == "ACCUSE" for i in e.targets]
    assert wrong not in sides


def test_a_named_force_is_itself() -> None:
    [event] = asserted("Kenya condemned Sudan's paramilitary Rapid Support Forces.")
    assert event.targets == ("rapid-support-forces",)
