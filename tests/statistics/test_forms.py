"""Each form of statistics is told by its beginning and read into the same kind of cube; all figures are invented."""

import json

import pytest

from plangraph.errors import DocumentError
from plangraph.statistics import recognise

UN_HEAD = (
    "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Time_Detail,Units"
)
UN = f"""{UN_HEAD},[Sex],[Nature]
1,1.1,1.1.1,XX_TEST,"Invented rate, by sex",392,Japan,2020,1.5,2020,PERCENT,FEMALE,E
1,1.1,1.1.1,XX_TEST,"Invented rate, by sex",392,Japan,2020,2.5,2020,PERCENT,BOTHSEX,C
1,1.1,1.1.1,XX_TEST,"Invented rate, by sex",840,Elsewhere,2020,<2.5,2019-2020,PERCENT,BOTHSEX,C
11,11.5,11.5.1,XX_TEST,"Invented rate, by sex",392,Japan,2021,NaN,2021,PERCENT,BOTHSEX,C
"""
API = {
    "GET_STATS_DATA": {
        "RESULT": {"STATUS": 0, "ERROR_MSG": "", "DATE": "2026-01-01"},
        "STATISTICAL_DATA": {
            "RESULT_INF": {"TOTAL_NUMBER": 4, "FROM_NUMBER": 1, "TO_NUMBER": 4},
            "TABLE_INF": {
                "@id": "0009999999",
                "STAT_NAME": {"@code": "00000000", "$": "架空調査"},
                "GOV_ORG": {"@code": "00000", "$": "架空省"},
                "TITLE": {"@no": "1", "$": "架空の表"},
            },
            "CLASS_INF": {
                "CLASS_OBJ": [
                    {"@id": "tab", "@name": "表章項目", "CLASS": {"@code": "001", "@name": "架空人口", "@unit": "人"}},
                    {
                        "@id": "cat01",
                        "@name": "男女",
                        "CLASS": [
                            {"@code": "0", "@name": "総数", "@level": "1"},
                            {"@code": "1", "@name": "男", "@level": "2"},
                        ],
                    },
                    {
                        "@id": "area",
                        "@name": "地域",
                        "CLASS": [{"@code": "00000", "@name": "全国"}, {"@code": "10204", "@name": "伊勢崎市"}],
                    },
                    {"@id": "time", "@name": "時間軸", "CLASS": {"@code": "2020000000", "@name": "2020年"}},
                ]
            },
            "DATA_INF": {
                "NOTE": [{"@char": "***", "$": "架空の凡例による欠測"}, {"@char": "X", "$": "架空の秘匿"}],
                "VALUE": [
                    {"@tab": "001", "@cat01": "0", "@area": "00000", "@time": "2020000000", "@unit": "人", "$": "1000"},
                    {"@tab": "001", "@cat01": "1", "@area": "00000", "@time": "2020000000", "@unit": "人", "$": "***"},
                    {"@tab": "001", "@cat01": "0", "@area": "10204", "@time": "2020000000", "@unit": "人", "$": "20"},
                    {"@tab": "001", "@cat01": "1", "@area": "10204", "@time": "2020000000", "@unit": "人", "$": "X"},
                ],
            },
        },
    }
}
SIMPLE = """"RESULT"
"STATUS","0"
"ERROR_MSG","正常に終了しました。"
"TABLE_INF","0009999999"
"TITLE","架空の表"
"NOTE","***","架空の凡例による欠測"
"VALUE"
"tab_code","表章項目","cat01_code","男女","area_code","地域","time_code","時間軸(年次)","unit","value"
"001","架空人口","0","総数","00000","全国","2020000000","2020年","人","1,000"
"001","架空人口","1","男","10204","伊勢崎市","2020000000","2020年","人","***"
"""
SITE = """"統計名：","架空調査"
"表題：","架空の指標"
"注：","「-」：架空の該当なし"

"調査年 コード","調査年","地域 コード","地域","/項目","A1101_架空の総人口【人】","#A0101_架空の割合【％】"
"2020100000","2020年度","10204","群馬県 伊勢崎市","","212,000","-"
"2020100000","2020年度","10000","群馬県","","1,900,000","51.5"
"""
PLAIN = """area,indicator,year,value,unit
102041,架空のごみの量,2020年度,900,g
群馬県,架空のごみの量,2020年度,…,g
全国,架空のごみの量,2020年度,918.5,g
"""


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("un.csv", UN, "un-sdg"),
        ("a.json", json.dumps(API), "estat-json"),
        ("simple.csv", SIMPLE, "estat-csv"),
        ("site.csv", SITE, "estat-csv"),
        ("plain.csv", PLAIN, "plain"),
    ],
)
def test_a_form_is_told_by_its_beginning(tmp_path, name, text, form):
    """Whatever a file is called."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert form == recognise(path)


def test_what_is_none_of_them_is_refused(tmp_path):
    """The error names the file and the forms."""
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"^other\.csv: it is no export of the UN SDG database"):
        recognise(path)


def test_the_uns_export(read):
    """Series go by code and break-downs; Japan is the nation, other areas keep their codes, marks their signs."""
    found = read("un.csv", UN)
    series = "Invented rate, by sex"
    assert [
        (f"{series} / FEMALE", "japan", "2020", "1.5", None),
        (series, "area/840", "2020", "<2.5", None),
        (series, "japan", "2020", "2.5", None),
        (series, "japan", "2021", "NaN", "no value is given"),
    ] == found.values()
    goals = found.rows("SELECT ?s ?g { ?x rdfs:label ?s ; pg:sdg ?g }", "s", "g")
    assert {(series, f"http://metadata.un.org/sdg/{code}") for code in ("1", "1.1", "11", "11.5")} <= goals
    assert {("E",), ("C",)} == found.rows(
        "SELECT ?v { ?o ?a ?v . ?a a qb:AttributeProperty ; rdfs:label 'Nature'@en }", "v"
    )


@pytest.mark.parametrize("indent", [None, 1])
def test_an_answer_of_e_stat(read, indent):
    """Classes become code lists, marks have the meaning of the table's notes; on one line or many."""
    found = read("a.json", json.dumps(API, ensure_ascii=False, indent=indent))
    assert [
        ("架空人口 / 男", "102041", "2020", "X", "架空の秘匿"),
        ("架空人口 / 男", "japan", "2020", "***", "架空の凡例による欠測"),
        ("架空人口", "102041", "2020", "20", None),
        ("架空人口", "japan", "2020", "1000", None),
    ] == sorted(found.values(), key=lambda row: ("男" not in row[0], row[1]))
    assert ("estat-0009999999", "架空調査 架空の表") == (found.cube.name, found.cube.title)
    assert {("人",)} == found.rows("SELECT ?u { ?s sa:unitMeasure ?u }", "u")
    assert {("男女", "男", "1"), ("男女", "総数", "0"), ("表章項目", "架空人口", "001")} == found.rows(
        """SELECT ?d ?name ?code { ?p a qb:DimensionProperty ; rdfs:label ?d ; qb:codeList ?list .
        ?c skos:inScheme ?list ; skos:prefLabel ?name ; skos:notation ?code }""",
        *("d", "name", "code"),
    )


