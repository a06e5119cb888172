"""Which kind of file some bytes are, by their content first and their name second."""

from __future__ import annotations

import re
from typing import Literal

from horseshoe.documents.limits import human_size
from horseshoe.errors import InputError

MediaType = Literal[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "message/rfc822",
]

DOCX: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_REFUSED: tuple[tuple[bytes, str, str | None], ...] = (
    (b"{\\rtf", "is RTF", "save it as .docx or plain text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word or Outlook file", "save it as .docx, .eml or plain text"),
    (b"\x1f\x8b", "is a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", "unpack it first"),
    (b"Rar!", "is a RAR archive", "unpack it first"),
    (b"\x89PNG", "is a picture", "run text recognition on it first"),
    (b"\xff\xd8\xff", "is a picture", "run text recognition on it first"),
    (b"GIF8", "is a picture", "run text recognition on it first"),
    (b"SQLite format 3\x00", "is a database", "open it with --db"),
    (b"%!PS", "is PostScript", "convert it to PDF"),
)
_HTML_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_TAG = re.compile(rb"</?(?:p|div|article|section|h[1-6]|span|ul|li|br|a)\b[^>]*>", re.I)
_HEADER = re.compile(
    rb"(?:From|To|Cc|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Content-Type|Delivered-To|Reply-To"
    rb"|Sender|X-[\w-]+|DKIM-Signature|Authentication-Results|List-[\w-]+|Content-Transfer-Encoding|ARC-[\w-]+)\s*:",
    re.I,
)
_MAIL_ONLY = re.compile(rb"^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To)\s*:", re.I | re.M)


def sniff(data: bytes, name: str, content_type: str | None = None) -> MediaType:
    """The media type of `data`; `name` and a server's `content_type` only decide between kinds of text.

    InputError for empty, binary and unsupported files.
    """
    if not data.strip(b" \t\r\n\x00\x0b\x0c") or data.strip() == b"\xef\xbb\xbf":
        raise InputError("is empty", where=name, fix="give a file that holds text")
    head = data[:4096]
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if b"word/" in data:
            return DOCX
        raise InputError("is a zip archive and no Word document", where=name, fix="unpack it first")
    for magic, what, fix in _REFUSED:
        if head.startswith(magic):
            raise InputError(what, where=name, fix=fix)
    _refuse_binary(data, name)
    return _kind_of_text(data, name.lower(), (content_type or "").lower())


def _kind_of_text(data: bytes, name: str, content_type: str) -> MediaType:
    head = data[:65_536].removeprefix(b"\xef\xbb\xbf")
    named_html = name.endswith((".html", ".htm", ".xhtml")) or "html" in content_type
    if _HTML_START.match(head) or (named_html and _HTML_TAG.search(head)):
        return "text/html"
    if _is_mail(head, name.endswith(".eml") or "rfc822" in content_type):
        return "message/rfc822"
    if name.endswith((".md", ".markdown")) or "markdown" in content_type:
        return "text/markdown"
    return "text/plain"


def _is_mail(head: bytes, named_mail: bool) -> bool:
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = block.splitlines()
    fields = sum(bool(_HEADER.match(line)) for line in lines)
    folded = sum(line[:1] in (b" ", b"\t") for line in lines)
    if fields < 2 or not _HEADER.match(head):
        return False
    return named_mail or (bool(_MAIL_ONLY.search(block)) and fields + folded >= 0.7 * len(lines))


def _refuse_binary(data: bytes, name: str) -> None:
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise InputError("is UTF-32 text, not UTF-8", where=name, fix="convert it: iconv -f UTF-32 -t UTF-8")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _looks_utf16(data):
        raise InputError("is UTF-16 text, not UTF-8", where=name, fix="convert it: iconv -f UTF-16 -t UTF-8")
    sample = data[:1_000_000]
    # NUL never stands in text; a few stray control characters do (form feeds, old word processors).
    control = len(sample) - len(sample.translate(None, bytes(c for c in range(32) if c not in (9, 10, 11, 12, 13, 27))))
    if b"\x00" in data or control > 0.01 * len(sample) + 2:
        raise InputError(f"is a binary file ({human_size(len(data))}), not text", where=name, fix="give a document")


def _looks_utf16(data: bytes) -> bool:
    sample = data[:2000]
    if len(sample) < 4:
        return False
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    return max(odd, even) > 0.4 * len(sample) / 2 and min(odd, even) < 0.05 * len(sample)
