"""Mail messages (.eml) to plain text: all parts that are text, and each word under its writer.

A message is one document of one sender. What it quotes of older mail is another's and of another day, so it is left out with a
warning; a message that only passes one on is that message, with its own sender and day.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate

from horseshoe.documents.content import Content
from horseshoe.documents.limits import Limits
from horseshoe.documents.loaders.html import read_html
from horseshoe.documents.published import parse_day
from horseshoe.errors import InputError

_BROKEN = (RecursionError, ValueError, OverflowError, LookupError, AttributeError, TypeError, IndexError, AssertionError)
_LEFT_OUT = "what it quotes of older mail is left out"
_COVERING_WORDS = 80  # a longer note above a forwarded message is the message itself
_STUB = 0.5  # a plain part with less than this share of the words of its HTML twin stands for it no longer
_DEEPEST = 20  # parts within parts
_OLDER = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:Forwarded|Original)[ \t]+message[ \t]*-*|Begin forwarded message:|-{2,}[ \t]*Forwarded by\b.*"
    r"|_{10,})[ \t]*$",
    re.I | re.M,
)
_PASSED_ON = re.compile(r"(?:fwd?|fw|wg|tr)[ \t]*:", re.I)
_HEADER = re.compile(r"^[ \t>*]*(?P<name>From|Date|Sent|To|Cc|Subject|Reply-To)[ \t]*:[ \t*]*(?P<value>.*?)[ \t*]*$", re.I)
_WROTE = re.compile(
    r"^[ \t]*(?:On|Am|Le)\b[^\n]{4,200}(?:\n[^\n]{1,120})?\b(?:wrote|writes|schrieb|a écrit)[ \t]*:[ \t]*$", re.M
)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.M)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One message: its text, who sent it, and on which day in the sender's own time."""

    text: str
    title: str | None = None
    sender: str | None = None
    day: date | None = None
    forwarded: bool = False  # and not only quoted


