"""Sheets of measures in Word files: what a heading, a form, a list below it and a table in it say together."""

from io import BytesIO

import docx

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def read(document):
    out = BytesIO()
    document.save(out)
    return parse_plan(read_document(out.getvalue(), "plan.docx"), PlanFacts("990019", municipality_name="汐鳴市"))


def form(document, *rows):
    table = document.add_table(len(rows), max(map(len, rows)))
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(at, place).text = text


def outline(plan):
    found = []

    def walk(nodes, above):
        for node in nodes:
            found.append((node.title, above, [each.unit for each in node.responsibilities]))
            walk(node.children, node.title)

    walk(plan.elements, "")
    return found


def test_the_number_of_a_sheet_is_no_element_above_the_goal_that_its_form_names():
    """施策1-1 heads the sheet, whose form has the titles; ① … with its charge below 主な取組 is the measure's."""
    document = docx.Document()
    document.add_heading("汐鳴市総合計画", 0)
    for number, title in (("1-1", "港の整備"), ("1-2", "浜の保全")):
        document.add_heading(f"施策{number}", 2)
        form(
            document,
            ("基本目標", "1　海を守る", "", ""),
            ("施策名", title, "担当課", "港湾課"),
            ("現状と課題", "利用が減っています。", "", ""),
        )
        document.add_paragraph("主な取組")
        document.add_paragraph(f"① {title}の計画（企画課、財政課）")
        document.add_paragraph(f"② {title}の工事（建設課）")
    assert [
        ("海を守る", "", []),
        ("港の整備", "海を守る", ["港湾課"]),
        ("港の整備の計画", "港の整備", ["企画課", "財政課"]),
        ("港の整備の工事", "港の整備", ["建設課"]),
        ("浜の保全", "海を守る", ["港湾課"]),
        ("浜の保全の計画", "浜の保全", ["企画課", "財政課"]),
        ("浜の保全の工事", "浜の保全", ["建設課"]),
    ] == outline(read(document))


def test_lines_of_a_form_that_each_have_a_charge_are_initiatives():
    """主な取組 beside a cell of titles; a cell of sentences stays a text."""
    document = docx.Document()
    document.add_heading("汐鳴市総合計画", 0)
    document.add_heading("基本目標1　海を守る", 1)
    form(
        document,
        ("施策名", "港の整備", "担当課", "港湾課"),
        ("主な取組", "①桟橋の改修（建設課）\n②灯台の点検（企画課）", "", ""),
    )
    form(
        document,
        ("施策名", "浜の保全", "担当課", "観光課"),
        ("主な取組", "砂を足します。\n松を植えます。", "", ""),
    )
    assert [
        ("海を守る", "", []),
        ("港の整備", "海を守る", ["港湾課"]),
        ("桟橋の改修", "港の整備", ["建設課"]),
        ("灯台の点検", "港の整備", ["企画課"]),
        ("浜の保全", "海を守る", ["観光課"]),
    ] == outline(read(document))


def test_goals_below_their_label_are_told_from_numbered_headings():
    """8 働きがいも経済成長も is the eighth goal; 1 港の整備 opens a measure."""
    document = docx.Document()
    for text in (
        "汐鳴市総合計画", "基本目標1　海を守る", "関連するSDGs", "8 働きがいも経済成長も", "14 海の豊かさを守ろう",
        "1　港の整備", "担当課：港湾課", "桟橋を直します。", "2　浜の保全", "担当課：観光課", "砂を足します。",
    ):  # fmt: skip
        document.add_paragraph(text)
    plan = read(document)
    assert [8, 14] == [each.goal for each in plan.elements[0].sdgs]
    assert ["港の整備", "浜の保全"] == [each.title for each in plan.elements[0].children]


def test_a_title_beside_its_number_in_a_table_of_its_own_is_a_heading():
    """1-1 | …, below 目標1; the items below it are its initiatives, and the indicators its own."""
    document = docx.Document()
    document.add_heading("汐鳴市国土強靱化地域計画", 0)
    for goal, title in (("1", "人命を守る"), ("2", "救助を届ける")):
        document.add_heading(f"事前に備えるべき目標{goal}　{title}", 2)
        form(document, (f"{goal}-1", f"津波で{title}ことができない事態"))
        document.add_paragraph(f"○{title}訓練の実施　【危機管理課】")
        document.add_paragraph("（重要業績評価指標）")
        form(document, ("指標", "現状値", "目標値"), (f"{title}訓練の回数", "1回（R5）", "4回（R9）"))
    plan = read(document)
    assert [
        ("人命を守る", "", []),
        ("津波で人命を守ることができない事態", "人命を守る", []),
        ("人命を守る訓練の実施", "津波で人命を守ることができない事態", ["危機管理課"]),
    ] == outline(plan)[:3]
    assert ["人命を守る訓練の回数"] == [each.name for each in plan.elements[0].children[0].indicators]


def test_a_year_said_in_both_eras_is_the_year_of_the_value_beside_it():
    """15社（2022（令和4）年度）, in a cell, and 令和4（2022）年度 below the kind of value."""
    document = docx.Document()
    document.add_heading("汐鳴市総合戦略", 0)
    document.add_heading("基本目標1　海を守る", 1)
    form(document, ("指標", "現状値", "目標値"), ("寄港数", "15隻（2022（令和4）年度）", "30隻（2027（令和9）年度）"))
    document.add_heading("基本目標2　山を守る", 1)
    form(
        document,
        ("指標", "現状値", "目標値"),
        ("", "令和4（2022）年度", "令和9（2027）年度"),
        ("植えた木の数", "150本", "300本"),
    )
    sea, hill = (node.indicators[0] for node in read(document).elements)
    assert [(15, 2022), (30, 2027)] == [(each.value, each.fiscal_year) for each in sea.observations]
    assert [(150, 2022), (300, 2027)] == [(each.value, each.fiscal_year) for each in hill.observations]
