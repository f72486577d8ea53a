"""The samples keep their promises: invented cities, stated encodings, right sums, enough elements."""

import json
import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

SAMPLES = files("plangraph.samples")
DOCUMENTS = tomllib.loads(SAMPLES.joinpath("corpus.toml").read_text("utf-8"))["document"]
ENCODINGS = {"tochihara_pledge_sheets.txt": "cp932", "hanatsuki_strategy_review.txt": "utf-8-sig"}
SHARED = Path(__file__).parents[2].parent / "shared"
MUNICIPALITIES = SHARED / "data" / "municipalities" / "jichitai-code.json"


def text_of(path: str) -> str:
    return SAMPLES.joinpath(path).read_bytes().decode(ENCODINGS.get(path, "utf-8"))


def check_digit(five: str) -> str:
    """Ministry of Internal Affairs, 全国地方公共団体コード: weights 6 to 2, modulus 11."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str(11 - total % 11)[-1]


def manifesto_rows() -> list[list[str]]:
    lines = text_of("hanatsuki_manifesto_progress.txt").split("\n")
    cells = [line.split("\t") for line in lines]
    return [row for row in cells if len(row) == 7 and row[3] in {"A", "B", "C", "D", "E"}]


def review_rows() -> list[list[str]]:
    lines = text_of("hanatsuki_strategy_review.txt").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0] not in {"基本情報", "大基本目標"} and set(row[0]) != {"-"}]


def element_counts() -> dict[str, int]:
    """Printed codes, headings and sheets, counted without any stage of the program."""
    plan = text_of("shionari_comprehensive_plan.txt")
    system = text_of("tochihara_system_of_measures.txt").partition("(2) 施策の体系")[2]
    return {
        "measures of the comprehensive plan": len(re.findall(r"^めざす姿$", plan, re.MULTILINE)),
        "indicators of the comprehensive plan": len(re.findall("▶▶", plan)),
        "indicators of the review": len(review_rows()),
        "pledges of the manifesto": len({m[0] for row in manifesto_rows() if (m := re.search(r"\d-\d-\d", row[0]))}),
        "pledge sheets": text_of("tochihara_pledge_sheets.txt").count("市長公約実施目標シート"),
        "measures of the system": len(re.findall(r"(?<!\S)(\d\d) (?=\S)", system)),
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d["path"])
def test_codes_are_well_formed_and_no_real_prefecture(document):
    """A sample's code passes the check digit, and its prefecture part is not one of 01 to 47."""
    code = document["municipality"]

    assert check_digit(code[:5]) == code[5:]
    assert int(code[:2]) not in range(1, 48)


def test_check_digit_agrees_with_real_codes():
    """The check digit is computed as real codes have it: 安中市 102113, 関市 212059."""
    assert check_digit("10211") == "3"
    assert check_digit("21205") == "9"


@pytest.mark.skipif(not MUNICIPALITIES.exists(), reason="the list of municipalities is not here")
def test_cities_are_invented():
    """No real municipality has a sample's name or code."""
    real = json.loads(MUNICIPALITIES.read_text("utf-8"))["items"]

    assert {d["municipality_name"] for d in DOCUMENTS}.isdisjoint(item["n"] for item in real)
    assert {d["municipality"] for d in DOCUMENTS}.isdisjoint(item["c"] for item in real)


def test_corpus_lists_every_sample_once():
    """The corpus file names each text file once; three cities, one name to a code, all four kinds of form."""
    texts = sorted(entry.name for entry in SAMPLES.iterdir() if entry.name.endswith(".txt"))

    assert sorted(d["path"] for d in DOCUMENTS) == texts
    assert len({(d["municipality"], d["municipality_name"]) for d in DOCUMENTS}) == 3
    assert {d["kind"] for d in DOCUMENTS} == {
        "comprehensive-plan",
        "manifesto-progress",
        "pledge-sheets",
        "strategy-review",
    }
    assert all(re.fullmatch(r"\d{4}/\d{4}", d["period"]) for d in DOCUMENTS)


