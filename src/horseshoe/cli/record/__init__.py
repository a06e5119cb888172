"""Commands of the record: ingest, merge, search, dossier, correct, export, follow."""
