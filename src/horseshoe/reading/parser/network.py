"""The pipeline, made quick without changing what it says: numpy's matrix products, known words, texts side by side, and a
tokenizer that is built for its first text.

What is computed for a text hangs on that text alone, to the last bit: neighbours and what was read before change nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from thinc.api import NumpyOps
from thinc.types import Ragged

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab
    from thinc.api import Model

SIDE_BY_SIDE = 16  # texts whose parser states are advanced together
FIRST = 2  # texts: the one on which a model is tried, and that of a program that reads one
WORDS = 20_000  # words whose vectors are kept, 400 bytes each; more and they are forgotten
_PIPES = ["tok2vec", "tagger", "parser"]
_EMBEDDING = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
# As numpy's own wheels, older ones and other builds of OpenBLAS call it.
_SETS_THREADS = ("scipy_openblas_{}64_", "scipy_openblas_{}", "openblas_{}64_", "openblas_{}")


class CasesWhereNeeded(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer, of whose exceptions ("don't", "a.m.") the first texts get those that they hold, a later one all.

    To build them all takes longer than to read a short article, and a program that reads one needs few.
    """

    def __init__(self, vocab: Vocab, cases: Mapping[str, Any], **rules: Any) -> None:
        super().__init__(vocab, rules=None, **rules)
        self.waiting = dict(cases)
        self._texts = 0

    def __call__(self, text: str) -> Doc:
        """The text's tokens."""
        if self.waiting:
            self._texts += 1
            for case in [c for c in self.waiting if self._texts > FIRST or c in text]:
                self.add_special_case(case, self.waiting.pop(case))
        made: Doc = super().__call__(text)
        return made


class Products(NumpyOps):  # type: ignore[misc]
    """Matrix products by numpy's BLAS. While `lengths` are those of the texts in a product, each text is multiplied by itself:

    numpy's BLAS rounds a row by its place among the others.
    """

    def __init__(self) -> None:
        super().__init__(use_blis=False)
        self.lengths: Sequence[int] = ()

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each transposed on request, in `out` where it is given."""
        x, y = x.T if trans1 else x, y.T if trans2 else y
        if len(self.lengths) < 2 or len(x) != sum(self.lengths):
            return np.dot(x, y, out=out)
        out = np.empty((len(x), y.shape[1]), x.dtype) if out is None else out
        at = 0
        for length in self.lengths:
            np.dot(x[at : at + length], y, out=out[at : at + length])
            at += length
        return out


class _KnownWords:
    """The forward function of an embedding: the vector of a word hangs on its attributes alone, so it is computed once.

    The products of its layers stay with BLIS, which rounds a row the same way in any place.
    """

    def __init__(self, embedding: Model[Any, Any]) -> None:
        self._columns = embedding.layers[0].attrs["columns"]
        self._forward = embedding._func
        self._places: dict[bytes, int] = {}
        self._vectors = np.empty((0, embedding.layers[3].get_dim("nO")), dtype="float32")

    def __call__(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        if is_train:
            trained: tuple[Any, Callable[[Any], Any]] = self._forward(model, docs, is_train)
            return trained
        return [self._of(model, doc) for doc in docs], lambda _: []

    def _of(self, model: Model[Any, Any], doc: Doc) -> NDArray[Any]:
        """The vectors of a text's words."""
        rows = np.ascontiguousarray(doc.to_array(self._columns), dtype="uint64").reshape(len(doc), len(self._columns))
        keys = rows.view(f"V{rows.shape[1] * 8}").ravel().tolist() if len(doc) else []
        new = {key: i for i, key in enumerate(keys) if key not in self._places}
        if len(self._places) + len(new) > WORDS:
            self._places, self._vectors = {}, self._vectors[:0]
            new = {key: i for i, key in enumerate(keys)}
        if new:
            stacked = Ragged(rows[list(new.values())], np.asarray([len(new)], dtype="int32"))  # type: ignore[arg-type]
            made = model.layers[3].predict(model.layers[2].predict(stacked)).dataXd
            first = len(self._places)
            self._places.update((key, first + n) for n, key in enumerate(new))
            self._vectors = np.concatenate([self._vectors, made])
        return self._vectors[[self._places[key] for key in keys]] if keys else self._vectors[:0]


class Network:
    """The tagger and the parser of a pipeline, whose parts are made quick where they are those of spaCy's small models."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._lock = threading.Lock()
        self._products = Products()
        self._is_known = nlp.pipe_names == _PIPES and all(hasattr(pipe, "model") for _, pipe in nlp.pipeline)
        if self._is_known:
            self._quicken()

    def _quicken(self) -> None:
        embedded: set[int] = set()
        model = self._nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
        if model.has_ref("embed"):
            embedding = model.get_ref("embed")
            if [layer.name.split("(")[0] for layer in embedding.layers] == _EMBEDDING:
                embedding._func = _KnownWords(embedding)
                embedded = {id(node) for node in embedding.walk()}
        if numpy_is_faster():
            for _, pipe in self._nlp.pipeline:
                for node in pipe.model.walk():  # type: ignore[attr-defined]
                    if id(node) not in embedded:
                        node.ops = self._products

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Tag and parse texts, side by side: each as it would be alone."""
        with self._lock, one_thread():
            if not self._is_known:
                for doc in docs:
                    self._nlp(doc)
                return
            parser: Any = self._nlp.get_pipe("parser")
            for doc in docs:
                for name in _PIPES[:2]:
                    self._nlp.get_pipe(name)(doc)
            filled = [doc for doc in docs if len(doc)]
            for first in range(0, len(filled), SIDE_BY_SIDE):
                some = filled[first : first + SIDE_BY_SIDE]
                self._products.lengths = [len(doc) for doc in some]
                try:
                    parser.set_annotations(some, parser.predict(some))
                finally:
                    self._products.lengths = ()


@functools.cache
def numpy_is_faster() -> bool:
    """Whether numpy's BLAS multiplies faster than BLIS here: one layer's product of a short text, a few milliseconds."""
    text, weights = np.ones((192, 288), dtype="float32"), np.ones((288, 288), dtype="float32")
    numpys, blis = Products(), NumpyOps()
    with one_thread():
        spent = {ops: min(_seconds(ops, text, weights) for _ in range(5)) for ops in (numpys, blis)}
    return spent[numpys] < spent[blis]


def _seconds(ops: NumpyOps, x: NDArray[Any], y: NDArray[Any]) -> float:
    start = time.thread_time()
    ops.gemm(x, y, trans2=True)
    return time.thread_time() - start


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Keep numpy's BLAS to one thread: more of them round otherwise, and wait for each other where cores are busy."""
    get, set_to = threads_of_blas()
    before = get()
    if before == 1:
        yield
        return
    set_to(1)
    try:
        yield
    finally:
        set_to(before)


@functools.cache
def threads_of_blas() -> tuple[Callable[[], int], Callable[[int], object]]:
    """How to ask and to set the threads of numpy's BLAS; where it is no OpenBLAS, it is taken to have one."""
    from numpy.linalg import _umath_linalg

    with contextlib.suppress(OSError):
        library = ctypes.CDLL(_umath_linalg.__file__)
        for name in _SETS_THREADS:
            if hasattr(library, name.format("set_num_threads")):
                return library[name.format("get_num_threads")], library[name.format("set_num_threads")]
    return lambda: 1, lambda _: None
