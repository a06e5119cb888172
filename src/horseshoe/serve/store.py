"""The record behind the pages: opened when first asked for, one for all requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request

from horseshoe.serve.settings import Settings

if TYPE_CHECKING:
    from horseshoe.record.store import Record


class Store:
    """Holds the record of one server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._record: Record | None = None

    def record(self) -> Record:
        """The record. StoreError where there is none and the server may not make one."""
        if self._record is None:
            from horseshoe.record.store import Record

            self._record = Record(self.settings.db, create=not self.settings.read_only)
        return self._record

    def close(self) -> None:
        """Let go of the record."""
        if self._record is not None:
            self._record.close()


def record_of(request: Request) -> Record:
    """The record of the server that answers a request."""
    store: Store = request.app.state.store
    return store.record()


def must_take_changes(request: Request) -> None:
    """HTTPException 403 on a read-only server."""
    from starlette.exceptions import HTTPException

    if request.app.state.settings.read_only:
        raise HTTPException(403, "This server takes no changes; it was started with --read-only")
