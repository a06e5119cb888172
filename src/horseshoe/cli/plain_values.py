"""Take the plain values of options as they are: typer loads pydantic, four times its own weight, to check even a word.

What is not plainly right is left to typer, so that its errors and its conversions stay its own (decision 3).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, get_args, get_origin

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")


class PlainValues:
    """Stands in for what typer would convert one parameter's values with."""

    def __init__(self, param: Any) -> None:
        self._descriptor = param.type_descriptor

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of a parameter, of its own type; typer's error where it is none."""
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        annotation, told = self._descriptor.annotation, self._descriptor.parameter_info
        if told.parser is None and self._descriptor.file_annotation is None:
            if many and get_origin(annotation) is list and isinstance(value, list | tuple):
                [own] = get_args(annotation)
                if all(_is_plain(own, told, each) for each in value):
                    return [_plain(own, each) for each in value]
            elif not many and _is_plain(annotation, told, value):
                return _plain(annotation, value)
        import typer.core as core

        theirs = core.build_runtime_param(self._descriptor)  # type: ignore[attr-defined]
        return theirs.coerce(value, param, ctx)


def _is_plain(annotation: Any, told: Any, value: Any) -> bool:
    """Whether a value is of its type, within its bounds, without any doubt."""
    if annotation is bool:
        return isinstance(value, bool)
    if annotation is int:
        whole = isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value) is not None
        return (whole or type(value) is int) and not told.clamp and _lies_between(int(value), told)
    if annotation is float:
        return isinstance(value, float) and not told.clamp and _lies_between(value, told)
    if not isinstance(value, str):
        return False
    return annotation is str if annotation is not Path else _may_be_used(value, told)


def _lies_between(value: float, told: Any) -> bool:
    return (told.min is None or value >= told.min) and (told.max is None or value <= told.max)


def _may_be_used(value: str, told: Any) -> bool:
    """Whether a path needs no more than to be one: nothing is there yet, or something that may be read."""
    if told.resolve_path or told.path_type is not None or told.exists or told.writable:
        return False
    try:
        Path(value).stat()
    except (OSError, ValueError):
        return "\0" not in value
    return told.file_okay and told.dir_okay and os.access(value, os.R_OK)


def _plain(annotation: Any, value: Any) -> Any:
    return annotation(value) if annotation in (int, Path) else value


def take_plain_values() -> None:
    """Let the parameters of typer's commands take plain values as they are, where typer is of a version that is known to."""
    import typer.core

    parameter = getattr(typer.core, "_TyperParameter", None)
    if hasattr(parameter, "get_runtime_param") and hasattr(typer.core, "build_runtime_param"):
        parameter.get_runtime_param = lambda param: PlainValues(param)  # type: ignore[union-attr]
