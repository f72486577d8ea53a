"""Adding a plan while others are served: each step in a process of its own, nothing seen before it is published."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plangraph.errors import AdditionError
from plangraph.model import Query
from plangraph.pipeline import ingest, open_additions, open_search
from plangraph.pipeline.additions import MOST_OPEN, steps, worker
from plangraph.pipeline.additions.record import places, working
from plangraph.pipeline.reading import prepare
from plangraph.resources import samples
from plangraph.workspace import Workspace, open_generation

PLAN = """# 灯里市 第1期こども計画
計画期間 令和6年度～令和10年度

## 1 こどもの居場所
### 1-1 放課後の居場所づくり
学校の図書室を夕方まで開きます。
担当課: こども未来課

| 指標 | 基準値(R5) | 目標値(R10) |
|---|---|---|
| 居場所の数 | 3か所 | 9か所 |
"""
KNOWN = {"municipality": "伊勢崎市", "title": "こども計画"}


# Works through the queue of a workspace, and dies at the n-th time that Python does a thing there.
MORTAL = """
import os, signal, sys
from pathlib import Path
from plangraph.pipeline.additions import worker
path, event, left = sys.argv[1], sys.argv[2], int(sys.argv[3])
def audit(name, args):
    global left
    if name == event and str(args[1]).startswith(path) and "addition.json" not in str(args[1]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(audit)
worker.drain(Path(path))
"""


@pytest.fixture
def desk(sample_workspace, monkeypatch):
    """The additions of a workspace of its own; work is done here and now, unless a test starts a process."""
    opened = open_additions(sample_workspace)
    monkeypatch.setattr(steps, "prepare_all", read_here)
    monkeypatch.setattr(opened, "work", lambda: worker.drain(sample_workspace))
    return opened


@pytest.fixture(scope="module")
def prepared(built_samples, tiny_environment, tmp_path_factory):
    """A workspace in which an addition was built and waits to be published, with its name; copy it."""
    workspace = Path(shutil.copytree(built_samples, tmp_path_factory.mktemp("additions") / "workspace"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        patch.setattr(steps, "prepare_all", read_here)
        opened = open_additions(workspace)
        patch.setattr(opened, "work", lambda: worker.drain(workspace))
        name = add(opened)
        opened.build(name)
    return workspace, name


@pytest.fixture
def waiting(prepared, tiny, tmp_path, monkeypatch):
    """Such a workspace of the test's own, its additions, and the name of the one that was built."""
    workspace = Path(shutil.copytree(prepared[0], tmp_path / "waiting", symlinks=True))
    opened = open_additions(workspace)
    monkeypatch.setattr(steps, "prepare_all", read_here)
    monkeypatch.setattr(opened, "work", lambda: worker.drain(workspace))
    return opened, workspace, prepared[1]


def read_here(sources, terms, _):
    return iter([prepare(source, terms.workspace, terms.base_iri) for source in sources])


def add(desk, text=PLAN, name="plan.md", facts=KNOWN, role="企画課"):
    return desk.add(io.BytesIO(text.encode() if isinstance(text, str) else text), name, facts, role).id


def set_record(workspace, **changes):
    (place,) = places(Workspace(workspace))
    file = place.path / "addition.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def standing(desk, name):
    addition = desk.get(name)
    return addition.step, addition.state


def everything(workspace):
    """All files that count for what is served, with their content."""
    roots = [workspace / "graphs", workspace / "generations", workspace / "CURRENT"]
    files = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*")) if path.is_file()]
    return {path.relative_to(workspace): path.read_bytes() for path in files if path.name != ".lock"}


def finds(workspace, text):
    with open_search(workspace) as search:
        return [hit.card.label for hit in search.search(Query(text)).hits]


def test_a_plan_is_read_built_and_published(waiting, built_samples):
    """Nothing of what is served changes before the last step; then the plan is found, and its upload is gone."""
    desk, workspace, name = waiting
    told = desk.get(name)
    assert ("102041", "こども計画", [2024, 2028]) == tuple(
        told.plan[each] for each in ("municipality", "title", "period")
    )
    assert 1 == told.counts["after"]["plans"] - told.counts["before"]["plans"]
    assert everything(built_samples) == everything(workspace)
    desk.publish(name)
    assert ("publish", "done", 2) == (*standing(desk, name), desk.get(name).generation)
    assert 2 == open_generation(Workspace(workspace), full=True).number
    assert "放課後の居場所づくり" in finds(workspace, "放課後の居場所")
    (place,) = places(Workspace(workspace))
    assert ["addition.json"] == [path.name for path in place.path.iterdir()]


def test_what_was_published_is_what_the_command_line_reads(waiting, tmp_path):
    """The same file through `ingest` gives the same graph, in the same place."""
    desk, workspace, name = waiting
    desk.publish(name)
    graphs = {path: path.read_text(encoding="utf-8") for path in Workspace(workspace).graph_paths()}
    document = tmp_path / "plan.md"
    document.write_text(PLAN, encoding="utf-8")
    (ingested,) = ingest([document], workspace, steps.see_facts(KNOWN))
    assert ingested.replaced
    assert graphs[ingested.graph_path] == ingested.graph_path.read_text(encoding="utf-8")


def test_the_first_plan_of_all_can_be_added(tiny, tmp_path, monkeypatch):
    """A workspace that holds nothing yet gets its first generation so."""
    desk = open_additions(tmp_path / "new")
    monkeypatch.setattr(desk, "work", lambda: worker.drain(tmp_path / "new"))
    name = add(desk)
    desk.build(name)
    desk.publish(name)
    assert ("publish", "done", 1) == (*standing(desk, name), desk.get(name).generation)


def test_each_line_is_told_with_how_it_was_understood(desk):
    """Every line with text is there once, with the role and the rule, in the order of the document."""
    lines = desk.lines(add(desk))
    told = {"".join(line["cells"]): line for line in lines}
    assert sorted(line["start"] for line in lines) == [line["start"] for line in lines]
    assert "element" == told["1-1 放課後の居場所づくり"]["family"]
    assert all(part["rule"] for line in lines for part in line["parts"])
    assert {"居場所の数", "3か所", "9か所"} <= {cell for line in lines for cell in line["cells"]}


def test_what_is_missing_is_asked_for_and_read_again(desk):
    """A document that does not say whose plan it is waits for who knows it."""
    name = add(desk, PLAN.replace("灯里市 ", ""), facts={})
    assert ("read", "failed") == standing(desk, name)
    assert "whose plan" in desk.get(name).problem
    with pytest.raises(AdditionError, match="how far"):
        desk.build(name)
    desk.correct(name, {"municipality": "いせさきし", "kind": "other", "period": "2024/2028"})
    assert ("read", "done") == standing(desk, name)
    assert ("102041", "other") == tuple(desk.get(name).plan[each] for each in ("municipality", "kind"))


@pytest.mark.parametrize(
    ("facts", "problem"),
    [({"kind": "poem"}, "kind"), ({"period": "2028/2024"}, "ends before"), ({"title": "a\nb\x00"}, "one line")],
)
def test_facts_that_cannot_be_are_refused(desk, facts, problem):
    """Before anything is kept."""
    with pytest.raises(AdditionError, match=problem):
        add(desk, facts=facts)
    assert [] == desk.all()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/計画.md", "計画.md"),
        ("C:\\plans\\計画.TXT", "計画.txt"),
        ("\u202etxt.fdp\u202c.md", "txt.fdp.md"),
        ("..md", "document.md"),
        ("x" * 400 + ".md", "x" * 150 + ".md"),
        ("a\x00\n\r<b>.md", "a<b>.md"),
    ],
)
def test_a_name_of_a_file_is_only_a_name(desk, sample_workspace, given, kept):
    """No folder, no control letter and no mark that turns text round gets into the workspace."""
    name = add(desk, name=given)
    (place,) = places(Workspace(sample_workspace))
    assert (kept, [kept]) == (desk.get(name).document, [path.name for path in place.upload.iterdir()])


