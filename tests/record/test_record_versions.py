"""A copy of a story is one source with it; a correction, a denial, a later count or another day is a version of its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from record_makers import read

from horseshoe.brief.situation.standing import latest_on
from horseshoe.model import Document
from horseshoe.record.linking.versions import what_is_new

D = date(2012, 3, 5)
STORY = [
    "GENEVA, 5 March 2012 (Wire) - The envoy of Ghana told reporters at the seat of the mission in Geneva that Ghana will "
    "support the draft resolution on Mali when the text comes before the members.",
    "At least 310 people have been killed in the north since the troubles began, according to the mission.",
    "He said that the sponsors had taken in some of the changes that his government had asked for and had left out others, "
    "and that the talks had gone on through the night in the rooms beside the chamber.",
    "The text asks all parties to stop the fighting, backs the plan of the neighbours for a change of government and asks the "
    "Secretary-General to report on it within three weeks.",
    "The members will meet again on Wednesday in the afternoon, and diplomats expect a long session in the chamber.",
]


def story(**changes: str) -> str:
    text = "\n".join(STORY)
    for old, new in changes.items():
        assert old.replace("_", " ") in text
        text = text.replace(old.replace("_", " "), new)
    return text


VERSIONS = {
    "a count": story(At_least_310="At least 460"),
    "a denial": story(Ghana_will_support="Ghana will not support"),
    "a side": story(Ghana_will_support="Ghana will oppose"),
    "another state": story(envoy_of_Ghana="envoy of Togo", Ghana_will="Togo will"),
    "another place": story(on_Mali="on Chad"),
    "another day": story(on_Wednesday="on Friday"),
    "another dateline": "\n".join(STORY).replace("5 March 2012", "9 March 2012"),
    "a vote held": story(when_the_text_comes_before_the_members="which was adopted by 13 votes to none"),
    "a sentence more": "\n".join(STORY) + "\nTogo vetoed nothing, but 7 members abstained when the text was put to the vote.",
    "a correction": story(**{"GENEVA, 5 March 2012 (Wire) - ": "GENEVA, 5 March 2012 (Wire) - CORRECTION: "}),
    "a withdrawal": story(The_members_will_meet_again="The members will not meet again"),
}
COPIES = {
    "the same": "\n".join(STORY),
    "no dateline day": story(**{", 5 March 2012 (Wire)": " (Wire)"}),
    "a headline": "Ghana to back text on Mali\n" + "\n".join(STORY),
    "a byline": "By Ann Doe\n" + "\n".join(STORY),
    "a last paragraph less": "\n".join(STORY[:-1]),
    "rights": "\n".join(STORY) + "\nCopyright 2012 Example Wire. All rights reserved.\nRead more: 12 things to know",
    "a label": "Updated. " + "\n".join(STORY),
    "another name of the body": story(the_seat_of_the_mission="the seat of the UN mission"),
    "other quotation marks": story(**{"the members.": "the members ."}),
    "hard line ends": "\n".join(STORY).replace(" that ", "\nthat ").replace(" and ", "\nand "),
}


@pytest.mark.parametrize("what", VERSIONS)
def test_a_text_that_says_something_else_is_no_copy(what):
    assert what_is_new("\n".join(STORY), VERSIONS[what])


@pytest.mark.parametrize("what", COPIES)
def test_a_text_that_says_the_same_is_a_copy(what):
    assert what_is_new("\n".join(STORY), COPIES[what]) == ()


def test_what_changed_is_told_in_a_few_words():
    assert what_is_new("\n".join(STORY), VERSIONS["a count"]) == ("310 → 460",)
    assert what_is_new("\n".join(STORY), VERSIONS["a denial"]) == ("will support → will not support",)
    assert what_is_new("\n".join(STORY), VERSIONS["another dateline"])[0] == "2012-03-05 → 2012-03-09"


TOLD = "\n".join(STORY).replace("the draft resolution on Mali", "the Security Council draft resolution on Mali")


def _document(text: str, day: date) -> Document:
    return Document(text, f"{day}.txt", published=day, published_from="option")


def stored(record, *texts: tuple[str, date]):
    found = [Document(text, f"{n}.txt", published=day, published_from="option") for n, (text, day) in enumerate(texts)]
    return record.add_documents(found, read=read, everything=True)


@pytest.mark.parametrize("what", ["a count", "a denial", "another day"])
@pytest.mark.parametrize("together", [True, False])
def test_a_version_counts_and_is_shown_with_what_changed(record, what, together):
    texts = [("\n".join(STORY), D), (VERSIONS[what], D + timedelta(days=1))]
    counts = [stored(record, *texts).counts] if together else [stored(record, t).counts for t in texts]
    assert sum(c["new"] for c in counts) == 1
    assert sum(c["version"] for c in counts) == 1
    hits = record.search("sponsors").hits
    assert [h.published for h in hits] == [D + timedelta(days=1), D]
    assert hits[0].version_of == hits[1].id
    assert hits[0].changed == what_is_new(texts[0][0], texts[1][0])
    assert (hits[1].version_of, hits[0].copies) == (None, 0)


def test_a_copy_of_a_version_is_the_version_s(record):
    later = D + timedelta(days=1)
    stored(record, ("\n".join(STORY), D), (VERSIONS["a denial"], later))
    assert stored(record, ("By Ann Doe\n" + VERSIONS["a denial"], later)).counts == {"near_copy": 1}
    assert {h.published: h.copies for h in record.search("sponsors").hits} == {D: 0, later: 1}


def test_an_earlier_shorter_text_does_not_stand_for_a_later_fuller_one(record):
    """The earliest of copies stands for all, so what it lacks would be lost."""
    stored(record, (VERSIONS["a sentence more"], D + timedelta(days=1)))
    assert stored(record, ("\n".join(STORY), D)).counts == {"version": 1}
    later, earlier = record.search("sponsors").hits
    assert (later.version_of, earlier.version_of) == (earlier.id, None)
    assert any("7 members" in words for words in later.changed)


def test_a_dossier_shows_what_later_texts_changed_and_what_they_take_back(record):
    story = TOLD.replace("will support", "will oppose")
    later = D + timedelta(days=1)
    record.add_documents([_document(story, D), _document(story.replace("will oppose", "will not oppose"), later)])
    found = record.dossier("Mali")
    [version] = found.text_versions
    assert (version.published, version.changed) == (later, ("will oppose → will not oppose",))
    [entry] = found.positions["GHA"]
    assert entry.stance == "opposes"
    assert entry.taken_back
    assert (entry.taken_back.published, entry.taken_back.document) == (later, version.document)
    before = record.dossier("Mali", as_of=D)
    assert before.text_versions == ()
    assert before.positions["GHA"][0].taken_back is None
    assert latest_on(found, found.drafts[0]) == {}
    assert latest_on(before, before.drafts[0])["GHA"].stance == "opposes"
