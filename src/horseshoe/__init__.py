"""horseshoe follows and forecasts the UN Security Council from the documents it leaves behind."""

from __future__ import annotations

__version__ = "0.1.0"