def test_a_document_of_an_unknown_ending_is_refused(desk):
    """With the endings that are known."""
    with pytest.raises(AdditionError, match=r"\.pdf"):
        add(desk, name="plan.exe")


def test_what_is_discarded_is_gone_and_nothing_else(waiting, built_samples):
    """With its document and what was built of it."""
    desk, workspace, name = waiting
    desk.discard(name)
    assert (None, []) == (desk.get(name), places(Workspace(workspace)))
    assert everything(built_samples) == everything(workspace)


def test_discarding_stops_what_runs(desk, sample_workspace, monkeypatch):
    """The build ends at its next step, and its folder is removed."""
    name = add(desk)
    monkeypatch.setattr(desk, "work", lambda: None)
    desk.build(name)
    desk.discard(name)
    assert [] == desk.all()
    worker.drain(sample_workspace)
    assert [] == places(Workspace(sample_workspace))


def test_two_plans_cannot_be_published_over_each_other(waiting):
    """The second was built without the first: it is built again, and then has both."""
    desk, workspace, first = waiting
    second = add(desk, PLAN.replace("居場所", "遊び場"), facts={"municipality": "高崎市"})
    desk.build(second)
    desk.publish(first)
    desk.publish(second)
    assert ("publish", "failed") == standing(desk, second)
    assert "build it again" in desk.get(second).problem
    desk.build(second)
    desk.publish(second)
    assert ("publish", "done") == standing(desk, second)
    assert {"放課後の居場所づくり", "放課後の遊び場づくり"} <= set(finds(workspace, "放課後"))


