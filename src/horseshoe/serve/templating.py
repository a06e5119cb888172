"""Pages from templates: everything that is put into one is escaped."""

from __future__ import annotations

import csv
import functools
import io
import secrets
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from horseshoe.brief.drawing.horseshoe import mark
from horseshoe.brief.words import VOTE, capital, chances, counted, long_day, percent, status_word, told_chances
from horseshoe.council.states import many
from horseshoe.errors import UsageError
from horseshoe.serve.addresses import decision_address
from horseshoe.serve.notes import place
from horseshoe.text import cell, show_page


def _shown(value: Any) -> Any:
    """What a template puts in: a document's signs of control and direction steer no page."""
    return show_page(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@functools.cache
def environment() -> Environment:
    """The templates; escaping is on for all of them and an unknown name is an error."""
    env = Environment(
        loader=PackageLoader("horseshoe.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=_shown,
    )
    env.filters.update(
        day=long_day,
        percent=percent,
        chances=chances,
        told_chances=told_chances,
        status=status_word,
        place=place,
        capital=capital,
        counted=counted,
        many=many,
        marks=lambda seats: {mark(s) for s in seats},
        vote=lambda vote: VOTE[vote],
        address=decision_address,
        name_of=lambda actor, name: name(actor),
    )
    env.globals["pages"] = (
        ("/", "Situations"),
        ("/documents", "Documents"),
        ("/council", "Council"),
        ("/vetoes", "Vetoes"),
        ("/analysis", "Analysis"),
        ("/about", "About"),
        ("/search", "Search"),
        ("/brief", "Brief a text"),
    )
    return env


ANY_TOKEN = f"token-{secrets.token_urlsafe(24)}"  # stands in a page that is kept for the token of whoever is given it


def page(request: Request, template: str, title: str, status: int = 200, **values: Any) -> HTMLResponse:
    """One page: `template` filled with `values`; `form_token` and `path` are always there."""
    return HTMLResponse(_filled(request, template, title, request.state.form_token, values), status)


def kept_page(
    request: Request, question: Hashable, template: str, titled: Callable[[], tuple[str, dict[str, Any]]]
) -> HTMLResponse:
    """A page that is filled once a day for all who ask, until the record is written to.

    `titled` gives the title and the values; `question` and the address tell one page from another.
    Each visitor has a token of their own. Without a record it is filled for each.
    """

    def filled() -> str:
        title, values = titled()
        return _filled(request, template, title, ANY_TOKEN, values)

    served = request.app.state.served
    html = served.remembered(("page", request.url.path, question, date.today()), filled) if served.is_there() else filled()
    return HTMLResponse(html.replace(ANY_TOKEN, request.state.form_token))


def _filled(request: Request, template: str, title: str, token: str, values: dict[str, Any]) -> str:
    settings = request.app.state.settings
    return (
        environment()
        .get_template(template)
        .render(
            title=title,
            path=request.url.path,
            form_token=token,
            may_sign_out=settings.token is not None,
            read_only=settings.read_only,
            **values,
        )
    )


def must_be_own_form(request: Request, token: str) -> None:
    """UsageError when a form was not sent from one of this server's own pages."""
    if not request.app.state.guard.check_form(request, token):
        raise UsageError("this form is out of date", fix="load the page again and send it once more")


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The rows under their head as a download; no cell is a formula to a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([cell(c) for c in row] for row in rows)
    return Response(text.getvalue(), media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})