def test_what_the_api_gives_as_csv(read):
    """Lines about the table come before the head, the meaning of marks among them."""
    assert [
        ("架空人口", "japan", "2020", "1000", None),
        ("架空人口 / 男", "102041", "2020", "***", "架空の凡例による欠測"),
    ] == sorted((found := read("s.csv", SIMPLE)).values(), key=lambda row: row[0])
    assert ("estat-0009999999", "架空の表") == (found.cube.name, found.cube.title)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_what_the_site_gives_as_csv(read, encoding):
    """Indicators side by side, each with its unit; in UTF-8 with or without BOM, or in CP932."""
    found = read("site.csv", SITE, encoding)
    assert [
        ("架空の割合", "100005", "2020", "51.5", None),
        ("架空の割合", "102041", "2020", "-", "架空の該当なし"),
        ("架空の総人口", "100005", "2020", "1900000", None),
        ("架空の総人口", "102041", "2020", "212000", None),
    ] == found.values()
    assert {("2020",)} == found.rows("SELECT ?y { ?o pg:fiscalYear ?y }", "y")
    assert {("架空の割合", "％"), ("架空の総人口", "人")} == found.rows(
        "SELECT ?n ?u { ?s rdfs:label ?n ; sa:unitMeasure ?u }", "n", "u"
    )


