"""What is the text, and when was it published? Loaders by media type, web addresses, datelines, limits on hostile input."""

from horseshoe.documents.limits import DEFAULT_LIMITS, Limits
from horseshoe.documents.load import find_sources, from_bytes, from_text, load, load_many

__all__ = ["DEFAULT_LIMITS", "Limits", "find_sources", "from_bytes", "from_text", "load", "load_many"]
