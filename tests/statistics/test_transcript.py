"""The transcript of docs/STATISTICS.md is what the program prints."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_transcript_runs(sample_workspace, tmp_path):
    """Each command, in order, on the sample plans; what a build counts, which is another's first, is left out."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("docs", "ontology"):
        (folder / name).symlink_to(ROOT / name)
    sample_workspace.rename(folder / "demo")
    (block,) = re.findall(
        r"```console\n(.*?)```", (ROOT / "docs" / "STATISTICS.md").read_text(encoding="utf-8"), re.DOTALL
    )
    for part in block.split("$ plangraph ")[1:]:
        command, shown = part.split("\n", 1)
        done = subprocess.run(
            [sys.executable, "-m", "plangraph", *shlex.split(command)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=dict(os.environ),
        )
        assert done.returncode == 0, done.stderr
        printed = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
        assert shown.strip("\n") == printed, command
