"""What is one across documents: drafts, persons, copies and versions of a text."""
