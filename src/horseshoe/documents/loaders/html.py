"""Web pages to plain text: trafilatura finds the article; struck-out words and the marks of notes are taken out before."""

from __future__ import annotations

import dataclasses
import html
import re
from typing import Any

from horseshoe.documents.content import Content
from horseshoe.documents.limits import DEFAULT_LIMITS, Limits
from horseshoe.documents.loaders.html_metadata import Metadata
from horseshoe.documents.loaders.note_marks import raised
from horseshoe.errors import InputError

# Elements that need no end tag, so an unclosed one is no nesting.
_VOID = frozenset(
    ("area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
     "source", "td", "th", "tr", "track", "wbr")
)  # fmt: skip
_STRUCK_TAGS = frozenset(("del", "s", "strike"))
_STRUCK = "struck-out words are left out"
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;}]*\bline-through\b", re.I)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SELECTOR = re.compile(r"\.?[A-Za-z][\w-]*")
_PROSE = frozenset(("p", "li", "blockquote", "td", "dd", "figcaption", "h1", "h2", "h3", "h4"))
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]{0,5000})>")


def read_html(data: bytes, where: str, limits: Limits) -> Content:
    """The article in a page. InputError for a page without text or nested past the limit."""
    _refuse_depth(data, where, limits)
    import lxml.html
    import trafilatura

    try:
        tree: Any = trafilatura.load_html(data)
        if tree is None:
            tree = lxml.html.document_fromstring(data)
    except Exception as error:  # lxml raises its own errors, ValueError and UnicodeError for broken pages
        raise InputError("is not a web page that can be read", where=where, fix="save its text as .txt") from error
    metadata = Metadata(tree)
    content = Content("", metadata.title(), metadata.publisher(), metadata.published())
    struck = _take_out_struck(tree)
    _open_marks(tree)
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    if not text or len(text) < 40:
        text = _all_text(tree) or text
    if not text or not text.strip():
        raise InputError("is a web page without text", where=where, fix="save the page's text as .txt")
    return dataclasses.replace(content, text=text.strip(), warnings=(_STRUCK,) if struck else ())


def plain_text(markup: str, where: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """The words of a piece of HTML, such as a feed gives of an entry, a block a line, entities as characters."""
    import lxml.html

    if "<" not in markup:
        return html.unescape(markup)
    _refuse_depth(markup.encode("utf-8", "replace"), where, limits)
    try:
        tree = lxml.html.document_fromstring(f"<html><body><div>{markup}</div></body></html>")
    except Exception:  # lxml raises its own errors and ValueError for broken pieces
        return ""
    _take_out_struck(tree)
    _open_marks(tree)
    return _all_text(tree)


def _refuse_depth(data: bytes, where: str, limits: Limits) -> None:
    """Refuse nesting that would exhaust a parser; only elements that must be closed count."""
    depth = 0
    for m in _TAG.finditer(data):
        if m[2].lower().decode() in _VOID or m[3].endswith(b"/"):
            continue
        depth = max(0, depth - 1) if m[1] else depth + 1
        if depth > limits.markup_depth:
            raise InputError(
                f"nests its elements more than {limits.markup_depth} deep", where=where, fix="save the page's text as .txt"
            )


def _all_text(tree: Any) -> str:
    """The text of the page's blocks, one a line, where no article was found."""
    for element in tree.xpath("//script|//style|//noscript|//template|//head"):
        element[:] = []  # what follows the element stays: it may hold characters that lxml reads but does not write
        element.text = None
    blocks = tree.xpath("//p|//h1|//h2|//h3|//h4|//li|//td|//th|//blockquote|//pre")
    lines = [" ".join(b.text_content().split()) for b in blocks if not b.xpath(".//p|.//li|.//td")]
    text = "\n".join(line for line in lines if line)
    return text or "\n".join(line.strip() for line in tree.text_content().splitlines() if line.strip())


def _take_out_struck(tree: Any) -> bool:
    """Take words out that the page shows as struck; whether there were any."""
    named = _struck_selectors(tree)
    struck = [e for e in tree.iter() if isinstance(e.tag, str) and e.getparent() is not None and _is_struck(e, named)]
    for element in struck:
        _drop(element, " " if element.tag in ("p", "div", "li") else "")
    return bool(struck)


def _is_struck(element: Any, named: frozenset[str]) -> bool:
    if element.tag in _STRUCK_TAGS or element.tag in named or _LINE_THROUGH.search(element.get("style") or ""):
        return True
    return bool(named) and any(f".{name}" in named for name in (element.get("class") or "").split())


def _struck_selectors(tree: Any) -> frozenset[str]:
    """Plain selectors (`.gone`, `strong`) that the page's own style sheets draw a line through."""
    found: set[str] = set()
    for sheet in tree.iter("style"):
        for rule in _RULE.finditer((sheet.text or "")[:200_000]):
            if _LINE_THROUGH.search(rule[2]):
                found.update(s.strip() for s in rule[1].split(",") if _SELECTOR.fullmatch(s.strip()))
    return frozenset(found)


def _open_marks(tree: Any) -> None:
    """Put the words of raised marks and of times in running text where the text can keep them."""
    for element in list(tree.iter("sup")):
        before = _before(element)
        words = element.text_content()
        _drop(element, raised(words, before))
    for element in list(tree.iter("time")):
        if any(around.tag in _PROSE for around in element.iterancestors()):
            element.tag = "span"


def _before(element: Any) -> str:
    previous = element.getprevious()
    if previous is not None:
        return str(previous.tail or previous.text_content()[-20:])
    parent = element.getparent()
    return str(parent.text or "") if parent is not None else ""


def _drop(element: Any, instead: str) -> None:
    """Take an element out of its tree, with other words in its place."""
    element.tail = instead + (element.tail or "")
    if element.getparent() is not None:
        element.drop_tree()
