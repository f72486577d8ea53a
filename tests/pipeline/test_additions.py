"""Adding a plan while others are served: each step in a process of its own, nothing seen before it is published."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plangraph.errors import AdditionError
from plangraph.model import Query
from plangraph.pipeline import build, ingest, open_additions, open_search
from plangraph.pipeline.additions import MOST_OPEN, worker
from plangraph.pipeline.additions.record import places, working
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


@pytest.fixture
def desk(sample_workspace, monkeypatch):
    """The additions of a workspace of its own; work is done here and now, unless a test starts a process."""
    opened = open_additions(sample_workspace)
    monkeypatch.setattr(opened, "work", lambda: worker.drain(sample_workspace))
    return opened


def add(desk, text=PLAN, name="plan.md", facts=KNOWN, role="企画課"):
    return desk.add(io.BytesIO(text.encode() if isinstance(text, str) else text), name, facts, role).id


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


def test_a_plan_is_read_built_and_published(desk, sample_workspace):
    """Nothing of what is served changes before the last step; then the plan is found, and its upload is gone."""
    before = everything(sample_workspace)
    name = add(desk)
    assert ("read", "done") == standing(desk, name)
    told = desk.get(name).plan
    assert ("102041", "こども計画", [2024, 2028]) == (told["municipality"], told["title"], told["period"])
    desk.build(name)
    assert ("build", "done") == standing(desk, name)
    counts = desk.get(name).counts
    assert 1 == counts["after"]["plans"] - counts["before"]["plans"]
    assert before == everything(sample_workspace)
    desk.publish(name)
    assert ("publish", "done", 2) == (*standing(desk, name), desk.get(name).generation)
    assert 2 == open_generation(Workspace(sample_workspace), full=True).number
    assert "放課後の居場所づくり" in finds(sample_workspace, "放課後の居場所")
    (place,) = places(Workspace(sample_workspace))
    assert ["addition.json"] == [path.name for path in place.path.iterdir()]


def test_what_was_published_is_what_the_command_line_makes(desk, sample_workspace, tmp_path):
    """The same file through `ingest` and `build` gives the same graph, and a build after it the same counts."""
    name = add(desk)
    desk.build(name)
    desk.publish(name)
    graphs = {path.name: path.read_text(encoding="utf-8") for path in Workspace(sample_workspace).graph_paths()}
    built = open_generation(Workspace(sample_workspace)).manifest.counts
    document = tmp_path / "plan.md"
    document.write_text(PLAN, encoding="utf-8")
    from plangraph.pipeline.additions import see_facts

    (ingested,) = ingest([document], sample_workspace, see_facts(KNOWN))
    assert graphs[ingested.graph_path.name] == ingested.graph_path.read_text(encoding="utf-8")
    assert built == build(sample_workspace).counts


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
        ("..md", "md.md"),
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


def test_what_is_discarded_is_gone_and_nothing_else(desk, sample_workspace):
    """In each step, with the document."""
    before = everything(sample_workspace)
    for steps in ((), ("build",)):
        name = add(desk)
        for step in steps:
            getattr(desk, step)(name)
        desk.discard(name)
        assert (None, []) == (desk.get(name), places(Workspace(sample_workspace)))
    assert before == everything(sample_workspace)


def test_discarding_stops_what_runs(desk, sample_workspace, monkeypatch):
    """The build ends at its next step, and its folder is removed."""
    name = add(desk)
    monkeypatch.setattr(desk, "work", lambda: None)
    desk.build(name)
    desk.discard(name)
    assert [] == desk.all()
    worker.drain(sample_workspace)
    assert [] == places(Workspace(sample_workspace))


def test_two_plans_cannot_be_published_over_each_other(desk, sample_workspace):
    """The second was built without the first: it is built again, and then has both."""
    first = add(desk)
    second = add(desk, PLAN.replace("居場所", "遊び場"), facts={"municipality": "高崎市"})
    desk.build(first)
    desk.build(second)
    desk.publish(first)
    desk.publish(second)
    assert ("publish", "failed") == standing(desk, second)
    assert "build it again" in desk.get(second).problem
    desk.build(second)
    desk.publish(second)
    assert ("publish", "done") == standing(desk, second)
    assert {"放課後の居場所づくり", "放課後の遊び場づくり"} <= set(finds(sample_workspace, "放課後"))


def test_what_somebody_ingests_meanwhile_is_not_lost(desk, sample_workspace):
    """Graphs that came from the command line since the build keep the addition from being published."""
    name = add(desk)
    desk.build(name)
    other = next(iter(Workspace(sample_workspace).graph_paths()))
    other.write_text(other.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = everything(sample_workspace)
    desk.publish(name)
    assert ("publish", "failed") == standing(desk, name)
    assert before == everything(sample_workspace)


@pytest.mark.parametrize("at", ["os.rename", "shutil.copytree"])
def test_publishing_that_is_broken_off_is_taken_up_again(desk, sample_workspace, tiny_environment, at):
    """Killed between any two renames, the former generation or the new one serves; who comes next ends the work."""
    name = add(desk)
    desk.build(name)
    script = (
        "import os, sys, signal\n"
        "from pathlib import Path\n"
        "from plangraph.pipeline.additions import worker\n"
        "path, at, when = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])\n"
        "seen = 0\n"
        "def audit(event, args):\n"
        "    global seen\n"
        "    if event == at and str(path) in str(args[0]):\n"
        "        seen += 1\n"
        "        if seen == when: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(audit)\n"
        "worker.drain(path)\n"
    )
    desk.work = lambda: None
    desk.publish(name)
    for when in (2, 3) if at == "os.rename" else (1,):
        done = subprocess.run(
            [sys.executable, "-c", script, str(sample_workspace), at, str(when)],
            env={**os.environ, **tiny_environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
        assert -signal.SIGKILL == done.returncode
        assert open_generation(Workspace(sample_workspace), full=True).number in {1, 2}
        record = places(Workspace(sample_workspace))[0]
        told = json.loads((record.path / "addition.json").read_text(encoding="utf-8"))
        (record.path / "addition.json").write_text(json.dumps({**told, "attempts": 0}), encoding="utf-8")
    worker.drain(sample_workspace)
    assert ("publish", "done", 2) == (*standing(desk, name), open_generation(Workspace(sample_workspace)).number)


def test_a_step_that_ends_its_process_twice_is_given_up(desk, sample_workspace):
    """It does not keep the others waiting for ever."""
    name = add(desk)
    (place,) = places(Workspace(sample_workspace))
    told = json.loads((place.path / "addition.json").read_text(encoding="utf-8"))
    broken = {**told, "step": "build", "state": "running", "attempts": 2}
    (place.path / "addition.json").write_text(json.dumps(broken), encoding="utf-8")
    worker.drain(sample_workspace)
    assert ("build", "failed") == standing(desk, name)
    assert "twice" in desk.get(name).problem


def test_a_full_disk_is_told(desk, monkeypatch):
    """The step fails with a sentence, what it had written is gone, and it can be asked for again."""
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
    desk.build(name)
    assert ("build", "done") == standing(desk, name)


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
    desk.wait(120)
    assert ("read", "done") == standing(desk, name)
    desk.build(name)
    desk.wait(120)
    assert ("build", "done") == standing(desk, name)


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
