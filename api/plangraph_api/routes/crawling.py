"""`/robots.txt` and `/sitemap.xml`: what search engines may fetch, and where all of it is; `/favicon.ico`."""

from importlib.resources import files
from typing import Final
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response

from plangraph.resources import read_query
from plangraph_api.addresses import local_path, site_of
from plangraph_api.routes.common import Held
from plangraph_api.statements import rows_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
# What is asked anew with each address has no end, and costs more than a page.
_KEPT_OUT: Final = (
    "/search?",
    "/search.",
    "/sparql?",
    "/compare?",
    "/overview.",
    "/api/",
    "/add",
    "/signin",
    "/rdf-graph-store",
)


@router.get("/robots.txt", response_class=Response)
def robots(request: Request) -> Response:
    """Everything may be fetched but what is made for each question (RFC 9309)."""
    rules = "".join(f"Disallow: {path}\n" for path in _KEPT_OUT)
    body = f"User-agent: *\n{rules}\nSitemap: {urljoin(site_of(request), 'sitemap.xml')}\n"
    return Response(body, media_type="text/plain")


@router.get("/sitemap.xml", response_class=Response)
def sitemap(request: Request, library: Held) -> Response:
    """The addresses of all pages of things, at most the 50,000 that the protocol allows (sitemaps.org)."""
    names = (
        local_path(request.app.state.base, row["thing"])
        for row in rows_of(library, read_query("plangraph_api", "listed"))
    )
    paths = ["", *(f"page/{name}" for name in names if name)][:50_000]
    listed = "".join(f"<url><loc>{escape(urljoin(site_of(request), path))}</loc></url>\n" for path in paths)
    body = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Response(f"{body}{listed}</urlset>\n", media_type="application/xml")


@router.get("/favicon.ico", response_class=Response)
def favicon() -> Response:
    """The icon where programs look for it that read no page."""
    icon = files("plangraph_api").joinpath("static", "favicon.ico").read_bytes()
    return Response(icon, media_type="image/x-icon")
