"""A page as text for a terminal, Markdown, HTML, PDF or JSON: one renderer a format, for briefings and dossiers alike."""
