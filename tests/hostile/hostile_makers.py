"""The parts that hostile files are made of: small Word documents and PDFs, sound ones at first."""

# ruff: noqa: E501 - documents stand on their lines as they are

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

File = tuple[str, bytes]
TEXT = (
    "The Security Council met in New York to vote on a draft resolution on Syria. Russia said that it would veto the text. "
    "The representative of Portugal said that the text was a fair compromise.\n"
)
RNG = random.Random(1946)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    '.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
PROLOGUE = '<?xml version="1.0"?>'


def wordprocessing(body: str, prologue: str = PROLOGUE) -> str:
    """The main part of a Word document."""
    return f'{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def docx(
    body: str, prologue: str = PROLOGUE, rels: str = RELS, types: str = TYPES, extra: Mapping[str, bytes | Run] | None = None
) -> bytes:
    """A Word document of a body in WordprocessingML."""
    parts: dict[str, bytes | Run] = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": rels.encode(),
        "word/document.xml": wordprocessing(body, prologue).encode(),
    }
    return zipped({**parts, **(extra or {})})


@dataclass(frozen=True)
class Run:
    """`before`, then `part` so many times, then `after`: compressed part by part, in a moment however long it is."""

    part: bytes
    times: int
    before: bytes = b""
    after: bytes = b""

    def deflated(self) -> tuple[bytes, int, int]:
        """The raw deflate stream, the CRC-32 and the size of what it unpacks to."""
        packing = zlib.compressobj(1, zlib.DEFLATED, -15)
        start, part = (packing.compress(data) + packing.flush(zlib.Z_FULL_FLUSH) for data in (self.before, self.part))
        crc = zlib.crc32(self.before)
        for _ in range(self.times):
            crc = zlib.crc32(self.part, crc)
        stream = start + part * self.times + packing.compress(self.after) + packing.flush()
        size = len(self.before) + len(self.part) * self.times + len(self.after)
        return stream, zlib.crc32(self.after, crc), size


def zipped(parts: Mapping[str, bytes | Run]) -> bytes:
    """A zip archive. A run is stored as it is packed, and both its headers are made to say what it is."""
    out, local = io.BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            if not isinstance(data, Run):
                archive.writestr(name, data)
                continue
            stream, crc, size = data.deflated()
            archive.writestr(name, stream, zipfile.ZIP_STORED)
            entry = archive.getinfo(name)
            entry.compress_type, entry.CRC, entry.file_size = zipfile.ZIP_DEFLATED, crc, size
            local.append((entry.header_offset, struct.pack("<H4xIII", zipfile.ZIP_DEFLATED, crc, len(stream), size)))
    made = bytearray(out.getvalue())
    for at, told in local:
        made[at + 8 : at + 10], made[at + 14 : at + 26] = told[:2], told[6:]
    return bytes(made)


def paragraph(text: str) -> str:
    """One paragraph of WordprocessingML."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


GOOD_DOCX = docx(paragraph(TEXT) * 3)


def pdf(objects: list[bytes], root: int = 1, extra: bytes = b"") -> bytes:
    """A PDF of numbered objects."""
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer\n<< /Size %d /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, extra, start)


def page(content: bytes, entries: bytes = b"") -> list[bytes]:
    """Objects of a document of one page."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


SHOWN = b"BT /F1 8 Tf 20 780 Td (" + TEXT.strip().encode() + b") Tj ET"
GOOD_PDF = pdf(page(SHOWN))
