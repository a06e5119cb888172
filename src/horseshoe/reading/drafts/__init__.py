"""Draft resolutions: which a text names (`mentions`), which of them are one (`clusters`), and how each fared (`ballots`)."""
