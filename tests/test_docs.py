"""What the documentation shows is what the program does.

`python tests/test_docs.py` runs the README's commands and writes what they print into it.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
# Times differ by machine, scores in the last places by processor.
VARIES = re.compile(r"\d+\.\d s\b|(?<= )-?\d+\.\d{3}(?= )")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(block):
    """The commands of a transcript with what each printed."""
    pairs = []
    for line in block.splitlines():
        if line.startswith("$ "):
            pairs.append((line[2:], []))
        elif pairs:
            pairs[-1][1].append(line.rstrip())
    return [(command, "\n".join(lines).strip("\n")) for command, lines in pairs]


def run(command, folder):
    """Standard output of a `plangraph` command in a folder where the repository's paths hold."""
    words = shlex.split(command)
    assert words[0] == "plangraph"
    done = subprocess.run(
        [sys.executable, "-m", "plangraph", *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PLANGRAPH_ENCODER": "multilingual-e5-small"},
    )
    assert done.returncode == 0, done.stderr
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


def stage(folder):
    for name in ("src", "ontology"):
        (Path(folder) / name).symlink_to(ROOT / name)


def test_the_transcript_of_the_readme_runs(tmp_path):
    """Each command, in order, prints what the README shows, but for times and the last places of scores."""
    stage(tmp_path)
    (block,) = CONSOLE.findall(README.read_text(encoding="utf-8"))
    for command, shown in commands(block):
        assert VARIES.sub("…", shown) == VARIES.sub("…", run(command, tmp_path)), command


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch, capsys):
    """A notebook user can paste it."""
    stage(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANGRAPH_ENCODER", "multilingual-e5-small")
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, str(README), "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert [1, 2, 3] == [int(line.split()[0]) for line in printed[:-1]]
    assert printed[-1].startswith("公約が最も多いのは")
    assert any("空き家" in line for line in printed)


@pytest.mark.parametrize(
    "path", [README, *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name
)
def test_links_of_the_documentation_lead_somewhere(path):
    """Relative links name files that exist."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [] == [target for target in targets if not (path.parent / target).exists()]


def test_every_setting_is_told():
    """The README's table names each setting, with its default."""
    from plangraph.config import Settings

    told = README.read_text(encoding="utf-8")
    assert [] == [name for name in Settings.model_fields if f"`PLANGRAPH_{name.upper()}`" not in told]


def test_every_verb_is_told():
    """README or changelog shows what can be typed: no verb without a word about it."""
    from plangraph.cli import app

    told = README.read_text(encoding="utf-8") + (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert names
    assert [] == [name for name in names if f"plangraph {name}" not in told]


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        stage(scratch)
        (old,) = CONSOLE.findall(text)
        new = "\n\n".join(f"$ {command}\n{run(command, scratch)}".strip() for command, _ in commands(old))
    README.write_text(text.replace(old, new + "\n"), encoding="utf-8")
