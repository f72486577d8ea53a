"""Settings from the environment: every field may be set as `PLANGRAPH_<FIELD>`, such as `PLANGRAPH_ENCODER`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from plangraph.errors import SettingsError

__all__ = ["DEFAULT_ENCODER", "Settings", "load_settings"]

DEFAULT_ENCODER = "multilingual-e5-small"


def _cores() -> int:
    """How many cores this process may run on, where the system says that; else how many there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class Settings(BaseSettings):
    """What a person may set from outside. Plain values: the stages get them as arguments and never see this class."""

    model_config = SettingsConfigDict(env_prefix="PLANGRAPH_", frozen=True)

    workspace: Path = Field(default=Path("indexes"), description="The workspace where no --workspace is given.")
    encoder: str = Field(
        default=DEFAULT_ENCODER,
        min_length=1,
        description="Name or folder of a sentence-transformers model; the default needs no network.",
    )
    cache_dir: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path("plangraph"),
        description="Where encoders are unpacked, once for a user.",
    )
    base_iri: str = Field(
        default="https://w3id.org/plangraph/",
        pattern=r"^https?://[^\s<>\"{}|\\^`]+$",
        description="What the IRIs of municipalities, plans and graphs begin with.",
    )
    site: str = Field(
        default="",
        pattern=r"^$|^https?://[^\s<>\"{}|\\^`?#]+$",
        description="The address that the pages have for everybody, such as https://plans.example/; empty: as asked.",
    )
    publisher: str = Field(
        default="", description="Who publishes the dataset, by name, for its description; empty: nothing is said."
    )
    ingest_workers: int = Field(
        default_factory=_cores, ge=1, description="Documents that are read at a time, a process each."
    )
    graph: str = Field(
        default="",
        pattern=r"^$|^sparql\+https?://[^\s<>\"{}|\\^`@?#]+$",
        description="sparql+https://…: a remote store's address for queries; empty: the store in the workspace.",
    )
    graph_store: str = Field(
        default="",
        pattern=r"^$|^https?://[^\s<>\"{}|\\^`@?#]+$",
        description="Where the remote store takes graphs by the Graph Store Protocol; empty: beside queries, at store.",
    )
    graph_user: str = Field(default="", description="The remote store's account; empty: none.")
    graph_password: SecretStr = Field(default=SecretStr(""), description="Its password.")
    sparql_timeout: float = Field(default=30.0, gt=0, description="Seconds after which a SPARQL query is stopped.")
    write_token: SecretStr = Field(
        default=SecretStr(""),
        description="The bearer token of updates and graph writes, which it turns on; empty: nothing can be written.",
    )
    staff_token: SecretStr = Field(
        default=SecretStr(""),
        description="What staff sign in with to decide, and the bearer token of decisions; empty: write_token is.",
    )
    admin_token: SecretStr = Field(
        default=SecretStr(""),
        description="What administrators sign in with to add plans, and to decide as staff do; empty: nobody can add.",
    )
    sparql_workers: int = Field(default=2, ge=1, description="SPARQL queries that run at a time.")
    sparql_slow: int = Field(
        default=6, ge=0, description="Those that took over a second, and go on beside these, behind all others."
    )
    sparql_waiting: int = Field(default=32, ge=0, description="SPARQL queries that may wait for their turn.")
    sparql_patience: float = Field(default=60.0, gt=0, description="Seconds that one waits at most.")
    sparql_client_queries: int = Field(
        default=24, ge=0, description="Queries that one client may have running and waiting; 0: any number."
    )
    sparql_memory: int = Field(default=1024, ge=0, description="MiB that one query may use; 0: any.")
    sparql_result_bytes: int = Field(default=64 * 1024**2, ge=1, description="Bytes that an answer may have.")
    sparql_result_rows: int = Field(default=1_000_000, ge=0, description="Rows that an answer may have; 0: any.")
    service_allow: str = Field(
        default="",
        pattern=r"^\s*(https?://[^\s<>\"{}|\\^`]+(\s+|$))*$",
        description="IRIs of the endpoints that queries may call by SERVICE, by spaces; empty: none.",
    )
    trusted_proxies: str = Field(
        default="", description="Addresses and networks whose X-Forwarded-For and -Proto are believed, by commas."
    )
    access_log: Literal["off", "hashed", "address"] = Field(
        default="hashed", description="Whether SPARQL queries are logged, and how their clients are named."
    )


def load_settings() -> Settings:
    """The settings as the environment stands now. Raises SettingsError naming the variable that does not fit."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"PLANGRAPH_{name}", str(first["msg"])) from error
