"""The one parse of a text that all stations share."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from horseshoe.documents.layout import paragraph_starts
from horseshoe.documents.published import dateline_end
from horseshoe.errors import UsageError
from horseshoe.model import Document, Span
from horseshoe.reading.parser.lemmas import TABLES, dictionary_form
from horseshoe.reading.parser.start import import_spacy
from horseshoe.reading.tree import Run, Token, Tree
from horseshoe.reading.words import Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from horseshoe.reading.parser.network import Network

DEFAULT_MODEL = TABLES
# The entity recogniser, the lemmatiser and the attribute ruler take two thirds of the small pipeline's time; the gazetteer,
# `lemmas` and the Penn tags (`token.tag_`) stand in for them.
NOT_NEEDED = ("ner", "lemmatizer", "attribute_ruler", "senter")
# A longer text is analysed in pieces, so that the memory the network needs does not grow with the text.
PIECE = 50_000


@dataclass(frozen=True)
class Parsed:
    """A document with its analysis: tokens, Penn tags (`tag_`), dependencies, sentences. Rules walk `tree` and `words`.

    `doc` is the spaCy analysis they were made from; it has no entities and no `pos_`.
    """

    document: Document
    doc: Doc

    @property
    def text(self) -> str:
        """The document's text; every offset counts in it."""
        return self.document.text

    def span(self, start: int, end: int) -> Span:
        """The characters `[start, end)` of the text as a Span."""
        return Span.of(self.text, start, end)

    def span_of(self, token: Token) -> Span:
        """The characters that a token covers."""
        return self.span(token.idx, token.idx + len(token.text))

    @cached_property
    def words(self) -> Words:
        """The tokens as plain lists, made once for all stations."""
        return Words(self)

    @cached_property
    def tree(self) -> Tree:
        """The tokens as plain objects, made once for all stations."""
        return Tree(self.words, whole_characters(self.text))

    def lemma(self, i: int) -> str:
        """The dictionary form of token `i`; see `dictionary_form`."""
        return dictionary_form(self.words.low[i], self.words.tag[i])

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """Where the paragraphs start, in characters."""
        return tuple(paragraph_starts(self.text))

    def sentences(self) -> list[Run]:
        """The sentences in order."""
        return self.tree.sentences


@functools.cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline called `name`, without what the stations do not use.

    UsageError where it is not installed, is not for English, or sets no Penn tags and dependencies.
    """
    import_spacy()
    try:
        nlp = packaged() if name == TABLES else _installed(name)
    except OSError as error:
        raise UsageError(
            f"no spaCy model called {name!r} is installed",
            where="--model",
            fix=f"install it (python -m pip install {name}) or leave the option out",
        ) from error
    probe = nlp("The envoy left.")
    if nlp.lang != "en" or not (probe.has_annotation("TAG") and probe.has_annotation("DEP")):
        raise UsageError(
            f"the spaCy model {name!r} does not tag and parse English",
            where="--model",
            fix=f"name an English pipeline with a tagger and a parser, such as {DEFAULT_MODEL}, or leave the option out",
        )
    return nlp


def _installed(name: str) -> Language:
    import spacy

    nlp = spacy.load(name, exclude=list(NOT_NEEDED))
    nlp.tokenizer.infix_finditer = _infixes(nlp)  # type: ignore[union-attr]
    return nlp


def packaged() -> Language:
    """The packaged model. Its tokenizer is built once: spaCy builds it with the pipeline, from disk and for each new rule.

    Of its 85,000 strings the labels alone are loaded: those of words come with the words of a text.
    """
    import spacy
    import srsly  # type: ignore[import-untyped]
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.util import registry

    from horseshoe.reading.parser.network import CasesWhereNeeded

    empty = "horseshoe.NoTokenizer.v1"
    if empty not in registry.tokenizers:
        registry.tokenizers.register(empty, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    config = {"nlp": {"tokenizer": {"@tokenizers": empty}}}
    nlp = spacy.load(TABLES, exclude=[*NOT_NEEDED, "tokenizer", "strings"], config=config)
    for name in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            nlp.vocab.strings.add(label)
    kept = srsly.msgpack_loads((nlp.path / "tokenizer").read_bytes())
    nlp.tokenizer = CasesWhereNeeded(
        nlp.vocab,
        kept["exceptions"],
        prefix_search=re.compile(kept["prefix_search"]).search,
        suffix_search=re.compile(kept["suffix_search"]).search,
        infix_finditer=_infixes(nlp),
        token_match=re.compile(kept["token_match"]).match if kept["token_match"] else None,
        url_match=re.compile(kept["url_match"]).match if kept["url_match"] else None,
    )
    return nlp


def _infixes(nlp: Language) -> Any:
    """Where words are cut; texts drop the space before an opening mark: said,“Look; (AP)--France."""
    import spacy

    infixes = [*(nlp.Defaults.infixes or ()), "[“”„«»]", r"[,:;](?=[\"“„«])", r"(?<=[,:;])\"", r"\)(?=--)", r"(?<=\))--"]
    return spacy.util.compile_infix_regex(infixes).finditer


@functools.cache
def _network(model: str) -> Network:
    from horseshoe.reading.parser.network import Network

    return Network(load_model(model))


def parse(document: Document, model: str = DEFAULT_MODEL) -> Parsed:
    """Parse a document's text once. A paragraph always starts a sentence; a text of any length is taken piece by piece."""
    [parsed] = parse_all([document], model)
    return parsed


