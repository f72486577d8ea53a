"""The tables of the pages of plans and cities to take along."""

import csv
import io
import re
from decimal import Decimal
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from plangraph_api.messages import LANGUAGES, messages

BASE = "https://w3id.org/plangraph/id/"
PLAN, CITY, PLEDGES = "990027/strategy-review-2020-2024-fy2023", "990027", "990027/manifesto-progress-2025-2028"


def lines(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def table(read, title):
    """The rows of one table as dictionaries, in its order."""
    start = next(at for at, row in enumerate(read) if row[0] == title and not any(row[1:]))
    header, found = read[start + 1], []
    for row in read[start + 2 :]:
        if not any(row):
            break
        found.append(dict(zip(header, row, strict=True)))
    return found


@pytest.mark.parametrize("path", [PLAN, CITY])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_csv_has_every_indicator_with_its_values_and_iri(client, path, language):
    """A number stays a number, with its year and unit beside it, as the API tells it."""
    words = messages(language)
    read = lines(client.get(f"/overview.csv?iri={BASE}{path}&lang={language}"))
    assert 1 == len({len(row) for row in read})
    rows = table(read, words("overview.indicators"))
    found = client.get("/api/v1/indicators", params={"limit": 1000, "city": CITY}).json()["indicators"]
    told = {each["iri"]: each for each in found if each["plan"]["iri"].startswith(BASE + path)}
    assert set(told) == {row[words("compare.iri")] for row in rows}
    for row in rows:
        each = told[row[words("compare.iri")]]
        assert each["label"] == row[words("kind.Indicator")]
        for kind in ("baseline", "actual", "year_target", "target"):
            seen, name = each[kind], words(f"value.{'YearTarget' if kind == 'year_target' else kind.capitalize()}")
            if seen and seen["value"] and not seen["bound"]:
                cell, number = row[name], Decimal(seen["value"])
                assert cell == seen["value"] or re.sub(r"[^\d.]", "", cell) == str(number)
                assert str(seen["fiscal_year"] or seen["calendar_year"]) in row[f"{name} – {words('compare.year')}"]
        percent = row[f"{words('overview.attainment')} (%)"]
        assert bool(each["attainment"]) == bool(percent)
        if percent:
            assert abs(Decimal(percent) - 100 * Decimal(each["attainment"])) <= Decimal("0.05")
        else:
            assert row[words("overview.attainment")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_same_tables_as_numbers(client, language):
    """A sheet for indicators, SDGs, departments and goals of the plan, in every language."""
    address = f"iri={BASE}{CITY}&lang={language}"
    book = load_workbook(io.BytesIO(client.get(f"/overview.xlsx?{address}").content))
    words = messages(language)
    titles = [words(f"overview.{name}")[:31] for name in ("indicators", "by_sdg", "by_department", "by_goal")]
    assert titles == book.sheetnames
    cells = [cell for row in book[titles[0]].iter_rows() for cell in row if cell.value is not None]
    assert [] == [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if cell.data_type == "n"]
    assert client.get(f"/overview.xlsx?{address}").content == client.get(f"/overview.xlsx?{address}").content


def test_counts_are_those_of_the_page(client):
    """Goals with how they are based, departments with the newest judgements."""
    words = messages("en")
    read = lines(client.get(f"/overview.csv?iri={BASE}{PLEDGES}&lang=en"))
    page = client.get(f"/page/{PLEDGES}?lang=en", headers={"Accept": "text/html"}).text
    for name in ("by_sdg", "by_department", "by_goal"):
        rows = table(read, words(f"overview.{name}"))
        assert rows
        for row in rows:
            shown = row[words(f"overview.{name}")]
            assert (words.name("sdg", shown.split()[0]) if name == "by_sdg" else shown.split()[-1]) in page
            assert int(row[words("overview.things")]) >= 0


def test_the_order_is_the_one_that_the_page_has(client):
    """`sort` means the same in both."""
    words = messages("en")

    def names(sort):
        read = lines(client.get(f"/overview.csv?iri={BASE}{PLAN}&lang=en&sort={sort}"))
        return [row[words("kind.Indicator")] for row in table(read, words("overview.indicators"))]

    assert sorted(names("document")) == names("name") != names("document")


@pytest.mark.parametrize("path", [PLAN, CITY, PLEDGES])
def test_the_page_links_to_it(client, browser, path):
    """As Excel, CSV and JSON; the language that was asked for and the order are carried along."""
    page = browser(f"/page/{path}?lang=pt&sort=name").text
    addresses = re.findall(r'href="(/(?:overview\.\w+|api/v1/indicators)\?[^"]+)"', page)
    assert 3 == len(addresses)
    for address in addresses:
        assert 200 == client.get(address.replace("&amp;", "&")).status_code
        assert "lang=pt" in address
    assert ["sort=name" in address for address in addresses] == [True, True, False]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_no_plan_and_no_city_is_not_found(client, form):
    """In the language of the request."""
    iri = quote(f"{BASE}{PLEDGES}/1-1-1", safe="")
    answer = client.get(f"/overview.{form}?iri={iri}", headers={"Accept-Language": "ja"})
    assert (404, f"計画も市町村も {BASE}{PLEDGES}/1-1-1 という IRI のものはありません") == (
        answer.status_code,
        answer.json()["detail"],
    )
