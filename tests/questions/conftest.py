"""The sample plans, ready to be asked; names of invented cities for tests without a store."""

from pathlib import Path

import pytest

from plangraph.model import Card
from plangraph.questions import Names, Unit, understand
from plangraph.resources import samples
from plangraph.retrieval.interpret import Interpreter

BASE = "https://w3id.org/plangraph/id"
CITIES = {"990001": "松風市", "990002": "白波町", "990004": "府中市", "990005": "府中市"}
UNITS = (
    Unit(f"{BASE}/990001/unit/危機管理課", "危機管理課", "990001"),
    Unit(f"{BASE}/990001/unit/こども課", "こども課", "990001", (f"{BASE}/990001/unit/子ども課",)),
    Unit(f"{BASE}/990002/unit/危機管理課", "危機管理課", "990002"),
)
NAMES = Names(CITIES, UNITS, {f"{BASE}/990001/strategy": "松風市総合戦略"})
CARDS = [
    Card(
        iri=f"{BASE}/{code}/plan/1",
        kind="Measure",
        label="防災の推進",
        city=code,
        city_label=label,
        plan=f"{BASE}/{code}/strategy",
        plan_label=f"{label}総合戦略",
        departments=tuple(unit.label for unit in UNITS if unit.city == code),
        status=("OnTrack",),
    )
    for code, label in CITIES.items()
]
INTERPRETER = Interpreter(CARDS)


@pytest.fixture(scope="session")
def read():
    """How a question is understood with the names above, without any store."""
    return lambda text: understand(text, INTERPRETER.interpret(text), NAMES)


@pytest.fixture(scope="session")
def opened(built_samples, tiny_environment):
    """The sample plans, opened once for all questions."""
    from plangraph.pipeline import open_ask

    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        with open_ask(built_samples) as ask:
            yield ask


@pytest.fixture(scope="session")
def plans():
    """The sample plans as they are read, for counting without a graph."""
    from plangraph.model import PlanFacts
    from plangraph.pipeline.corpus import list_sources
    from plangraph.pipeline.reading import parse_source

    return [parse_source(source) for source in list_sources([Path(str(samples()))], PlanFacts())]


@pytest.fixture(scope="session")
def rows_of(built_samples):
    """The rows of a query over the sample plans."""
    from plangraph.graph.queries import select
    from plangraph.pipeline.opened import open_store

    return lambda query: select(open_store(built_samples), query)
