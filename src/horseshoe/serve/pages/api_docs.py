"""The API's own page: every address with its parameters and an example, from the description that programs read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from horseshoe.serve.templating import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    where: str
    required: bool
    kind: str
    words: str
    example: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the API."""

    method: str
    path: str
    words: str
    parameters: tuple[Parameter, ...]
    example: str
    fields: tuple[str, ...]  # of the body it takes


@router.get("/docs")
def docs(request: Request) -> Response:
    """The page."""
    described = request.app.openapi()
    found: dict[str, list[Address]] = {}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            found.setdefault((told.get("tags") or ["other"])[0], []).append(address(method.upper(), path, told, described))
    return page(request, "api_docs.html", "The API", groups=found)


def address(method: str, path: str, told: dict[str, Any], described: dict[str, Any]) -> Address:
    """One address from its description."""
    parameters = tuple(parameter(p) for p in told.get("parameters", ()))
    example = path
    for p in parameters:
        if p.where == "path":
            example = example.replace("{" + p.name + "}", p.example or "SYR").replace("{" + p.name + ":path}", p.example)
    asked = "&".join(f"{p.name}={p.example}" for p in parameters if p.where == "query" and p.required and p.example)
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = described["components"]["schemas"].get(body.get("$ref", "").rpartition("/")[2], {})
    fields = tuple(f"{k}{'' if k in shape.get('required', ()) else ' (optional)'}" for k in shape.get("properties", {}))
    return Address(method, path, told.get("description", ""), parameters, f"{example}?{asked}" if asked else example, fields)


def parameter(told: dict[str, Any]) -> Parameter:
    """One parameter from its description."""
    schema = told.get("schema", {})
    kinds = schema.get("anyOf") or [schema]
    kind = " or ".join(" | ".join(map(str, k["enum"])) if "enum" in k else k.get("format") or k.get("type", "") for k in kinds)
    examples = schema.get("examples") or [e for k in kinds for e in k.get("examples", ())]
    words = (
        told.get("description")
        or schema.get("description")
        or next((k["description"] for k in kinds if "description" in k), "")
    )
    example = str(examples[0]) if examples else ""
    return Parameter(told["name"], told["in"], bool(told.get("required")), kind.replace(" or null", ""), words, example)
