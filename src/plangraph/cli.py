"""The command line: `plangraph VERB`. Verbs live in `commands`; nothing heavy loads before one of them runs."""

import logging
import os
import sys

import typer

from plangraph.commands import (
    asking,
    auditing,
    comparing,
    curating,
    evaluating,
    goals,
    indexing,
    querying,
    reading,
    searching,
    serving,
    statistics,
)
from plangraph.errors import PlanGraphError

__all__ = ["app", "main"]

app = typer.Typer(
    name="plangraph",
    help="Municipal plans as a knowledge graph: read them, query them, search them across cities.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)
for _command in (
    reading.ingest,
    reading.inspect,
    comparing.diff,
    comparing.similar,
    comparing.compare,
    auditing.audit,
    indexing.build,
    searching.search,
    asking.ask,
    querying.sparql,
    indexing.validate,
    querying.export,
    evaluating.evaluate,
    serving.serve,
    serving.demo,
    indexing.info,
):
    app.command()(_command)


app.add_typer(goals.app, name="sdg")
app.add_typer(curating.app, name="curate")
# Links to goals are decided where goals are, too.
goals.app.command(name="confirm")(curating.confirm)
goals.app.command(name="reject")(curating.reject)
app.add_typer(statistics.app, name="statistics")


@app.callback(invoke_without_command=True)
def _start(
    version: bool = typer.Option(False, "--version", help="Print the version and exit."),
) -> None:
    if version:
        from plangraph import __version__

        print(f"plangraph {__version__}")
        raise typer.Exit


def main() -> None:
    """Runs the command of `sys.argv`. Exit codes: 0 done, 1 an error said in one line, 2 wrong usage."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    # Progress of the libraries below would write over ours, and into logs.
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Before numpy loads: its small products gain nothing from threads, whose waiting slows the encoder's (a search is
    # 3.9 times its encoding and the bare indexes with them, 1.5 times without, on two cores).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except PlanGraphError as error:
        _fail(str(error))
    except OSError as error:
        # What the stages did not foresee: a folder without permission, a disk that fills, a port in use.
        _fail(f"{error.filename or 'system'}: {error.strerror or error}")


def _fail(problem: str) -> None:
    print(f"error: {' '.join(problem.split())}", file=sys.stderr)
    sys.exit(1)
