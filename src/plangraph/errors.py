"""Everything that can go wrong and that a person can mend. Constructors take facts; the message says what to do."""

from __future__ import annotations

__all__ = [
    "BuildError",
    "DocumentError",
    "MunicipalityError",
    "PlanError",
    "PlanGraphError",
    "QueryError",
    "QueryTimeoutError",
    "ValidationError",
    "WorkspaceError",
]


class PlanGraphError(Exception):
    """Base of all errors that PlanGraph raises on purpose; its text is one clear sentence for a person."""


class DocumentError(PlanGraphError):
    """A file cannot be read: unknown format, wrong encoding, empty, too large."""

    def __init__(self, name: str, problem: str, *, line: int | None = None) -> None:
        self.name, self.problem, self.line = name, problem, line
        super().__init__(f"{name}{f', line {line}' if line else ''}: {problem}")


class PlanError(PlanGraphError):
    """A document was read, but no plan could be made of it."""

    def __init__(self, name: str, problem: str) -> None:
        self.name, self.problem = name, problem
        super().__init__(f"{name}: {problem}")


class MunicipalityError(PlanError):
    """Neither the corpus file, nor a flag, nor the text says (clearly) whose plan it is."""


class ValidationError(PlanGraphError):
    """A plan's graph breaks a shape; `report` has a line for each violation."""

    def __init__(self, name: str, report: tuple[str, ...]) -> None:
        self.name, self.report = name, report
        super().__init__(f"{name}: {len(report)} violation(s) of the shapes; first: {report[0] if report else '?'}")


class WorkspaceError(PlanGraphError):
    """A workspace or a generation is missing, damaged, or made by another encoder."""


class BuildError(PlanGraphError):
    """An index could not be built."""


class QueryError(PlanGraphError):
    """A query is malformed or not allowed; `line` and `column` count from 1 where the parser says them."""

    def __init__(self, problem: str, *, line: int | None = None, column: int | None = None) -> None:
        self.problem, self.line, self.column = problem, line, column
        where = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{where}{problem}")


class QueryTimeoutError(PlanGraphError):
    """A query ran past its limit and was stopped."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the query was stopped after {seconds:g} s; narrow it, or add a LIMIT")
