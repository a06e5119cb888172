"""Commands of the forecast: forecast, backtest."""
