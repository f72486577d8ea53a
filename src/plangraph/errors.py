"""Everything that can go wrong and that a person can mend. Constructors take facts; the message says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "AdditionError",
    "BuildError",
    "ClientBusyError",
    "DocumentError",
    "EndpointBusyError",
    "EvaluationError",
    "GraphNotFoundError",
    "IngestError",
    "MunicipalityError",
    "NotAcceptableError",
    "PlanError",
    "PlanGraphError",
    "QueryAbandonedError",
    "QueryError",
    "QueryTimeoutError",
    "ServiceError",
    "SettingsError",
    "StoreUnavailableError",
    "ValidationError",
    "WorkspaceError",
]


class PlanGraphError(Exception):
    """Base of all errors that PlanGraph raises on purpose; its text is one clear sentence for a person."""

    def __reduce__(self) -> tuple[Callable[..., PlanGraphError], tuple[object, ...]]:
        # Exceptions are pickled by calling their class with their text, but ours are made from facts.
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[PlanGraphError], args: tuple[object, ...], facts: dict[str, object]) -> PlanGraphError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(facts)
    return error


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


class IngestError(PlanGraphError):
    """Some documents were rejected, the others are in the workspace; `failures` holds (document, error) pairs."""

    def __init__(self, failures: tuple[tuple[str, PlanGraphError], ...], total: int) -> None:
        self.failures, self.total = failures, total
        reasons = "; ".join(str(error) for _, error in failures)
        super().__init__(f"{len(failures)} of {total} document(s) rejected: {reasons}")


class SettingsError(PlanGraphError):
    """A setting of the environment has a value that does not fit."""

    def __init__(self, variable: str, problem: str) -> None:
        self.variable, self.problem = variable, problem
        super().__init__(f"{variable}: {problem}")


class WorkspaceError(PlanGraphError):
    """A workspace or a generation is missing, damaged, or made by another encoder."""


class BuildError(PlanGraphError):
    """An index could not be built."""


class AdditionError(PlanGraphError):
    """An uploaded document cannot be taken, or what is asked of it does not fit how far it has come.

    `about` names what was told of the plan that the error is about; "" for the document itself.
    """

    def __init__(self, problem: str, about: str = "") -> None:
        super().__init__(problem)
        self.about = about


class EvaluationError(PlanGraphError):
    """Topics, judgements, runs, units or floors that cannot be used; `line` counts from 1."""

    def __init__(self, name: str, problem: str, *, line: int | None = None) -> None:
        self.name, self.problem, self.line = name, problem, line
        super().__init__(f"{name}{f':{line}' if line else ''}: {problem}")


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


class EndpointBusyError(PlanGraphError):
    """More queries wait than will be served soon; `seconds` is when it is worth asking again."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__("too many queries are waiting; ask again shortly")


class ClientBusyError(PlanGraphError):
    """One client has as many queries running and waiting as it may; `queries` is that number."""

    def __init__(self, queries: int) -> None:
        self.queries = queries
        super().__init__(f"{queries} queries of yours run or wait, as many as one client may have; await their answers")


class QueryAbandonedError(PlanGraphError):
    """Whoever asked is gone, and with that the query was ended."""

    def __init__(self) -> None:
        super().__init__("the query was given up by whoever asked it")


class StoreUnavailableError(PlanGraphError):
    """A remote SPARQL store does not answer, or not as it should; `where` is its address, without credentials."""

    def __init__(self, where: str, problem: str) -> None:
        self.where, self.problem = where, problem
        super().__init__(f"the remote store {where}: {problem}")


class ServiceError(PlanGraphError):
    """An endpoint that a query calls by SERVICE does not answer, or not as it should; `where` is its IRI."""

    def __init__(self, where: str, problem: str) -> None:
        self.where, self.problem = where, problem
        super().__init__(f"SERVICE <{where}>: {problem}; try again later, or write SERVICE SILENT to go on without it")


class GraphNotFoundError(PlanGraphError):
    """A store holds no graph of that name."""

    def __init__(self, graph: str) -> None:
        self.graph = graph
        super().__init__(f"there is no graph <{graph}>")


class NotAcceptableError(PlanGraphError):
    """None of the forms that an answer can take is wanted; `offered` lists them (RFC 9110, 15.5.7)."""

    def __init__(self, wanted: str, offered: tuple[str, ...]) -> None:
        self.wanted, self.offered = wanted, offered
        super().__init__(f"not available as {wanted}; offered: {', '.join(offered)}")
