"""Server-rendered pages: the templates, their language, and what each of them may call."""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode, urljoin

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from plangraph.namespaces import PG, PGF
from plangraph.negotiation import negotiate_language
from plangraph.pipeline import field_name, shown_plainly
from plangraph_api.addresses import SAFE, local_path, site_of
from plangraph_api.charts import draw_bullets, draw_lines
from plangraph_api.described import describe_city, describe_element, describe_plan
from plangraph_api.excerpts import excerpt
from plangraph_api.messages import COMPLETE, LANGUAGES, NAMES, complete, messages
from plangraph_api.neighbours import draw_neighbours
from plangraph_api.parameters import LONGEST
from plangraph_api.rules import say_rule
from plangraph_api.session import session_of, signing_is_on
from plangraph_api.statics import static_address
from plangraph_api.steps import LONG
from plangraph_api.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fastapi import Request

__all__ = ["FOR_ALL", "Links", "page_language", "render"]

FOR_ALL: Final = frozenset(
    f"{name}.html" for name in ("home", "search", "compare", "element", "plan", "city", "thing", "error")
)
"""The templates that residents use, in every language; the others are in Japanese and English."""

# Longer addresses are of nobody's bookmarks.
_BOOKMARKED: Final = 2_000
# What a form sends again must be what was typed.
_SENT: Final = re.compile(r'(\svalue="[^"]*"|<textarea\b.*?</textarea>)', re.DOTALL)
_ENCODED: Final = 9  # how long a letter may be in an address


class Links:
    """Addresses within the server; a language chosen by `?lang=` is carried along, so no cookie is needed."""

    def __init__(self, base: str, chosen: str | None) -> None:
        self._base = base
        self._carried = [("lang", chosen)] if chosen else []

    def to(self, path: str, parameters: Iterable[tuple[str, object]] = ()) -> str:
        """A path with parameters; empty ones are left out."""
        pairs = self.parameters(parameters)
        return path + ("?" + urlencode(pairs, quote_via=quote) if pairs else "")

    def parameters(self, parameters: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
        """Parameters as they are sent: without empty ones, and with the language."""
        return [(name, str(value)) for name, value in parameters if value not in ("", None)] + self._carried

    def page(self, iri: str) -> str | None:
        """The page of a thing or term of ours; None for what lies elsewhere."""
        if iri.startswith(PG):
            return self.to("/ontology") + f"#{iri.removeprefix(PG)}"
        if iri.startswith(PGF):
            return self.to(f"/field/{iri.removeprefix(PGF)}")
        path = local_path(self._base, iri)
        return None if path is None else self.to(f"/page/{path}")

    def data(self, iri: str, ending: str) -> str:
        """The data of a thing of ours in the format of an ending."""
        if iri.startswith(PGF):
            return f"/field/{iri.removeprefix(PGF)}.{ending}"
        return f"/data/{local_path(self._base, iri)}.{ending}"


def page_language(request: Request) -> tuple[str, bool]:
    """The language of a page, and whether `?lang=` asked for it rather than the browser."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return asked, True
    return negotiate_language(request.headers.get("accept-language"), LANGUAGES), False


def render(
    request: Request,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    at: str | None = None,
    **facts: Any,
) -> HTMLResponse:
    """A page from a template in the language of the request, or in one that the template is in.

    `at` is its path where a form was sent to another.
    """
    path = at or request.url.path
    asked, chosen = page_language(request)
    session = session_of(request)
    # Forms of staff are in the complete languages alone.
    language = asked if template in FOR_ALL and not session else complete(asked)
    # A question that is too long is said so; it need not stand in each link as well.
    here = [(name, value[:LONGEST]) for name, value in request.query_params.multi_items() if name != "lang"]
    body = (
        _environment()
        .get_template(template)
        .render(
            words=messages(language),
            wording=Wording(messages(language)),
            language=language,
            # What the ontology says is in the complete languages alone.
            spare=complete(asked),
            asked_language=asked,
            only=messages(asked)("site.only"),
            languages=[
                (tag, name, f"{path}?{urlencode([*here, ('lang', tag)], quote_via=quote)}")
                for tag, name in NAMES.items()
            ],
            long=LONG,
            path=path,
            asked_here=here,
            links=Links(request.app.state.base, asked if chosen else None),
            carried=asked if chosen else "",
            card=urljoin(site_of(request), static_address("card.png")),
            **_found_at(request, template, status, here, asked if chosen else ""),
            session=session,
            signing=signing_is_on(request),
            here=f"{path}?{request.url.query}"[: LONGEST * _ENCODED].rstrip("?"),
            **facts,
        )
    )
    vary = {"Content-Language": language, "Vary": "Accept, Accept-Language"}
    sent = {**vary, **(headers or {})}
    if session:
        # A page with forms of one person is for nobody else, and not to be shown again once signed out.
        sent = {name: value for name, value in sent.items() if name not in {"ETag", "Last-Modified"}}
        sent["Cache-Control"] = "private, no-store"
    return HTMLResponse(_plainly(body), status, sent)


def _found_at(
    request: Request, template: str, status: int, parameters: list[tuple[str, str]], chosen: str
) -> dict[str, Any]:
    """The address that a page has for everybody, and those of it in each language; none where it is too long to be."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = site_of(request) + quote(raw.split(b"?")[0].decode("latin-1").lstrip("/"), safe="%" + SAFE)

    def at(language: str) -> str:
        pairs = [*parameters, *([("lang", language)] if language else [])]
        return path + ("?" + urlencode(pairs, quote_via=quote) if pairs else "")

    if status != HTTPStatus.OK or len(at(chosen)) > _BOOKMARKED:
        return {"canonical": "", "alternates": ()}
    languages = LANGUAGES if template in FOR_ALL else COMPLETE
    return {"canonical": at(chosen), "alternates": [*((tag, at(tag)) for tag in languages), ("x-default", at(""))]}


def _plainly(page: str) -> str:
    """A page that shows no mark that turns the direction of writing; the values of its forms stay as they are."""
    return "".join(part if at % 2 else shown_plainly(part) for at, part in enumerate(_SENT.split(page)))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("plangraph_api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unbroken"] = Wording.unbroken
    environment.globals |= {
        "static": static_address,
        "suggest_script": static_address("suggest.js"),
        "style": static_address("style.css"),
        "excerpt": excerpt,
        "field_name": field_name,
        "draw_bullets": draw_bullets,
        "draw_lines": draw_lines,
        "draw_neighbours": draw_neighbours,
        "say_rule": say_rule,
        "describe_city": describe_city,
        "describe_element": describe_element,
        "describe_plan": describe_plan,
    }
    return environment
