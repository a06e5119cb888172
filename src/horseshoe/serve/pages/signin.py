"""Signing in with the server's token."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from horseshoe.serve.guard import sign_in, sign_out
from horseshoe.serve.templating import must_be_own_form, page

router = APIRouter()


@router.get("/sign-in")
def form(request: Request) -> Response:
    """The form that asks for the token."""
    return page(request, "signin.html", "Sign in", then="/")


@router.post("/sign-in")
def check(
    request: Request, token: Annotated[str, Form()], form_token: Annotated[str, Form()], then: Annotated[str, Form()] = "/"
) -> Response:
    """Take the token, remember it in a cookie, and go on to the page that was asked for."""
    must_be_own_form(request, form_token)
    return sign_in(request.app.state.guard, request, token, then)


@router.post("/sign-out")
def leave(request: Request, form_token: Annotated[str, Form()]) -> Response:
    """Forget who is signed in."""
    must_be_own_form(request, form_token)
    return sign_out()
