"""Tables, lists and labelled facts of a plan on a web page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from synthetic.plans import Kpi, Node, Value
    from synthetic.web import Page

# Columns in the order of print; "years" in the head, a second row of it, or in the cells.
KPI_FORMS: Final = (
    "columns",
    "row heads",
    "two rows",
    "years in cells",
    "one table each",
    "lines",
    "definitions",
    "unit column",
)
NAMES: Final = ("指標名", "指標", "成果指標", "KPI", "重要業績評価指標（KPI）", "指標の名称")
BASELINES: Final = ("現状値", "基準値", "計画策定時", "当初値")
TARGETS: Final = ("目標値", "目標", "最終目標")
ACTUALS: Final = ("実績値", "実績")
KPI_HEADS: Final = ("caption", "below", "two below", "strong", "brackets", "none", "square")
KPI_LABELS: Final = ("成果指標", "数値目標", "指標", "重要業績評価指標（KPI）", "まちづくり指標")
# What stands around labels and what they say, and around all of them.
FORMS: Final = {
    "dl": ("<dl>", "<dt>{label}</dt><dd>{text}</dd>", "</dl>"),
    "dl div": ("<dl>", "<div><dt>{label}</dt><dd>{text}</dd></div>", "</dl>"),
    "brackets": ("", "<p>【{label}】{text}</p>", ""),
    "table": ("<table>", "<tr><th>{label}</th><td>{text}</td></tr>", "</table>"),
    "items": ("<ul>", "<li>{label}：{text}</li>", "</ul>"),
    "line breaks": ("<p>", "{label}：{text}<br>", "</p>"),
    "strong lines": ("", "<p><strong>{label}</strong><br>{text}</p>", ""),
    "lines": ("", "<p>{label}：{text}</p>", ""),
}


def charged(page: Page) -> bool:
    """Whether indicators say who is in charge."""
    return _in_table(page) and page.pick("indicator charge", ("no", "no", "column")) == "column"


def judged(page: Page) -> bool:
    """Whether indicators are judged."""
    return _in_table(page) and page.review and page.pick("indicator grade", ("no", "column")) == "column"


def _in_table(page: Page) -> bool:
    return page.pick("indicators", KPI_FORMS) not in ("lines", "definitions", "one table each")


def facts(page: Page, said: list[tuple[str, str]]) -> list[str]:
    """Labels and what they say, in the form of the page."""
    if not said:
        return []
    before, each, after = FORMS[page.pick("facts", FORMS)]
    return [before, *(each.format(label=label, text=text) for label, text in said), after]


def year(page: Page, of: int) -> str:
    """A fiscal year as the page prints it."""
    era = f"令和{of - 2018}" if of > 2019 else "令和元" if of == 2019 else f"平成{of - 1988}"
    short = f"R{of - 2018}" if of > 2019 else "R元" if of == 2019 else f"H{of - 1988}"
    match page.pick("years", ("era", "short", "western", "both", "end")):
        case "era":
            return f"{era}年度"
        case "short":
            return short
        case "western":
            return f"{of}年度"
        case "both":
            return f"{era}（{of}）年度"
    return f"{era}年度末"


def amount(page: Page, value: Value, unit: str) -> str:
    """A number with or without commas, and its unit; a dash or words where there is none yet."""
    if value.number is None:
        return page.pick("missing", ("－", "集計中", "-", "未確定"))
    return (f"{value.number:,}" if page.pick("commas", ("yes", "no")) == "yes" else str(value.number)) + unit


def label_line(page: Page, label: str, form: str, depth: int) -> str:
    """A label over what is said of an element `depth` levels down; as a heading it is lower than the element's own."""
    marked = re.findall(r"<h(\d)>|<h(\d) ", page.heads[depth])
    if form in ("below", "two below") and marked:
        level = min(int("".join(marked[0])) + (1 if form == "below" else 2), 6)
        return f"<h{level}>{label}</h{level}>"
    return {"brackets": f"<p>【{label}】</p>", "square": f"<p>■{label}</p>"}.get(
        form, f"<p><strong>{label}</strong></p>"
    )


def indicators(page: Page, node: Node, depth: int) -> list[str]:
    """The indicators of an element, with what stands over them."""
    form, label = page.traits["indicators"], page.pick("indicator label", KPI_LABELS)
    over = page.pick("over indicators", KPI_HEADS)
    caption = f"<caption>{label}</caption>" if over == "caption" else ""
    head = "" if over in ("caption", "none") else label_line(page, label, over, depth)
    if form in ("lines", "definitions"):
        head = head or f"<p><strong>{label}</strong></p>"
        body = _lines(page, node, form)
    elif form == "one table each":
        body = [line for kpi in node.kpis for line in _one(page, kpi)]
    else:
        body = _table(page, node, caption)
    return [head, *body]


def words_of(page: Page) -> dict[str, str]:
    """What values are called, by kind."""
    return {
        "Baseline": page.pick("baseline", BASELINES),
        "Target": page.pick("target", TARGETS),
        "Actual": page.pick("actual", ACTUALS),
    }


def _lines(page: Page, node: Node, form: str) -> list[str]:
    lines = []
    for kpi in node.kpis:
        said = [
            f"{words_of(page)[each.kind]} {_valued(page, kpi, each)}" for each in kpi.values if each.number is not None
        ]
        if page.pick("arrow", ("arrow", "named")) == "arrow" and not kpi.of("Actual"):
            text = "→".join(_valued(page, kpi, each) for each in kpi.values)
        else:
            text = page.pick("between", ("／", "、", "　")).join(said)
        lines.append(f"<li>{kpi.name}　{text}</li>" if form == "lines" else f"<dt>{kpi.name}</dt><dd>{text}</dd>")
    tag = "ul" if form == "lines" else "dl"
    return [f"<{tag}>", *lines, f"</{tag}>"]


