"""Beside each fact stands what the document prints there: as it stands, and not more than anybody would look at."""

import pytest

from plangraph.documents import read_document
from plangraph.graph import build_graph
from plangraph.graph.quotations import Quotations
from plangraph.model import Block, BlockKind, PlanFacts, Row, Span
from plangraph.namespaces import PG, Iris
from plangraph.plans import parse_plan

PROSE = Block(BlockKind.PARAGRAPH, Span(3, 5), "一行目です。\n二行目です。\n三行目です。")
TABLE = Block(
    BlockKind.TABLE,
    Span(7, 9),
    rows=(
        Row(("指標", "現状", "目標"), Span(7, 7)),
        Row(("訓練の\n回数", "2回", "4回"), Span(8, 8)),
        Row(("長い", "あ" * 700, "5回"), Span(9, 9)),
    ),
)
# Rows of an HTML page may share its lines.
SHARED = Block(
    BlockKind.TABLE,
    Span(20, 21),
    rows=(Row(("相談", "1件"), Span(20, 21), number=1), Row(("登録", "9人"), Span(20, 21), number=2)),
)
PAGED = Block(BlockKind.PARAGRAPH, Span(3, 3, page=2), "二頁の三行目")
QUOTATIONS = Quotations([PROSE, TABLE, SHARED, PAGED])


@pytest.mark.parametrize(
    ("span", "printed"),
    [
        (Span(4, 4), "二行目です。"),
        (Span(4, 8), "二行目です。\n三行目です。\n指標 | 現状 | 目標\n訓練の 回数 | 2回 | 4回"),
        (Span(8, 8, column=3), "訓練の 回数 | 2回 | 4回"),
        (Span(9, 9, column=3), "5回"),
        (Span(9, 9), ""),
        (Span(20, 21, row=2, column=2), "登録 | 9人"),
        (Span(3, 3, page=2), "二頁の三行目"),
        (Span(6, 6), ""),
    ],
)
def test_lines_and_rows_are_quoted(span, printed):
    """Lines of a paragraph one by one, a cell with its row, unless that is long; of its own page alone."""
    assert QUOTATIONS.at(span) == printed


def test_a_repeated_cell_is_quoted_as_the_mark_that_is_printed(tmp_path):
    """What a ditto mark stands for is read, but not quoted: the document does not print it there."""
    (tmp_path / "plan.md").write_text(
        "# 灯里市総合計画\n計画期間 令和6年度～令和10年度\n\n## 1 安全なまち\n### 1-1 防災の推進\n\n"
        "| 指標 | 基準値(R5) | 目標値(R10) | 担当課 |\n|---|---|---|---|\n"
        "| 訓練の回数 | 2回 | 4回 | 危機管理課 |\n| 防災士の数 | 20人 | 40人 | 〃 |\n",
        encoding="utf-8",
    )
    plan = parse_plan(
        read_document(tmp_path / "plan.md", "plan.md"), PlanFacts(municipality="990019", municipality_name="灯里市")
    )
    graph = build_graph(plan, Iris("https://w3id.org/plangraph/"))
    (second,) = [node for node in graph.subjects(PG.responsibility) if "防災士" in str(node)]
    (charge,) = graph.objects(second, PG.responsibility)
    assert "危機管理課" in str(graph.value(charge, PG.unit))
    place = graph.value(charge, PG.source)
    assert str(graph.value(place, PG.quotation)) == "防災士の数 | 20人 | 40人 | 〃"
