"""The file that `horseshoe follow` reads: feeds, lists of pages, situations, and where notices go (docs/follow.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from horseshoe.documents.load import is_address
from horseshoe.documents.settings_file import read_toml
from horseshoe.errors import UsageError

_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed, or a page whose links (those that match `links`) are followed."""

    url: str
    links: str | None = None
    kind: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """An SMTP server and the addresses of a notice. The password comes from the environment variable `password_env`."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 25
    starttls: bool = False
    user: str | None = None
    password_env: str = "HORSESHOE_SMTP_PASSWORD"


@dataclass(frozen=True, slots=True)
class FollowConfig:
    """What to follow and whom to tell. `delay` is the least number of seconds between two requests to one host."""

    feeds: tuple[Feed, ...]
    situations: tuple[str, ...] = ()  # ids or names; none: all
    delay: float = 2.0
    entries: int = 50  # new entries read of one feed in one pass
    terminal: bool = True
    file: Path | None = None
    webhook: str | None = None
    mail: Mail | None = None
    forecast_step: float = 0.05  # a change of the chance of adoption that is worth a notice
    extra: dict[str, Any] = field(default_factory=dict)


def seconds_of(text: str, where: str) -> float:
    """`15m`, `2h`, `30s` or `1d` in seconds. UsageError for anything else."""
    m = _SPAN.fullmatch(text.strip())
    if not m or float(m[1]) <= 0:
        raise UsageError(f"{text!r} is no span of time", where=where, fix="write it as 30s, 15m, 2h or 1d")
    return float(m[1]) * _SECONDS[m[2]]


def load_config(path: Path) -> FollowConfig:
    """Read a configuration. InputError for a missing or broken file, UsageError for a wrong entry."""
    where = str(path)
    data = read_toml(path, fix="see docs/follow.md for an example")
    feeds = [_feed(f, where, False) for f in _tables(data, "feed", where)] + [
        _feed(f, where, True) for f in _tables(data, "page", where)
    ]
    if not feeds:
        raise UsageError("names no feed and no page", where=where, fix='write [[feed]] and url = "https://..."')
    settings, notify = data.get("settings", {}), data.get("notify", {})
    if not (isinstance(settings, dict) and isinstance(notify, dict)):
        raise UsageError("settings and notify are tables", where=where, fix="see docs/follow.md for an example")
    unknown = [f"settings.{k}" for k in settings if k not in ("situations", "delay", "entries", "forecast_step")]
    unknown += [f"notify.{k}" for k in notify if k not in ("terminal", "file", "webhook", "mail")]
    if unknown:
        raise UsageError(f"unknown setting {unknown[0]}", where=where, fix="see docs/follow.md for all of them")
    mail = notify.get("mail")
    try:
        return FollowConfig(
            feeds=tuple(feeds),
            situations=tuple(settings.get("situations", ())),
            delay=float(settings.get("delay", 2.0)),
            entries=int(settings.get("entries", 50)),
            terminal=bool(notify.get("terminal", True)),
            file=path.parent / notify["file"] if "file" in notify else None,
            webhook=notify.get("webhook"),
            mail=Mail(**{**mail, "to": tuple(mail["to"])}) if mail else None,
            forecast_step=float(settings.get("forecast_step", 0.05)),
        )
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise UsageError(f"a setting cannot be used ({error})", where=where, fix="see docs/follow.md") from error


def _tables(data: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(f, dict) for f in found):
        raise UsageError(f"{name} is no list of tables", where=where, fix=f"write [[{name}]] with two brackets")
    return found


def _feed(table: dict[str, Any], where: str, page: bool) -> Feed:
    url, links = table.get("url"), table.get("links")
    if not isinstance(url, str) or not is_address(url):
        raise UsageError(f"{url!r} is no web address", where=where, fix='write url = "https://..."')
    if page:
        try:
            re.compile(links or "")
        except (re.error, TypeError) as error:
            raise UsageError(f"links: {error}", where=where, fix="give a regular expression") from error
        links = links or "."
    return Feed(url, links if page else None, table.get("kind"), table.get("publisher"))
