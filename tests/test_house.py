"""The rules of the house that no other tool checks."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Modules that may be longer than 300 lines, each with its reason.
LONG = {
    "src/plangraph/model.py": "one vocabulary of values, in one place: it is read like a table",
}
MACHINE = re.compile(r"(?<![\w.~$}/])/(?:root|home|Users|work|mnt|opt|var/folders)/\w")


def tracked():
    """The files that git knows, or would add."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_imports_keep_to_the_layers():
    """The contracts in pyproject.toml hold."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_are_short():
    """No module over 300 lines, but those listed here with a reason that still needs one."""
    modules = [path for folder in ("src", "api", "bench") for path in (ROOT / folder).rglob("*.py")]
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: number for name, number in lines.items() if number > 300 and name not in LONG} == {}
    assert [name for name in LONG if lines[name] <= 300] == []


def test_no_paths_of_machines_are_tracked():
    """Nothing in the repository names a folder of somebody's machine."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}"
        for path in tracked()
        if path.suffix not in {".png", ".gz"} and path.name != Path(__file__).name
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if MACHINE.search(line)
    ]
    assert found == []


def test_nothing_large_is_tracked():
    """No tracked file is over 400 kB: what is built, downloaded or unpacked stays out."""
    reasons = {
        "policy-fields.ttl": "written by us: 697 concepts in six languages",
        "texts.npz": "their vectors, which take minutes to make",
    }
    large = [path for path in tracked() if path.stat().st_size > 400_000 and path.name not in reasons]
    assert [str(path.relative_to(ROOT)) for path in large] == []


def test_every_query_says_what_it_asks():
    """Each .rq file begins with a comment."""
    queries = [path for path in tracked() if path.suffix == ".rq"]
    assert queries
    assert [path.name for path in queries if not path.read_text(encoding="utf-8").startswith("#")] == []


def test_every_make_target_has_help():
    """`make` lists every target that a person may call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert [target for target in phony if not re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)] == []


def test_every_dependency_has_its_reason():
    """CONTRIBUTING.md names each dependency of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[<>=\[; ]", requirement)[0] for requirement in wanted}
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told)) == []


def test_settings_are_documented():
    """Every setting says what it is for."""
    from plangraph.config import Settings

    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
