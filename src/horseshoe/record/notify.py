"""Where notices go: the terminal, a file, a webhook, an e-mail. A channel that fails is reported and stops no other."""

from __future__ import annotations

import json
import os
import smtplib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from horseshoe.documents.fetch import check_address
from horseshoe.errors import HorseshoeError, StoreError
from horseshoe.record.follow_config import FollowConfig, Mail
from horseshoe.record.notices import Notice
from horseshoe.visible import show_row


def send(
    notices: Sequence[Notice], config: FollowConfig, *, say: Callable[[str], None] = print, allow_private: bool = False
) -> list[HorseshoeError]:
    """Tell the notices on every channel of the configuration. Returns the errors of channels that failed."""
    if not notices:
        return []
    if config.terminal:
        for notice in notices:
            say(show_row(notice.text))
    failed: list[HorseshoeError] = []
    channels: list[Callable[[], None]] = []
    if config.file:
        channels.append(lambda: _to_file(notices, config.file or Path()))
    if config.webhook:
        channels.append(lambda: _to_webhook(notices, config.webhook or "", allow_private))
    if config.mail:
        channels.append(lambda: _to_mail(notices, config.mail))  # type: ignore[arg-type]
    for channel in channels:
        try:
            channel()
        except HorseshoeError as error:
            failed.append(error)
    return failed


def as_json(notice: Notice) -> dict[str, str | None]:
    """A notice as JSON data."""
    return {"situation": notice.situation, "kind": notice.kind, "text": notice.text, "document": notice.document}


def _to_file(notices: Sequence[Notice], path: Path) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{at} {show_row(n.text)}\n" for n in notices)
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(path), mend="check notify.file") from error


def _to_webhook(notices: Sequence[Notice], url: str, allow_private: bool) -> None:
    """POST `{"notices": [...], "text": "..."}`; `text` serves chat services that show it as it is."""
    import httpx

    check_address(url, allow_private=allow_private)
    body = {"text": "\n".join(n.text for n in notices), "notices": [as_json(n) for n in notices]}
    try:
        answer = httpx.post(url, content=json.dumps(body, ensure_ascii=False).encode(), timeout=15, follow_redirects=False,
                            headers={"Content-Type": "application/json"}, trust_env=False)  # fmt: skip
    except httpx.HTTPError as error:
        raise StoreError(
            f"the webhook did not answer ({type(error).__name__})", where=url, mend="check notify.webhook"
        ) from error
    if answer.status_code >= 300:
        raise StoreError(f"the webhook answers with HTTP {answer.status_code}", where=url, mend="check notify.webhook")


def _to_mail(notices: Sequence[Notice], mail: Mail) -> None:
    message = EmailMessage()
    first = show_row(notices[0].text) if len(notices) == 1 else f"{len(notices)} changes"
    message["Subject"] = f"horseshoe: {first}"[:200]
    message["From"], message["To"] = mail.sender, ", ".join(mail.to)
    message.set_content("\n".join(show_row(n.text) for n in notices) + "\n")
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=30) as server:
            if mail.starttls:
                server.starttls()
            if mail.user:
                server.login(mail.user, os.environ.get(mail.password_env, ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise StoreError(
            f"the mail was not sent ({type(error).__name__})", where=f"{mail.host}:{mail.port}", mend="check notify.mail"
        ) from error
