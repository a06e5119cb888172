"""An optional reader: a language model proposes items, and only what the text itself bears out is kept."""

from horseshoe.reading.llm.reader import LlmReader
from horseshoe.reading.llm.settings import LlmSettings, load_settings

__all__ = ["LlmReader", "LlmSettings", "load_settings"]
