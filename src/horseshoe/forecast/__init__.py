"""How a vote will go: `forecast_draft`, `forecast_reading`, and `outcome_probabilities` for what-if questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from horseshoe.forecast.described import Described
    from horseshoe.forecast.dossier import forecast_readings
    from horseshoe.forecast.evidence import Statement
    from horseshoe.forecast.forecast import Forecaster, forecast_draft, forecast_pending, forecast_reading, forecaster, what_if
    from horseshoe.forecast.members.joint import OutcomeProbabilities, outcome_probabilities
    from horseshoe.forecast.members.model import loading, outcome
    from horseshoe.forecast.result import Forecast, MemberForecast, Reason, Shares

_HOMES = {
    "Described": "described",
    "Forecast": "result",
    "Forecaster": "forecast",
    "MemberForecast": "result",
    "OutcomeProbabilities": "joint",
    "Reason": "result",
    "Shares": "result",
    "Statement": "evidence",
    "forecast_draft": "forecast",
    "forecast_pending": "forecast",
    "forecast_reading": "forecast",
    "forecast_readings": "dossier",
    "forecaster": "forecast",
    "loading": "model",
    "outcome": "model",
    "outcome_probabilities": "joint",
    "what_if": "forecast",
}
__all__ = [
    "Described",
    "Forecast",
    "Forecaster",
    "MemberForecast",
    "OutcomeProbabilities",
    "Reason",
    "Shares",
    "Statement",
    "forecast_draft",
    "forecast_pending",
    "forecast_reading",
    "forecast_readings",
    "forecaster",
    "loading",
    "outcome",
    "outcome_probabilities",
    "what_if",
]


def __getattr__(name: str) -> Any:
    """Load a station only when it is used, so that the command line starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"horseshoe.forecast.{_HOMES[name]}"), name)
