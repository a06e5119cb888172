"""Commands that read a document: brief, read, diff, explain, verify."""
