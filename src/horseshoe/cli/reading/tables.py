"""A reading as a table for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from horseshoe.brief.render.terminal import visible

COLUMNS = (("what", 10), ("who", 24), ("says or does", 46), ("where", 12))


def reading_table(data: dict[str, Any]) -> str:
    """The contract's data of one document as aligned text, a blank line at the end."""
    d = data["document"]
    rows = [f"{visible(d['path'])} · {d['kind']} · published {d['published'] or 'not known'} · {d['characters']} characters"]
    for cells in _rows(data):
        shown = [visible(str(c or ""))[:width].ljust(width) for c, (_, width) in zip(cells, COLUMNS, strict=True)]
        rows.append("  " + "  ".join(shown).rstrip())
    rows += [f"  warning: {visible(w)}" for w in data["warnings"]]
    return "\n".join(rows) + "\n\n"


def _rows(data: dict[str, Any]) -> Iterator[tuple[str, str | None, str, str]]:
    def at(item: dict[str, Any]) -> str:
        return "-".join(map(str, item["span"]))

    for draft in data["drafts"]:
        where = "-".join(map(str, draft["mentions"][0]))
        label = f"{draft['id']} {draft['label']}" + (f" = {draft['matches']}" if draft["matches"] else "")
        yield "draft", ", ".join(draft["sponsors"]), f"{label}: {draft['status']}", where
        for provision in draft["provisions"]:
            yield "provision", provision["addressee"], f"{provision['act']}: {provision['text']}", at(provision)
    for p in data["positions"]:
        target = (p["target"] or {}).get("draft") or p["addressee"] or ""
        yield "position", p["actor"], f"{p['stance']} {target}: {p['text']}", at(p)
    for q in data["quotes"]:
        speaker = q["speaker"] or {}
        yield f"{q['kind']}", speaker.get("name") or speaker.get("actor"), q["text"], at(q)
    for f in data["figures"]:
        yield "figure", f["source"], f["text"], at(f)
    for e in data["events"]:
        yield e["root"].lower(), ", ".join(e["actors"]), e["text"], at(e)
    for day in data["dates"]:
        yield "date", None, f"{day['text']} = {day['start'] or '?'} to {day['end'] or '?'}", at(day)
    for a in data["actors"]:
        first = a["mentions"][0]["span"] if a["mentions"] else []
        yield "actor", a["id"], f"{a['name']} ({a['type']}, {len(a['mentions'])} mentions)", "-".join(map(str, first))
