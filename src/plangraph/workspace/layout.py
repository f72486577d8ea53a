"""Where things lie in a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plangraph.errors import WorkspaceError

__all__ = ["Workspace"]


@dataclass(frozen=True, slots=True)
class Workspace:
    """The paths of a workspace. Making one touches nothing on disk."""

    path: Path

    def __post_init__(self) -> None:
        # A notebook user gives a string.
        object.__setattr__(self, "path", Path(self.path))

    @property
    def graphs(self) -> Path:
        """The system of record: `<municipality>/<plan>.trig`."""
        return self.path / "graphs"

    @property
    def curation(self) -> Path:
        """Decisions of staff, a TriG file that may be absent."""
        return self.path / "curation.trig"

    @property
    def taxonomy(self) -> Path:
        """The United Nations' taxonomy of the SDGs, a TriG file that may be absent."""
        return self.path / "vocabularies" / "un-sdg.trig"

    @property
    def statistics(self) -> Path:
        """Imported statistics, one packed Turtle file a table; the folder may be absent."""
        return self.path / "statistics"

    def statistics_paths(self) -> list[Path]:
        """The tables that were imported, by name."""
        return sorted(self.statistics.glob("[!.]*.ttl.gz"))

    @property
    def cache(self) -> Path:
        """Embeddings, which may be deleted at any time."""
        return self.path / "cache"

    @property
    def working(self) -> Path:
        """The working dataset: a store that takes changes over HTTP where that is on, apart from what is built."""
        return self.path / "working"

    @property
    def additions(self) -> Path:
        """Documents that were uploaded and are not published yet, a folder each; the folder may be absent."""
        return self.path / "additions"

    @property
    def generations(self) -> Path:
        """One folder a generation, named by its number."""
        return self.path / "generations"

    @property
    def current(self) -> Path:
        """The file that names the generation being served."""
        return self.path / "CURRENT"

    def graph_path(self, municipality: str, slug: str) -> Path:
        """Where the graph of a plan lies. Raises WorkspaceError for a name that would leave the folder."""
        for part in (municipality, slug):
            if not part or part.startswith(".") or any(c in part for c in "/\\\0"):
                raise WorkspaceError(f"{part!r} cannot name a file; give --slug with letters, digits and hyphens")
        return self.graphs / municipality / f"{slug}.trig"

    def graph_paths(self) -> list[Path]:
        """The graphs of all plans, sorted. Raises WorkspaceError when nothing was ever ingested."""
        paths = sorted(path for path in self.graphs.glob("*/*.trig") if not path.name.startswith("."))
        if not paths:
            raise WorkspaceError(
                f"{self.path} holds no plans yet; run `plangraph ingest PATH… --workspace {self.path}`"
            )
        return paths

    def current_number(self) -> int | None:
        """The number of the generation being served, None before the first build. Raises WorkspaceError if garbled."""
        try:
            text = self.current.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise WorkspaceError(f"{self.current} cannot be read: {error}") from error
        if not text.isdigit():
            raise WorkspaceError(f"{self.current} does not name a generation: {text!r}; run `plangraph build`")
        return int(text)
