"""Years, numbering, departments and the words of plans."""

import pytest

from plangraph.model import Span
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.units import holders, looks_like_units, parse_responsibilities, part_rows, unread_units
from plangraph.plans.vocabulary import column_role, section_role, status_of
from plangraph.plans.years import find_dates, find_period, parse_year

LINE = Span(1, 1)


@pytest.mark.parametrize(
    ("heading", "style", "code", "title"),
    [
        ("第 6 章 行財政経営分野", "chapter", "6", "行財政経営分野"),
        ("第十二章 くらし", "chapter", "12", "くらし"),
        ("公約 II 安心なまちへ", "named:公約", "公約Ⅱ", "安心なまちへ"),
        ("公約Ⅱ 安心なまちへ", "named:公約", "公約Ⅱ", "安心なまちへ"),
        ("政策1 人を支える", "named:政策", "1", "人を支える"),
        ("3-1-1 地区防災計画", "dotted", "3-1-1", "地区防災計画"),
        ("５－１ 協働による\nまちづくり", "dotted", "5-1", "協働によるまちづくり"),
        ("1. 防災", "number", "1", "防災"),
        ("(2) 防犯", "parenthesised", "2", "防犯"),
        ("③ 企業誘\n致の推進", "circled", "③", "企業誘致の推進"),
        ("01 地域福祉", "bare", "01", "地域福祉"),
        ("▶ 互いに支え合う", "arrow", "", "互いに支え合う"),
    ],
)
def test_numbering_systems_are_told_apart(heading, style, code, title):
    """Style, code and title of each; wraps of the page vanish between Japanese letters."""
    marker = parse_marker(heading)
    assert (style, code, title) == (marker.style, marker.code, marker.title)


@pytest.mark.parametrize("text", ["令和4年度末", "50号バイパスの整備", "防災に優れたまち", "2030年以降を見据え"])
def test_a_number_inside_a_text_is_no_marker(text):
    """Only numbering begins a heading."""
    assert parse_marker(text) is None


def test_years_of_all_spellings():
    """Era, short era and western years; 年度 or not."""
    years = [parse_year(t) for t in ("令和元年度", "R8", "平成30年", "2027年度", "2027")]
    assert [(2019, True), (2026, True), (2018, False), (2027, True), (2027, True)] == [
        (y.value, y.fiscal) for y in years
    ]
    assert parse_year("令和4") is None
    assert ["2023-03-31"] == list(find_dates("(令和5年3月31日現在)"))
    assert [(2023, 2027), (2023, 2027), (2022, 2026), None] == [
        find_period(t) for t in ("令和5年度～令和9年度", "令和5～9年度", "2022年度から2026年度", "1～9頁")
    ]


def test_departments_with_years():
    """`R7` is that year, `R8～` from then on; a charge handed over is one charge."""
    found = parse_responsibilities("R7 事務管理課 R8～ 商工労働課", LINE)
    assert [("事務管理課", 2025, 2025), ("商工労働課", 2026, None)] == [
        (r.unit, r.from_fiscal_year, r.to_fiscal_year) for r in found
    ]
    assert [("事務管理課", "商工労働課")] == holders(found)


def test_a_unit_with_a_grade_of_its_own_has_its_own_years():
    """`R7 甲課 R8～ 乙課 丙課` judged `D C` is two rows in a cell: 丙課 does not begin in R8; judged `C`, it does."""
    found = parse_responsibilities("R7 甲課 R8～ 乙課 丙課", LINE)
    assert [2025, 2026, None] == [r.from_fiscal_year for r in part_rows(found, 2)]
    assert [2025, 2026, 2026] == [r.from_fiscal_year for r in part_rows(found, 1)]
    plain = parse_responsibilities("甲課 乙課", LINE)
    assert plain == part_rows(plain, 2)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("スポーツ振\n興課", ["スポーツ振興課"]),
        ("市街地整備課\n都市開発課", ["市街地整備課", "都市開発課"]),
        ("清掃センター 21 資源課", ["清掃センター21", "資源課"]),
        ("病院経営部 総務課", ["病院経営部総務課"]),
        ("R8～文化観光課 広報課", ["文化観光課", "広報課"]),
        ("スポーツ・文化振興課", ["スポーツ・文化振興課"]),
        ("まち・ひと・しごと創生推進室", ["まち・ひと・しごと創生推進室"]),
        ("農政課・スポーツ・\n文化振興課", ["農政課", "スポーツ・文化振興課"]),
        ("・農政課\n・スポーツ・文化振興課", ["農政課", "スポーツ・文化振興課"]),
        ("総務部、財政部", ["総務部", "財政部"]),
        ("産業振興部<br>農政課", ["農政課"]),
        ("農林課(林務係、農政係)", ["農林課林務係", "農林課農政係"]),
        ("教育委員会(学校教育課)", ["教育委員会(学校教育課)"]),
        ("健康課長", ["健康課"]),
        ("農林課ほか", ["農林課"]),
        ("健康課ほか2課、福祉課等", ["健康課", "福祉課"]),
    ],
)
def test_names_of_departments_are_put_together_and_parted(cell, units):
    """A name wrapped over lines is one; two names in a cell are two."""
    assert units == [r.unit for r in parse_responsibilities(cell, LINE)]
    assert looks_like_units(cell)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("道路河川課（～R5は土木課）", [("土木課", None, 2023), ("道路河川課", 2024, None)]),
        ("道路河川課（R6からは土木課）", [("道路河川課", None, 2023), ("土木課", 2024, None)]),
        ("R5までは土木課、R6からは道路河川課", [("土木課", None, 2023), ("道路河川課", 2024, None)]),
        ("R6教育総務課→R7学校施設課", [("教育総務課", 2024, 2024), ("学校施設課", 2025, None)]),
        ("甲課→R7乙課→R8丙課", [("甲課", None, 2024), ("乙課", 2025, 2025), ("丙課", 2026, None)]),
        ("スポーツ・文化振興課(R5まで) 防災課", [("スポーツ・文化振興課", None, 2023), ("防災課", None, None)]),
        ("R7~R8 危機管理課 R9~ 防災課", [("危機管理課", 2025, 2026), ("防災課", 2027, None)]),
    ],
)  # fmt: skip
def test_years_belong_to_the_unit_that_they_stand_by(cell, units):
    """In a bracket or before an arrow, a year says until when one unit is in charge and since when the other."""
    found = parse_responsibilities(cell, LINE)
    assert units == [(r.unit, r.from_fiscal_year, r.to_fiscal_year) for r in found]


