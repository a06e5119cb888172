"""The plain tree says what spaCy's own tokens say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horseshoe.documents import from_text
from horseshoe.reading.parse import Parsed, parse

TEXTS = (
    "Uruguay said that it wouldn't back the text, which Norway's envoy, speaking first, had called \u201ctoo weak\u201d.",
    "VOTE DELAYED\n\nThe Council met twice.  It adjourned at 6 p.m. without a vote!\n\nWhy? Nobody said.",
    "Senegal, Malaysia and Egypt \u2014 among others \u2014 voted in favour; Japan didn't.",
    "S/2016/1100 was put to the vote (ten in favour, none against).",
    "half a pair: \ud800 and a sign \U0001f54a after it",
    "\u00a0",
    "",
)
PIECES = st.lists(
    st.sampled_from([*" ".join(TEXTS[:4]).split(" "), "\n\n", ". ", '"', "\u2019", "who said that", "\t", "anti-", "\ud83d"]),
    max_size=40,
)


def agrees(parsed: Parsed) -> None:
    """Compare every token and sentence of a tree with spaCy's."""
    tree, doc = parsed.tree, parsed.doc
    assert tree.text == doc.text
    assert len(tree) == len(doc)
    for ours, theirs in zip(tree, doc, strict=True):
        assert (ours.i, ours.idx, ours.text, ours.lower_) == (theirs.i, theirs.idx, theirs.text, theirs.lower_)
        assert (ours.tag_, ours.dep_, ours.head.i) == (theirs.tag_, theirs.dep_, theirs.head.i)
        assert [c.i for c in ours.children] == [c.i for c in theirs.children]
        assert [t.i for t in ours.subtree] == sorted(t.i for t in theirs.subtree)
        assert [t.i for t in ours.ancestors] == [t.i for t in theirs.ancestors]
        assert (ours.left_edge.i, ours.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)
        assert (ours.is_alpha, ours.is_space) == (theirs.is_alpha, theirs.is_space)
        assert (ours.sent.start_char, ours.sent.end_char) == (theirs.sent.start_char, theirs.sent.end_char)
    assert [(s.start, s.end, s.text, s.root.i) for s in tree.sentences] == [
        (s.start, s.end, s.text, s.root.i) for s in doc.sents
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_a_tree_agrees_with_the_parse(text: str) -> None:
    agrees(parse(from_text(text, path="here")))


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_a_tree_agrees_with_the_parse_of_anything(pieces: list[str]) -> None:
    agrees(parse(from_text(" ".join(pieces), path="here")))


def test_the_tokens_of_a_range_of_characters() -> None:
    parsed = parse(from_text("Chad and Chile abstained on Friday.", path="here"))
    for start in range(len(parsed.text)):
        for end in range(start + 1, len(parsed.text) + 1):
            ours, theirs = parsed.tree.covering(start, end), parsed.doc.char_span(start, end, alignment_mode="expand")
            if ours is None:
                assert parsed.text[start:end] == " "
            else:
                assert ours.text == theirs.text


@pytest.mark.parametrize(
    ("phrase", "root"),
    [("Chad and Chile", "Chad"), ("and Chile", "and"), ("on Friday", "on"), ("Friday.", "."), ("Chile abstained", "abstained")],
)
def test_the_root_of_a_phrase_is_nearest_to_the_verb_above_it(phrase: str, root: str) -> None:
    text = "Chad and Chile abstained on Friday."
    found = parse(from_text(text, path="here")).tree.covering(text.index(phrase), text.index(phrase) + len(phrase))
    assert found is not None
    assert found.root.text == root


def test_a_neighbour_beyond_the_end_is_an_error() -> None:
    tree = parse(from_text("Mali voted.", path="here")).tree
    assert tree[0].nbor().text == "voted"
    with pytest.raises(IndexError):
        tree[0].nbor(-1)
    with pytest.raises(IndexError):
        tree[len(tree) - 1].nbor()
