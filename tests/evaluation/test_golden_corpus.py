"""The golden tables themselves: whole, consistent, and without texts of others."""

import csv
import re
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "golden" / "corpus"
FOLDERS = sorted(path for path in CORPUS.iterdir() if path.is_dir())
DIGEST = re.compile(r"[0-9a-f]{12}(\|[0-9a-f]{12})*")


def rows(folder, table):
    path = folder / f"{table}.tsv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_titles_are_digests(folder):
    """No title or name of a document stands in clear."""
    named = [row["title"] for table in ("elements", "references") for row in rows(folder, table)]
    named += [row["name"] for row in rows(folder, "indicators")]
    named += [row["indicator"] for row in rows(folder, "observations")]
    assert [] == [name for name in named if not DIGEST.fullmatch(name)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_what_a_row_speaks_of_is_there(folder):
    """Parents, owners, and what has a department, grade, reference or term are elements or indicators of the folder."""
    elements = rows(folder, "elements")
    known = {row["code"] or f"#{row['title']}" for row in elements}
    assert len(elements) == len(known)
    indicators = {row["name"] for row in rows(folder, "indicators")}
    spoken = {row["parent"] for row in elements if row["parent"]}
    spoken |= {row["owner"] for row in rows(folder, "indicators")}
    spoken |= {row["of"] for table in ("departments", "statuses", "references", "terms") for row in rows(folder, table)}
    assert set() == spoken - known - {f"kpi:{name}" for name in indicators}
    assert indicators == {row["indicator"] for row in rows(folder, "observations")}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_an_observation_has_a_number_or_says_why_not(folder):
    """Never both, and never two kinds of years."""
    for row in rows(folder, "observations"):
        assert bool(row["value"]) != (bool(row["missing"]) or row["bound"] == "rise"), row
        assert not (row["fiscal_year"] and row["calendar_year"]), row
