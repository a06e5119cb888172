"""spaCy and its packaged English model: loaded quickly, run quickly, checked to be the one that was measured with."""
