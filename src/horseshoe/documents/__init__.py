"""From bytes to a Document: loaders by media type, publication dates, limits."""
