"""Markdown to plain text: front matter becomes metadata, marks of headings, emphasis, links and code go."""

from __future__ import annotations

import re

from horseshoe.documents.content import Content
from horseshoe.documents.published import parse_day

_FRONT = re.compile(r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"""^(?P<name>[A-Za-z_]+)\s*[:=]\s*["']?(?P<value>[^"'\n\r]*)["']?\s*$""", re.M)
_DATES = ("published", "date", "pubdate", "published_at", "issued")
# Emphasis ends before the next mark that could open one: else a text of nothing but opening marks costs 500 looks for each.
_STRUCK = re.compile(r"~~(?=\S)[^~\n]{1,500}~~|<(del|s|strike)>[^<]{0,1000}</\1>", re.I)
_INLINE = (
    (re.compile(r"<!--.{0,20000}?-->", re.S), ""),
    (_STRUCK, ""),
    (re.compile(r"<sup>[\[(]?(?:\d{1,3}|[a-z*†‡])[\])]?</sup>|\[\^[^\]\n]{1,30}\](?!:)", re.I), ""),
    (re.compile(r"!\[([^\[\]\n]{0,1000})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,1000})\](?:\([^)\n]{0,2000}\)|\[[^\[\]\n]{0,1000}\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>"), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)((?:(?!\s\1(?!\*))[^\n]){1,500}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)((?:(?!\s\1(?!_))[^\n]){1,500}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"`([^`\n]{1,1000})`"), r"\1"),
)
_LINE = (
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.M), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?", re.M), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.M), ""),
    (re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$", re.M), ""),
    (re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$", re.M), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*$", re.M), ""),
)


def read_markdown(text: str) -> Content:
    """The plain text of Markdown, with title, date and publisher from its front matter or first heading."""
    fields: dict[str, str] = {}
    if m := _FRONT.match(text):
        fields = {f["name"].lower(): f["value"].strip() for f in _FIELD.finditer(m["body"])}
        text = text[m.end() :]
    heading = re.search(r"^ {0,3}#[ \t]+(.*?)[ \t]*#*[ \t]*$", text, re.M)
    title = fields.get("title") or (heading[1] if heading else None)
    struck = ("struck-out words are left out",) if _STRUCK.search(text) else ()
    for pattern, new in (*_LINE, *_INLINE):
        text = pattern.sub(new, text)
    return Content(
        text=text.lstrip("\ufeff\r\n"),
        title=title or None,
        publisher=fields.get("publisher") or fields.get("source") or None,
        published=next((day for name in _DATES if (day := parse_day(fields.get(name)))), None),
        warnings=struck,
    )
