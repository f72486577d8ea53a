"""Generations: published whole or not at all, checked when opened, never touched by readers."""

import errno
import fcntl
import os
import resource
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from plangraph.errors import BuildError, WorkspaceError
from plangraph.workspace import EncoderRecord, Follower, Manifest, Workspace, draft_generation, open_generation


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


def manifest():
    return Manifest(0, "2025-01-01T00:00:00+00:00", "https://example.org/", EncoderRecord("e", "s", "f", 4), {}, {})


def publish(workspace, text="one", size=10):
    with draft_generation(workspace) as draft:
        (draft.store / "triples").write_text(text, encoding="utf-8")
        (draft.index / "vectors").write_bytes(b"\0" * size)
        return draft.publish(manifest())


def listing(directory):
    return {str(p.relative_to(directory)): p.stat().st_mtime_ns for p in sorted(directory.rglob("*"))}


def test_a_published_generation_opens_with_its_manifest(workspace):
    """CURRENT names the newest generation, whose manifest records every file with size and digest."""
    publish(workspace)
    opened = open_generation(workspace)
    assert opened.number == 1
    assert sorted(opened.manifest.files) == ["index/vectors", "store/triples"]
    assert opened.manifest.files["store/triples"].sha256 == (
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    )
    assert opened.manifest.encoder == EncoderRecord("e", "s", "f", 4)


def test_a_workspace_without_a_build_says_what_to_run(workspace):
    """Opening before the first build is an error that names the commands."""
    with pytest.raises(WorkspaceError, match="plangraph build"):
        open_generation(workspace)


def test_current_and_previous_are_kept(workspace):
    """The third build removes the first generation, and only that."""
    for text in ("one", "two", "three"):
        publish(workspace, text)
    assert sorted(p.name for p in workspace.generations.iterdir() if p.is_dir()) == ["2", "3"]
    assert open_generation(workspace).number == 3


def test_a_failed_build_leaves_no_trace(workspace):
    """An error in the middle removes the draft and leaves the former generation serving."""
    publish(workspace)
    before = listing(workspace.path)
    with pytest.raises(BuildError, match="Is a directory"), draft_generation(workspace) as draft:
        shutil.copy(draft.store, draft.index)  # a folder takes no text
    after = listing(workspace.path)
    assert sorted(before) == sorted(after)
    assert open_generation(workspace).number == 1


def test_leftovers_of_a_killed_build_are_removed_by_the_next(workspace):
    """A draft and a generation that CURRENT never came to name are gone after the next build; numbers never recur."""
    publish(workspace)
    draft = workspace.generations / ".2.building" / "store"
    draft.mkdir(parents=True)
    (draft / "half").write_text("half")
    (workspace.generations / "2").mkdir()
    opened = publish(workspace, "next")
    assert opened.number == 3
    assert sorted(p.name for p in workspace.generations.iterdir() if p.is_dir()) == ["1", "3"]


def test_two_builds_at_a_time_are_refused(workspace):
    """A second build ends at once with a clear error and does not touch the draft of the first."""
    with draft_generation(workspace) as draft:
        (draft.store / "triples").write_text("mine")
        with pytest.raises(BuildError, match="another build"), draft_generation(workspace):
            pytest.fail("two builds hold the lock")
        assert (draft.store / "triples").read_text() == "mine"


def test_the_lock_of_a_dead_build_does_not_stand_in_the_way(workspace):
    """The lock goes with its process: a lock file alone blocks nothing."""
    publish(workspace)
    code = (
        "import fcntl, os, sys\n"
        "handle = open(sys.argv[1], 'w'); fcntl.flock(handle, fcntl.LOCK_EX); os.kill(os.getpid(), 9)"
    )
    lock = workspace.generations / ".lock"
    assert subprocess.run([sys.executable, "-c", code, str(lock)], check=False).returncode == -9
    assert publish(workspace, "two").number == 2


@pytest.mark.parametrize("damage", ["grown", "gone", "changed"])
def test_a_damaged_generation_is_refused(workspace, damage):
    """A file that is absent, of another size, or of other content is named, and the way out is said."""
    opened = publish(workspace)
    path = opened.store / "triples"
    if damage == "gone":
        path.unlink()
    else:
        path.write_text("one more" if damage == "grown" else "eno")
    with pytest.raises(WorkspaceError, match=r"triples.*plangraph build"):
        open_generation(workspace)


def test_full_check_finds_a_flipped_byte_in_a_large_file(workspace):
    """Opening compares the sizes of large files only; the full check compares what is in them."""
    path = publish(workspace, size=3 << 20).index / "vectors"
    with path.open("r+b") as stream:
        stream.seek(1 << 20)
        stream.write(b"\1")
    assert open_generation(workspace).number == 1
    with pytest.raises(WorkspaceError, match="vectors"):
        open_generation(workspace, full=True)


