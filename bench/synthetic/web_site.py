"""What stands around a plan on a city's web site: navigation, contents, legends, files, contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from synthetic.web import Page

# What stands around the title and the text.
PAGES: Final = {
    "cms": (
        '<a href="#main">本文へ</a><header><p><a href="/">{city}</a></p><nav>{menu}</nav></header>'
        '<p class="pankuzu">{crumb}</p><main id="main">{h1}{body}</main>'
        "<footer><p>{city}役所　〒000-0000　電話：0000-00-0000</p></footer>"
    ),
    "divs": (
        '<div id="header"><a href="/"><img src="logo.png" alt="{city}"></a></div><div id="gnavi">{menu}</div>'
        '<div id="topicpath">{crumb}</div><div id="content">{h1}{body}</div>'
        '<div id="footer"><p>{city}役所　開庁時間　8時30分～17時15分</p></div>'
    ),
    "article": (
        '<header><h1 class="logo"><a href="/">{city}</a></h1></header><div class="breadcrumb">{crumb}</div>'
        "<article>{h1}{body}</article><aside><h2>よく見られているページ</h2>{menu}</aside>"
    ),
    "named main": (
        '<div class="wrap"><div class="head"><p>{city}公式ホームページ</p></div>'
        '<div class="side"><h2>計画</h2>{menu}</div><div id="main-contents"><div class="inner">{h1}{body}</div></div>'
        '<div class="foot">Copyright {city}</div></div>'
    ),
    "tables": (
        '<table width="800" border="0"><tr><td colspan="2">{crumb}</td></tr><tr>'
        '<td width="160" valign="top">{menu}</td><td valign="top"><font size="5"><b>{title}</b></font><br>'
        "{body}</td></tr></table><hr>{city}役所"
    ),
    "old body": ('<center><font size="5"><b>{title}</b></font></center><hr>{body}<hr><a href="index.html">戻る</a>'),
    "bare": "{h1}{body}",
}
SHELLS: Final = tuple(PAGES)
CRUMB: Final = (
    '<a href="/">トップページ</a> &gt; <a href="/shisei/">市政情報</a> &gt; <a href="/keikaku/">計画</a> &gt; {title}'
)
MENU: Final = (
    '<ul><li><a href="/kurashi/">くらし・手続き</a></li><li><a href="/kosodate/">子育て・教育</a></li>'
    '<li><a href="/shisei/">市政情報</a></li></ul>'
)
UPDATED: Final = (
    "更新日：2025年3月31日", "最終更新日：令和7年4月1日", "ページ番号：1004321　更新日：2025年6月2日", "",
)  # fmt: skip
FILES: Final = {
    "none": "",
    "h2": (
        '<h2>関連ファイル</h2><ul><li><a href="/files/keikaku.pdf">計画書（全文）（PDF：3.2MB）</a></li>'
        '<li><a href="/files/gaiyo.pdf">概要版 [PDFファイル／845KB]</a></li></ul>'
    ),
    "p": '<p class="pdf"><a href="/files/keikaku.pdf">計画書（全文）(PDFファイル:1.2MB)</a></p>',
}
CONTACTS: Final = {
    "none": "",
    "h2": (
        "<h2>お問い合わせ</h2><p>企画部　企画政策課　企画係<br>電話番号：0000-00-0000<br>ファクス：0000-00-0001</p>"
        "<h2>このページに関するアンケート</h2><form><p>このページの情報は役に立ちましたか。</p></form>"
    ),
    "div": (
        '<div class="toiawase"><h3>このページに関するお問い合わせ先</h3>'
        "<p>{city} 企画政策課<br>電話：0000-00-0000</p></div>"
    ),
    "dl": "<dl><dt>問い合わせ先</dt><dd>総務部総務課　電話 0000-00-0000（内線123）</dd></dl>",
}
MEANINGS: Final = (
    ("目標を達成した", "順調に進んでいる", "予定より遅れている", "着手していない"),
    ("達成", "順調", "やや遅れ", "未着手"),
    ("公約の内容を実現したもの", "予定どおり進んでいるもの", "着手したが遅れているもの", "まだ着手していないもの"),
)
LEAD: Final = (
    "<p>市では、まちづくりの指針となる計画を策定し、各種の施策に取り組んでいます。取組の内容をお知らせします。</p>",
    "<p>このページでは、計画に掲げた施策の内容と成果指標を掲載しています。<br>詳しくは添付の計画書をご覧ください。</p>",
)


def _old(page: Page) -> bool:
    return page.traits["heads"] == "fonts"


def _top(page: Page) -> str:
    """The tag of the highest headings below the title."""
    return "h3" if page.heads[0].startswith("<h3") else "h2"


def contents(page: Page) -> str:
    """The links to the parts of the page, if it has any."""
    form = page.pick("contents", ("none", "none", "tops", "nested", "headed"))
    if form == "none" or not page.plan.nodes[0].children:
        return ""
    items = []
    for node in page.plan.nodes:
        below = "".join(f'<li><a href="#a{node.number}-{each.number}">{each.title}</a></li>' for each in node.children)
        items.append(
            f'<li><a href="#a{node.number}">{node.title}</a>{f"<ul>{below}</ul>" if form == "nested" else ""}</li>'
        )
    head = "" if form != "headed" else "<p><b>目次</b></p>" if _old(page) else f"<{_top(page)}>目次</{_top(page)}>"
    return f'{head}<ul class="mokuji">{"".join(items)}</ul>'


def legend(page: Page) -> str:
    """What the marks of judgements mean; words need none, letters and signs have one."""
    if not page.review:
        return ""
    marks = [page.mark(each) for each in ("Achieved", "OnTrack", "Delayed", "NotStarted")]
    form = page.pick("legend", ("list", "table", "line", "definitions"))
    if page.traits["marks"] in ("words", "sentences") and page.pick("explained", ("no", "yes")) == "no":
        return ""
    plain = page.traits["marks"] in ("words", "sentences")
    meanings = MEANINGS[int(page.pick("meanings", ("0", "2") if plain else ("0", "1", "2")))]
    pairs = list(zip(marks, meanings, strict=True))
    tag = _top(page)
    head = page.pick("legend head", ("進捗状況の見方", "評価の基準", "進捗区分"))
    head = (
        f"<p><b>■{head}</b></p>"
        if _old(page)
        else f"<{tag}>{head}</{tag}>"
        if head != "進捗区分"
        else f"<p><strong>{head}</strong></p>"
    )
    match form:
        case "list":
            body = "<ul>" + "".join(f"<li>{mark}：{meaning}</li>" for mark, meaning in pairs) + "</ul>"
        case "table":
            rows = "".join(f"<tr><td>{mark}</td><td>{meaning}</td></tr>" for mark, meaning in pairs)
            body = f'<table border="1"><tr><th>区分</th><th>内容</th></tr>{rows}</table>'
        case "definitions":
            body = "<dl>" + "".join(f"<dt>{mark}</dt><dd>{meaning}</dd>" for mark, meaning in pairs) + "</dl>"
        case _:
            body = "<p>" + "　".join(f"{mark}：{meaning}" for mark, meaning in pairs) + "</p>"
    return head + body


def around(page: Page, title: str, body: str) -> bytes:
    """The whole document."""
    plan, shell = page.plan, page.pick("shell", SHELLS)
    first = plan.first - 2018
    since = first if first > 1 else "元"
    period = f"<p>計画期間　令和{since}年度～令和{plan.last - 2018}年度</p>"
    files, contact = FILES[page.pick("files", FILES)], CONTACTS[page.pick("contact", CONTACTS)].format(city=plan.city)
    if _old(page):  # such pages have no headings at all
        files, contact = (re.sub(r"<h\d>(.*?)</h\d>", r"<p><b>■\1</b></p>", each) for each in (files, contact))
        shell = page.traits["shell"] = page.pick("old shell", ("tables", "old body"))
    lead = LEAD[int(page.pick("lead", ("0", "1")))]
    updated = page.pick("updated", UPDATED)
    said = {
        "body": f"{lead}\n{period}\n{body}\n{files}\n{contact}",
        "h1": f"<h1>{title}</h1>" + (f'<p class="date">{updated}</p>' if updated else ""),
        "crumb": CRUMB.format(title=title), "menu": MENU, "city": plan.city, "title": title,
    }  # fmt: skip
    inner = PAGES[shell].format(**said)
    name = page.pick("window", ("{title} | {city}公式ホームページ", "{title} - {city}", "{title}")).format(**said)
    source = f'<html lang="ja"><head><meta charset="utf-8"><title>{name}</title></head>\n<body>{inner}</body></html>'
    source = f"<!DOCTYPE html>\n{source}"
    # Written by hand or by a program: a line for each tag, for each block, or all in one.
    form = page.pick("source", ("tags", "blocks", "blocks", "one line"))
    if form == "tags":
        source = source.replace("><", ">\n<")
    elif form == "blocks":
        source = re.sub(r"(</(?:p|h\d|tr|li|dd|dl|ul|div|table)>)", r"\1\n", source)
    return source.encode()