def test_files_are_encoded_as_stated():
    """One file is CP932 and not UTF-8, one begins with a byte order mark, the others are plain UTF-8."""
    raw = {d["path"]: SAMPLES.joinpath(d["path"]).read_bytes() for d in DOCUMENTS}

    assert raw["hanatsuki_strategy_review.txt"].startswith(b"\xef\xbb\xbf")
    assert "公約" in raw["tochihara_pledge_sheets.txt"].decode("cp932")
    with pytest.raises(UnicodeDecodeError):
        raw["tochihara_pledge_sheets.txt"].decode("utf-8")
    for path in raw.keys() - ENCODINGS.keys():
        assert not raw[path].startswith(b"\xef\xbb\xbf"), path
        raw[path].decode("utf-8")


def test_manifesto_counts_are_those_of_its_rows():
    """The closing table counts the rows by grade, and gives their shares to one decimal."""
    text = text_of("hanatsuki_manifesto_progress.txt").rpartition("達成状況の目安\t")[2]
    printed = {
        grade: (int(n), share) for grade, n, share in re.findall(r"^([A-E])：[^\t]*\t(\d+)\t(.+%)$", text, re.MULTILINE)
    }
    counted = Counter(row[3] for row in manifesto_rows())
    total = sum(counted.values())

    assert {g: (n, f"{n / total:.1%}") for g, n in counted.items()} == printed
    assert str(total) == re.search(r"^計\t(\d+)", text, re.MULTILINE)[1]


def test_manifesto_states_sdgs_and_reorganised_departments():
    """Some rows name goals by number within 1 to 17; some departments change with fiscal year 2026."""
    rows = manifesto_rows()
    goals = [int(goal) for row in rows for goal in re.findall(r"\d+", row[6])]

    assert goals
    assert all(1 <= goal <= 17 for goal in goals)
    assert sum("R7 " in row[4] and "R8" in row[4] for row in rows) >= 5


def test_review_rows_keep_their_width_though_cells_moved():
    """Every row has 14 columns; those that lost leading cells end in as many empty ones."""
    rows = review_rows()

    assert {len(row) for row in rows} == {14}
    assert sum(row[13] == "" for row in rows) == 4
    assert sum(row[12] == row[13] == "" for row in rows) == 1


def test_references_of_the_cross_cutting_chapter_name_measures_that_exist():
    """Each code n-m below 施策大項目 is the m-th measure that chapter n lists, with the same title."""
    chapters = re.split(r"^第 ?\d ?章 .*$", text_of("shionari_comprehensive_plan.txt"), flags=re.MULTILINE)[1:]
    listed = {
        f"{n}-{number}": title
        for n, chapter in enumerate(chapters[:-1], 1)
        for number, title in re.findall(
            r"^(\d+)\. (.+)$", chapter.partition("施策大項目と関連するSDGs")[2].partition("めざす姿")[0], re.MULTILINE
        )
    }
    references = re.findall(r"^(\d-\d) (.+)$", chapters[-1], re.MULTILINE)

    assert len(listed) == 12
    assert len(references) >= 10
    for code, title in references:
        assert listed[code].startswith(title), code


def test_there_are_sixty_elements_or_more():
    """The samples hold 60 elements at least, without counting indicators."""
    counts = element_counts()

    assert sum(n for name, n in counts.items() if not name.startswith("indicators")) >= 60, counts
    assert counts == {
        "measures of the comprehensive plan": 12,
        "indicators of the comprehensive plan": 28,
        "indicators of the review": 18,
        "pledges of the manifesto": 20,
        "pledge sheets": 12,
        "measures of the system": 24,
    }


@pytest.mark.parametrize(
    "topic", ["防災", "子育て", "高齢者", "空き家", "観光", "農", "ごみ", "DX|デジタル", "乗合タクシー"]
)
def test_cities_share_their_topics(topic):
    """Each field that cities care for is spoken of by all three cities, so that comparing them makes sense."""
    cities = {d["municipality"] for d in DOCUMENTS if re.search(topic, text_of(d["path"]))}

    assert len(cities) == 3
