"""The server's connections: how many at a time, and how long one may take to say what it wants."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 10.0  # for a request's head
BODY_SECONDS = 60.0  # for its whole body
MOST = 200  # connections at a time; more are answered with 503


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 on one connection that is closed where a request does not arrive in time."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start the time of the first request."""
        super().connection_made(transport)
        self._wait(HEADER_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop it."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; a further request on the connection has its own time."""
        if self._late is None and self._is_between_requests():
            self._wait(HEADER_SECONDS)
        was = self.cycle
        super().data_received(data)
        if self._is_between_requests() and self.cycle is was:
            return  # the head is not complete
        if self.cycle is not None and self.cycle.more_body and not self.cycle.response_complete:
            if self.cycle is not was:
                self._wait(BODY_SECONDS)
        else:
            self._stop()

    def _is_between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._late = self.loop.call_later(seconds, self._close)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close(self) -> None:
        self._late = None
        if not self.transport.is_closing():
            self.transport.abort()
