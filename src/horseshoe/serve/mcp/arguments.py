"""What assistants send as arguments: null, blanks, dates with a time, one name for a list; what does not fit gets one line."""

from __future__ import annotations

import functools
import inspect
import json
import typing
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, TextContent
from pydantic import TypeAdapter, ValidationError, WrapValidator
from pydantic.fields import FieldInfo

from horseshoe.documents.published import parse_day
from horseshoe.errors import HorseshoeError, UsageError

Answer = Callable[..., dict[str, Any]]
_NOTHING = (None, "", "null", "None")
_WORDS = {int: "a whole number", bool: "true or false", str: "text", date: "a day as YYYY-MM-DD"}


def tool(function: Answer) -> Tool:
    """The function as a tool: whatever is sent reaches `_fitted`, and what a person can mend is an error in one line.

    The schema that clients see is that of the function's own annotations, optional arguments with null as well.
    """
    hints = typing.get_type_hints(function)
    described = typing.get_type_hints(function, include_extras=True)
    own = inspect.signature(function).parameters
    required = [name for name, parameter in own.items() if parameter.default is inspect.Parameter.empty]

    @functools.wraps(function)
    def answer(**given: Any) -> dict[str, Any] | CallToolResult:
        try:
            return function(**_fitted(given, own, hints))
        except HorseshoeError as error:
            told = {"error": error.line(), "limits": "No answer: see error."}
            return CallToolResult(content=[TextContent(text=error.line())], structured_content=told, is_error=True)

    lenient = WrapValidator(lambda value, _strict: value)
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=_as_seen(described[name], hints[name], name in required, lenient),
            default=None if name in required else parameter.default,
        )
        for name, parameter in own.items()
    ]
    answer.__signature__ = inspect.Signature(parameters, return_annotation=dict[str, Any])  # type: ignore[attr-defined]
    answer.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": dict[str, Any]}
    made = Tool.from_function(answer, name=function.__name__, description=function.__doc__)
    for name in required:
        made.parameters["properties"][name].pop("default", None)
    if required:
        made.parameters["required"] = required
    return made


def _as_seen(described: Any, plain: Any, is_required: bool, lenient: Any) -> Any:
    """An argument's annotation as clients see it: its type, null where it may be left out, and its description."""
    about = (
        [m for m in typing.get_args(described)[1:] if isinstance(m, FieldInfo)] if hasattr(described, "__metadata__") else []
    )
    return Annotated[(plain if is_required else plain | None, *about, lenient)]


def _fitted(given: dict[str, Any], own: typing.Mapping[str, inspect.Parameter], hints: dict[str, Any]) -> dict[str, Any]:
    """The arguments in the types that the function takes; what is not said is left out. UsageError where one does not fit."""
    fitted: dict[str, Any] = {}
    for name, value in given.items():
        is_required = own[name].default is inspect.Parameter.empty
        if value is None or (value in _NOTHING and hints[name] is not str):
            if is_required:
                raise UsageError("is missing", where=name, fix=f"give {_wanted(hints[name])}")
            continue
        fitted[name] = _typed(name, value, hints[name])
        if is_required and isinstance(fitted[name], str) and not fitted[name].strip():
            raise UsageError("is empty", where=name, fix=f"give {_wanted(hints[name])}")
    return fitted


def _typed(name: str, value: Any, hint: Any) -> Any:
    kinds = [k for k in (typing.get_args(hint) or (hint,)) if k is not type(None)] if not _is_list(hint) else [hint]
    if date in kinds and isinstance(value, str) and (day := parse_day(value)):
        return day
    if any(map(_is_list, kinds)) and isinstance(value, str):
        value = [value]
    if hint is not str and str in kinds and isinstance(value, dict | list) and not any(map(_is_list, kinds)):
        value = json.dumps(value, ensure_ascii=False)  # the library has read a text as JSON
    try:
        return TypeAdapter(hint).validate_python(value)
    except ValidationError as error:
        shown = json.dumps(value, ensure_ascii=False, default=str)[:80]
        raise UsageError(f"{shown} is not {_wanted(hint)}", where=name, fix="see the tool's schema") from error


def _is_list(hint: Any) -> bool:
    return typing.get_origin(hint) is list


def _wanted(hint: Any) -> str:
    kinds = [hint] if _is_list(hint) else [k for k in (typing.get_args(hint) or (hint,)) if k is not type(None)]
    if all(typing.get_origin(kind) is typing.Literal for kind in kinds):
        return "one of " + ", ".join(str(word) for kind in kinds for word in typing.get_args(kind))
    return " or ".join("a list of texts" if _is_list(kind) else _WORDS.get(kind, str(kind)) for kind in kinds)
