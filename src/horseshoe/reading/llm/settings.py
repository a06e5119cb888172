"""Where the language model is: from the environment (HORSESHOE_LLM_*), else from a file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from horseshoe.errors import UsageError

FIELDS = {
    "base_url": "HORSESHOE_LLM_BASE_URL",
    "model": "HORSESHOE_LLM_MODEL",
    "key": "HORSESHOE_LLM_KEY",
    "timeout": "HORSESHOE_LLM_TIMEOUT",
}
FIX = "set HORSESHOE_LLM_BASE_URL and HORSESHOE_LLM_MODEL (and HORSESHOE_LLM_KEY where the server asks for one)"


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """An OpenAI-compatible endpoint: `base_url` up to and with /v1, the model's name, a key or None, seconds for one answer."""

    base_url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0


def config_path(environ: Mapping[str, str]) -> Path:
    """The settings file: $HORSESHOE_LLM_CONFIG, else horseshoe/llm.toml in the user's configuration folder."""
    if given := environ.get("HORSESHOE_LLM_CONFIG"):
        return Path(given)
    base = environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "horseshoe" / "llm.toml"


def load_settings(environ: Mapping[str, str] | None = None) -> LlmSettings:
    """The settings of the environment, each gap filled from the file. UsageError where something is missing or wrong."""
    environ = os.environ if environ is None else environ
    found = _from_file(config_path(environ))
    found |= {name: environ[variable] for name, variable in FIELDS.items() if environ.get(variable)}
    if not found.get("base_url") or not found.get("model"):
        raise UsageError("no language model is set up", where="--reader llm", fix=FIX)
    url = str(found["base_url"]).rstrip("/")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise UsageError(f"{url!r} is not an http address", where="HORSESHOE_LLM_BASE_URL", fix=FIX)
    try:
        timeout = float(found.get("timeout", 120))
    except ValueError:
        timeout = 0.0
    if not 0 < timeout <= 3600:
        raise UsageError("the time limit is no number of seconds up to 3600", where="HORSESHOE_LLM_TIMEOUT", fix="give e.g. 60")
    return LlmSettings(url, str(found["model"]), str(found["key"]) if found.get("key") else None, timeout)


def _from_file(path: Path) -> dict[str, str]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"cannot be read ({error})", where=str(path), fix="write it as TOML: base_url, model, key") from error
    return {name: str(table[name]) for name in FIELDS if name in table}
