"""Whether a briefing says only what its evidence holds."""
