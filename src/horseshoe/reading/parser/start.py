"""Import spaCy without its command line, which takes near half of the import and which no reading uses.

`spacy/__init__.py` imports `spacy.cli.info` for the sake of `spacy.info()`. While spaCy is imported an empty module stands in
for it; afterwards it is taken away again, so that `import spacy.cli` works as ever (decision 3).
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


def import_spacy() -> None:
    """Import spaCy fast; nothing happens where it is there already."""
    if "spacy" in sys.modules:
        return
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    sys.modules["spacy.cli"], sys.modules["spacy.cli.info"] = package, module
    try:
        import spacy

        del spacy
    finally:
        for name in ("spacy.cli", "spacy.cli.info"):
            sys.modules.pop(name, None)


def _info(*args: Any, **kwargs: Any) -> Any:
    """spaCy's own `info`, loaded when somebody calls it."""
    from spacy.cli.info import info

    return info(*args, **kwargs)
