"""One home for the majority and the size of the Council (`council.rule`), and for taking an id apart (`council.states`)."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "horseshoe"
HOME = "council/rule.py"
OF_THE_COUNCIL = re.compile(r"majorit|needed|enough|seat|size|member|council|\byes\b|votes?\b|counts?\b", re.IGNORECASE)
BORDERS = {9: (7, 9), 15: (11, 15), 7: (7, 9), 11: (11, 15)}
OTHERS = {  # numbers that are of something else, with what they are
    "council/procedure.py": "Article 109, amended on a day of its own",
    "reading/dates/calendar.py": "the years of a third of a decade",
    "serve/api/forecast.py": "how many names a request may hold",
}
COLONS = {  # what else has a colon in it
    "council/states.py": "the home",
    "council/tables.py": "a line `# key: value`",
    "reading/workers/worker.py": "a function as `module:function`",
    "reading/factuality/certainty.py": "a cue as `kind:word`",
    "reading/factuality/reality.py": "a cue as `kind:word`",
    "record/following/notices.py": "a notice's key",
    "record/ingest/ray.py": "an address with its port",
}


def numbers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Lines in which a majority or the size of a Council stands as a number: compared, assigned, chosen or a default."""
    for node in ast.walk(tree):
        if isinstance(node, ast.IfExp):
            parts: list[ast.expr] = [node.body, node.orelse]
            found = all(_one_of(p) for p in parts) and _values(parts[0]) != _values(parts[1])
        elif isinstance(node, ast.Tuple | ast.Set):
            held = [v for e in node.elts for v in _values(e)]
            found = len(held) == 2 and tuple(sorted(held)) in ((7, 9), (7, 11), (9, 15), (11, 15))
        elif isinstance(node, ast.Compare):
            found = any(_one_of(c) for c in node.comparators) and bool(OF_THE_COUNCIL.search(ast.unparse(node)))
        elif isinstance(node, ast.Assign):
            found = _one_of(node.value) and bool(OF_THE_COUNCIL.search(ast.unparse(node.targets[0])))
        elif isinstance(node, ast.FunctionDef):
            found = any(
                _one_of(d) and OF_THE_COUNCIL.search(a.arg)
                for a, d in zip(node.args.args[::-1], node.args.defaults[::-1], strict=False)
            )
        else:
            continue
        if found:
            yield node.lineno, ast.unparse(node).splitlines()[0][:90]


def _values(node: ast.expr) -> list[int]:
    held = [node, *node.elts] if isinstance(node, ast.Tuple) else [node]
    return [n.value for n in held if isinstance(n, ast.Constant) and isinstance(n.value, int) and n.value in BORDERS]


def _one_of(node: ast.expr) -> bool:
    return bool(_values(node))


@functools.cache
def sources() -> tuple[tuple[str, ast.AST], ...]:
    """Each module's name and tree, parsed once."""
    found = sorted(SOURCE.rglob("*.py"))
    return tuple((path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in found)


def test_a_majority_is_written_in_one_place() -> None:
    found = {name: list(numbers(tree)) for name, tree in sources() if name not in (HOME, *OTHERS)}
    copies = {name: lines for name, lines in found.items() if lines}
    assert copies == {}, "ask council.rule: majority_needed, seats_on, MAJORITY, SEATS"


@pytest.mark.parametrize(
    ("code", "copies"),
    [
        ("needed = 7 if day < START else 9", 1),
        ("SEATS, NEEDED = 15, 9", 1),
        ("if tally.yes >= 9:\n    pass", 1),
        ("if not 0 <= votes <= 15:\n    pass", 1),
        ("def f(text, size=15):\n    pass", 1),
        ("for needed in (7, 9):\n    pass", 1),
        ("week = 7", 0),
        ("if n > 9:\n    pass", 0),
        ("if yes >= majority_needed(day):\n    pass", 0),
    ],
)
def test_what_counts_as_a_copy_of_the_majority(code: str, copies: int) -> None:
    assert len(list(numbers(ast.parse(code)))) >= copies
    assert bool(list(numbers(ast.parse(code)))) == bool(copies)


def test_an_id_is_taken_apart_in_one_place() -> None:
    found = []
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                colon = isinstance(first, ast.Constant) and first.value == ":"
                if colon and node.func.attr in ("split", "rsplit", "partition", "rpartition") and name not in COLONS:
                    found.append(f"{name}:{node.lineno}")
    assert found == [], "ask council.states: state_of, organ_of"
