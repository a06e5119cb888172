"""Word documents (.docx) to plain text as a reader would see it: tracked changes accepted, struck and hidden words left out.

The zip around them is checked first. python-docx opens the file; its own text of a paragraph knows only runs that stand
directly in it, so the body is walked here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from horseshoe.documents.content import Content
from horseshoe.documents.limits import Limits, human_size
from horseshoe.documents.loaders.note_marks import raised
from horseshoe.errors import InputError

# python-docx and other writers start from a template whose stamp tells nothing of the document.
_TEMPLATE_STAMPS = (date(2013, 12, 23),)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OUT = frozenset(_W + name for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "tblPr", "sdtPr", "sdtEndPr"))
_IN = frozenset(_W + name for name in ("ins", "moveTo"))
_BREAKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "ptab": "\t"}
# Fields whose words change with the day and the place where the file is opened.
_FLEETING = frozenset(("DATE", "TIME", "PRINTDATE", "SAVEDATE", "PAGE", "NUMPAGES", "SECTIONPAGES", "FILENAME", "EDITTIME"))
_NOTES = ("footnotes", "endnotes")
_DEEPEST = 200  # tables, boxes and changes within each other

_CHANGES = "holds tracked changes that are not accepted: insertions are taken, deletions left out"
_STRUCK = "struck-out words are left out"
_HIDDEN = "hidden words are left out"
_EMBEDDED = "an embedded document is left out"


@dataclass(slots=True)
class _Walk:
    """What has been met on the way through one document."""

    room: int
    warnings: dict[str, None] = field(default_factory=dict)  # in the order met
    fields: list[list[str]] = field(default_factory=list)  # instructions of the fields that are open
    skip_fleeting: bool = False

    def fleeting(self) -> bool:
        """Whether the words stand in a field of the machine's clock or of the page, in a head or foot."""
        return self.skip_fleeting and any(_is_fleeting("".join(told)) for told in self.fields)


def read_docx(data: bytes, where: str, limits: Limits) -> Content:
    """Body, tables, boxes and controls in order; page heads once before them, notes and page feet once after them.

    InputError for zip bombs, damaged and empty documents.
    """
    _check_zip(data, where, limits)
    import docx

    walk = _Walk(limits.text_characters)
    try:
        document = docx.Document(io.BytesIO(data))
        body = "\n".join(_blocks(document.element.body, walk)).strip()
        notes = "\n".join(line for part in _parts(document.part, _NOTES) for line in _notes(part, walk)).strip()
        walk.skip_fleeting = True
        heads = _running(document.part, "header", walk)
        feet = _running(document.part, "footer", walk)
        core = document.core_properties
        title, stamp = core.title or None, core.created.date() if core.created else None
    except Exception as error:  # python-docx lets KeyError, lxml and opc errors through
        raise InputError("is a damaged Word document", where=where, fix="open it in Word and save it anew") from error
    text = "\n\n".join(part for part in (heads, body, notes, feet) if part)
    if not text:
        raise InputError("is a Word document without text", where=where, fix="give a document that holds text")
    created = None if stamp in _TEMPLATE_STAMPS else stamp
    return Content(text, title=title, created=created, warnings=tuple(walk.warnings))


def _check_zip(data: bytes, where: str, limits: Limits) -> None:
    """Unpack every member against a common allowance: the sizes that a zip's directory states may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > limits.zip_members:
                raise InputError(
                    f"holds {len(members)} parts, more than {limits.zip_members}", where=where, fix="give its text as .txt"
                )
            room = limits.unpacked_bytes
            for member in members:
                with archive.open(member) as stream:
                    while chunk := stream.read(1 << 20):
                        room -= len(chunk)
                        if room < 0:
                            raise InputError(
                                f"unpacks to more than {human_size(limits.unpacked_bytes)}",
                                where=where,
                                fix="give its text as .txt",
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputError("is a damaged or locked Word document", where=where, fix="open it in Word and save it anew") from error


def _blocks(container: Any, walk: _Walk) -> Iterator[str]:
    """The text of each paragraph in a body, a cell, a note or a page head; tables cell by cell."""
    open_line = ""  # of a paragraph whose end is deleted: the next goes on in it
    for element in _paragraphs(container, walk):
        line, boxes = _paragraph(element, walk)
        walk.room -= len(line)
        if walk.room < 0:
            return
        line = open_line + line
        if _marked(element, "del", "moveFrom"):
            walk.warnings[_CHANGES] = None
            open_line = line
            continue
        open_line = ""
        yield line
        for box in boxes:
            yield from _blocks(box, walk)
    if open_line:
        yield open_line


def _paragraphs(container: Any, walk: _Walk, depth: int = 0) -> Iterator[Any]:
    """The paragraphs in a container, those of tables and controls in their places."""
    if depth > _DEEPEST:
        return
    for element in container:
        name = element.tag
        if name == _W + "p":
            yield element
        elif name == _W + "tbl":
            for cell in _cells(element, walk):
                yield from (p for p in _paragraphs(cell, walk, depth + 1) if _says_something(p))
        elif name in _IN:
            walk.warnings[_CHANGES] = None
            yield from _paragraphs(element, walk, depth + 1)
        elif name in (_W + "sdt", _W + "sdtContent", _W + "customXml", _MC + "AlternateContent", _MC + "Choice"):
            yield from _paragraphs(_chosen(element), walk, depth + 1)
        elif name == _W + "altChunk":
            walk.warnings[_EMBEDDED] = None


def _cells(table: Any, walk: _Walk) -> Iterator[Any]:
    """The cells of a table row by row, a merged cell once; rows and cells that a tracked change deletes are left out."""
    for row in _within(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            walk.warnings[_CHANGES] = None
            continue
        for cell in _within(row, "tc"):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(_W + "val", "continue") == "continue"
            if not goes_on and cell.find(f"{_W}tcPr/{_W}cellDel") is None:
                yield cell


def _within(element: Any, name: str, depth: int = 0) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those in content controls."""
    for child in element:
        if child.tag == _W + name:
            yield child
        elif depth < _DEEPEST and child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml"):
            yield from _within(child, name, depth + 1)


