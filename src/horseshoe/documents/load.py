"""From a path, a web address or `-` to a Document; one document or many."""

from __future__ import annotations

import dataclasses
import functools
import importlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from horseshoe.documents.content import Content
from horseshoe.documents.decode import decode
from horseshoe.documents.files import read_file, read_stdin, walk
from horseshoe.documents.kind import recognise_kind
from horseshoe.documents.language import language_name, language_of
from horseshoe.documents.limits import DEFAULT_LIMITS, Limits
from horseshoe.documents.published import dateline, file_name_day, plausible
from horseshoe.documents.sniff import DOCX, sniff
from horseshoe.errors import HorseshoeError, InputError, NothingFoundError
from horseshoe.model import Document, DocumentKind, PublishedFrom

Loader = Callable[[bytes, str, Limits], Content]

# media type -> module and function; other packages add theirs as entry points in the group `horseshoe.loaders`
LOADERS: dict[str, tuple[str, str]] = {
    "text/html": ("horseshoe.documents.loaders.html", "read_html"),
    "application/pdf": ("horseshoe.documents.loaders.pdf", "read_pdf"),
    DOCX: ("horseshoe.documents.loaders.word", "read_docx"),
    "message/rfc822": ("horseshoe.documents.loaders.mail", "read_mail"),
}


def load(
    source: str | Path,
    *,
    published: date | None = None,
    kind: DocumentKind | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    allow_private: bool = False,
) -> Document:
    """The document at a path, a web address or `-` (standard input).

    `published` and `kind` overrule what the document says of itself. A text file is taken as it is, so offsets hold against
    the file. InputError where it cannot be read, NothingFoundError where it is not English, StoreError where a server does not
    answer.
    """
    name = str(source)
    content_type = None
    if name == "-":
        data, name = read_stdin(limits), "standard input"
    elif is_address(name):
        from horseshoe.documents.fetch import fetch

        answer = fetch(name, limits=limits, allow_private=allow_private)
        data, content_type = answer.body, answer.headers.get("content-type")
    else:
        data = read_file(Path(source), limits)
    document = from_bytes(
        data, name, published=published, kind=kind, limits=limits, encoding=encoding, content_type=content_type
    )
    return dataclasses.replace(document, path="-") if str(source) == "-" else document


def load_many(
    sources: Iterable[str | Path],
    *,
    published: date | None = None,
    kind: DocumentKind | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    allow_private: bool = False,
) -> Iterator[Document | HorseshoeError]:
    """Each document in turn, folders and their folders in sorted order; in place of one that cannot be read, its error."""
    for entry in find_sources(sources):
        if isinstance(entry, HorseshoeError):
            yield entry
            continue
        try:
            yield load(entry, published=published, kind=kind, limits=limits, encoding=encoding, allow_private=allow_private)
        except HorseshoeError as error:
            yield error


def find_sources(sources: Iterable[str | Path]) -> Iterator[str | Path | HorseshoeError]:
    """What `load` would be called with, one after the other: folders are opened, all else stays as it is."""
    for source in sources:
        if str(source) != "-" and not is_address(str(source)) and _is_folder(Path(source)):
            yield from walk(Path(source))
        else:
            yield source


def from_text(text: str, *, path: str = "-", published: date | None = None, kind: DocumentKind | None = None) -> Document:
    """A Document of a string, as `load` would make it of a text file of that name, but in whatever language it is."""
    return _document(Content(text), "text/plain", path, published, kind, language_of(text))


def from_bytes(
    data: bytes,
    name: str,
    *,
    published: date | None = None,
    kind: DocumentKind | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    content_type: str | None = None,
) -> Document:
    """The document in some bytes (an upload, an archive's member); `name` stands for it in errors and dates it at the last."""
    if encoding and encoding.lower().replace("-", "") not in ("utf8", "ascii"):
        data = decode(data, name, encoding).encode("utf-8")
    media_type = sniff(data, name, content_type)
    content = _content(data, media_type, name, limits)
    if len(content.text) > limits.text_characters:
        raise InputError(f"holds more than {limits.text_characters:,} characters", where=name, fix="split it first")
    if not content.text.strip("\ufeff \t\r\n\f\v"):
        raise InputError("is empty", where=name, fix="give a file that holds text")
    language = language_of(content.text)
    if language not in ("en", None):
        raise NothingFoundError(
            f"is not English (it looks {language_name(language or '')})", where=name, fix="give an English text or translation"
        )
    return _document(content, media_type, name, published, kind, language)


def is_address(name: str) -> bool:
    """Whether a source is a web address."""
    return name.lower().startswith(("http://", "https://"))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


@functools.cache
def _loader(media_type: str) -> Loader | None:
    from importlib.metadata import entry_points

    for entry in entry_points(group="horseshoe.loaders"):
        if entry.name == media_type:
            added: Loader = entry.load()
            return added
    if media_type not in LOADERS:
        return None
    module, function = LOADERS[media_type]
    own: Loader = getattr(importlib.import_module(module), function)
    return own


def _content(data: bytes, media_type: str, name: str, limits: Limits) -> Content:
    if media_type != "text/plain" and (loader := _loader(media_type)):
        return loader(data, name, limits)
    text = decode(data, name)
    if media_type == "text/markdown":
        from horseshoe.documents.loaders.markdown import read_markdown

        return read_markdown(text)
    return Content(text)


def _document(
    content: Content,
    media_type: str,
    name: str,
    published: date | None,
    kind: DocumentKind | None,
    language: str | None,
) -> Document:
    line = dateline(content.text)
    day, source, warnings = _published(content, name, published, line.day, line.words)
    return Document(
        text=content.text,
        path=name,
        title=content.title,
        published=day,
        published_from=source,
        publisher=content.publisher or line.agency,
        kind=kind or recognise_kind(content.text),
        language=language or "en",
        media_type=media_type,
        warnings=(*content.warnings, *warnings),
    )


def _published(
    content: Content, name: str, option: date | None, line: date | None, words: str | None
) -> tuple[date | None, PublishedFrom | None, list[str]]:
    """The day, where it comes from, and warnings. A file's creation stamp yields to a dateline that differs (decision 21)."""
    warnings: list[str] = []
    if option:
        return option, "option", warnings
    if plausible(content.published):
        return content.published, "metadata", warnings
    created = content.created if plausible(content.created) else None
    # A stamp of yesterday or today tells that the file has just been made, not when its text was published.
    if created and created >= date.today() - timedelta(days=1):
        created = None
    if created and line and abs((created - line).days) > 2:
        warnings.append(f"the file was made on {created}, but its dateline says {line}: the dateline is taken")
        created = None
    if created:
        return created, "metadata", warnings
    if line:
        return line, "dateline", warnings
    if named := file_name_day(name):
        return named, "file_name", warnings
    if words:
        warnings.append(f"the dateline says {words!r} without a year; give the date with --published")
    warnings.append("no publication date is known: relative dates (yesterday, last week) stay unresolved; give --published")
    return None, None, warnings
