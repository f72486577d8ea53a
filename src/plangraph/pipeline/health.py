"""Whether a workspace is sound, and what it holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from plangraph.errors import WorkspaceError
from plangraph.model import Progress
from plangraph.workspace import Manifest, Workspace, open_generation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plangraph.model import Violation

__all__ = ["Checked", "info", "validate"]


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of `validate`: results of the shapes on `graphs` graphs, and damaged files."""

    graphs: int
    violations: tuple[Violation, ...]
    problems: tuple[str, ...]

    @property
    def errors(self) -> int:
        """Violations that would reject a document; the others are warnings."""
        return sum(violation.severity == "violation" for violation in self.violations)

    @property
    def sound(self) -> bool:
        """Whether nothing needs mending; warnings do not count."""
        return not self.errors and not self.problems

    def as_json(self) -> dict[str, Any]:
        """The findings for `--json`."""
        return asdict(self) | {"sound": self.sound}


def validate(workspace: Path, *, progress: Callable[[Progress], None] | None = None) -> Checked:
    """Checks every graph against the shapes and every file of the current generation against its digest.

    Decisions of staff are a graph as well.

    Raises WorkspaceError when nothing was ingested.
    """
    from plangraph.graph import open_trig, validate_graph  # noqa: PLC0415 — `info` does without the validator

    place = Workspace(workspace)
    paths = place.graph_paths()
    paths += [place.curation] if place.curation.is_file() else []
    violations: list[Violation] = []
    problems: list[str] = []
    for number, path in enumerate(paths):
        if progress:
            progress(Progress("validate", number, len(paths)))
        try:
            violations += validate_graph(open_trig(path))
        except WorkspaceError as error:
            problems.append(str(error))
    try:
        if place.current_number() is not None:
            open_generation(place, full=True)
    except WorkspaceError as error:
        problems.append(str(error))
    if progress:
        progress(Progress("validate", len(paths), len(paths)))
    return Checked(len(paths), tuple(violations), tuple(problems))


def info(workspace: Path) -> dict[str, Any]:
    """What the workspace holds: its graphs, the generation served, what built it, and the settings in force.

    Raises WorkspaceError when the folder does not exist.
    """
    from plangraph import __version__  # noqa: PLC0415 — the root imports the pipeline lazily, and so must we it
    from plangraph.config import load_settings  # noqa: PLC0415 — idem

    if not workspace.is_dir():
        raise WorkspaceError(f"{workspace} does not exist; run `plangraph ingest PATH… --workspace {workspace}`")
    place, settings = Workspace(workspace), load_settings()
    number = place.current_number()
    manifest = Manifest.read(place.generations / str(number)) if number is not None else None
    return {
        "version": __version__,
        "workspace": str(workspace),
        "graphs": sorted(path.relative_to(place.graphs).as_posix() for path in place.graphs.glob("*/*.trig")),
        "generation": number,
        "built_at": manifest and manifest.built_at,
        "encoder": manifest and manifest.encoder.name,
        "counts": manifest.counts if manifest else {},
        "store": settings.graph.removeprefix("sparql+") or "in the workspace",
        "bytes": sum(record.size for record in manifest.files.values()) if manifest else 0,
        "settings": {name: str(value) for name, value in settings.model_dump().items()},
    }