def test_what_somebody_ingests_meanwhile_is_not_lost(waiting):
    """Graphs that came from the command line since the build keep the addition from being published."""
    desk, workspace, name = waiting
    other = next(iter(Workspace(workspace).graph_paths()))
    # Written as `ingest` does it, under another name first.
    other.with_name(".new").write_text(other.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    other.with_name(".new").replace(other)
    before = everything(workspace)
    desk.publish(name)
    assert ("publish", "failed") == standing(desk, name)
    assert before == everything(workspace)


# Publishing renames the graph, the folder of the generation, and CURRENT, which is the moment that counts.
@pytest.mark.parametrize("moments", [("os.rename", 1, 2, 3), ("os.link", 2)])
def test_publishing_that_is_broken_off_is_taken_up_again(waiting, tiny_environment, moments):
    """Killed before any of its renames, the former generation serves; who comes next ends the work."""
    desk, workspace, name = waiting
    desk.work = lambda: None
    desk.publish(name)
    event, *numbers = moments
    for number in numbers:
        done = subprocess.run(
            [sys.executable, "-c", MORTAL, str(workspace), event, str(number)],
            env={**os.environ, **tiny_environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
        assert -signal.SIGKILL == done.returncode
        assert 1 == open_generation(Workspace(workspace), full=True).number
        set_record(workspace, attempts=0)
    worker.drain(workspace)
    assert ("publish", "done") == standing(desk, name)
    assert open_generation(Workspace(workspace), full=True).number == desk.get(name).generation > 1


def test_a_step_that_ends_its_process_twice_is_given_up(desk, sample_workspace):
    """It does not keep the others waiting for ever."""
    name = add(desk)
    set_record(sample_workspace, step="build", state="running", attempts=2)
    worker.drain(sample_workspace)
    assert ("build", "failed") == standing(desk, name)
    assert "twice" in desk.get(name).problem


def test_a_full_disk_is_told(desk, monkeypatch):
    """The step fails with a sentence, and what it had written is gone."""
    name = add(desk)

    def full(*_args, **_more):
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr("plangraph.pipeline.additions.steps.build", full)
        desk.build(name)
    assert ("build", "failed", "the disk is full; free space on it and try again") == (
        *standing(desk, name),
        desk.get(name).problem,
    )


def test_one_process_works_at_a_time(desk, sample_workspace):
    """Who finds the queue taken leaves; the one that has it sees what was asked for meanwhile."""
    desk.work = lambda: None
    name = add(desk)
    with working(Workspace(sample_workspace)):
        worker.drain(sample_workspace)
        assert ("read", "queued") == standing(desk, name)
    worker.drain(sample_workspace)
    assert ("read", "done") == standing(desk, name)


def test_the_work_is_done_in_a_process_of_its_own(sample_workspace, monkeypatch):
    """Which is started as needed, outlives who asked, and knows no token."""
    monkeypatch.setenv("PLANGRAPH_ADMIN_TOKEN", "secret-of-a-test")
    desk = open_additions(sample_workspace)
    text = (Path(str(samples())) / "tochihara_system_of_measures.txt").read_bytes()
    name = add(desk, text, "system.txt")
    environment = Path(f"/proc/{desk._process.pid}/environ")
    assert not environment.exists() or b"secret-of-a-test" not in environment.read_bytes()
    desk._process.wait(120)
    assert ("read", "done") == standing(desk, name)


def test_a_damaged_record_hides_no_other(desk, sample_workspace):
    """It is left out of the list, and told of where it is asked for."""
    broken, whole = add(desk), add(desk)
    (Workspace(sample_workspace).additions / broken / "addition.json").write_text('{"id": 1', encoding="utf-8")
    assert [whole] == [addition.id for addition in desk.all()]
    with pytest.raises(AdditionError, match="remove its folder"):
        desk.get(broken)


def test_not_more_wait_than_somebody_can_look_at(desk, monkeypatch):
    """What was left lying is to be discarded first."""
    desk.work = lambda: None
    for _ in range(MOST_OPEN):
        add(desk)
    with pytest.raises(AdditionError, match="discard some"):
        add(desk)


def test_a_folder_without_a_record_is_removed_in_time(desk, sample_workspace):
    """An upload that was broken off leaves nothing."""
    name = add(desk)
    lost = Workspace(sample_workspace).additions / "20200101-000000-00000000"
    lost.mkdir()
    desk.correct(name, KNOWN)
    assert lost.exists()
    old = time.time() - 7200
    os.utime(lost, (old, old))
    desk.correct(name, KNOWN)
    assert not lost.exists()
