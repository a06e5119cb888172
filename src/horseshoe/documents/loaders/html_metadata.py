"""What a web page says of itself: title, publisher and day of publication, from the article's own marks alone.

A page shows many days: of related stories, of readers' comments, of today in its masthead, of events in running text. Only what
is marked as the publication of the article counts; where nothing is, the day is not known.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from horseshoe.documents.published import labelled_day, parse_day

# Names of meta tags that give the day of publication, most telling first.
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date.published", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "citation_publication_date", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish_date", "publication_date", "pubdate", "publish-date", "article.published",
    "date", "release_date", "rnews:datepublished",
)  # fmt: skip
_PUBLISHER_NAMES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name")

# schema.org: kinds of things that are an article, and those that are the page around it; all else is something else.
_ARTICLES = re.compile(r"(?:Article|Posting|Report|PressRelease|GovernmentService)$")
_PAGES = re.compile(r"(?:WebPage|ItemPage|AboutPage)$")

# Words in the class or id of an element that holds something other than the article.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|replies|disqus|related|recommend\w*|teasers?|trending|popular|most-?read|latest|more-?(?:news|stories"
    r"|on)|read-?(?:more|next|also)|sidebar|aside|widget|promo\w*|masthead|topbar|ticker|banner|nav(?:bar|igation)?|menu|breadcrumbs?"
    r"|footer|archive|newsletter|advert\w*|sponsored)(?:$|[\s_-])",
    re.I,
)
_PROSE = frozenset(("p", "li", "blockquote", "td", "dd", "figcaption"))
_CHANGED = re.compile(
    r"\b(?:updated?|modified|edited|corrected|revised|last|accessed|retrieved|expires?)\b[^\w]*(?:on|at)?\W*$", re.I
)
_ELSEWHERE_TAGS = frozenset(("aside", "nav", "footer", "form"))
_MOST_TIMES = 50  # of an article that are looked at
_LONGEST_LINE = 160  # characters of a line that may state the day of publication


class Metadata:
    """Title, publisher and date of one page, from JSON-LD, meta tags and elements of the article, in that order."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.own = set(_own_elements(tree))
        self.meta: dict[str, str] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            content = (element.get("content") or "").strip()
            if name and content and element in self.own:
                self.meta.setdefault(name.lower(), content)
        self.linked = [thing for thing in self._json_ld() if isinstance(thing, dict)]

    def published(self) -> date | None:
        """The stated day of the article's publication."""
        return self._day_of_article() or self._day_of_meta_tags() or self._day_of_elements() or self._day_of_page()

    def publisher(self) -> str | None:
        """Who published the page."""
        for thing in self.linked:
            publisher = thing.get("publisher")
            if name := _string(publisher.get("name") if isinstance(publisher, dict) else publisher):
                return name
        return next((self.meta[n] for n in _PUBLISHER_NAMES if n in self.meta), None)

    def title(self) -> str | None:
        """The headline, or the page's title."""
        headlines = (_string(thing.get("headline")) for thing in self._articles())
        titles = (" ".join(e.text_content().split()) for e in self.tree.xpath("//head/title|//h1"))
        return next(filter(None, (*headlines, self.meta.get("og:title"), *titles)), None)

    def _json_ld(self) -> Iterator[Any]:
        for script in self.tree.xpath("//script[@type='application/ld+json']"):
            try:
                data = json.loads(script.text_content())
            except (ValueError, RecursionError):
                continue
            for thing in data if isinstance(data, list) else [data]:
                yield thing
                if isinstance(thing, dict) and isinstance(thing.get("@graph"), list):
                    yield from thing["@graph"]
                if isinstance(thing, dict) and isinstance(thing.get("mainEntity"), dict):
                    yield thing["mainEntity"]

    def _articles(self) -> list[dict[str, Any]]:
        """The things that may be this article: of several articles those that bear the page's headline, if any does."""
        found = [t for t in self.linked if any(_ARTICLES.search(kind) for kind in _kinds(t))]
        found = found or [t for t in self.linked if not _kinds(t)]
        titles = {_plain(e.text_content()) for e in self.tree.xpath("//h1")} | {_plain(self.meta.get("og:title", ""))}
        own = [t for t in found if _plain(_string(t.get("headline")) or "") in titles - {""}]
        return own or found

    def _day_of_article(self) -> date | None:
        days = [day for t in self._articles() if (day := parse_day(_string(t.get("datePublished"))))]
        return days[0] if len(set(days)) == 1 else None

    def _day_of_page(self) -> date | None:
        """What JSON-LD says of the page as a whole: the last resort, for a page may be older than what it shows."""
        pages = [t for t in self.linked if any(_PAGES.search(kind) for kind in _kinds(t))]
        return next((day for t in pages if (day := parse_day(_string(t.get("datePublished"))))), None)

    def _day_of_meta_tags(self) -> date | None:
        return next((day for name in _DATE_NAMES if (day := parse_day(self.meta.get(name)))), None)

    def _day_of_elements(self) -> date | None:
        """The day in an element marked as date of publication, in a line `Published ...`, or in the article's head."""
        root = self._root()
        for element in self.tree.xpath("//*[@itemprop='datePublished' or @pubdate]"):
            if element in self.own and (day := parse_day(element.get("content")) or _day_of_time(element)):
                return day
        for element in root.iter("p", "div", "span", "li", "time", "small", "h6"):
            if element in self.own and (day := labelled_day(_words(element))):
                return day
        if root is self.tree:
            return None
        times = [t for t in itertools.islice(root.iter("time"), _MOST_TIMES) if t in self.own and not _is_change(t)]
        return next((day for t in times if _is_head(t, root) and (day := _day_of_time(t))), None)

    def _root(self) -> Any:
        """The element that holds the article: the one around the headline, or the only one; the whole page otherwise."""
        articles = [a for a in self.tree.iter("article") if a in self.own]
        headlines = [h for h in self.tree.iter("h1") if h in self.own]
        headed = {a for h in headlines for a in h.iterancestors("article")}
        for article in articles:
            if article in headed:
                return article
        mains = [m for m in self.tree.iter("main") if m in self.own]
        chosen = articles if len(articles) == 1 else mains if len(mains) == 1 and not articles else [self.tree]
        return chosen[0]


