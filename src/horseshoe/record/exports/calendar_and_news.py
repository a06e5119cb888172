"""iCalendar of dates to come, and RSS of what is new."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import BinaryIO

from sqlalchemy import Connection, func, select

from horseshoe.record.exports.statements import Scope, statements
from horseshoe.record.names import title
from horseshoe.record.schema import notices

_NEWEST = 100


def write_icalendar(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """RFC 5545: whole-day events for the days that documents name as still to come when they were published, and deadlines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//horseshoe//record//EN", "CALSCALE:GREGORIAN"]
    for s in statements(connection, scope, "date", "provision"):
        if s.day_from is None or s.day_to is None:
            continue
        # RFC 5545 wants a time stamp; the day of publication keeps two exports of one record alike.
        stamp = (s.published or s.day_from).strftime("%Y%m%dT000000Z")
        what = f"deadline: {s.text}" if s.kind == "provision" else s.text
        place = f"{title(s.situation)}: " if s.situation else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{s.document[:16]}-{s.kind}-{s.start}@horseshoe",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{s.day_from:%Y%m%d}",
            f"DTEND;VALUE=DATE:{s.day_to + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(place + ' '.join(what.split()))}",
            f"DESCRIPTION:{_escaped(f'{s.path} [{s.ref}]')}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    out.write("".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8", "backslashreplace"))


def _escaped(text: str) -> str:
    plain = re.sub(r"[\x00-\x1f\x7f]", " ", text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, continued with a blank (RFC 5545, 3.1)."""
    parts, size = [""], 0
    for c in line:
        width = len(c.encode("utf-8", "backslashreplace"))
        if size + width > 73:
            parts.append("")
            size = 0
        parts[-1] += c
        size += width
    return "\r\n ".join(parts)


def write_rss(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """RSS 2.0: notices of `horseshoe follow`, then the newest drafts and threats that documents tell of."""
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    name = title(scope.situation) if scope.situation else "all situations"
    for tag, text in (
        ("title", f"horseshoe: {name}"),
        ("link", "https://www.un.org/securitycouncil/"),
        ("description", f"What is new in the record on {name}"),
    ):
        ET.SubElement(channel, tag).text = text
    news = [*_notices(connection, scope), *_statements(connection, scope)]
    for day, text, guid in sorted(news, reverse=True)[:_NEWEST]:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
        ET.SubElement(item, "guid", isPermaLink="false").text = guid
        ET.SubElement(item, "pubDate").text = format_datetime(datetime.combine(day, time(), UTC))
    ET.indent(rss)
    ET.ElementTree(rss).write(out, "utf-8", xml_declaration=True)
    out.write(b"\n")


def _notices(connection: Connection, scope: Scope) -> list[tuple[date, str, str]]:
    query = select(notices).order_by(notices.c.no.desc()).limit(_NEWEST)
    if scope.situation:
        query = query.where(notices.c.situation == scope.situation)
    if scope.as_of:
        query = query.where(func.substr(notices.c.at, 1, 10) <= scope.as_of.isoformat())
    rows = connection.execute(query)
    return [(datetime.fromisoformat(r.at).date(), r.text, f"urn:horseshoe:notice:{r.no}") for r in rows]


def _statements(connection: Connection, scope: Scope) -> list[tuple[date, str, str]]:
    found = []
    for s in statements(connection, scope, "draft", "position"):
        if s.published is None or (s.kind == "position" and s.label != "threatens_veto"):
            continue
        what = f"{title(s.actor or '')} threatens a veto" if s.kind == "position" else f"{s.more.get('label')}: {s.label}"
        found.append((s.published, f"{what} — {' '.join(s.text.split())[:200]}", f"urn:horseshoe:{s.ref}"))
    return found
