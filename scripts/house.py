"""Measure the house: size, folders, complexity, word lists and lines of `src`, as the table of docs/measurements.md.

Usage: python scripts/house.py            the table
       python scripts/house.py --ratchet  the limits that tests/house/limits.toml holds; each may only fall
       python scripts/house.py --drawing  which part imports which, as the Mermaid drawing of docs/architecture.md
"""

from __future__ import annotations

import ast
import functools
import statistics
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Function

SOURCE = Path(__file__).parents[1] / "src" / "horseshoe"
FULL_FOLDER = 14
LONG_LINE = 100
LONG_FILE = 600
LONG_FUNCTION = 50
WORDS_IN_A_LIST = 3
BELOW_ALL = ("__main__", "errors", "model", "stances", "text", "whole_file")  # every part may import these; they are not drawn


@dataclass(frozen=True)
class House:
    """What is measured of a tree of sources. Complexity is radon's, which counts every `and` and `or`.

    A folder's `__init__.py` that holds a docstring and nothing else is no file here.
    """

    files: int
    lines: int
    median_lines: float
    folders: dict[str, int]
    complexity: list[int]
    long_functions: int
    long_lines: int
    long_files: int
    word_lists: int
    tree_walkers: int

    def share_above(self, limit: int) -> float:
        """The share of functions above a complexity, in percent."""
        return 100 * sum(c > limit for c in self.complexity) / len(self.complexity)


@functools.cache
def measure(source: Path = SOURCE) -> House:
    """The figures of the Python files below a folder, counted once."""
    found = {path: path.read_text(encoding="utf-8") for path in sorted(source.rglob("*.py"))}
    texts = {path: text for path, text in found.items() if path.name != "__init__.py" or len(ast.parse(text).body) > 1}
    lines = {path: text.count("\n") for path, text in texts.items()}
    functions = [f for text in texts.values() for f in _functions(text)]
    return House(
        files=len(texts),
        lines=sum(lines.values()),
        median_lines=statistics.median(lines.values()),
        folders=dict(Counter(p.parent.relative_to(source.parent).as_posix() for p in texts).most_common()),
        complexity=[f.complexity for f in functions],
        long_functions=sum(f.endline - f.lineno >= LONG_FUNCTION for f in functions),
        long_lines=sum(len(line) > LONG_LINE for text in texts.values() for line in text.splitlines()),
        long_files=sum(n > LONG_FILE for n in lines.values()),
        word_lists=sum(_word_lists(text) for path, text in texts.items() if "reading" in path.parts),
        tree_walkers=sum(".dep_" in text for text in texts.values()),
    )


def limits(house: House) -> dict[str, float]:
    """What may only fall, by name."""
    return {
        "files": house.files,
        "mean_complexity": round(statistics.mean(house.complexity), 1),
        "functions_above_10": sum(c > 10 for c in house.complexity),
        "functions_above_20": sum(c > 20 for c in house.complexity),
        "worst_complexity": max(house.complexity),
        "functions_above_50_lines": house.long_functions,
        "lines_above_100": house.long_lines,
        "files_above_600_lines": house.long_files,
        "word_lists_in_reading": house.word_lists,
        "files_that_walk_the_tree": house.tree_walkers,
        **{f"files_in {folder}": n for folder, n in sorted(house.folders.items()) if n > FULL_FOLDER},
    }


def drawing() -> str:
    """The parts of the package and their imports, without those that a longer way already shows."""
    import grimp

    graph = grimp.build_graph("horseshoe", exclude_type_checking_imports=True, cache_dir=None)
    parts: dict[str, set[str]] = {}
    for module in graph.modules - {"horseshoe"}:
        part = module.split(".")[1]
        found = {n.split(".")[1] for n in graph.find_modules_directly_imported_by(module) if n != "horseshoe"}
        parts.setdefault(part, set()).update(found - {part})
    drawn = [p for p in parts if p not in BELOW_ALL]
    lines = []
    for part in sorted(drawn):
        direct = parts[part] & set(drawn)
        further = {n for d in direct for n in _reached(parts, d)}
        lines += [f"    {part} --> {name}" for name in sorted(direct - further)]
    return "\n".join(["flowchart LR", *lines])


def _reached(parts: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        fresh = parts.get(todo.pop(), set()) - seen
        seen |= fresh
        todo += fresh
    return seen


def _functions(text: str) -> list[Function]:
    found = []
    for block in cc_visit(text):
        if isinstance(block, Function):
            found += [] if block.is_method else [block]
        else:
            found += block.methods
    return found


def _word_lists(text: str) -> int:
    """How many tuples, sets and lists of plain English words a file holds: they belong in the lexicon."""
    lists = (n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.Tuple, ast.Set, ast.List)))
    return sum(len(node.elts) >= WORDS_IN_A_LIST and all(map(_is_word, node.elts)) for node in lists)


def _is_word(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isalpha() and node.value.islower()


def _table(house: House) -> str:
    fullest = ", ".join(f"{folder.removeprefix('horseshoe/')} {n}" for folder, n in list(house.folders.items())[:6])
    rows = {
        "files; lines; median": f"{house.files}; {house.lines:,}; {house.median_lines:g}",
        "fullest folders": fullest,
        "mean complexity; above 10; above 20": f"{statistics.mean(house.complexity):.2f}; {house.share_above(10):.1f} %; "
        f"{house.share_above(20):.1f} %",
        "functions above 50 lines": f"{house.long_functions} of {len(house.complexity)}",
        "lines above 100 characters": str(house.long_lines),
        "files above 600 lines": str(house.long_files),
        "word lists in reading/": str(house.word_lists),
        "files that walk the tree": str(house.tree_walkers),
    }
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())])


if __name__ == "__main__":
    if sys.argv[1:] == ["--ratchet"]:
        print("\n".join(f'"{name}" = {value:g}' for name, value in limits(measure()).items()))
    elif sys.argv[1:] == ["--drawing"]:
        print(drawing())
    elif not sys.argv[1:]:
        print(_table(measure()))
    else:
        sys.exit(__doc__)