def _valued(page: Page, kpi: Kpi, value: Value) -> str:
    return f"{amount(page, value, kpi.unit)}（{year(page, value.year)}）"


def _one(page: Page, kpi: Kpi) -> list[str]:
    """A table of two columns for each indicator."""
    words = {
        "Baseline": page.pick("baseline", BASELINES),
        "Target": page.pick("target", TARGETS),
        "Actual": page.pick("actual", ACTUALS),
    }
    rows = [f"<tr><th>{page.pick('name', NAMES)}</th><td>{kpi.name}</td></tr>"]
    rows += [
        f"<tr><th>{words[each.kind]}（{year(page, each.year)}）</th><td>{amount(page, each, kpi.unit)}</td></tr>"
        for each in kpi.values
    ]
    return ["<table>", *rows, "</table>"]


def _table(page: Page, node: Node, caption: str) -> list[str]:
    form = page.traits["indicators"]
    words = {
        "Baseline": page.pick("baseline", BASELINES),
        "Target": page.pick("target", TARGETS),
        "Actual": page.pick("actual", ACTUALS),
    }
    first = node.kpis[0]
    tag = "th" if page.pick("head cells", ("th", "th", "td")) == "th" else "td"
    target_first = page.review and page.pick("order of values", ("time", "target first")) == "target first"
    kinds = ("Baseline", "Target", "Actual") if target_first else ("Baseline", "Actual", "Target")
    order = [value for kind in kinds for value in first.of(kind)]
    places = [first.values.index(value) for value in order]
    tall = form == "two rows"
    span = ' rowspan="2"' if tall else ""
    upper, lower = [f"<{tag}{span}>{page.pick('name', NAMES)}</{tag}>"], []
    if form == "unit column":
        upper.append(f"<{tag}>単位</{tag}>")
    if tall:
        for kind in kinds:
            years = [each.year for each in first.of(kind)]
            across = f' colspan="{len(years)}"' if len(years) > 1 else ""
            upper += [f"<{tag}{across}>{words[kind]}</{tag}>"] if years else []
            lower += [f"<{tag}>{year(page, each)}</{tag}>" for each in years]
    else:
        for each in order:
            if form == "years in cells":
                upper.append(f"<{tag}>{words[each.kind]}</{tag}>")
            else:
                upper.append(f"<{tag}>{_header(page, words[each.kind], year(page, each.year))}</{tag}>")
    if judged(page):
        upper.append(f"<{tag}{span}>{page.pick('indicator judgement', ('評価', '進捗', '達成状況', '判定'))}</{tag}>")
    if charged(page):
        upper.append(f"<{tag}{span}>{page.pick('charge', ('担当課',))}</{tag}>")
    rows = [f"<tr>{''.join(upper)}</tr>", f"<tr>{''.join(lower)}</tr>" if lower else ""]
    for kpi in node.kpis:
        cell = "th scope=row" if form == "row heads" else "td"
        cells = [f"<{cell}>{kpi.name}</{cell[:2]}>"]
        cells += [f"<td>{kpi.unit}</td>"] if form == "unit column" else []
        unit = "" if form == "unit column" else kpi.unit
        for place in places:
            each = kpi.values[place]
            dated = form == "years in cells" and each.number is not None
            behind = f"<br>（{year(page, each.year)}）" if dated else ""
            cells.append(f"<td>{amount(page, each, unit)}{behind}</td>")
        cells += [f"<td>{page.mark(kpi.status)}</td>"] if judged(page) else []
        cells += [f"<td>{'<br>'.join(kpi.departments)}</td>"] if charged(page) else []
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return [f'<table border="1">{caption}', *rows, "</table>"]


def _header(page: Page, word: str, printed: str) -> str:
    match page.pick("year of header", ("below", "beside", "before")):
        case "below":
            return f"{word}<br>（{printed}）"
        case "beside":
            return f"{word}（{printed}）"
    return f"{printed}{word}"


def listed(page: Page, form: str, children: list[tuple[str, Node]]) -> list[str]:
    """The elements of the last level as a list or a table; with each what the form has room for."""
    if form == "table":
        return _rows(page, children)
    if form == "definitions":
        said = [
            f"<dt>{code}{each.title}{_beside(page, each)}</dt><dd>{each.text or '関係機関と連携して進めます。'}</dd>"
            for code, each in children
        ]
        return ["<dl>", *said, "</dl>"]
    lines = []
    for code, each in children:
        charge = (
            f"（{page.pick('charge', ('担当課',))}：{'、'.join(each.departments)}）" if form == "charged items" else ""
        )
        text = f"<br>{each.text}" if each.text else ""
        lines.append(f"<li>{code}{each.title}{_beside(page, each)}{charge}{text}</li>")
    return ["<ul>", *lines, "</ul>"]


def _beside(page: Page, node: Node) -> str:
    return f' <span class="badge">【{page.mark(node.status)}】</span>' if node.status else ""


def _rows(page: Page, children: list[tuple[str, Node]]) -> list[str]:
    names = {"Project": "事業名", "Pledge": "公約"}.get(children[0][1].kind, "取組")
    charge = page.pick("charge", ("担当課",))
    head = [names, "内容", *(["進捗状況"] if page.review else []), charge]
    rows = [f"<tr>{''.join(f'<th>{each}</th>' for each in head)}</tr>"]
    for code, each in children:
        cells = [
            code + each.title,
            each.text,
            *([page.mark(each.status)] if page.review else []),
            "、".join(each.departments),
        ]
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return ["<table>", *rows, "</table>"]
