"""Print what an installation of horseshoe takes on disk, by package: `python scripts/install_size.py [PYTHON] [EXTRA]...`.

PYTHON is the interpreter of the environment to look into (default: this one). Without extras the default install is
added up: horseshoe and all that it asks for, directly or not; EXTRA counts that extra's packages too. Those that are
not installed are told.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_LOOK = r"""
import re, sys
from importlib.metadata import PackageNotFoundError, distribution
from packaging.requirements import Requirement
sizes, absent, todo = {}, set(), [("horseshoe", tuple(sys.argv[1:]))]
done = set()
while todo:
    name, extras = todo.pop()
    name = re.sub(r"[-_.]+", "-", name).lower()
    if (name, extras) in done:
        continue
    done.add((name, extras))
    try:
        found = distribution(name)
    except PackageNotFoundError:
        absent.add(name)
        continue
    files = [found.locate_file(f) for f in found.files or ()]
    sizes[name] = sum(f.stat().st_size for f in files if f.is_file())
    for line in found.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": e}) for e in (*extras, "")):
            todo.append((wanted.name, tuple(sorted(wanted.extras))))
for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
    print(size, name)
for name in sorted(absent):
    print(-1, name)
"""


def installed_size(python: str | Path = sys.executable, *extras: str, shown: int = 12) -> str:
    """A table in MB: the `shown` largest packages, the others together, all."""
    done = subprocess.run([str(python), "-c", _LOOK, *extras], check=True, capture_output=True, text=True)
    rows = [(int(size), name) for size, name in (line.split() for line in done.stdout.splitlines())]
    here = [(size, name) for size, name in rows if size >= 0]
    lines = [f"{size / 1e6:7.1f} MB  {name}" for size, name in here[:shown]]
    lines += [f"{sum(size for size, _ in here[shown:]) / 1e6:7.1f} MB  {len(here[shown:])} others"]
    lines += [f"{sum(size for size, _ in here) / 1e6:7.1f} MB  {len(here)} packages"]
    return "\n".join(lines + [f"      -     {name} is not installed" for size, name in rows if size < 0])


if __name__ == "__main__":
    named = sys.argv[1:]
    python = named.pop(0) if named and Path(named[0]).exists() else sys.executable
    print(installed_size(python, *named))
