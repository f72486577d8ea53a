"""Killing `plangraph build` at any moment leaves the former generation serving, and the next build clean."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from plangraph.model import Query
from plangraph.pipeline import open_graph, open_search
from plangraph.workspace import Workspace, open_generation

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks builds, which is only sound on Linux")


@pytest.fixture
def workspace(built_samples, tiny):
    """A copy of the samples on a disk in memory where there is one: a build syncs every file, and this runs dozens."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(shutil.copytree(built_samples, Path(folder) / "workspace"))


@pytest.fixture
def run_build(workspace, tiny_environment):
    """Runs a build that dies as told, and says how it ended: exit status, seconds, events, which were renames."""
    script = Path(__file__).with_name("mortal_build.py")
    environment = {**os.environ, **tiny_environment, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        [sys.executable, str(script), str(workspace)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout.readline() == "ready\n"

        def run(order):
            process.stdin.write(order + "\n")
            process.stdin.flush()
            status, seconds, events, renames = process.stdout.readline().split()
            return int(status), float(seconds), int(events), [int(event) for event in renames.split(",")]

        yield run
        process.stdin.close()
        assert process.wait() == 0


def test_a_build_killed_at_any_moment_does_no_harm(workspace, run_build):
    """At ten random steps on disk, around publishing, and at random times: what is served opens and answers as before.

    The next build ends clean: with itself and the generation before it, and nothing else.
    """
    place = Workspace(workspace)
    with open_search(workspace) as search:
        before = [hit.card.iri for hit in search.search(Query("防災に関する施策")).hits]
    assert before
    triples = len(open_graph(workspace))
    status, seconds, events, renames = run_build("live")
    assert (status, open_generation(place).number) == (0, 2)
    chance = random.Random(20)
    # The last two renames publish: the folder, then CURRENT. Die before, between and after them, too.
    publishing = {renames[-2], renames[-1], renames[-1] + 1}
    moments = [f"event {n}" for n in sorted({*chance.sample(range(1, events + 1), 10), *publishing})]
    moments += [f"after {chance.uniform(0, seconds):.3f}" for _ in range(4)]
    for moment in moments:
        served = open_generation(place).number
        status, *_ = run_build(moment)
        assert status in ((-9,) if moment.startswith("event") else (-14, 0)), moment
        survivor = open_generation(place, full=True)
        if survivor.number != served:  # killed, or done, after CURRENT had moved
            assert survivor.number > served, moment
        with open_search(workspace) as search:
            assert [hit.card.iri for hit in search.search(Query("防災に関する施策")).hits] == before, moment
        assert len(open_graph(workspace)) == triples, moment

        status, *_ = run_build("live")
        assert status == 0, moment
        newest = open_generation(place, full=True).number
        folders = {path.name for path in place.generations.iterdir() if path.name != ".lock"}
        assert folders == {str(survivor.number), str(newest)}, moment
        assert sorted(path.name for path in workspace.iterdir()) == [
            "CURRENT", "cache", "generations", "graphs",
        ], moment  # fmt: skip
