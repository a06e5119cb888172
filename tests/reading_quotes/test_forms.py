"""The forms of direct, indirect and mixed speech, each in a sentence of our own."""

from __future__ import annotations

import pytest

from horseshoe.model import Document, Quote
from horseshoe.reading.actors import find_actors
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse
from horseshoe.reading.quotes import find_quotes


def read(text: str) -> tuple[Quote, ...]:
    """The quotes of a text, with the actors that the actors station finds."""
    parsed = parse(Document(text=text, path="own.txt"))
    return find_quotes(parsed, Known(actors=find_actors(parsed, Known())))


def words(q: Quote) -> str:
    """Content and speaker of a quote on one line."""
    speaker = q.speaker.span.text if q.speaker else None
    return f"{q.kind}|{speaker}|{' … '.join(p.text for p in q.parts)}"


DIRECT = [
    # cue after, before, inside, absent
    ('"We will not accept this text," Churkin said.', 'direct|Churkin|"We will not accept this text,"'),
    ('"We will not accept this text," said Churkin.', 'direct|Churkin|"We will not accept this text,"'),
    ("“The sanctions have failed,” the minister told reporters.", "direct|the minister|“The sanctions have failed,”"),
    ('Rice said: "This is a stain on the Council."', 'direct|Rice|"This is a stain on the Council."'),
    ('Rice said, "This is a stain on the Council."', 'direct|Rice|"This is a stain on the Council."'),
    (
        '"We regret the vote," Haley said, "and we shall try again."',
        'direct|Haley|"We regret the vote," … "and we shall try again."',
    ),
    (
        '"We regret the vote," Araud said. "We shall try again next week."',
        'direct|Araud|"We regret the vote," … "We shall try again next week."',
    ),
    ('"The text is dead," Churkin.', 'direct|Churkin|"The text is dead,"'),
    ('"All sides must stop the shelling." - Commissioner Navi Pillay', None),
    ('According to Lavrov, "the text is one-sided."', None),
    ('In a statement, the mission said: "The ceasefire holds."', 'direct|the mission|"The ceasefire holds."'),
    ('"We will wait," Lavrov was quoted as saying by Interfax.', 'direct|Lavrov|"We will wait,"'),
    # other marks
    ("«We shall abstain,» the envoy said.", "direct|the envoy|«We shall abstain,»"),
    ("'We shall abstain,' the envoy said.", "direct|the envoy|'We shall abstain,'"),
    ("The envoy said 'We shall abstain.'", "direct|The envoy|'We shall abstain.'"),
    ("''We shall abstain,'' the envoy said.", "direct|the envoy|''We shall abstain,''"),
    ("‘We cannot wait,’ the envoy said.", "direct|the envoy|‘We cannot wait,’"),
    ("The envoy said,“We cannot wait any longer.”", "direct|The envoy|“We cannot wait any longer.”"),
    # editing inside
    ('"[W]e need […] a binding text," Grant said.', 'direct|Grant|"[W]e need […] a binding text,"'),
]


@pytest.mark.parametrize(("text", "expected"), [case for case in DIRECT if case[1]])
def test_direct_speech(text: str, expected: str) -> None:
    assert expected in [words(q) for q in read(text)]


INDIRECT = [
    ("Churkin said that Moscow would veto the draft.", "indirect|Churkin|that Moscow would veto the draft"),
    ("Churkin said Moscow would veto the draft.", "indirect|Churkin|Moscow would veto the draft"),
    ("The envoy asked whether the monitors could stay.", "indirect|The envoy|whether the monitors could stay"),
    ("France denied that it had armed the rebels.", "indirect|France|that it had armed the rebels"),
    ("The draft, Churkin said, was one-sided.", "indirect|Churkin|The draft … was one-sided"),
    (
        "At least 40 people were killed on Friday, according to the monitors.",
        "indirect|the monitors|At least 40 people were killed on Friday",
    ),
    ("The report found that both sides had shelled the town.", "indirect|The report|that both sides had shelled the town"),
    ("Paris hopes that the vote will be held on Monday.", "indirect|Paris|that the vote will be held on Monday"),
    ("The EU advised Russia against blocking the aid.", "indirect|EU|Russia against blocking the aid"),
    ("Turkey refused to open the crossing.", "indirect|Turkey|to open the crossing"),
]


@pytest.mark.parametrize(("text", "expected"), INDIRECT)
def test_indirect_speech(text: str, expected: str) -> None:
    assert expected in [words(q) for q in read(text)]


def test_mixed_speech_is_the_whole_clause() -> None:
    found = [words(q) for q in read("Churkin said that the draft was “a recipe for war” and would fail.")]
    assert "mixed|Churkin|that the draft was “a recipe for war” and would fail" in found


def test_called_x_y() -> None:
    found = [q for q in read('Rice called the veto "disgusting."') if q.kind == "mixed"]
    assert [q.parts[-1].text for q in found] == ['the veto "disgusting."']
    assert found[0].act == "judge"


