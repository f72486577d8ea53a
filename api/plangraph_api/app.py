"""The application: routes, pages and errors put together over one workspace."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.openapi.utils import get_openapi

import plangraph
from plangraph.config import load_settings
from plangraph_api import problems
from plangraph_api.attempts import Attempts
from plangraph_api.envelope import Envelope
from plangraph_api.library import Library
from plangraph_api.routes import (
    additions,
    ask,
    audit,
    compare,
    crawling,
    dataset,
    decisions,
    documentation,
    elements,
    fields,
    graphs,
    health,
    indicators,
    overviews,
    pages,
    search,
    signing,
    similar,
    sparql,
    suggest,
    terms,
    things,
    vocabulary,
)
from plangraph_api.session import administered, staffed
from plangraph_api.statics import Statics
from plangraph_api.tagging import Tagged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.types import ASGIApp

__all__ = ["create_app"]

_ROUTES = (
    *(search, ask, elements, indicators, audit, decisions, similar, compare, overviews, suggest),
    *(sparql, terms, graphs, things, dataset, fields, vocabulary),
    *(health, crawling, documentation, signing, additions, pages),
)


class _Application(FastAPI):
    """FastAPI inside the envelope, and with an OpenAPI description that tells of our errors, not of its own."""

    def build_middleware_stack(self) -> ASGIApp:
        # The framework keeps a router that was included as one route, which does not say what it would call.
        included = [route for module in _ROUTES for route in module.router.routes]
        routes = [*included, *self.router.routes]
        stack = Tagged(super().build_middleware_stack())
        writable = self.state.library.writable
        return Envelope(stack, routes, writable=writable, staffed=staffed(self), administered=administered(self))

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            schema = get_openapi(
                title=self.title, version=self.version, description=self.description, routes=self.routes
            )
            for operation in (o for methods in schema["paths"].values() for o in methods.values()):
                operation["responses"].pop("422", None)
            for name in ("HTTPValidationError", "ValidationError"):
                schema["components"]["schemas"].pop(name, None)
            self.openapi_schema = schema
        return self.openapi_schema


def create_app(workspace: Path | None = None) -> FastAPI:
    """The application over a workspace, by default the one that the settings name (`PLANGRAPH_WORKSPACE`).

    It starts before anything is built: /readyz is 503 until a generation is there. Raises SettingsError.
    """
    settings = load_settings()
    library = Library(workspace or settings.workspace, writable=bool(settings.write_token.get_secret_value()))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The encoder takes seconds to load; who asks meanwhile waits, and /readyz says so.
        threading.Thread(target=library.warm, name="plangraph-warm", daemon=True).start()
        if administered(app):
            # What was being added when the service ended goes on.
            await run_in_threadpool(library.additions.work)
        yield
        library.close()

    app = _Application(
        title="PlanGraph",
        version=plangraph.__version__,
        description="Search, query and read municipal plans as a knowledge graph.",
        lifespan=lifespan,
        docs_url=None,  # the framework's pages load scripts from elsewhere; ours is /docs
        redoc_url=None,
    )
    app.state.library, app.state.settings, app.state.attempts = library, settings, Attempts()
    app.state.base = settings.base_iri if settings.base_iri.endswith("/") else settings.base_iri + "/"
    problems.install(app)
    for module in _ROUTES:
        app.include_router(module.router)
    app.mount("/static", Statics(), name="static")
    return app
