"""The day of a page is its article's own: not a related story's, a comment's, the masthead's or that of an event."""

from __future__ import annotations

from datetime import date

import pytest
from document_makers import ARTICLE, SENTENCES

from horseshoe.documents import from_bytes, from_text
from horseshoe.documents.published import dateline

D = date(2012, 2, 1)
OTHER = '<time datetime="2009-05-06">6 May 2009</time>'
TOLD = "".join(f"<p>{s}</p>" for s in SENTENCES)


def published(body: str, head: str = "") -> date | None:
    page = f"<html><head><title>The mission</title>{head}</head><body>{body}</body></html>"
    return from_bytes(page.encode(), "a.html").published


def article(inside: str = "", top: str = "") -> str:
    return f"<article>{top}<h1>The mission</h1>{inside}{TOLD}</article>"


@pytest.mark.parametrize(
    "body",
    [
        f"<header>{OTHER}</header>" + article(),
        f"<nav>{OTHER}</nav>" + article(),
        f'<div class="masthead">{OTHER}</div>' + article(),
        f'<article class="teaser"><h2>Another</h2>{OTHER}</article>' + article(),
        f'<div class="trending"><article><h1>Another</h1>{OTHER}</article></div>' + article(),
        article() + f"<aside><h3>Related</h3>{OTHER}</aside>",
        article(f'<section id="comments"><div class="comment">{OTHER}<p>Nonsense.</p></div></section>'),
        article(f"<p>The next vote is set for {OTHER}.</p>"),
        article('<time class="updated" datetime="2009-05-06">6 May</time>'),
        article(f'<div class="related-stories"><ul><li>{OTHER}</li></ul></div>'),
        article('<div class="comment"><meta itemprop="datePublished" content="2009-05-06">A reader</div>'),
        f"<p>{ARTICLE}</p><footer>{OTHER}</footer>",
        f"<div>{OTHER}</div><p>{ARTICLE}</p>",
    ],
)
def test_days_of_other_things_date_no_page(body):
    assert published(body) is None
    own = body.replace("<h1>The mission</h1>", '<h1>The mission</h1><p class="date">Published 1 February 2012</p>')
    assert published(own) == (D if "The mission</h1>" in body else None)


@pytest.mark.parametrize(
    "body",
    [
        article('<p class="byline">By Ann Doe <time datetime="2012-02-01T22:00:00-05:00">1 Feb</time></p>'),
        article('<span itemprop="datePublished" content="2012-02-01">today</span>'),
        article(top='<header><time datetime="2012-02-01">1 Feb</time></header>'),
        f'<main><h1>The mission</h1><time datetime="2012-02-01">1 Feb</time>{TOLD}</main><aside>{OTHER}</aside>',
        article("<p>Updated: 5 March 2019</p><p>Published: 1 February 2012, 10:30 GMT</p>"),
        article(f"<p>Updated {OTHER}</p>" + '<p><time datetime="2012-02-01">1 Feb</time></p>'),
    ],
)
def test_the_article_s_own_day(body):
    assert published(body) == D


@pytest.mark.parametrize(
    ("things", "day"),
    [
        ('{"@type": "WebSite", "datePublished": "1999-09-09"}, {"@type": "NewsArticle", "datePublished": "2012-02-01"}', D),
        ('{"@type": "VideoObject", "datePublished": "2011-01-01"}, {"@type": ["Report"], "datePublished": "2012-02-01"}', D),
        ('{"@type": "VideoObject", "datePublished": "2011-01-01"}', None),
        ('{"@type": "WebPage", "datePublished": "2011-01-01"}, {"@type": "BlogPosting", "datePublished": "2012-02-01"}', D),
        ('{"@type": "WebPage", "datePublished": "2012-02-01"}', D),
        (
            '{"@type": "NewsArticle", "headline": "Another", "datePublished": "2011-01-01"}, '
            '{"@type": "NewsArticle", "headline": "The mission", "datePublished": "2012-02-01"}',
            D,
        ),
        ('{"@type": "Article", "datePublished": "2011-01-01"}, {"@type": "Article", "datePublished": "2012-02-01"}', None),
        ('{"@type": "NewsArticle", "dateModified": "2019-03-05", "datePublished": "2012-02-01"}', D),
    ],
)
def test_the_day_of_linked_data_is_the_article_s(things, day):
    assert published(article(), f'<script type="application/ld+json">[{things}]</script>') == day


def test_an_update_dates_a_text_only_where_nothing_else_does():
    assert dateline("A headline\nUpdated: 5 March 2019\nPublished: 1 February 2012\nText.").day == D
    assert dateline("A headline\nUpdated: 5 March 2019\n" + "Text.\n" * 9 + "Published: 1 February 2012").day == D
    assert dateline("A headline\nUpdated: 5 March 2019\nText.").day == date(2019, 3, 5)


TIMELINE = "4 October 2011: A first draft falls.\n4 February 2012\nA second falls.\n19 July 2012 - A third falls.\n"


@pytest.mark.parametrize("top", ["", "Three drafts\n", "Three drafts\nA chronology of the file\n"])
def test_a_timeline_is_dated_by_its_file_name_or_option(top):
    assert from_text(top + TIMELINE).published is None
    named = from_text(top + TIMELINE, path="2012-08-01_chronology.txt")
    assert (named.published, named.published_from) == (date(2012, 8, 1), "file_name")
    given = from_text(top + TIMELINE, path="2012-08-01_chronology.txt", published=date(2012, 9, 1))
    assert (given.published, given.published_from) == (date(2012, 9, 1), "option")
    headed = from_text("1 September 2012\n" + top + TIMELINE)
    assert (headed.published, headed.published_from) == (date(2012, 9, 1), "dateline")