@pytest.mark.parametrize("text", ["{", "{}", '{"format": 999}'])
def test_a_garbled_manifest_is_refused(workspace, text):
    """A manifest that is cut off, empty or of another format is a clear error, not a traceback."""
    (publish(workspace).directory / "manifest.json").write_text(text)
    with pytest.raises(WorkspaceError, match="plangraph build"):
        open_generation(workspace)


def test_a_garbled_current_is_refused_and_mended_by_a_build(workspace):
    """CURRENT with anything but a number is an error for readers, and replaced by the next build."""
    publish(workspace)
    workspace.current.write_text("latest\n")
    with pytest.raises(WorkspaceError, match="CURRENT"):
        open_generation(workspace)
    assert publish(workspace, "two").number == 2
    assert open_generation(workspace).number == 2


def test_opening_writes_nothing(workspace):
    """A reader leaves no file and no time stamp behind, so a read-only file system will do."""
    publish(workspace)
    before = listing(workspace.path)
    open_generation(workspace, full=True)
    assert listing(workspace.path) == before


def test_a_disk_that_takes_no_more_is_a_clear_error(workspace):
    """A write that the system refuses names the file, and the former generation goes on serving."""
    publish(workspace)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))  # what ENOSPC is to a disk, EFBIG is to this limit
    try:
        with pytest.raises(BuildError, match=r"stopped at .*stays as it was"):
            publish(workspace, "two", size=1 << 20)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert open_generation(workspace).number == 1
    assert not list(workspace.generations.glob(".*.building"))


def test_a_full_disk_is_a_clear_error_also_from_libraries(workspace):
    """Engines that raise their own errors for a full disk end in the same clear message."""
    publish(workspace)
    with pytest.raises(BuildError, match="No space left"), draft_generation(workspace):
        raise ValueError(f"rocksdb: IO error: {os.strerror(errno.ENOSPC)}")


@pytest.mark.parametrize(("municipality", "slug"), [("102041", "../x"), ("102041", ""), ("..", "plan"), ("1", ".x")])
def test_names_that_leave_the_folder_are_refused(workspace, municipality, slug):
    """Neither a code nor a slug can point a graph outside `graphs/`."""
    with pytest.raises(WorkspaceError, match="--slug"):
        workspace.graph_path(municipality, slug)


class Opened:
    def __init__(self, generation):
        self.number, self.closed = generation.number, False

    def close(self):
        self.closed = True


def test_a_follower_moves_to_a_new_generation_and_drops_no_request(workspace):
    """A use under way keeps the old generation open, which closes with its last user; the next use sees the new one."""
    publish(workspace)
    follower = Follower(workspace, Opened, Opened.close)
    with follower.use() as old:
        publish(workspace, "two")
        assert follower.refresh() is True
        with follower.use() as new:
            assert (old.number, new.number) == (1, 2)
        assert not old.closed
    assert old.closed
    assert follower.refresh() is False
    follower.close()
    assert new.closed


def test_a_follower_survives_a_generation_that_cannot_be_opened(workspace, caplog):
    """A damaged new generation is logged once, and the former goes on serving."""
    publish(workspace)
    follower = Follower(workspace, Opened, Opened.close)
    (publish(workspace, "two").store / "triples").unlink()
    assert [follower.refresh(), follower.refresh()] == [False, False]
    assert len(caplog.records) == 1
    with follower.use() as opened:
        assert (opened.number, opened.closed) == (1, False)


def test_a_follower_serves_many_threads_while_generations_change(workspace):
    """No thread ever sees a closed thing, however often generations change under it."""
    publish(workspace)
    follower = Follower(workspace, Opened, Opened.close)
    faults, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            follower.refresh()
            with follower.use() as opened:
                if opened.closed:
                    faults.append(opened.number)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for text in "abcde":
        publish(workspace, text)
    stop.set()
    for thread in threads:
        thread.join()
    follower.refresh()
    assert faults == []
    assert follower.generation.number == 6


def test_the_lock_is_advisory_and_exclusive(workspace):
    """The lock is flock(2) on generations/.lock, so other tools can see that a build runs."""
    with (
        draft_generation(workspace),
        (workspace.generations / ".lock").open() as handle,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)


def test_a_folder_without_plans_says_what_to_run(tmp_path: Path):
    """Listing the graphs of an empty workspace names the command that fills it."""
    with pytest.raises(WorkspaceError, match="plangraph ingest"):
        Workspace(tmp_path).graph_paths()
