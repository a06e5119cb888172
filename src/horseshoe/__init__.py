"""horseshoe follows and forecasts the UN Security Council from the documents it leaves behind.

The same from Python (docs/python.md): `read`, `load`, `Record`, `forecast` and `council`, each loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from horseshoe.api import council, forecast, read
    from horseshoe.documents import load
    from horseshoe.record.record import Record

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "council", "forecast", "load", "read"]

_HOMES = {
    "Record": "horseshoe.record.record",
    "council": "horseshoe.council",
    "forecast": "horseshoe.forecast",
    "load": "horseshoe.documents",
    "read": "horseshoe.api",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for only now, so that `import horseshoe` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    if name in ("council", "forecast"):  # packages that can be called like the function of their name
        return importlib.import_module(f"horseshoe.{name}")
    return getattr(importlib.import_module(_HOMES[name]), name)
