"""A port for a server that a test starts as a process of its own."""

from __future__ import annotations

import os
import socket
from itertools import count

_offers = count(os.getpid() * 37 % 10_000)


def free_port() -> int:
    """A free port of this machine that no connection is given by the system, and no other process of the tests soon."""
    while True:
        port = 20_000 + next(_offers) % 10_000
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