def read_mail(data: bytes, where: str, limits: Limits) -> Content:
    """The text of a message with subject, sender and the day of its `Date:` in the sender's own time. No attached files."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        warnings: dict[str, None] = {}
        letter, passed_on = _letter(message, where, limits, warnings)
    except _BROKEN as error:
        raise InputError("is not a mail message that can be read", where=where, fix="save its text as .txt") from error
    letter = _own_words(letter, passed_on, warnings)
    if not letter.text.strip():
        raise InputError("is a mail message without text", where=where, fix="save the attachment and read that")
    return Content(letter.text, letter.title, letter.sender, letter.day, warnings=tuple(warnings))


def _letter(message: EmailMessage, where: str, limits: Limits, warnings: dict[str, None]) -> tuple[_Letter, list[_Letter]]:
    """A message, and those that are attached to it."""
    subject, sender = message.get("Subject"), message.get("From")
    passed_on: list[_Letter] = []
    title, publisher, parts = None, None, []
    for part in _text_parts(message, 0, warnings):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, EmailMessage):
                passed_on.append(_letter(inner, where, limits, warnings)[0])
            continue
        content = _text_of(part, where, limits)
        title, publisher = title or content.title, publisher or content.publisher
        warnings |= dict.fromkeys(content.warnings)
        parts.append(content.text.strip("\n"))
    own = (str(subject).strip() or None) if subject else None
    text = "\n\n".join(part for part in parts if part.strip())
    return _Letter(text, own or title, _sender(sender) or publisher, _sent(message)), passed_on


def _text_parts(part: Message, depth: int, warnings: dict[str, None]) -> Iterator[EmailMessage]:
    """The parts that are text or a message, in their order; of two forms of one text the one that tells more."""
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    kind = part.get_content_type()
    assert isinstance(part, EmailMessage)
    if kind == "message/rfc822":
        yield part
    elif not part.is_multipart():
        if part.get_content_disposition() == "attachment" or part.get_filename():
            warnings["attached files are not read"] = None
        elif kind in ("text/plain", "text/html"):
            yield part
    elif kind == "multipart/alternative":
        forms = [[*_text_parts(p, depth + 1, warnings)] for p in part.get_payload() if isinstance(p, EmailMessage)]
        yield from _fuller([form for form in forms if form])
    else:
        for inner in part.get_payload():
            if isinstance(inner, EmailMessage):
                yield from _text_parts(inner, depth + 1, warnings)


def _fuller(forms: list[list[EmailMessage]]) -> list[EmailMessage]:
    """The plain form, unless it is a stub: `This message needs an HTML reader.`"""
    plain = next((f for f in forms if all(p.get_content_type() != "text/html" for p in f)), None)
    rich = next((f for f in forms if any(p.get_content_type() == "text/html" for p in f)), None)
    if plain is None or rich is None:
        return rich or plain or []
    markup = " ".join(str(p.get_content()) for p in rich if p.get_content_maintype() == "text")
    told = len(re.sub(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>", " ", markup, flags=re.I | re.S).split())
    words = sum(len(str(p.get_content()).split()) for p in plain if p.get_content_maintype() == "text")
    speaks_of_html = any(re.search(r"\bHTML\b", str(p.get_content())) for p in plain if p.get_content_maintype() == "text")
    is_stub = words < _STUB * told or (speaks_of_html and words < 40)
    return rich if is_stub else plain


def _text_of(part: EmailMessage, where: str, limits: Limits) -> Content:
    content = part.get_content()
    if not isinstance(content, str):
        raise ValueError("no text")
    if part.get_content_type() == "text/html" and content.strip():
        return read_html(content.encode("utf-8"), where, limits)
    return Content(content.replace("\r\n", "\n"))


def _own_words(letter: _Letter, attached: list[_Letter], warnings: dict[str, None]) -> _Letter:
    """What the sender says; of a message that only passes another on, that other."""
    text, forwarded = _split_older(letter.text)
    own = _without_quotes(text, warnings)
    if forwarded and not forwarded.forwarded and own.strip() and not _PASSED_ON.match(letter.title or ""):
        warnings[_LEFT_OUT] = None  # an answer above what it answers
        forwarded = None
    passed_on = [*([forwarded] if forwarded else []), *attached]
    if not passed_on:
        return replace(letter, text=own)
    inner = passed_on[0]
    if len(own.split()) > _COVERING_WORDS or not inner.text.strip():
        warnings["a forwarded message is left out: it is another's, and of another day"] = None
        return replace(letter, text=own)
    if own.strip():
        warnings["the note above a forwarded message is left out"] = None
    if len(passed_on) > 1:
        warnings[f"{len(passed_on) - 1} more forwarded messages are left out"] = None
    warnings[f"forwarded by {letter.sender or 'somebody'}" + (f" on {letter.day}" if letter.day else "")] = None
    return replace(inner, text=_without_quotes(inner.text, warnings) or inner.text, title=inner.title or letter.title)


def _split_older(text: str) -> tuple[str, _Letter | None]:
    """The text above an older message that stands in it, and that message."""
    for m in _OLDER.finditer(text):
        fields, start = _headers(text, m.end())
        if not {"from", "date", "sent"} & fields.keys():
            continue
        day = _day(fields.get("date") or fields.get("sent") or "")
        body = text[start:].strip("\n")
        forwarded = "forward" in m[0].lower()
        return text[: m.start()], _Letter(body, fields.get("subject"), _sender(fields.get("from")), day, forwarded)
    return text, None


def _headers(text: str, start: int) -> tuple[dict[str, str], int]:
    """The fields of a message's head in running text, and where they end."""
    fields: dict[str, str] = {}
    for m in re.compile(r"[^\n]*(?:\n|\Z)").finditer(text, start):
        line = m[0]
        if not line.strip() and (not fields or not m[0]):
            start = m.end()
            if not m[0]:
                break
            continue
        field = _HEADER.match(line.rstrip("\n"))
        if field is None:
            break
        fields.setdefault(field["name"].lower(), field["value"])
        start = m.end()
    return fields, start


def _without_quotes(text: str, warnings: dict[str, None]) -> str:
    """The text without lines marked by `>`, nor what stands under `On ... X wrote:`; as it is where nothing else is in it."""
    own = _QUOTED.sub("", text)
    if (m := _WROTE.search(own)) is not None:
        rest = own[m.end() :]
        # Quoted by `>`, what follows the quotation is the sender's again; without marks all that follows is quoted.
        own = own[: m.start()] + (rest if _QUOTED.search(text) else "")
    if own == text:
        return text
    if not own.strip():
        warnings["all of it is quoted from older mail, of another sender and day"] = None
        return text
    warnings[_LEFT_OUT] = None
    return re.sub(r"\n{3,}", "\n\n", own).strip("\n")


def _sender(value: object) -> str | None:
    name, address = parseaddr(str(value or ""))
    return name or address.rpartition("@")[2] or None


def _sent(message: EmailMessage) -> date | None:
    sent = message.get("Date")
    found = getattr(sent, "datetime", None)
    return found.date() if found else _day(str(sent or ""))


def _day(words: str) -> date | None:
    """The day of a mail's date, as written: `Mon, 02 Jan 06 22:00:00 -0500` is the 2nd in whatever zone."""
    if day := parse_day(words):
        return day
    try:
        found = parsedate(words)
        return date(*found[:3]) if found else None
    except (ValueError, TypeError, IndexError):
        return None
