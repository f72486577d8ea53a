"""Under which name a hit is judged, which filters it breaks, and the variants that are compared."""

import pytest

from plangraph.errors import EvaluationError
from plangraph.evaluation import Topic, Units, own_names, read_variants, violated

UNITS = """\
{"id": "u1", "city": "松風市", "kind": "pledge", "code": "1-1", "title": "防災 訓練", "line_start": 3, "line_end": 9}
{"id": "u2", "city": "松風市", "kind": "kpi", "code": null, "title": "防災訓練", "line_start": 20, "line_end": 20}
{"id": "u3", "city": "990001", "kind": "pledge", "code": null, "title": "道路(市道)", "line_start": 1, "line_end": 2}
{"id": "u4", "city": "松風市", "kind": "pledge", "code": "2-1", "title": "空き家", "line_start": 1, "line_end": 2}
{"id": "u5", "city": "松風市", "kind": "pledge", "code": null, "title": "空き家", "line_start": 5, "line_end": 7}
{"id": "u6", "city": "下松風市", "kind": "pledge", "code": null, "title": "図書館", "line_start": 5, "line_end": 7}
"""


@pytest.fixture
def units(tmp_path):
    (tmp_path / "units.jsonl").write_text(UNITS, encoding="utf-8")
    return Units.read(tmp_path / "units.jsonl")


@pytest.mark.parametrize(
    ("label", "facts", "expected"),
    [
        ("「防災訓練」", {}, "u1"),
        ("防災訓練", {"kind": "Indicator"}, "u2"),
        ("道路（市道）", {}, "u3"),  # the city by its code, width aside
        ("空き家", {"notation": "2-1"}, "u4"),
        ("空き家", {"line": 6}, "u5"),
        ("空き家", {}, "u4"),
        ("図書館", {}, None),  # another city's
        ("公園", {}, None),
    ],
)
def test_a_hit_is_the_unit_of_its_city_and_title(units, make_hit, label, facts, expected):
    """Kind, then code, then line decide between equal titles; width, spaces and marks do not count."""
    assert expected == units.name(make_hit("x", label, **facts))


def test_a_bad_unit_is_named_by_its_line(tmp_path):
    """The message says file, line and what belongs there."""
    (tmp_path / "units.jsonl").write_text(UNITS + '{"id": "u7"}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"^units\.jsonl:7: this is no unit"):
        Units.read(tmp_path / "units.jsonl")


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ("https://w3id.org/plangraph/id/990001/pledges/1-1",) * 2,
        ("990001/pledges/1-1",) * 2,
        ("990001/1-1",) * 2,
        ("something-else", "990001/pledges/1-1"),
    ],
)
def test_without_units_a_hit_goes_by_a_name_of_its_own(make_hit, judged, expected):
    """Its IRI, the part below the base, or city and code: whichever the judgements use."""
    assert expected == own_names({"T1": {judged: 3}})(make_hit("990001/pledges/1-1", notation="1-1"))


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        ("city", ("松風市",), []),
        ("city", ("990002",), ["city"]),
        ("kind", ("kpi", "pledge"), []),
        ("kind", ("kpi",), ["kind"]),
        ("status", ("遅れ(コロナ)",), []),
        ("status", ("Achieved",), ["status"]),
        ("department", ("危機管理課",), []),
        ("sdg", ("13",), ["sdg"]),
        ("plan", ("pledges",), []),
    ],
)
def test_a_hit_breaks_a_filter_of_which_it_has_no_value(make_hit, field, values, expected):
    """Names and codes of cities, printed judgements and the common scale are all understood."""
    facts = {
        "status": ("Delayed",),
        "departments": ("危機管理課",),
        "sdgs": ((11, "Stated", 1.0), (13, "Rejected", 1.0)),
    }
    topic = Topic("T1", "防災", "filtered", filters={field: values})
    assert expected == violated(topic, make_hit("a", **facts), {"遅れ(コロナ)": "Delayed"}.get)


def test_a_filter_of_nothing_is_an_error(make_hit):
    """A misspelt field must not pass."""
    topic = Topic("T1", "防災", "filtered", filters={"town": ("松風市",)})
    with pytest.raises(EvaluationError, match="topic T1: there is no filter 'town'"):
        violated(topic, make_hit("a"), lambda _: None)


def test_the_first_variant_changes_nothing():
    """It is what the others are held to."""
    assert {} == read_variants()[0].changes


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[variant]", r"^own\.toml: this is no TOML"),
        ("", r"^own\.toml: there is no \[\[variant\]\]"),
        ("[[variant]]\nchild_credit = 0", r"^own\.toml: variant 1 needs a name"),
        ('[[variant]]\nname = "a"\n[[variant]]\nname = "a"', r"^own\.toml: variant 2 needs a name of its own"),
    ],
)
def test_bad_variants_are_named(tmp_path, text, problem):
    """The message says file and what is wrong."""
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=problem):
        read_variants(tmp_path / "own.toml")