def test_a_quotation_reopened_in_each_paragraph_is_one() -> None:
    text = "“The killing must stop now,” Pillay said. “It has gone on too long.\n\n“No one can look away.”\n"
    [quote] = [q for q in read(text) if q.kind == "direct"]
    assert [p.text for p in quote.parts] == [
        "“The killing must stop now,”",
        "“It has gone on too long.",
        "“No one can look away.”",
    ]


def test_a_mark_never_closed_ends_with_its_paragraph() -> None:
    text = "Grant said: “We need a vote this week.\n\nThe Council met on Monday."
    [quote] = [q for q in read(text) if q.kind == "direct"]
    assert quote.span.text == "“We need a vote this week."


def test_a_quotation_over_a_line_end() -> None:
    text = "“We need a vote\r\nthis week,” Grant said on Monday."
    [quote] = [q for q in read(text) if q.kind == "direct"]
    assert quote.span.text == "“We need a vote\r\nthis week,”"
    assert quote.speaker is not None
    assert quote.speaker.span.text == "Grant"


def test_a_quotation_without_cue_carries_on_the_speaker_before() -> None:
    text = "“The text is weak,” Araud said.\n\n“It will change nothing on the ground.”"
    [quote] = [q for q in read(text) if q.kind == "direct"]
    assert len(quote.parts) == 2
    assert quote.speaker is not None
    assert quote.speaker.span.text == "Araud"


def test_colon_on_the_line_before() -> None:
    text = "The ambassador told the press after the vote:\n\n“We shall come back with a new text.”"
    [quote] = [q for q in read(text) if q.kind == "direct"]
    assert quote.speaker is not None
    assert quote.speaker.span.text == "The ambassador"


@pytest.mark.parametrize(
    "text",
    [
        "The “moderate” rebels held the town for a week.",
        "She wrote the novel “The Quiet Envoy” in two years.",
        "He appeared on “Meet the Press” on Sunday.",
        "Troops took the man known as “The Butcher” to the capital.",
        "The so-called “safe zone” was shelled again.",
    ],
)
def test_scare_quotes_titles_and_nicknames_are_not_speech(text: str) -> None:
    assert [q for q in read(text) if q.kind == "direct"] == []


def test_the_wording_of_a_resolution_has_no_speaker() -> None:
    found = read("Resolution 1973 authorizes states to take “all necessary measures” to protect civilians.")
    assert found
    assert all(q.speaker is None and q.kind != "direct" for q in found)


def test_thoughts_inside_anothers_speech_are_not_listed_apart() -> None:
    found = read("Churkin said that the West wanted to overthrow the government.")
    assert [q.act for q in found] == ["say"]


INDIRECT = [
    ("Such a step bordered on blackmail, he added.", None, "Such a step bordered on blackmail"),
    ("The mission had come too late, he said on Friday.", None, "The mission had come too late"),
    ("Iran has called for the Council to condemn the attack.", "Iran", "the Council to condemn the attack"),
    ("The Council called on both parties to respect the accords.", "Council", "both parties to respect the accords"),
    ("We call on Israel to lift the siege.", None, "Israel to lift the siege"),
    ("He accused the council of double standards.", None, "the council of double standards"),
    ("The men denied having burned the town.", "The men", "having burned the town"),
    ("Sawers was wary: more troops, he warned, could not replace a deal.", None, "more troops"),
    ("Minsk dismissed an appeal by Poland to spare the statues.", "Poland", "to spare the statues"),
    ("He blamed the crisis on terrorists.", None, "the crisis on terrorists"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), INDIRECT)
def test_more_forms_of_indirect_speech(text: str, speaker: str | None, content: str) -> None:
    said = [(q.speaker.span.text if q.speaker else None, q.parts[0].text) for q in read(text) if q.kind == "indirect"]
    assert (speaker, content) in said


def test_what_is_seen_of_somebody_is_not_his_thought() -> None:
    assert read("His plans were not known; he was last seen in the hills.") == ()


SOURCES = [
    ("The text, seen by this agency, “demands that the guns fall silent”.", "The text", False),
    ("Jay Roche, the club's 78-year-old manager, suggested that “the war is lost”.", "Jay Roche", True),
    ("In Tehran, the head of the committee, Ali Rahimi, told members that “peace is near”.", "Ali Rahimi", True),
    ("The guards were told that “nobody leaves”.", "The guards", False),
    ("Later Carson shared a text called “Hope” on his page, writing “Allow me to help you all.”", "Carson", True),
    ("Araud told reporters that he thinks the plan is “a great thing”.", "Araud", True),
]


@pytest.mark.parametrize(("text", "source", "is_it"), SOURCES)
def test_sources_that_the_parse_hides(text: str, source: str, is_it: bool) -> None:
    assert (source in [q.speaker.span.text for q in read(text) if q.speaker]) is is_it
