"""The W3C's cases and the servers that they are run against: one as it is open to all, one that takes changes."""

import pytest
from w3c.manifests import FOLDER, GRAPH_STORE, data_files, part_of, read_cases, read_graph
from w3c.server import serve

TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="session")
def groups():
    """All cases by group, where the W3C's files are beside the repository."""
    if not (FOLDER / "manifest-all.ttl").is_file():
        pytest.skip("the W3C's SPARQL 1.1 cases are not beside this repository (../shared/data/w3c/sparql11)")
    return read_cases()


@pytest.fixture(scope="session")
def public(groups, tmp_path_factory):
    """A client of a server in its public configuration: each file of the cases is a graph of what it serves."""
    import pyoxigraph as ox

    from plangraph.workspace import EncoderRecord, Manifest, Workspace, draft_generation

    folder = tmp_path_factory.mktemp("public")
    with draft_generation(Workspace(folder / "workspace")) as draft:
        store = ox.Store(str(draft.store))
        for iri in data_files(groups):
            graph = ox.NamedNode(iri)
            store.add_graph(graph)
            store.extend([ox.Quad(t.subject, t.predicate, t.object, graph) for t in read_graph(iri)])
        store.flush()
        del store
        draft.publish(Manifest(0, "", "", EncoderRecord("none", "none", "", 0), {}, {}))
    with serve(folder / "workspace", folder / "log") as client:
        yield client


@pytest.fixture(scope="session")
def writable(groups, tmp_path_factory):
    """A client, with its token, of a server whose working dataset takes changes."""
    folder = tmp_path_factory.mktemp("writable")
    with serve(folder / "workspace", folder / "log", TOKEN) as client:
        yield client


def pytest_terminal_summary(terminalreporter):
    """The table of all groups that were run."""
    rows = sorted(
        {
            value
            for reports in terminalreporter.stats.values()
            for report in reports
            for name, value in getattr(report, "user_properties", ())
            if name == "w3c"
        }
    )
    if not rows:
        return
    terminalreporter.section("W3C SPARQL 1.1 cases over HTTP")
    parts: dict[str, list[int]] = {}
    for part, group, passed, total in rows:
        terminalreporter.write_line(f"{part:20} {group:24} {passed:4} of {total:4}")
        for name in (part, *(["core"] if part not in ("protocol", GRAPH_STORE, "service description") else [])):
            sums = parts.setdefault(name, [0, 0])
            sums[0] += passed
            sums[1] += total
    for part, (passed, total) in parts.items():
        terminalreporter.write_line(f"{part:45} {passed:4} of {total:4}")
    assert all(part_of(group) == part for part, group, *_ in rows)
