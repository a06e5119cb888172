"""Votes and stances told in passing: who stopped a draft, who could live with it, whose threat it is."""

from __future__ import annotations

import pytest
from examples import CONTEXT, must_show, read

TOLD = [
    ("Five members of the Council voted in favour of the draft resolution.", ["!draft adopted"]),
    ("The Security Council voted against the draft resolution.", ["draft failed"]),
    ("Oman and Mali, which had been uncommitted on the draft, are now in favour of it.", ["!OMN undecided"]),
    (
        "On Friday, during a closed Security Council meeting on Chad, Russia and China both vetoed the draft.",
        ["vetoed by RUS", "vetoed by CHN", "!TCD voted_against"],
    ),
    (
        "Russia and China both vetoed it. It got two votes in favour, two against and eleven abstentions.",
        ["draft failed", "RUS voted_against", "!RUS vetoed", "vote 2 2 11"],
    ),
    ("Eleven members including Chad, Mali, and Togo abstained.", ["TGO abstained"]),
    ("The United States said it would veto a Palestinian bid for full membership.", ["USA threatens_veto"]),
    (
        "Twelve voted for it, with two abstentions — Chad and Britain — and the U.S. with the lone veto, killing the text.",
        ["vetoed by USA", "!vetoed by GBR"],
    ),
    ("The text got six “aye” votes, three short of the nine needed, as all other members abstained.", ["vote 6 0 9"]),
    ("Countries that voted to adopt the draft resolution were Togo and Mali.", ["TGO voted_for", "MLI voted_for"]),
    ("Eleven of the 15 permanent and non-permanent members voted for it, and four abstained.", ["vote 11 0 4"]),
    (
        "Two members of the Council, Chad and Mali, voted for the General Assembly resolution. The rest abstained.",
        ["!TCD voted_for", "!MLI voted_for"],
    ),
    (
        "Ten members in the 15-member Council voted for the draft. Three voted against it, including Chad and Mali.",
        ["TCD voted_against", "MLI voted_against", "vote 10 3 None"],
    ),
    ("Togo is not in compliance with resolution 2202 that endorses the Lomé deal.", ["!draft adopted"]),
    ("The draft appears doomed to be vetoed by Russia.", ["RUS threatens_veto probable", "!by draft"]),
    ("UNITED NATIONS (AP) _ France cast its first veto in years, blocking the draft.", ["draft vetoed", "vetoed by FRA"]),
    (
        "Britain stood alone in opposing it; Togo abstained and the other 13 members backed it.",
        ["vetoed by GBR", "vote 13 1 1"],
    ),
    ("The draft won 13 votes, and Oman abstained.", ["draft put_to_vote", "OMN abstained"]),
    ("China said it could live with the draft.", ["CHN supports"]),
    ("Kenya threw its weight behind the draft.", ["KEN supports"]),
    ("Niger gave its blessing to the peace plan.", ["!NER supports"]),
    ("Russia has made clear it will not let the draft through.", ["RUS threatens_veto"]),
    ("Rwanda has reservations about the draft.", ["RWA criticises"]),
    (
        "A Western diplomat, who would not be named, said Russia disliked it and that it would use its veto.",
        ["RUS threatens_veto"],
    ),
    ("A diplomat said it could not be ruled out that Russia would veto the draft.", ["RUS threatens_veto possible"]),
    ("Six members, among them Peru (a critic), abstained, with two against: Cuba and Yemen.", ["CUB voted_against"]),
    ("Nine voted in favour, Mali and Oman against, and Togo abstained.", ["MLI voted_against", "OMN voted_against"]),
    ("Twelve of the Council's 15 members voted for it, one (Cuba) voted against, two (Chad, Mali) abstained.", ["vote 12 1 2"]),
    ("The vote was 10 to 4, with Finland abstaining.", ["vote 10 4 1", "FIN abstained"]),
    ("Resolution 1234 got twelve votes.", ["draft adopted"]),
    (
        "China, which has vetoed six resolutions on Syria, opposed it. Ten voted in favour, and Peru voted no.",
        ["vote 10 None None"],
    ),
    (
        "UNITED NATIONS - Gabon and Oman are working on a Security Council resolution that would ban arms sales.",
        ["GAB sponsors"],
    ),
    (
        "Russia's draft failed. Only Chad and Mali voted for the draft, which was co-sponsored by India.",
        ["TCD voted_for", "drafts 1"],
    ),
    (
        "It adopted a resolution extending the sanctions on Mali, with only Cuba dissenting.",
        ["extends MLI: extending the sanctions on Mali"],
    ),
    ("Ten voted for it, four - China, Oman, Angola and Chad - abstained.", ["vote 10 None 4", "OMN abstained"]),
    ("Only China and Brazil joined Moscow in voting for it; the other 12 members abstained.", ["BRA voted_for", "vote 3 0 12"]),
    ("A resolution needs at least nine votes to pass.", ["drafts 1"]),
    (
        "UNITED NATIONS - China vetoed a draft resolution put forward by Britain on Friday "
        "urging Eritrea to free its prisoners.",
        ["urges ERI: urging Eritrea to free its prisoners", "sponsor GBR"],
    ),
    ("The text got 12 votes, with three abstentions expected: Mali, Chad and Togo.", ["!MLI abstained"]),
]


@pytest.mark.parametrize(("sentence", "told"), TOLD, ids=[s[:40] for s, _ in TOLD])
def test_told_in_passing(sentence: str, told: list[str]) -> None:
    must_show(CONTEXT + sentence if not sentence.startswith("UNITED") else sentence, told)


RECALLED = [
    "NEW YORK - Recalling Resolution 2999, which demands a truce in Chad, the Council urged Togo to carry out this resolution.",
    "NEW YORK - We refer to Security Council Resolution 2998 on Chad, and to what follows where a party breaks the Resolution.",
    "NEW YORK - On Friday the Security Council adopted a resolution on Chad. A second resolution will have to follow it.",
    "NEW YORK - Last May a Security Council resolution authorized a mission in Chad, which is at work.",
]


@pytest.mark.parametrize("text", RECALLED)
def test_a_resolution_in_force_is_no_draft_on_the_table(text: str) -> None:
    assert all(d.status == "adopted" for d in read(text).drafts)


def test_who_vetoes_in_a_headline_sponsors_nothing() -> None:
    text = (
        "Russia Vetoes UNSC Resolution Rejecting Chad Declaration\n\nAll 14 others backed the resolution on Chad, envoys said."
    )
    must_show(text, ["vetoed by RUS", "!sponsor RUS"])