def _says_something(paragraph: Any) -> bool:
    return any((t.text or "").strip() for t in paragraph.iter(_W + "t"))


def _paragraph(element: Any, walk: _Walk) -> tuple[str, list[Any]]:
    """The words of a paragraph, and the text boxes that are anchored in it."""
    boxes: list[Any] = []
    words: list[str] = []
    _inline(element, walk, words, boxes, 0)
    return "".join(words), boxes


def _inline(element: Any, walk: _Walk, words: list[str], boxes: list[Any], depth: int) -> None:
    """Add what stands in a paragraph or in a change, link, tag or control within it."""
    if depth > _DEEPEST:
        return
    for child in element:
        name = child.tag
        if name == _W + "r":
            _run(child, walk, words, boxes)
        elif name in (_W + "del", _W + "moveFrom"):
            walk.warnings[_CHANGES] = None
        elif name == _W + "fldSimple":
            walk.fields.append([child.get(_W + "instr", "")])
            _inline(child, walk, words, boxes, depth + 1)
            walk.fields.pop()
        elif isinstance(name, str) and name not in _OUT:
            if name in _IN:
                walk.warnings[_CHANGES] = None
            _inline(_chosen(child), walk, words, boxes, depth + 1)


def _run(run: Any, walk: _Walk, words: list[str], boxes: list[Any]) -> None:
    """Add a run's words, unless they are struck out, hidden or a note's mark."""
    told = "".join(_run_texts(run, walk))
    boxes += _boxes(run)
    if not told or walk.fleeting():
        return
    properties = run.find(_W + "rPr")
    if _is_on(properties, "strike") or _is_on(properties, "dstrike"):
        walk.warnings[_STRUCK] = None
    elif _is_on(properties, "vanish"):
        walk.warnings[_HIDDEN] = None
    else:
        words.append(raised(told, words[-1] if words else "") if _is_raised(properties) else told)


def _run_texts(run: Any, walk: _Walk) -> Iterator[str]:
    for child in run:
        name = child.tag
        if name == _W + "t":
            yield child.text or ""
        elif name == _W + "br" and child.get(_W + "type") in ("page", "column"):
            yield "\n"
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == _W + "fldChar":
            if child.get(_W + "fldCharType") == "begin":
                walk.fields.append([])
            elif child.get(_W + "fldCharType") == "end" and walk.fields:
                walk.fields.pop()
        elif name == _W + "instrText" and walk.fields:
            walk.fields[-1].append(child.text or "")


def _boxes(run: Any) -> list[Any]:
    """The contents of text boxes drawn at a run; a drawing that is kept in two forms counts once."""
    found: list[Any] = []
    waiting = [run]
    while waiting:
        element = waiting.pop()
        for child in reversed(_chosen(element)):
            if child.tag == _W + "txbxContent":
                found.append(child)
            elif isinstance(child.tag, str) and child.tag not in _OUT:
                waiting.append(child)
    return found


def _chosen(element: Any) -> Any:
    """An element; of one kept in two forms for two generations of Word the newer, or what there is."""
    if element.tag != _MC + "AlternateContent":
        return element
    choice = element.find(_MC + "Choice")
    return choice if choice is not None else next(iter(element), element)


def _marked(paragraph: Any, *changes: str) -> bool:
    """Whether a tracked change of that kind touches the paragraph's end."""
    return any(paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{change}") is not None for change in changes)


def _is_on(properties: Any, name: str) -> bool:
    switch = properties.find(_W + name) if properties is not None else None
    return switch is not None and switch.get(_W + "val", "true") not in ("0", "false", "off", "none")


def _is_raised(properties: Any) -> bool:
    place = properties.find(_W + "vertAlign") if properties is not None else None
    return place is not None and place.get(_W + "val") == "superscript"


def _is_fleeting(instruction: str) -> bool:
    return instruction.split()[:1] != [] and instruction.split()[0].upper() in _FLEETING


def _parts(part: Any, kinds: Iterable[str]) -> Iterator[Any]:
    """The roots of the other parts of a document that are of some kinds, in the order of their names."""
    from docx.oxml import parse_xml

    related = [r for r in part.rels.values() if not r.is_external and r.reltype.rsplit("/", 1)[-1] in kinds]
    for relation in sorted(related, key=lambda r: str(r.target_part.partname)):
        target = relation.target_part
        yield target.element if hasattr(target, "element") else parse_xml(target.blob)


def _notes(root: Any, walk: _Walk) -> Iterator[str]:
    """The foot- or endnotes, without the lines that only separate them from the page."""
    for note in root:
        if note.tag in (_W + "footnote", _W + "endnote") and note.get(_W + "type") in (None, "normal"):
            yield from (line.strip() for line in _blocks(note, walk) if line.strip())


def _running(part: Any, kind: str, walk: _Walk) -> str:
    """The lines of all page heads (or feet), each once; numbers of pages alone are none."""
    lines: dict[str, None] = {}
    for root in _parts(part, (kind,)):
        lines |= dict.fromkeys(line.strip() for line in _blocks(root, walk))
    return "\n".join(line for line in lines if any(c.isalpha() for c in line) and not _is_page_number(line))


def _is_page_number(line: str) -> bool:
    return {word.strip(".,:/–—-").lower() for word in line.split()} <= {"page", "of", ""}
