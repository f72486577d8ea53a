"""The register of areas: codes with their check digits, names in every script, and what became of former ones."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from plangraph.areas import area_of, areas, check_digit, find_areas, former_areas, municipalities

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "municipalities"
needs_lists = pytest.mark.skipif(not SHARED.exists(), reason="the lists of municipalities are not here")


def test_every_code_has_its_check_digit():
    """Six digits, the last of which follows from the others; and no two areas share one."""
    every = [*areas(), *former_areas()]
    assert [] == [area.code for area in every if f"{area.five}{check_digit(area.five)}" != area.code]
    assert len(every) == len({area.code for area in every})


def test_how_many_there_are_of_each_kind():
    """47 prefectures, 20 designated cities with 171 wards, 23 special wards, and the cities, towns and villages."""
    expected = {"prefecture": 47, "designated-city": 20, "ward": 171, "special-ward": 23}
    expected |= {"city": 772, "town": 743, "village": 189}
    assert expected == Counter(area.kind for area in areas())
    assert 1965 - 47 == len(municipalities())


@needs_lists
def test_the_register_is_the_ministrys_list():
    """Code, name and kind of each area are those of the list of 2024-01-01."""
    kinds = {"designated_city": "designated-city", "special_ward": "special-ward", "designated_ward": "ward"}
    listed = json.loads((SHARED / "jichitai-code.json").read_text(encoding="utf-8"))["items"]
    assert {(item["c"], item["n"], item["p"], kinds.get(item["t"], item["t"])) for item in listed} == {
        (area.code, area.name, area.prefecture, area.kind) for area in areas()
    }


@needs_lists
def test_what_an_older_list_has_is_known_as_former():
    """The seven wards of 浜松市 that an older list still has ended with 2023."""
    with (SHARED / "localgovjp-utf8.csv").open(encoding="utf-8-sig", newline="") as stream:
        older = {row["lgcode"] for row in csv.DictReader(stream)}
    gone = {code: area_of(code) for code in older - {area.code for area in areas()}}
    assert {"2024-01-01"} == {area.until for area in gone.values()}
    assert ("浜松市北区", ("221384", "221392")) == (gone["221350"].name, gone["221350"].into)


def test_former_areas_went_into_ones_that_exist():
    """Each has the day from which its code is not used, and successors in the same prefecture."""
    for area in former_areas():
        assert date.fromisoformat(area.until) > date(2000, 1, 1)
        assert {area.prefecture} == {area_of(code).prefecture for code in area.into}
        assert "" == area_of(area.into[0]).until


@pytest.mark.parametrize("code", ["102041", "10204"])
def test_a_code_is_known_with_and_without_its_check_digit(code):
    """e-Stat has five digits, papers of the cities six."""
    assert ("伊勢崎市", "100005") == (area_of(code).name, area_of(code).prefecture_code)


@pytest.mark.parametrize(
    "name",
    [
        "伊勢崎市",
        "群馬県伊勢崎市",
        "伊勢崎",
        "イセサキシ",
        "いせさきし",
        "いせさき",
        "ｲｾｻｷ",
        "Isesaki",
        "isesaki-shi",
        "Isesaki City",
    ],
)
def test_one_city_by_many_names(name):
    """Kanji, kana of both kinds and romaji, with its prefecture and without its 市."""
    assert ["102041"] == [area.code for area in find_areas(name)]


@pytest.mark.parametrize(
    "name", ["大阪市北区", "大阪府大阪市北区", "大阪市 北区", "オオサカシキタク", "Osaka-shi Kita-ku", "Kita-ku, Osaka"]
)
def test_a_ward_by_many_names(name):
    """A ward of a designated city goes with its city's name."""
    assert ["271276"] == [area.code for area in find_areas(name)]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("府中市", ["132063", "342084"]),
        ("ふちゅうし", ["132063", "342084"]),
        ("東京都府中市", ["132063"]),
        ("浜松市中区", ["221317"]),
        ("無何有市", []),
        ("群馬県", []),
    ],
)
def test_names_of_several_one_and_none(name, codes):
    """A name of two cities gives both; a former ward is found where nothing of today has the name."""
    assert codes == [area.code for area in find_areas(name)]


def test_a_ward_without_its_city_is_asked_for():
    """北区 is a special ward of Tokyo, and a ward of a dozen cities."""
    found = {area.prefecture + area.name for area in find_areas("北区")}
    assert {"東京都北区", "大阪府大阪市北区", "北海道札幌市北区"} <= found


def test_romaji_is_what_the_kana_say():
    """The known spellings are those of the names' kana."""
    from plangraph.areas import fold_latin, romaji

    known = [area for area in areas() if area.romaji]
    assert 1600 < len(known)
    assert [] == [area.name for area in known if not romaji(area.kana).startswith(fold_latin(area.romaji))]


def test_every_municipality_is_found_by_its_own_name_with_and_without_its_prefecture():
    """Also where it is written in kana: さいたま市, むつ市, せたな町."""
    missed = [
        name
        for code, name, _, prefecture in municipalities()
        for asked in (name, prefecture + name)
        if code not in {area.code for area in find_areas(asked)}
    ]
    assert [] == missed
