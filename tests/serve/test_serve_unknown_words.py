"""A record may hold words of another version or of somebody's hand: they are drawn as they are or as ?, and break no page."""

from __future__ import annotations

import sqlite3

import pytest

from short_forms import some_of

JUNK = "no such word"


@pytest.mark.parametrize("kind", some_of(["position", "draft", "figure", "event", "claim", "quote", "actor"], 3))
@pytest.mark.parametrize("column", ["label", "actor", "target"])
def test_pages_stand_whatever_an_item_says(client, own_record, kind, column):
    with sqlite3.connect(own_record) as store:
        store.execute(f"UPDATE items SET {column} = ? WHERE kind = ?", (JUNK, kind))
    for path in ("/", "/situations/SYR", "/search?q=draft", "/api/v1/situations/SYR", "/members"):
        answer = client.get(path)
        assert answer.status_code in (200, 404), (path, answer.text[:300])
    document = client.get("/api/v1/documents").json()["items"][0]["id"]
    assert client.get(f"/documents/{document}").status_code == 200


def test_a_correction_by_hand_with_a_junk_word_is_refused(client, own_record):
    import re

    document = client.get("/api/v1/documents").json()["items"][0]["id"]
    page = client.get(f"/documents/{document}").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    ref = re.search(r'name="ref" value="([0-9a-f]+:position:[^"]+)"', page)[1]
    form = {"form_token": token, "ref": ref, "judgement": "corrected", "label": JUNK}
    assert client.post(f"/documents/{document}/correct", data=form).status_code == 400
