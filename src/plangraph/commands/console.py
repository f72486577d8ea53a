"""What the verbs share: the workspace option, results to standard output, the rest to standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.table import Table

    from plangraph.model import Progress

__all__ = [
    "DEFAULT_WORKSPACE",
    "JsonOption",
    "StageBars",
    "WorkspaceOption",
    "follow",
    "note",
    "print_json",
    "print_table",
    "results",
    "table",
    "usage_error",
]

DEFAULT_WORKSPACE = Path("indexes")
WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace", envvar="PLANGRAPH_WORKSPACE", file_okay=False, help="The folder that holds everything."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
# A pipe or a file has no width; tables there take what they need up to this.
_PIPE_WIDTH = 180
_ROOMY = 140


def results() -> "Console":
    """The console of standard output."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, soft_wrap=False, highlight=False)


def note(text: str) -> None:
    """A line for the person at the terminal, on standard error."""
    print(text, file=sys.stderr)


def print_json(value: Any) -> None:
    """A value as JSON on standard output, keys in their order."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def table(*columns: str, numbers: tuple[str, ...] = (), whole: tuple[str, ...] = ()) -> "Table":
    """An empty table; columns in `numbers` are right-aligned, those in `whole` not broken where there is room."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    roomy = results().width >= _ROOMY
    for column in columns:
        side: Literal["left", "right"] = "right" if column in numbers else "left"
        made.add_column(column, justify=side, overflow="fold", no_wrap=roomy and column in whole)
    return made


def print_table(made: "Table") -> None:
    """A table on standard output, without trailing spaces so that transcripts and diffs stay clean."""
    console = results()
    with console.capture() as captured:
        console.print(made)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    print("\n".join(line for line in lines if line))


def usage_error(problem: str) -> typer.BadParameter:
    """What to raise for options that do not fit: one line and exit code 2."""
    return typer.BadParameter(problem)


@contextmanager
def follow() -> Iterator["Callable[[Progress], None] | None"]:
    """A callback that draws progress bars for work over a second, or None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    bars = StageBars()
    try:
        yield bars
    finally:
        bars.stop()


class StageBars:
    """One bar a stage on standard error, drawn once a second has passed by the clock `now`."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._started = now, now()
        self._bars: Bars | None = None
        self._tasks: dict[str, Any] = {}

    def __call__(self, event: "Progress") -> None:
        """Shows a step of the work."""
        if self._bars is None:
            if self._now() - self._started < 1:
                return
            self._bars = _make_bars()
            self._bars.start()
        if event.stage not in self._tasks:
            self._tasks[event.stage] = self._bars.add_task(event.stage)
        self._bars.update(self._tasks[event.stage], completed=event.done, total=event.total or None)

    def stop(self) -> None:
        """Takes the bars off the screen."""
        if self._bars is not None:
            self._bars.stop()


def _make_bars() -> "Bars":
    from rich.console import Console
    from rich.progress import Progress as Bars

    return Bars(console=Console(stderr=True), transient=True)
