"""The network is quick and says what spaCy's own pipeline says; what it says of a text hangs on that text alone, to the bit."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from horseshoe.documents import from_text, load
from horseshoe.model import Document
from horseshoe.reading.parse import DEFAULT_MODEL, NOT_NEEDED, Parsed, load_model, packaged, parse, parse_all, prepared
from horseshoe.reading.parser import network
from horseshoe.reading.parser.network import Network, Products, one_thread

ARTICLES = sorted((Path(__file__).parents[1] / "labelled").rglob("*.txt"))[:12]
# An older processor of the same make, whose kernels add up in another order.
OTHER_CORE = {"x86_64": "Nehalem", "AMD64": "Nehalem", "aarch64": "ARMV8"}
SAYS = """
import hashlib, sys
from horseshoe.documents import load
from horseshoe.reading.parse import parse
said = [parse(load(path)).doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "SENT_START"]).tobytes() for path in sys.argv[1:]]
print(hashlib.sha256(b"".join(said)).hexdigest())
"""


def said(doc: Doc) -> bytes:
    """Words, tags, relations, heads and sentence starts."""
    return bytes(doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "SENT_START"]).tobytes())


def articles() -> list[Document]:
    """Own articles, and an empty one among them."""
    return [*(load(path) for path in ARTICLES), from_text("", path="empty")]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A pipeline of this module's own, as spaCy loads it."""
    return spacy.load(DEFAULT_MODEL, exclude=list(NOT_NEEDED))


def test_own_articles_are_tagged_and_parsed_as_by_the_plain_pipeline(nlp: Language) -> None:
    parsed = parse_all(articles())
    plain = [Doc(nlp.vocab, words=[t.text for t in p.doc], spaces=[bool(t.whitespace_) for t in p.doc]) for p in parsed]
    for doc, theirs in zip(plain, parsed, strict=True):
        for token, other in zip(doc, _marked(theirs), strict=True):
            token.is_sent_start = other
    assert [said(nlp(doc)) for doc in plain] == [said(p.doc) for p in parsed]


def _marked(parsed: Parsed) -> list[bool | None]:
    """The sentence starts that a text is given before it is parsed."""
    return [token.is_sent_start for token in prepared(load_model(), parsed.text)] if parsed.text else []


def test_neighbours_order_and_history_change_no_bit_of_a_texts_vectors(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [d.text for d in articles() if d.text]
    quick = Network(nlp)

    def vectors(together: list[str]) -> dict[str, bytes]:
        docs = [nlp.make_doc(text) for text in together]
        quick.annotate(docs)
        return {doc.text: doc.tensor.tobytes() + said(doc) for doc in docs}

    alone = {text: vectors([text])[text] for text in texts}
    assert vectors(texts) == vectors(texts[::-1]) == alone
    monkeypatch.setattr(network, "WORDS", 50)  # what is forgotten comes back the same
    assert vectors(texts[1:]) == {text: alone[text] for text in texts[1:]}


@pytest.mark.parametrize("faster", [False, True])
def test_readings_do_not_hang_on_which_library_multiplies(faster: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "numpy_is_faster", lambda: faster)
    made = spacy.load(DEFAULT_MODEL, exclude=list(NOT_NEEDED))
    docs = [made.make_doc(d.text) for d in articles()]
    Network(made).annotate(docs)
    parsed = [made.make_doc(d.text) for d in articles()]
    monkeypatch.setattr(network, "numpy_is_faster", lambda: not faster)
    other = spacy.load(DEFAULT_MODEL, exclude=list(NOT_NEEDED))
    Network(other).annotate(parsed)
    assert [said(doc) for doc in docs] == [said(doc) for doc in parsed]


@pytest.mark.skipif(platform.machine() not in OTHER_CORE, reason="no other kernels are known for this processor")
def test_another_processors_kernels_give_the_same_parse() -> None:
    environment = os.environ | {"OPENBLAS_CORETYPE": OTHER_CORE[platform.machine()]}
    command = [sys.executable, "-c", SAYS, *map(str, ARTICLES)]
    there = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    here = hashlib.sha256(b"".join(said(parse(load(path)).doc) for path in ARTICLES)).hexdigest()
    assert there == here, "numpy's matrix products round otherwise there: pin OPENBLAS_CORETYPE where readings must be the same"


def test_a_product_of_stacked_texts_is_that_of_each_text() -> None:
    dice = np.random.default_rng(3)
    x, weights = dice.standard_normal((83, 96), dtype="float32"), dice.standard_normal((64, 96), dtype="float32")
    products = Products()
    wanted = np.concatenate([np.dot(x[:7], weights.T), np.dot(x[7:60], weights.T), np.dot(x[60:], weights.T)])
    products.lengths = [7, 53, 23]
    out = np.zeros((84, 64), dtype="float32")
    products.gemm(x, weights, trans2=True, out=out[1:])
    assert np.array_equal(products.gemm(x, weights, trans2=True), wanted)
    assert np.array_equal(out[1:], wanted)
    assert np.array_equal(products.gemm(weights, x, trans2=True), np.dot(weights, x.T))  # another number of rows: no texts
    assert np.array_equal(products.gemm(x, x, trans1=True), np.dot(x.T, x))


def test_numpy_has_one_thread_while_a_text_is_parsed_and_its_own_number_afterwards() -> None:
    get, set_to = network.threads_of_blas()
    before = get()
    set_to(2)
    try:
        two = get()
        inside = 0
        with contextlib.suppress(KeyError), one_thread():
            inside = get()
            raise KeyError
        assert (inside, get()) == (1, two)
    finally:
        set_to(before)


def test_a_pipeline_of_other_parts_is_used_as_it_is() -> None:
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    doc = other.make_doc("It met. It voted.")
    Network(other).annotate([doc])
    assert [s.text for s in doc.sents] == ["It met.", "It voted."]


def test_exceptions_that_come_with_a_text_cut_it_as_all_of_them_do() -> None:
    fresh = packaged()
    first = "It won't pass by 6 p.m., the U.N.'s envoy can't say. \u201cDon't,\u201d they'd said :) on Jan. 5 (i.e. cannot)."
    later = "Mr. Gana'd gone at 9 a.m.; y'all shouldn't've asked Dr. Ruiz."
    assert fresh.tokenizer.waiting
    full = spacy.load(DEFAULT_MODEL, exclude=list(NOT_NEEDED))
    full.tokenizer.infix_finditer = fresh.tokenizer.infix_finditer
    for text in (first, later, *(load(path).text for path in ARTICLES[:4])):
        tokens, wanted = fresh.make_doc(text), full.make_doc(text)
        assert [(t.text, t.norm_) for t in tokens] == [(t.text, t.norm_) for t in wanted]
    assert not fresh.tokenizer.waiting
