"""Where notices go: the terminal, a file, a webhook, an e-mail. Each channel has its outbox in the record.

What a channel has not taken is sent again, at growing intervals; a channel that fails is reported and stops no other.
"""

from __future__ import annotations

import json
import os
import smtplib
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from horseshoe.documents.fetch import request
from horseshoe.documents.limits import Limits
from horseshoe.errors import HorseshoeError, StoreError, UsageError
from horseshoe.record.following.follow_config import FollowConfig, Mail
from horseshoe.record.following.notices import Notice
from horseshoe.record.schema import notices, outbox
from horseshoe.record.sql import chunks
from horseshoe.text import show_row

if TYPE_CHECKING:
    from horseshoe.record.record import Record

FIRST_WAIT = 60.0  # seconds after a first failure; doubled with each further one
LONGEST_WAIT = 86_400.0
AT_A_TIME = 100  # notices in one message
_WEBHOOK_LIMITS = Limits(file_bytes=1_000_000, fetch_seconds=15.0)


def channels_of(config: FollowConfig) -> dict[str, str]:
    """The channels of a configuration, by the name of their outbox; a place that is new has an outbox of its own."""
    found = {"terminal": ""} if config.terminal else {}
    if config.file:
        found[f"file:{config.file}"] = str(config.file)
    if config.webhook:
        found[f"webhook:{config.webhook}"] = config.webhook
    if config.mail:
        found[f"mail:{config.mail.host}:{config.mail.port}:{','.join(config.mail.to)}"] = config.mail.host
    return found


def deliver(
    record: Record,
    config: FollowConfig,
    *,
    say: Callable[[str], None] = print,
    allow_private: bool = False,
    now: Callable[[], float] = time.time,
) -> list[HorseshoeError]:
    """Send what is in the outbox of each channel and due; what a channel took goes out of it. Returns the channels' errors."""
    failed: list[HorseshoeError] = []
    for channel in channels_of(config):
        try:
            for numbers, found in _waiting(record, channel, now()):
                _send(channel, found, config, say, allow_private)
                _forget(record, channel, numbers)
        except HorseshoeError as error:
            failed.append(error)
            _put_off(record, channel, now())
    return failed


def _waiting(record: Record, channel: str, now: float) -> Iterator[tuple[list[int], list[Notice]]]:
    """The notices that a channel is to send now, some at a time, oldest first."""
    query = (
        select(notices)
        .join(outbox, outbox.c.notice == notices.c.no)
        .where(outbox.c.channel == channel, outbox.c.not_before <= now)
        .order_by(notices.c.no)
    )
    with record.snapshot() as connection:
        rows = list(connection.execute(query))
    for start in range(0, len(rows), AT_A_TIME):
        part = rows[start : start + AT_A_TIME]
        yield [r.no for r in part], [Notice(r.situation, r.kind, r.key, r.text, r.document) for r in part]


def _forget(record: Record, channel: str, numbers: Sequence[int]) -> None:
    with record.transaction() as connection:
        for part in chunks(numbers):
            connection.execute(delete(outbox).where(outbox.c.channel == channel, outbox.c.notice.in_(part)))


def _put_off(record: Record, channel: str, now: float) -> None:
    """After a failure let a channel rest, twice as long each time, at most a day."""
    with record.transaction() as connection:
        due = (outbox.c.channel == channel) & (outbox.c.not_before <= now)
        tries = max(connection.execute(select(outbox.c.tries).where(due)).scalars(), default=0)
        wait = min(FIRST_WAIT * 2 ** min(tries, 20), LONGEST_WAIT)
        connection.execute(update(outbox).where(due).values(tries=tries + 1, not_before=now + wait))


def _send(channel: str, found: Sequence[Notice], config: FollowConfig, say: Callable[[str], None], allow_private: bool) -> None:
    if channel == "terminal":
        for notice in found:
            say(show_row(notice.text))
    elif channel.startswith("file:") and config.file:
        _to_file(found, config.file)
    elif channel.startswith("webhook:") and config.webhook:
        _to_webhook(found, config.webhook, allow_private)
    elif config.mail:
        _to_mail(found, config.mail)


def as_json(notice: Notice) -> dict[str, str | None]:
    """A notice as JSON data."""
    return {"situation": notice.situation, "kind": notice.kind, "text": notice.text, "document": notice.document}


def _to_file(notices: Sequence[Notice], path: Path) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{at} {show_row(n.text)}\n" for n in notices)
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(path), fix="check notify.file") from error


def _to_webhook(notices: Sequence[Notice], url: str, allow_private: bool) -> None:
    """POST `{"notices": [...], "text": "..."}`; `text` serves chat services that show it as it is."""
    data = {"text": "\n".join(n.text for n in notices), "notices": [as_json(n) for n in notices]}
    body = json.dumps(data, ensure_ascii=False).encode()
    sent = {"Content-Type": "application/json"}
    try:
        answer = request("POST", url, sent, body, limits=_WEBHOOK_LIMITS, allow_private=allow_private)
    except UsageError:
        raise
    except HorseshoeError as error:
        raise StoreError(f"the webhook failed: {error.what}", where=url, fix="check notify.webhook") from error
    if answer.status >= 300:
        raise StoreError(f"the webhook answers with HTTP {answer.status}", where=url, fix="check notify.webhook")


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
            f"the mail was not sent ({type(error).__name__})", where=f"{mail.host}:{mail.port}", fix="check notify.mail"
        ) from error
