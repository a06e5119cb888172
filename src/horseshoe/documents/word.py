"""Word documents (.docx) to plain text with python-docx, after the zip around them has been checked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from horseshoe.documents.content import Content
from horseshoe.documents.limits import Limits, human_size
from horseshoe.errors import InputError

# python-docx and other writers start from a template whose stamp tells nothing of the document.
_TEMPLATE_STAMPS = (date(2013, 12, 23),)


def read_docx(data: bytes, where: str, limits: Limits) -> Content:
    """The paragraphs and table cells in order. InputError for zip bombs, damaged and empty documents."""
    _check_zip(data, where, limits)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_blocks(document, limits)).strip()
        core = document.core_properties
        title, stamp = core.title or None, core.created.date() if core.created else None
    except Exception as error:  # python-docx lets KeyError, lxml and opc errors through
        raise InputError("is a damaged Word document", where=where, mend="open it in Word and save it anew") from error
    if not text:
        raise InputError("is a Word document without text", where=where, mend="give a document that holds text")
    return Content(text, title=title, created=None if stamp in _TEMPLATE_STAMPS else stamp)


def _check_zip(data: bytes, where: str, limits: Limits) -> None:
    """Unpack every member against a common allowance: the sizes that a zip's directory states may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > limits.zip_members:
                raise InputError(
                    f"holds {len(members)} parts, more than {limits.zip_members}", where=where, mend="give its text as .txt"
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
                                mend="give its text as .txt",
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputError(
            "is a damaged or locked Word document", where=where, mend="open it in Word and save it anew"
        ) from error


def _blocks(container: Any, limits: Limits) -> Iterator[str]:
    room = limits.text_characters
    for block in container.iter_inner_content():
        for text in [block.text] if hasattr(block, "text") else _cells(block):
            room -= len(text)
            if room < 0:
                return
            yield text


def _cells(table: Any) -> Iterator[str]:
    """The cells' texts row by row, a merged cell once; `row.cells` repeats a cell by its stated width, whatever that is."""
    from docx.oxml.ns import qn
    from docx.table import _Cell

    for row in table._tbl.tr_lst:
        for cell in row.tc_lst:
            merge = cell.tcPr.find(qn("w:vMerge")) if cell.tcPr is not None else None
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            if not goes_on and (text := _Cell(cell, table).text).strip():
                yield text