def test_a_plain_table(read):
    """Areas by code or name; a mark without a legend has its common meaning, and says that."""
    found = read("plain.csv", PLAIN)
    assert [
        ("架空のごみの量", "100005", "2020", "…", "数値が得られない"),
        ("架空のごみの量", "102041", "2020", "900", None),
        ("架空のごみの量", "japan", "2020", "918.5", None),
    ] == found.values()
    notes = found.rows("SELECT ?n { ?s skos:note ?n . FILTER(LANG(?n) = 'en') }", "n")
    assert {("By the common legend; the file has none.",)} == notes


BROKEN = {
    "area that two have": (
        PLAIN.replace("102041", "府中市"),
        r"line 2: column 1 \(area\): several areas .* 東京都府中市, 342084",
    ),
    "area that is none": (
        PLAIN.replace("群馬県", "無何有県"),
        r"line 3: column 1 \(area\): no area is called '無何有県'",
    ),
    "year": (PLAIN.replace("2020年度,900", "来年,900"), r"line 2: column 3 \(year\): '来年' is no year"),
    "value": (PLAIN.replace("900", "約900"), r"line 2: column 4: '約900' is neither a number nor a mark"),
    "cells": (PLAIN.replace(",900,g", ",900"), r"line 2: the row has 4 cells, the head 5"),
    "quotes": (PLAIN.replace("900", '"900"x'), r"line 2: the row cannot be read .* see its quotes"),
    "contradiction": (PLAIN + "102041,架空のごみの量,2020年度,901,g\n", r"line 5: it gives another value than line 2"),
    "no rows": (PLAIN.splitlines()[0], r"there is no row of values"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_mistake_is_told_with_its_line_and_column(read, name):
    """What is wrong, where, and what to do."""
    text, says = BROKEN[name]
    with pytest.raises(DocumentError, match=rf"^plain\.csv(?:, |: ){says}"):
        read("plain.csv", text)


def test_a_row_that_is_repeated_is_one_observation(read):
    """The UN's export repeats a series for each of its indicators."""
    found = read("plain.csv", PLAIN + PLAIN.splitlines()[1] + "\n")
    assert 3 == len(found.values())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text[:-40], "breaks off or is damaged"),
        (lambda text: text.replace('"@cat01": "1"', '"@cat01": "9"'), "@cat01 '9' is not in the classes"),
        (lambda text: text.replace('"VALUE"', '"VALUES"'), "no VALUE of e-Stat's getStatsData"),
        (lambda text: text.replace('"2020年"', '"いつか"').replace("2020000000", "20"), "'いつか' .* is no year"),
    ],
)
def test_a_damaged_answer_is_told(read, change, says):
    """With its line."""
    with pytest.raises(DocumentError, match=says):
        read("a.json", change(json.dumps(API, ensure_ascii=False)))


def test_an_answer_that_is_an_error_says_what_e_stat_says(read):
    """An error of the API is passed on."""
    with pytest.raises(DocumentError, match="該当データはありませんでした"):
        read("a.json", '{"GET_STATS_DATA": {"RESULT": {"STATUS": 1, "ERROR_MSG": "該当データはありませんでした。"}}}')


def test_text_in_another_encoding_is_refused_where_it_begins(read):
    """A file whose beginning is UTF-8 and whose rest is not."""
    with pytest.raises(DocumentError, match="the text is not all utf-8"):
        read(
            "plain.csv",
            (PLAIN + "102041,架空のごみの量,2019,900,g\n" * 4_000).encode() + "102041,架空,2020,1,人\n".encode("cp932"),
        )
