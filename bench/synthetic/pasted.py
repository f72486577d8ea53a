"""A plan as plain text that somebody pasted: numbered headings, labelled lines, indicators one a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from synthetic.facts import Printed
from synthetic.plans import draw_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from synthetic.plans import Kpi, Node

HEADS: Final = {
    "words": ("基本目標{n}　", "施策{n}　", "取組{n}　"),
    "chapters": ("第{n}章　", "第{n}節　", "（{n}）"),
    "digits": ("{n}　", "（{n}）", "①"),
    "joined": ("基本目標{n}　", "{path}　", "{path}　"),
}
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨"
CHARGES: Final = ("担当課：", "【担当課】", "（所管：", "主管課　")


def render(rng: Random) -> Printed:
    """One drawn plan and its print."""
    numbering, charge = rng.choice(sorted(HEADS)), rng.choice(CHARGES)
    # Initiatives have no charge of their own here: measures do, and indicators have none.
    plan = draw_plan(rng).changed(
        lambda node: replace(
            node,
            departments=node.departments if node.kind == "Measure" else (),
            sdgs=(),
            kpis=tuple(replace(kpi, departments=()) for kpi in node.kpis),
        )
    )

    def lines(node: Node, path: tuple[int, ...]) -> Iterator[str]:
        head = HEADS[numbering][len(path) - 1]
        number = CIRCLED[node.number - 1]
        yield head.format(n=node.number, path="-".join(map(str, path))).replace("①", number) + node.title
        if node.departments:
            yield charge + "、".join(node.departments) + ("）" if charge.startswith("（") else "")
        if node.text:
            yield node.text
        if node.kpis:
            yield "【成果指標】"
            yield from (f"・{_kpi(kpi)}" for kpi in node.kpis)
        for child in node.children:
            yield from lines(child, (*path, child.number))

    body = [line for node in plan.nodes for line in lines(node, (node.number,))]
    text = "\n".join((plan.title, f"計画期間　令和{plan.first - 2018}年度～令和{plan.last - 2018}年度", "", *body))
    return Printed(text.encode(), ".txt", plan, {"numbering": numbering, "charge": charge})


def _kpi(kpi: Kpi) -> str:
    (baseline,), (target,) = kpi.of("Baseline"), kpi.of("Target")
    return (
        f"{kpi.name}　{baseline.number}{kpi.unit}（令和{baseline.year - 2018}年度）"
        f"→{target.number}{kpi.unit}（令和{target.year - 2018}年度）"
    )