def parse_all(documents: Sequence[Document], model: str = DEFAULT_MODEL) -> list[Parsed]:
    """Parse several documents, quicker than one by one where they are short; each as `parse` does it."""
    nlp, network = load_model(model), _network(model)
    tokenized = [[prepared(nlp, piece) for piece in pieces(whole_characters(d.text))] for d in documents]
    short = [docs[0] for docs in tokenized if len(docs) == 1]
    for together in [short, *([piece] for docs in tokenized if len(docs) > 1 for piece in docs)]:
        network.annotate(together)
        for doc in together:
            doc.tensor = doc.tensor[:0]
    return [Parsed(d, _joined(docs, nlp)) for d, docs in zip(documents, tokenized, strict=True)]


def prepared(nlp: Language, text: str) -> Doc:
    """The tokens of a text with the starts of sentences that its layout tells, not parsed yet."""
    doc = _tokenized(nlp, text)
    _start_sentences(doc, text)
    return doc


def _joined(docs: list[Doc], nlp: Language) -> Doc:
    if len(docs) < 2:
        return docs[0] if docs else nlp.make_doc("")
    from spacy.tokens import Doc

    return Doc.from_docs(docs, ensure_whitespace=False)


def _tokenized(nlp: Language, text: str) -> Doc:
    """The text's tokens. A very long word stays whole: to peel signs off its ends costs the square of its length."""
    from spacy.tokens import Doc

    parts, at = [], 0
    for m in _LONG_WORD.finditer(text):
        parts += [nlp.make_doc(text[at : m.start()])] if m.start() > at else []
        parts.append(Doc(nlp.vocab, words=[m.group()], spaces=[False]))
        at = m.end()
    if not parts:
        return nlp.make_doc(text)
    parts += [nlp.make_doc(text[at:])] if at < len(text) else []
    return Doc.from_docs(parts, ensure_whitespace=False) if len(parts) > 1 else parts[0]


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, on which spaCy raises; one for one, so offsets stay.

    The double prime that an archive prints for a quotation mark (″Yes,″ he said) is read as one.
    """
    return _HALF_CHARACTER.sub("\ufffd", text).replace("″", '"')


def _start_sentences(doc: Doc, text: str) -> None:
    """Mark the first word of each paragraph, and of the story after its dateline, as the start of a sentence."""
    starts = sorted({*paragraph_starts(text), *(m.end() for m in _ENDS_QUOTATION.finditer(text)), dateline_end(text) or 0})
    begins = doc.to_array("IDX")
    for i in begins.searchsorted(starts).tolist():
        while i < len(doc) and doc[i].is_space:
            i += 1
        if i < len(doc):
            doc[i].is_sent_start = True
    for i in begins.searchsorted([m.end() for m in _JOINS_NAMES.finditer(text)]).tolist():
        if i < len(doc):
            doc[i].is_sent_start = False


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


_LONG_WORD = re.compile(r"\S{500,}")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
# A full stop inside the marks ends the sentence around them: "… in Syria." The envoy left.
# "Chad and Togo": the second of two names joined opens no sentence.
_JOINS_NAMES = re.compile(r"(?<=[a-z]) (?=(?:and|or) [A-Z])")
_ENDS_QUOTATION = re.compile(r"[.!?…][”\"»]\s+(?=[“\"«]?[A-Z])")
