"""How cities number, label and word what `pasted` prints: data of its forms, and what fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WIDE: Final = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
KANJI: Final = "一二三四五六七八九"
KATAKANA: Final = "アイウエオカキクケコ"

YEARS: Final = (
    "{era}{n}年度", "{letter}{number}", "{letter}{number}年度", "{western}年度", "{era}{n}（{western}）年度",
)  # fmt: skip
# Numbers of headings by level: {n} 1, {w} １, {c} ①, {r} Ⅰ, {k} 一, {a} ア, {path} 1-2, {wide} １－２.
HEADS: Final = {
    "基本目標 施策 取組": ("基本目標{n}　", "施策{n}　", "取組{n}　"),
    "基本目標 施策 取組, no blank": ("基本目標{n} ", "施策{n} ", "取組{n} "),
    "基本目標 施策 取組, wide": ("基本目標{w}　", "施策{w}　", "取組{w}　"),
    "基本目標 施策 取組, colon": ("基本目標{n}：", "施策{n}：", "取組{n}："),
    "基本目標 基本施策 個別施策": ("基本目標{n}　", "基本施策{path}　", "個別施策{path}　"),
    "chapters": ("第{n}章　", "第{n}節　", "（{n}）"),
    "chapters, wide": ("第{w}章　", "第{w}節　", "（{w}）"),
    "chapters, digits": ("第{n}章　", "{n}　", "（{n}）"),
    "chapters in kanji": ("第{k}章　", "第{k}節　", "{n}　"),
    "digits": ("{n}　", "（{n}）", "{c}"),
    "digits with dots": ("{w}．", "（{w}）", "{c}　"),
    "digits to letters": ("{n}　", "（{n}）", "{a}　"),
    "joined": ("基本目標{n}　", "{path}　", "{path}　"),
    "joined, wide": ("基本目標{w}　", "{wide}　", "{wide}　"),
    "joined alone": ("{n}　", "{path}　", "{path}　"),
    "brackets": ("【基本目標{n}】", "【施策{n}】", "【取組{n}】"),
    "angles": ("＜基本方針{n}＞ ", "＜施策{n}＞ ", "（{n}）"),
    "柱 方針 取組": ("柱{n}　", "方針{n}　", "取組{n}　"),
    "まちづくりの柱": ("まちづくりの柱{n}　", "政策{n}　", "施策{n}　"),
    "方針 方向": ("基本方針{w}　", "施策の方向性{w}　", "（{w}）"),
    "方針 方向, roman": ("基本方針{r}　", "施策の方向（{n}）　", "{c}"),
    "分野 政策 施策": ("分野{n}　", "政策{n}　", "施策{n}　"),
    "政策 施策 事業": ("政策{n}　", "施策{path}　", "事業{path}　"),
    "roman": ("{r}　", "{n}　", "（{n}）"),
    "roman with dots": ("{r}．", "{n}．", "（{n}）"),
    "strategy": ("基本目標{n}　", "具体的な施策（{n}）　", "{c}"),
    "strategy of directions": ("基本目標{w}　", "（{w}）", "{c} "),
    "marks": ("■基本目標{n}　", "●施策{n}　", "・取組{n}　"),
    "重点戦略": ("重点戦略{n}　", "戦略の方向{n}　", "（{n}）"),
    "Markdown": ("# ", "## ", "### "),
    "Markdown below the title": ("## 基本目標{n} ", "### 施策{n} ", "#### "),
    "Markdown with digits": ("## {n}. ", "### {path} ", "#### ({n}) "),
}
TWO: Final = {
    "基本方針 施策": ("基本方針{n}　", "施策{n}　"),
    "基本目標 joined": ("基本目標{n}　", "{path}　"),
    "digits": ("{n}　", "（{n}）"),
    "digits with dots": ("{n}．", "（{n}）"),
    "施策 取組": ("施策{n}　", "取組{n}　"),
    "施策 circled": ("施策{n}　", "{c}"),
    "課題 取組": ("重点課題{w}　", "取組{w}　"),
    "roman": ("{r}　", "{n}　"),
    "chapters": ("第{n}章　", "{n}　"),
    "brackets": ("【方針{n}】", "（{n}）"),
    "Markdown": ("## ", "### "),
    "Markdown with digits": ("## {n} ", "### {path} "),
}
PLEDGES: Final = {
    "digits": ("{n}　", "（{n}）"),
    "公約": ("{w}　", "公約{n}　"),
    "柱 digits": ("柱{n}　", "{n}　"),
    "brackets": ("【政策{n}】", "{n}．"),
    "marks": ("■", "・"),
    "roman": ("{r}　", "{n}　"),
    "約束": ("約束{n}　", "（{n}）"),
    "分野": ("分野{n}：", "{path}　"),
    "Markdown": ("## ", "### {n}. "),
}
LABELS: Final = ("【{}】", "◆{}", "■{}", "●{}", "○{}", "［{}］", "〔{}〕", "＜{}＞", "≪{}≫", "{}", "◎ {}", "▼{}")
OF_INDICATORS: Final = (
    "成果指標", "数値目標", "目標指標", "指標", "重要業績評価指標（KPI）", "KPI", "評価指標", "施策の指標", "目標値",
)  # fmt: skip
CHARGES: Final = {
    "none": "",
    "担当課：": "担当課：{}",
    "担当課：, first": "担当課：{}",
    "【担当課】": "【担当課】{}",
    "【担当課】 above": "【担当課】\n{}",
    "（所管：）, first": "（所管：{}）",
    "（担当課：）": "（担当課：{}）",
    "主管課　": "主管課　{}",
    "主管課　, first": "主管課　{}",
    "■担当部署": "■担当部署\n{}",
    "◆担当課：": "◆担当課：{}",
    "関係課　： ": "関係課　：　{}",
    "所管部署": "所管部署：{}",
    "〔担当〕": "〔担当〕{}",
    "主な担当課": "主な担当課：{}",
    "担当 blank": "担当　{}",
}
NAMES: Final = (
    "貧困をなくそう", "飢餓をゼロに", "すべての人に健康と福祉を", "質の高い教育をみんなに",
    "ジェンダー平等を実現しよう",
    "安全な水とトイレを世界中に", "エネルギーをみんなに そしてクリーンに", "働きがいも経済成長も",
    "産業と技術革新の基盤をつくろう", "人や国の不平等をなくそう", "住み続けられるまちづくりを", "つくる責任 つかう責任",
    "気候変動に具体的な対策を", "海の豊かさを守ろう", "陸の豊かさも守ろう", "平和と公正をすべての人に",
    "パートナーシップで目標を達成しよう",
)  # fmt: skip


def _named(goal: int) -> str:
    return NAMES[goal - 1]


SDG_LINES: Final[dict[str, Callable[[Sequence[int]], str]]] = {
    "SDGs：": lambda goals: f"SDGs：{'、'.join(map(str, goals))}",
    "関連するSDGs": lambda goals: f"関連するSDGs　{'　'.join(map(str, goals))}",
    "【SDGs】": lambda goals: f"【SDGs】{'・'.join(map(str, goals))}",
    "関連するSDGs below": lambda goals: f"◆関連するSDGs\n{'、'.join(f'目標{each}' for each in goals)}",
    "names": lambda goals: f"関連するSDGs：{'、'.join(f'{each} {_named(each)}' for each in goals)}",
    "names below": lambda goals: "\n".join(("【関連するSDGs】", *(f"・{each}．{_named(each)}" for each in goals))),
    "（SDGs）": lambda goals: f"（関連SDGs：{'・'.join(f'ゴール{each}' for each in goals)}）",
    "SDGsの目標": lambda goals: f"■SDGsの目標：{'，'.join(map(str, goals))}",
}
SDGS: Final = tuple(SDG_LINES)
INDICATORS: Final = {
    "arrow": "・{name}　{b}{unit}（{by}）→{t}{unit}（{ty}）",
    "arrow, colon": "・{name}：{b}{unit}（{by}）→ {t}{unit}（{ty}）",
    "arrow, labels": "・{name}　現状値（{by}）{b}{unit} → 目標値（{ty}）{t}{unit}",
    "arrow, labels behind": "○{name}　現状：{b}{unit}（{by}）⇒ 目標：{t}{unit}（{ty}）",
    "arrow, years first": "・{name}　{by}：{b}{unit} → {ty}：{t}{unit}",
    "arrow, circled": "{c}{name}　{b}{unit}（{by}）→{t}{unit}（{ty}）",
    "arrow, no bullet": "{name}　{b}{unit}（{by}）→{t}{unit}（{ty}）",
    "arrow, on a second line": "・{name}\n　{b}{unit}（{by}）→{t}{unit}（{ty}）",
    "arrow, unit behind the name": "・{name}（{unit}）　{b}（{by}）→{t}（{ty}）",
    "labels on a line": "・{name}　基準値：{b}{unit}（{by}）　目標値：{t}{unit}（{ty}）",
    "labels with years": "・{name}　基準値（{by}）：{b}{unit}　目標値（{ty}）：{t}{unit}",
    "labels, slash": "・{name}：現状 {b}{unit}（{by}）／目標 {t}{unit}（{ty}）",
    "labels below": "・{name}\n　現状値：{b}{unit}（{by}）\n　目標値：{t}{unit}（{ty}）",
    "labels below, years": "・{name}\n現状値（{by}）　{b}{unit}\n目標値（{ty}）　{t}{unit}",
    "labels below on one line": "{c}{name}\n　現状値（{by}）：{b}{unit}　　目標値（{ty}）：{t}{unit}",
    "指標名：": "指標名：{name}\n基準値：{b}{unit}（{by}）\n目標値：{t}{unit}（{ty}）",
    "指標名, unit": "指標名：{name}\n単位：{unit}\n現状値（{by}）：{b}\n目標値（{ty}）：{t}",
    "指標n": "指標{n}：{name}\n　現状値（{by}）　{b}{unit}\n　目標値（{ty}）　{t}{unit}",
    "label each": "KPI：{name}　{b}{unit}（{by}）→{t}{unit}（{ty}）",
    "brackets": "・{name}【現状】{b}{unit}（{by}）【目標】{t}{unit}（{ty}）",
    "from in brackets": "・{name}：{t}{unit}（{ty}）［現状値 {b}{unit}（{by}）］",
    "target only": "・{name}　{t}{unit}（{ty}）",
    "target only, colon": "・{name}：{ty}までに{t}{unit}",
}
INDICATORS_REVIEWED: Final = {
    "on a line": "・{name}　基準値{b}{unit}（{by}）　{all}実績値{a}{unit}（{ay}）{end}　目標値{t}{unit}（{ty}）",
    "on a line, years": (
        "・{name}　基準値（{by}）：{b}{unit}　{all}実績値（{ay}）：{a}{unit}{end}　目標値（{ty}）：{t}{unit}"
    ),
    "below": "・{name}\n　基準値：{b}{unit}（{by}）\n　実績値：{a}{unit}（{ay}）\n　目標値：{t}{unit}（{ty}）",
    "below, years": "・{name}\n　基準値（{by}）　{b}{unit}\n　実績値（{ay}）　{a}{unit}\n　目標値（{ty}）　{t}{unit}",
    "指標名": "指標名：{name}\n基準値（{by}）：{b}{unit}\n実績値（{ay}）：{a}{unit}\n目標値（{ty}）：{t}{unit}",
    "指標": "指標　{name}\n単位　{unit}\n基準値（{by}）　{b}\n実績値（{ay}）　{a}\n目標値（{ty}）　{t}",
    "arrow and actual": "・{name}　{b}{unit}（{by}）→{t}{unit}（{ty}）\n　実績：{all}{a}{unit}（{ay}）{end}",
    "circled": "{c}{name}\n目標：{t}{unit}（{ty}）\n実績：{all}{a}{unit}（{ay}）{end}\n基準：{b}{unit}（{by}）",
}
JUDGED: Final = ("評価：{}", "達成状況：{}", "【評価】{}", "　進捗：{}", "　評価　{}", "（達成度：{}）")
MEANINGS: Final = {
    "Achieved": "目標を達成した",
    "OnTrack": "順調に進んでいる",
    "Delayed": "遅れている",
    "NotStarted": "未着手",
}
GRADES: Final = {
    "words": {"Achieved": "達成", "OnTrack": "順調", "Delayed": "遅れ", "NotStarted": "未着手"},
    "long words": {
        "Achieved": "目標達成済み", "OnTrack": "順調に推移", "Delayed": "やや遅れている", "NotStarted": "未実施",
    },
    "letters": {"Achieved": "A", "OnTrack": "B", "Delayed": "C", "NotStarted": "D"},
    "wide letters": {"Achieved": "Ａ", "OnTrack": "Ｂ", "Delayed": "Ｃ", "NotStarted": "Ｄ"},
    "signs": {"Achieved": "◎", "OnTrack": "○", "Delayed": "△", "NotStarted": "×"},
}  # fmt: skip
PLEDGE_LINES: Final = {
    "label lines": "{head}\n進捗状況：{grade}\n担当課：{units}\n取組内容：{text}",
    "brackets behind": "{head}【{grade}】（{units}）",
    "labels behind": "{head}（進捗：{grade}、担当：{units}）",
    "brackets below": "{head}\n【進捗】{grade}　【担当課】{units}\n{text}",
    "marks": "{head}\n◆担当課　{units}\n◆進捗状況　{grade}\n◆実施状況\n{text}",
    "blank labels": "{head}\n　担当　{units}\n　評価　{grade}\n　{text}",
}
PROJECT_LINES: Final = {
    "colon": "事業名：{title}\n担当課：{units}\n事業概要：{text}\n{{kpis}}\n評価：{grade}",
    "number above": (
        "事業番号：{n}\n事務事業名：{title}\n所管課：{units}\n【事業の目的】\n{text}\n{{kpis}}\n総合評価：{grade}"
    ),
    "blank": "事業名　{title}\n担当課　{units}\n事業内容　{text}\n{{kpis}}\n評価　{grade}",
    "brackets": "【事業名】{title}\n【担当課】{units}\n【事業概要】{text}\n{{kpis}}\n【評価結果】{grade}",
    "heading": "事業{n}　{title}\n　担当課：{units}\n　概要：{text}\n{{kpis}}\n　進捗状況：{grade}",
    "digits": "{n}．{title}\n（1）担当課　{units}\n（2）事業の概要　{text}\n{{kpis}}\n（4）評価　{grade}",
}
FRONTS: Final = {
    "none": "",
    "period": "計画期間　{first}～{last}",
    "city and date": "令和5年3月\n{city}",
    "period with label": "{city}\n計画期間：{first}から{last}まで",
    "about": "はじめに\n本計画は、{first}から{last}までを計画期間とします。\n",
    "parts": (
        "第1部　計画の策定に当たって\n計画の趣旨\n人口減少に対応するため、本計画を策定します。\n\n第2部　施策の展開"
    ),
    "contents": "目次\nはじめに ……… 1\n施策の展開 ……… 3\n資料編 ……… 20\n",
}
BACKS: Final = {
    "none": "",
    "closing": "\nおわりに\n本計画の推進に当たっては、進捗状況を毎年度点検し、公表します。",
    "contact": "\n問い合わせ先　企画部企画政策課　電話 0000-00-0000",
    "note": "\n※指標の実績値は、各年度末現在の値です。",
}


def numbered(head: str, path: tuple[int, ...]) -> str:
    """The number of a heading, as its form prints it."""
    n = path[-1]
    joined = "-".join(map(str, path))
    return head.format(
        n=n, w=str(n).translate(WIDE), c=CIRCLED[n - 1], r=ROMAN[n - 1], k=KANJI[n - 1], a=KATAKANA[n - 1],
        path=joined, wide=joined.translate(WIDE),
    )  # fmt: skip


def wrapped(text: str, width: str) -> Iterator[str]:
    """A text on lines of so many letters."""
    step = int(width) if width.isdigit() else len(text)
    yield from (text[at : at + step] for at in range(0, len(text), step))