@pytest.mark.parametrize(
    ("cell", "units", "left"),
    [
        *((group, (), (group,)) for group in ("関係各課", "各課", "全課", "関係課", "庁内各課", "旧危機管理課")),
        ("健康課ほか関係課", ("健康課",), ("関係課",)),
        ("市街地整備課(旧土木課)", ("市街地整備課",), ("旧土木課",)),
        ("教育総務課→学校施設課", ("学校施設課",), ("教育総務課",)),
        ("旧市街地整備室", ("旧市街地整備室",), ()),
    ],
)
def test_what_names_no_unit_in_charge_is_left_out(cell, units, left):
    """A group of units, a former unit and one replaced since an unknown year are told, and are in charge of nothing."""
    assert units == tuple(r.unit for r in parse_responsibilities(cell, LINE))
    assert left == unread_units(cell)
    assert looks_like_units(cell)


@pytest.mark.parametrize("cell", ["商工会議所と連携し、会場の見直しを行う。", "12件", "順調に進捗", ""])
def test_other_cells_are_not_taken_for_departments(cell):
    """Sentences, numbers and judgements are no units."""
    assert not looks_like_units(cell)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("目標値(令和6年度)", "target"),
        ("令和4年度\n実績値", "actual"),
        ("重要業績評価指標（ＫＰＩ）", "indicator"),
        ("現状値", "baseline"),
        ("担当課", "department"),
        ("所管課", "department"),
        ("総合計画実施計画 の関連事業", "project"),
        ("令和7年度までの主な取組実績", "result"),
        ("進捗が遅れている理由", "delayReason"),
        ("達成 状況", "grade"),
        ("SDGs関連項目", "sdgs"),
        ("備考", "note"),
        ("余白", None),
    ],
)
def test_columns_have_roles_by_their_names(name, role):
    """Years, wraps and widths in a name do not matter."""
    assert role == column_role(name)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("めざす姿", "vision"),
        ("現況と課題", "situation"),
        ("取組内容(施策中項目)", "initiatives"),
        ("なにををするの？", "action"),
        ("今のくらいすすんでいるの？(令和5年3月31日現在)", "progress"),
        ("いつまでに？", "deadline"),
        ("市民のめざす姿を共有します。", None),
    ],
)
def test_labels_have_roles_and_sentences_have_none(label, role):
    """Letters misread in the question do not matter; words of a sentence do not count."""
    assert role == section_role(label)


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("進捗の遅れ(コロナ)", "Delayed"),
        ("進捗の遅れ\n(コロナ)", "Delayed"),
        ("概ね順調に進捗", "MostlyOnTrack"),
        ("順調に進捗", "OnTrack"),
        ("評価不可", "NotAssessable"),
        ("おおむね達成", "MostlyOnTrack"),
        ("一部達成", "PartlyAchieved"),
        ("検討・準備中", "UnderPreparation"),
        ("実施中", "Underway"),
        ("継続実施中", "Underway"),
        ("取組中", "Underway"),
        ("着手", "Underway"),
        ("未着手", "NotStarted"),
        ("公約達成", "Achieved"),
        ("目標以上に進んでいる", "OnTrack"),
        ("計画どおり進んでいる", "OnTrack"),
        ("おおむね順調に進んでいる", "MostlyOnTrack"),
        ("やや遅れている", "Delayed"),
        ("大幅に遅れている", "Delayed"),
        ("遅れ気味", "Delayed"),
        ("事業完了", "Achieved"),
        ("中止", "Discontinued"),
        ("廃止", "Discontinued"),
        ("休止中", "Discontinued"),
        ("終了", "Discontinued"),
        ("事業統合", "Discontinued"),
        ("他事業に統合", "Discontinued"),
        ("廃止・統合", "Discontinued"),
        ("保育所の統合", None),
        ("防災", None),
    ],
)
def test_judgements_map_to_the_common_scale(printed, status):
    """As CONTRACT says; an unknown word is on no scale."""
    assert status == status_of(printed)


def test_lines_join_as_a_reader_would():
    """Between Japanese letters nothing, between words a space."""
    assert "危機管理体制の強化" == join_lines("危機管理体制の\n強化")
    assert "Smart city" == join_lines("Smart\ncity")
