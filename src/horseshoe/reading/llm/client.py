"""One question to an OpenAI-compatible server, with limits on time and size; no tools, no redirects."""

from __future__ import annotations

import json
import time
from typing import Any

from horseshoe.errors import StoreError
from horseshoe.reading.llm.settings import LlmSettings

LARGEST_ANSWER = 2_000_000  # bytes
FIX = "check HORSESHOE_LLM_BASE_URL, the model's name and the key, or read without --reader llm"


def ask(settings: LlmSettings, system: str, user: str) -> str:
    """The text of the model's answer to one system and one user message. StoreError where the server fails or is too slow."""
    import httpx

    headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
    body = {
        "model": settings.model,
        "temperature": 0,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
    }
    address = f"{settings.base_url}/chat/completions"
    try:
        with (
            httpx.Client(timeout=settings.timeout, follow_redirects=False) as client,
            client.stream("POST", address, json=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise StoreError(f"the language model's server answered {response.status_code}", where=address, fix=FIX)
            raw = within_limits(response.iter_bytes(), settings.timeout, address)
    except httpx.HTTPError as error:
        raise StoreError(
            f"the language model's server did not answer ({type(error).__name__})", where=address, fix=FIX
        ) from error
    return _content(raw, address)


def within_limits(chunks: Any, seconds: float, address: str) -> bytes:
    """All bytes of an answer; one that drips for longer than `seconds` or grows too large is given up."""
    stop, found = time.monotonic() + seconds, bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) > LARGEST_ANSWER:
            raise StoreError(f"the language model's answer is larger than {LARGEST_ANSWER:,} bytes", where=address, fix=FIX)
        if time.monotonic() > stop:
            raise StoreError(f"the language model's answer took longer than {seconds:g} seconds", where=address, fix=FIX)
    return bytes(found)


def _content(raw: bytes, address: str) -> str:
    """The message's text out of the server's envelope."""
    try:
        content = json.loads(raw)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise StoreError("the server's answer is no chat completion", where=address, fix=FIX) from error
    if not isinstance(content, str):
        raise StoreError("the server's answer holds no text", where=address, fix=FIX)
    return content
