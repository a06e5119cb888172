"""How good forecasts were: backtest, scores, baselines, reliability, conformal sets."""