def _own_elements(tree: Any) -> Iterator[Any]:
    """The elements that belong to no list of other stories, no comment, no masthead, no foot."""
    waiting = [(tree, False)]
    while waiting:
        element, in_article = waiting.pop()
        tag = element.tag
        if not isinstance(tag, str):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if tag in _ELSEWHERE_TAGS or (tag not in ("html", "head", "body") and _ELSEWHERE.search(named[:500])):
            continue
        if tag == "header" and not in_article and next(element.iter("h1"), None) is None:
            continue
        yield element
        waiting.extend((child, in_article or tag == "article") for child in reversed(element))


def _words(element: Any) -> str:
    """The words of an element that is no longer than a line; nothing of a longer one."""
    pieces = list(itertools.islice(element.itertext(), 12))
    words = " ".join(" ".join(pieces).split())
    return words if len(pieces) < 12 and len(words) <= _LONGEST_LINE else ""


def _day_of_time(element: Any) -> date | None:
    return parse_day(element.get("datetime")) or parse_day(element.text_content())


def _is_change(element: Any) -> bool:
    """Whether a time is that of an update: `Updated <time>`, `<time class="updated">`, `itemprop=dateModified`."""
    if re.search(r"updat|modif", f"{element.get('class') or ''} {element.get('itemprop') or ''}", re.I):
        return True
    before = element.getprevious()
    words = (before.tail if before is not None else element.getparent().text if element.getparent() is not None else "") or ""
    if not words.strip() and before is not None:
        words = before.text_content()
    return bool(_CHANGED.search(words.strip()[-60:]))


def _is_head(element: Any, root: Any) -> bool:
    """Whether a time stands in the head of the article, and not within its running text or a story within the story."""
    for around in element.iterancestors():
        if around is root:
            return True
        if around.tag == "article":
            return False
        if around.tag in _PROSE and len(around.text_content()) > len(element.text_content()) + 60:
            return False
        if around.tag in _PROSE and _is_sentence(around.text_content()):
            return False
    return True


def _is_sentence(words: str) -> bool:
    """`The vote is set for 15 March.`, and no byline: `By Jo Doe, 1 February 2012`."""
    return len(words.split()) > 4 and words.rstrip().endswith((".", "!", "?", "”", '"'))


def _kinds(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _string(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return value.strip() or None if isinstance(value, str) else None
