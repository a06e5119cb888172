"""Every rule over a tree carries an example sentence; each is read, and what the rule is for must come out ("!" must not)."""

from __future__ import annotations

import pytest
from examples import CONTEXT, examples, facts, read

EXPECTED: dict[str, list[str]] = {
    "drafts.attributes._would": ["sponsor JPN"],
    "drafts.attributes._jointly": ["drafts 1", "GBR voted_for", "sponsor GBR"],
    "drafts.attributes._got_votes": ["vote 12 None None"],
    "reality._taken": ["RUS vetoed", "!RUS threatens_veto"],
    "predications._stopped_it": ["RUS vetoed", "draft vetoed"],
    "positions.criticism._blamed": ["GBR criticises", "GBR to CHN", "TGO to RUS", "CHN vetoed"],
    "grammar.giver_before": ["RUS threatens_veto possible", "!USA threatens_veto possible"],
    "positions.urging._has_another_object": ["!SRB urges"],
    "grammar.with_conjuncts": ["RUS vetoed", "CHN vetoed", "!FRA vetoed"],
    "grammar._denied": ["CHN vetoed", "!RUS vetoed"],
    "grammar._possessor": ["RUS threatens_veto", "RUS vetoed", "CHN vetoed"],
    "grammar._controller_of_gerund": ["RUS vetoed", "CHN abstained", "GBR voted_for", "!GBR vetoed"],
    "grammar._named_beside": ["RUS vetoed", "CHN abstained"],
    "grammar.owner_by_pronoun": ["CHN vetoed", "RUS vetoed"],
    "grammar.judged_before": ["RUS vetoed", "!FRA vetoed"],
    "grammar.exceptions": ["SYR opposes", "!RUS supports", "!CUB supports"],
    "grammar.any_of": ["!RUS voted_against", "!CHN vetoed", "draft pending"],
    "predications._of_something_else": ["!CHN abstained", "!USA vetoed", "!CUB voted_against", "draft pending"],
    "predications.elsewhere": ["!CUB voted_against", "draft pending"],
    "predications._excepted": ["TGO voted_for negated", "GAB voted_against"],
    "reality._to_come": ["RUS threatens_veto", "RUS threatens_veto probable", "RUS threatens_veto possible"],
    "reality._is_asked": ["!RUS supports"],
    "reality._carried_out": ["CHN vetoed", "RUS vetoed", "!FRA vetoed"],
    "reality.realised": ["RUS vetoed"],
    "who._spelt_out": ["BRA abstained", "ZAF abstained", "TGO voted_for"],
    "drafts.topic.place_at": ["situation PSE"],
    "drafts.attributes._sponsors": ["sponsor FRA", "sponsor RUS"],
    "drafts.attributes._owner_by_pronoun": ["sponsor SWE", "sponsor KWT"],
    "drafts.attributes._sponsoring_clause": ["sponsor JPN", "BRA sponsors", "NOR sponsors"],
    "drafts.attributes._doubtful": ["!sponsor FRA"],
    "grammar.under_a_vote": ["CHN voted_for", "draft adopted"],
    "drafts.attributes._situation": ["situation YEM", "situation MLI"],
    "drafts.attributes._unreal": ["drafts 1"],
    "drafts.attributes._fate": ["draft failed"],
    "drafts.attributes._blocked": ["draft vetoed", "vetoed by CHN", "vetoed by FRA"],
    "drafts.ballots._permanent_no": ["draft vetoed", "vetoed by CHN", "vetoed by RUS"],
    "grammar._antecedents": ["FRA abstained", "TGO abstained"],
    "drafts.mentions._other_resolution": ["drafts 1", "!mention The General Assembly resolution"],
    "drafts.mentions._of_another_body": ["drafts 1", "!draft adopted"],
    "drafts.mentions._opens_a_name": ["mention a draft UN Security Council resolution", "!mention draft"],
    "drafts.mentions._one_of_its_sponsor": ["sponsor USA", "sponsor RUS", "draft vetoed", "draft failed"],
    "drafts.mentions._after_headline_verb": ["mention Security Council Draft Resolution"],
    "drafts.mentions._left_edge": ["mention a European-drafted Security Council resolution", "european-countries sponsors"],
    "drafts.mentions._inside_a_draft": ["mention a resolution", "!mention an Arab League plan"],
    "drafts.mentions._voted_on": ["mention a Western plan", "mention a Russian proposal"],
    "drafts.mentions._points_back": ["mention The measure", "mention the text", "draft failed"],
    "drafts.mentions._pronoun_for_draft": ["draft adopted", "RUS opposes"],
    "act_nouns._veto_noun": ["RUS vetoed", "CHN vetoed", "FRA threatens_veto underspecified", "!FRA vetoed"],
    "act_nouns._ballot_noun": ["CHN abstained", "IND abstained", "RUS voted_against"],
    "act_nouns._attitude_noun": ["CHN opposes", "GBR supports"],
    "drafts.provisions._verbs": [
        "calls None: calling for peace",
        "condemns None: condemning the siege",
        "imposes None: would impose sanctions",
    ],
    "drafts.provisions._after_sponsor": ["urges None: urges the president to go"],
    "drafts.provisions.council_acts": ["extends None: extended the mandate"],
    "drafts.provisions._to_do": ["extends IRN: extend the embargo on Iran"],
    "drafts.provisions._foretold": ["!gives SRB: would give Serbia a free hand", "drafts 1"],
    "drafts.provisions._without_vote_date": ["threatens None: containing the threat of sanctions against Syria"],
    "drafts.provisions._addressee": ["imposes ERI: imposes sanctions on Eritrea"],
    "reality.reality": ["RUS threatens_veto", "RUS abstained possible", "RUS opposes", "!RUS supports"],
    "predications._for_or_against": ["UGA opposes", "PAN supports"],
    "predications._purpose_of_a_veto": ["FRA vetoed", "!FRA threatens_veto possible"],
    "predications._not_let_pass": ["RUS threatens_veto"],
    "predications._adverb": ["TGO voted_against", "GUY voted_for", "BRA voted_against"],
    "predications._noun_object": ["CHN voted_against", "CHN threatens_veto"],
    "grammar._controller": ["GAB supports probable", "NOR supports probable"],
    "grammar._taken_for_object": ["TCD voted_against", "TGO abstained", "!TGO voted_against", "!TCD abstained"],
    "who.joining": ["GBR abstained", "CAN abstained", "MLT abstained"],
    "drafts.listed.listed": ["CUB voted_against", "YEM voted_against", "GHA abstained", "MLI abstained", "vote 10 2 2"],
    "act_nouns._stops": ["USA vetoed", "GBR abstained", "draft vetoed"],
    "drafts.targets._outside": ["RUS vetoed", "FRA sponsors", "draft vetoed", "draft pending", "!draft put_to_vote"],
    "who._teller": ["ESP supports", "TCD supports"],
    "drafts.targets._in_other_clause": ["JPN voted_for", "JPN abstained"],
    "drafts.votes.told_of_another": ["vote None None None", "draft pending"],
    "drafts.votes.find_tally": ["vote 10 0 5"],
    "who._by_modifier": ["CHN abstained", "GUY abstained"],
    "who.body_of": ["amnesty-international criticises"],
    "who._pronoun": ["BRA supports"],
    "who._subject_before": ["RUS abstained", "!RUS vetoed"],
    "who._behind_copula": ["RUS voted_against"],
    "who._listed": ["RUS abstained", "CHN abstained", "GBR voted_against", "TGO voted_against"],
    "positions.criticism._called": ["RUS criticises"],
    "positions.criticism._said_of": ["RUS criticises"],
    "positions.criticism._says": ["RUS criticises"],
    "positions.telling.said_on": ["RUS threatens_veto", "said 2012-01-30"],
    "positions.telling.reported_by": ["RUS threatens_veto", "by western-countries"],
    "positions.telling.condition": ["RUS if any resolution that it finds unacceptable unless the vote is put off"],
    "positions.undecided._open": ["CHN undecided", "TGO undecided", "IND undecided"],
    "positions.urging._verb": ["amnesty-international to RUS", "JPN urges"],
    "positions.urging._should": ["RUS urges", "RUS to FRA"],
    "claims.blame.blames": ["blame SYR:authorities armed-gangs", "accusation FRA RUS"],
    "claims.blame.faults": ["blame ISR hamas", "blame GHA rebels"],
    "claims.denial.denials": ["denial SDN FRA", "denial SDN None"],
    "claims.denial.rejected_charges": ["accusation FRA BLR denied by BLR", "denial BLR None"],
    "claims.foresight.predictions": ["prediction RUS None"],
    "claims.foresight.precedents": ["precedent RUS LBY"],
}
FOUND = dict(examples())


def test_every_example_is_expected_of() -> None:
    assert set(FOUND) == set(EXPECTED)


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_example(rule: str) -> None:
    told = facts(read(CONTEXT + FOUND[rule]))
    for wanted in EXPECTED[rule]:
        if wanted.startswith("!"):
            assert wanted[1:] not in told
        else:
            assert wanted in told, sorted(told)
