"""Makes hostile files: `python tests/hostile/hostile_files.py FOLDER`. A kind is a function; a file must end in its one line.

A name begins with what must come of the file: `good-` is strange, but read; `any-` is read or refused; all others are refused.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

from hostile_makers import TEXT
from hostile_structures import entities, images, lengths, links, nesting, pdf_loops, structures, truncated, zip_bombs
from hostile_texts import declared, encodings, encrypted, lines, lookalikes, nuls, scripts

KINDS = (
    zip_bombs,
    entities,
    nesting,
    pdf_loops,
    images,
    lengths,
    scripts,
    encrypted,
    truncated,
    links,
    encodings,
    nuls,
    declared,
    lines,
    lookalikes,
    structures,
)


def make(folder: Path) -> list[Path]:
    """Write every file, and the entries of a folder that are no files: links, a circle, a FIFO, a folder named like a text."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for kind in KINDS:
        for name, data in kind():
            path = folder / name
            path.write_bytes(data)
            made.append(path)
    return made + entries(folder)


def entries(folder: Path) -> list[Path]:
    """What is no regular file of the folder, or is badly named; of a device what this user may make."""
    outside = folder.parent / f"{folder.name}-outside.txt"
    outside.write_text(TEXT)
    targets = {
        "entries-out.txt": outside,
        "entries-passwd.txt": Path("/etc/passwd"),
        "entries-up.txt": Path("../../../../etc/hostname"),
        "entries-circle.txt": folder / "entries-circle.txt",
        "entries-root": Path("/"),
        "entries-device.txt": Path("/dev/zero"),
        "entries-proc.txt": Path("/proc/self/environ"),
        "entries-parent": folder.parent,
    }
    for name, target in targets.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)
    fifo, inner, locked = folder / "entries-fifo.txt", folder / "entries-folder.txt", folder / "entries-\udcff\n\x1b[31m.txt"
    if not fifo.exists():
        os.mkfifo(fifo)
    inner.mkdir(exist_ok=True)
    locked.write_bytes(b"")
    made = [*(folder / name for name in targets), fifo, inner, locked]
    for name, mode, device in (("socket", stat.S_IFSOCK, 0), ("zero", stat.S_IFCHR, os.makedev(1, 5))):
        node = folder / f"entries-{name}.txt"
        with contextlib.suppress(PermissionError, FileExistsError):
            os.mknod(node, mode | 0o600, device)
            made.append(node)
    return made


if __name__ == "__main__":
    print(f"{len(make(Path(sys.argv[1])))} files")
