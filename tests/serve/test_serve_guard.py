"""What stands before every request: tokens, host names, forged forms, sizes, rates, headers."""

from __future__ import annotations

import re
from html import escape

import pytest

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")
from fastapi.testclient import TestClient

from horseshoe.errors import UsageError
from horseshoe.serve.app import create_app
from horseshoe.serve.guard import Rate
from horseshoe.serve.settings import Settings

ARTICLE = "UNITED NATIONS, 1 March 2024 - Russia said it would veto a draft resolution on Mali before the Security Council."


def client(**settings: object) -> TestClient:
    return TestClient(create_app(Settings(**settings)), base_url="http://127.0.0.1:8015")  # type: ignore[arg-type]


def form_token(c: TestClient) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', c.get("/brief").text)
    assert found
    return found[1]


def test_other_addresses_need_a_token_or_a_proxy() -> None:
    with pytest.raises(UsageError, match="open to everybody"):
        create_app(Settings(host="0.0.0.0"))
    create_app(Settings(host="0.0.0.0", token="s"))
    create_app(Settings(host="0.0.0.0", trusted_header="X-User"))


def test_pages_forbid_foreign_and_inline_content() -> None:
    answer = client().get("/council?on=2012-02-01")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=", answer.text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", answer.text)


def test_unknown_host_names_are_refused() -> None:
    c = client()
    assert c.get("/council", headers={"host": "evil.example"}).status_code == 421
    assert c.get("/council", headers={"host": "localhost:8015"}).status_code == 200
    assert client(public_names=("news.example",)).get("/council", headers={"host": "news.example"}).status_code == 200


def test_token_is_asked_for_on_every_page_and_in_the_api() -> None:
    c = client(token="open sesame")
    assert c.get("/vetoes").status_code == 401
    assert c.get("/api/v1/council").headers["content-type"] == "application/problem+json"
    assert c.get("/vetoes", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert c.get("/vetoes", headers={"authorization": "Bearer open sesame"}).status_code == 200


def test_signing_in_sets_a_cookie_that_scripts_cannot_read() -> None:
    c = client(token="open sesame")
    page = c.get("/sign-in")
    token = re.search(r'name="form_token" value="([0-9a-f]+)"', page.text)
    assert token
    wrong = c.post("/sign-in", data={"token": "x", "form_token": token[1]}, headers={"origin": "http://127.0.0.1:8015"})
    assert wrong.status_code == 401
    right = c.post("/sign-in", data={"token": "open sesame", "form_token": token[1]}, follow_redirects=False)
    assert right.status_code == 303
    assert "httponly" in right.headers["set-cookie"].lower()
    assert "samesite=strict" in right.headers["set-cookie"].lower()
    assert c.get("/vetoes").status_code == 200


def test_who_follows_a_link_signs_in_on_the_way() -> None:
    c = client(token="open sesame")
    asked = c.get("/vetoes?by=RUS")
    assert asked.status_code == 401
    assert 'name="then" value="/vetoes?by=RUS"' in asked.text
    token = re.search(r'name="form_token" value="([0-9a-f]+)"', asked.text)
    assert token
    form = {"token": "open sesame", "form_token": token[1]}
    assert (
        c.post("/sign-in", data=form | {"then": "/vetoes?by=RUS"}, follow_redirects=False).headers["location"]
        == "/vetoes?by=RUS"
    )
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"):
        assert c.post("/sign-in", data=form | {"then": elsewhere}, follow_redirects=False).headers["location"] == "/"


def test_a_trusted_header_must_be_there() -> None:
    c = client(trusted_header="X-User", proxies=("testclient",))
    assert c.get("/vetoes").status_code == 401
    assert c.get("/vetoes", headers={"x-user": "ana"}).status_code == 200


def test_forms_from_elsewhere_are_refused() -> None:
    c = client()
    token = form_token(c)
    fields = {"text": ARTICLE, "form_token": token}
    assert c.post("/brief", data=fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert c.post("/brief", data=fields, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert c.post("/brief", data={"text": ARTICLE, "form_token": "0" * 64}).status_code == 400
    assert c.post("/brief", data=fields).status_code == 200


def test_sizes_and_rates_are_limited() -> None:
    small = client(max_upload=500)
    assert small.post("/brief", data={"text": "x" * 1000}).status_code == 413
    slow = client(readings_per_minute=1)
    fields = {"text": ARTICLE, "form_token": form_token(slow)}
    assert slow.post("/brief", data=fields).status_code == 200
    assert slow.post("/brief", data=fields).status_code == 429


def test_rate_refills_steadily() -> None:
    rate = Rate(2)
    assert [rate.allow("a", now=0.0) for _ in range(3)] == [True, True, False]
    assert rate.allow("b", now=0.0)
    assert rate.allow("a", now=31.0)
    assert not rate.allow("a", now=31.0)


@pytest.mark.parametrize("path", ["/static/../settings.py", "/static/%2e%2e/settings.py", "/static/..%2fsettings.py"])
def test_no_way_out_of_the_static_folder(path: str) -> None:
    answer = client().get(path)
    assert answer.status_code in (400, 404)
    assert "Settings" not in answer.text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "{{ 7*7 }}"]
)
def test_markup_in_a_text_is_shown_as_text(text: str) -> None:
    c = client()
    answer = c.post("/brief", data={"text": f"{ARTICLE} {text}", "form_token": form_token(c)})
    assert answer.status_code == 200
    assert escape(text) in answer.text
    assert "<" not in text or text not in answer.text


def test_errors_of_the_api_are_problems() -> None:
    c = client()
    for path, status in (
        ("/api/v1/council?on=1900-01-01", 404),
        ("/api/v1/tally?on=2012-02-01&yes=Narnia", 404),
        ("/api/v1/nothing", 404),
    ):
        answer = c.get(path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
    recipe = c.post("/api/v1/brief", json={"text": "Whisk the eggs and fold in the sugar."})
    assert recipe.status_code == 422
    assert "nothing about the Security Council" in recipe.json()["title"]
