"""Periods and places as official tables write them."""

import pytest

from plangraph.statistics.reading import is_number, place_of_code, place_of_name, read_number, read_period


@pytest.mark.parametrize(
    ("label", "code", "expected"),
    [
        ("2020年", "", ("2020", False)),
        ("2020年度", "2020100000", ("2020", True)),
        ("令和2年度", "", ("2020", True)),
        ("平成元年", "", ("1989", False)),
        ("FY2021", "", ("2021", True)),
        ("2020年4月", "2020000404", ("2020-04", False)),
        ("2020-12", "", ("2020-12", False)),
        ("年次", "2015000000", ("2015", False)),
        ("年度", "2015100000", ("2015", True)),
    ],
)
def test_a_period_is_read_by_its_name_or_code(label, code, expected):
    """Years, fiscal years and months; the name goes before the code."""
    found = read_period(label, code)
    assert expected == (found.value, found.fiscal)


@pytest.mark.parametrize(("label", "code"), [("2020年1～3月期", "2020000103"), ("いつか", ""), ("2020年13月", "")])
def test_what_is_no_such_period_is_none(label, code):
    """A quarter is not taken for its year."""
    assert read_period(label, code) is None


@pytest.mark.parametrize(
    ("code", "known"),
    [("00000", "japan"), ("10000", "100005"), ("10204", "102041"), ("102041", "102041"), ("22131", "221317"),
     ("13100", ""), ("102042", "")],
)  # fmt: skip
def test_a_place_by_its_code(code, known):
    """With and without check digit, former codes among them; one that is none keeps what is said."""
    assert known == place_of_code(code, "").known


@pytest.mark.parametrize(("name", "known"), [("群馬県", "100005"), ("日本", "japan"), ("いせさき", "102041")])
def test_a_place_by_its_name(name, known):
    """Prefectures, the country, and municipalities in any script."""
    assert known == place_of_name(name).known


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234.5", True), ("-3", True), (".5", True), ("1e3", True), ("-", False), ("", False), ("1,23", False)],
)
def test_what_a_number_is(text, expected):
    """Commas part thousands."""
    assert expected is is_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("▲5", "-5"), ("△1,234.5", "-1234.5"), ("−7", "-7"), ("－7", "-7"), ("１２", "12"), ("1e3", "1000"),
     ("-0.5", "-0.5"), ("1e999", None), ("1e-400", None), ("9" * 21, None), ("0e99", "0"),
     ("▲", None), ("①", None), ("2▲", None)],
)  # fmt: skip
def test_a_number_is_read_as_official_tables_write_it(text, expected):
    """What is below zero has a triangle or a minus of any width; a number that no engine can reckon with is none."""
    assert expected == read_number(text)
