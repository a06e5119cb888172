"""horseshoe follows and forecasts the UN Security Council from the documents it leaves behind.

The same from Python (docs/python.md): `read`, `load`, `Record`, `forecast_vote`, `members_on`, each loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from horseshoe.api import forecast_vote, members_on, read
    from horseshoe.documents import load
    from horseshoe.record.record import Record

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "forecast_vote", "load", "members_on", "read"]

_HOMES = {
    "Record": "horseshoe.record.record",
    "forecast_vote": "horseshoe.api",
    "load": "horseshoe.documents",
    "members_on": "horseshoe.api",
    "read": "horseshoe.api",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for only now, so that `import horseshoe` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
