"""Mail messages (.eml) to plain text: the text part, or the HTML part where there is no other."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parseaddr

from horseshoe.documents.content import Content
from horseshoe.documents.html import read_html
from horseshoe.documents.limits import Limits
from horseshoe.errors import InputError


def read_mail(data: bytes, where: str, limits: Limits) -> Content:
    """The body of a message with subject, sender and the `Date:` header. Attachments are not read."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(preferencelist=("plain", "html"))
        content = body.get_content() if body is not None else ""
        subject, sender, sent = (message.get(name) for name in ("Subject", "From", "Date"))
        day = sent.datetime.date() if sent is not None and sent.datetime else None
    except (RecursionError, ValueError, OverflowError, LookupError, AttributeError, TypeError, IndexError) as error:
        raise InputError("is not a mail message that can be read", where=where, mend="save its text as .txt") from error
    if not isinstance(content, str) or not content.strip():
        raise InputError("is a mail message without text", where=where, mend="save the attachment and read that")
    name, address = parseaddr(str(sender or ""))
    publisher = name or address.rpartition("@")[2] or None
    title = str(subject).strip() if subject else None
    if body is not None and body.get_content_type() == "text/html":
        inner = read_html(content.encode("utf-8"), where, limits)
        return Content(inner.text, title or inner.title, publisher or inner.publisher, day or inner.published)
    return Content(content.replace("\r\n", "\n"), title, publisher, day)
