"""The patterns of printed values, over text from `fold_printed`; `plans.values` has the grammar and reads by them."""

from __future__ import annotations

import re
from typing import Final

from plangraph.plans.numerals import MARKS, NOT_WORDS, kanji_value
from plangraph.plans.years import YEAR

_PLAIN: Final = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE: Final = r"(?:[千百十]?[兆億万]|千|百(?![貨科]))"
_NUMBER: Final = (
    r"(?P<sign>[-+▲△−]|マイナス|プラス|±(?=0(?![.\d])))?\s*"
    rf"(?P<number>(?P<digits>{_PLAIN})(?P<scale>\s*{_SCALE}(?:{_PLAIN}{_SCALE})*(?:{_PLAIN})?)?)"
)
_UNIT: Final = (
    r"(?P<unit>(?:k|c|m)?m[23](?:/[^\s\d]{1,4})?|(?:t|kg|g)-CO2(?:/[^\s\d]{1,4})?"
    r"|(?:(?!以上|以内|以下|未満|程度|ほど|前後|を?維持)"
    rf"[^\s\d()\[\],、。:~〜<>=「」『』※*→⇒➡{MARKS}{NOT_WORDS}]){{0,14}}?)"
)
_PREFIX: Final = (
    r"(?P<prefix>(?:(?:(?<![公契予節制誓条規特要解])約|およそ|概ね|おおむね|目標|実績|現状|基準|(?:年|月|日)?平均|年間?|毎年度?|各年度?|毎?[月週]|延べ|のべ"
    r"|累計で?|累積|通算|単年度?|合?計)\s*)*)"
)
_NAME: Final = rf"[^\d\s()\[\],、。.:;・▲△+−±~〜/|=<>※*→⇒➡{MARKS}{NOT_WORDS}-]"
_CLASS: Final = r"(?:小学?校?|中学?校?|高校?)[1-6](?:年生|(?=[\s::]\s*\d))"  # 小6 88.4, 中学3年生81.2
VALUE: Final = re.compile(
    rf"^(?P<span>\d{{1,2}}(?:(?:か年|年間)(?:で|に)|年で)\s*)?"  # but 3年に1回 is no sum
    rf"(?:(?P<group>[{MARKS}]\s*{_NAME}{{0,12}}?|{_NAME}{{1,12}}?|\d{{1,2}}歳(?:代|以上|未満)|{_CLASS})\s*[::]?\s*)??"
    rf"(?:{YEAR.replace('?P<', '?P<lead_')}\s*末?\s*[::]\s*)?{_PREFIX}"
    rf"{_NUMBER}\s*{_UNIT}\s*(?P<bound>以上|以内|以下|未満|超|まで)?(?P<about>程度|ほど|前後)?\s*(?P<per>/(?:年度?|月|日|週))?"
    r"(?:を?維持)?\s*(?P<notes>(?:\s*\([^()]*\))*)$",
)
# 1993件（R5） and 1993（R5） count: a unit, or a year in brackets, stands behind no year.
_NO_YEAR: Final = (
    rf"\d{{4}}(?:\s*[十百千万億]|\({YEAR.replace('?P<', '?P<after_')}末?\)$"
    r"|(?!年|末|時点|まで|に|の)[^\d\s():(.,/~〜–-])"
)
LEADING_YEAR: Final = re.compile(
    rf"^(?!{_NO_YEAR})\(?{YEAR}(?!\s*(?:年度?|度)?\s*対?比|[-./,・~〜])(?:度?末|時点)?\)?\s*(?::|までに?|には?|の)?\s*"
    r"(?=\D*\d|[一二三四五六七八九十百千])"
)
YEAR_ALONE: Final = re.compile(rf"^\(?{YEAR}\s*(?:度?末|時点)?\)?$")
VERSUS: Final = re.compile(rf"^\(?{YEAR}\s*対?比\)?で?\s*")
# What else a bracket with a year may say, if the year is the value's own: 令和4年10月1日, R6.4.1, 第3回, 5年間.
DATED: Final = re.compile(
    rf"{YEAR}(?:\.\d{{1,2}}){{0,2}}|\d{{1,2}}[月日]|第\d+[回次期]|\d+[かカヶ]?年間?|[~〜]\s*\d{{1,2}}(?:年度?)?"
)
# 令和5年12月時点, R5.10.1現在, 10/1現在, 9月末: of when a value is, beside it without brackets.
_MONTH: Final = r"\.?\d{1,2}(?:月\s*(?:\d{1,2}日|末日?)?|[./]\d{1,2})"
_WHEN: Final = rf"(?=\S*\d)(?:{re.sub(r'[?]P<[a-z]+>', '?:', YEAR)})?\s*(?:{_MONTH})?\s*末?\s*(?:現在|時点)"
_AS_OF_BEHIND: Final = re.compile(rf"^(?P<value>[^\n]*\d[^\n]*\S)\s+(?P<when>{_WHEN}|\d{{1,2}}月末)$")
_AS_OF_BEFORE: Final = re.compile(rf"^\(?(?P<when>{_WHEN})\)?\s*(?:[:の]|では?)?\s*(?P<value>\S[^\n]*)$")
# R5.10.1, R5.9月末: a day or a month of a calendar year, whatever fiscal year it is in.
A_DAY: Final = re.compile(r"\s*[./]\s*\d{1,2}(?:[./月]|(?!\d))")
# R7確定予定, R5.10月公表: when the value becomes known, and not of when it is.
ANNOUNCED: Final = re.compile(r"公表(?!値)|発表|判明|(?:確定|集計|算出|更新)(?:の?(?:予定|見込み?)|後|待ち)")
# 45.2%※R5調査: a remark behind a value, as good as in brackets.
REMARK: Final = re.compile(r"(?<=[^\s(])\s*※\s*(?P<remark>(?:[^\s※()\d]|(?:19|20)\d\d)[^※()\n]*)$", re.MULTILINE)
COMPARED: Final = re.compile(r"比(?!較)|基準|対|前年|前回|から.*[増減]|より")
OTHER_YEAR: Final = re.compile(f"{ANNOUNCED.pattern}|{COMPARED.pattern}")

RANGE: Final = re.compile(
    r"^(?P<low>[^()~〜]*\d[^()~〜\d]{0,8}?)\s*(?:[~〜]|から)\s*(?P<high>(?:[-+▲△−]|マイナス)?\s*\d.*)$"
)
HYPHEN: Final = re.compile(r"^(?P<low>[^\d()-]*[1-9][\d,.]*%?)\s*[-‐‑–—―−]\s*(?P<high>[1-9].*)$")
FROM_AND_BELOW: Final = re.compile(r"^(?P<low>[^()]*\d[^()\d]*(?:以上|超))\s*(?:[~〜、]|、?かつ、?)?\s*(?P<high>\d.*)$")
OVER: Final = re.compile(r"(?<=[^\d\s])を?超え(?:て|、)?(?=\s*\d)")  # 40%を超え60%以下
WITHIN: Final = re.compile(r"(?<=[^\d\s])の(?:範囲|間)(?:内|に|で)?(?=$|\()")  # 40~60%の範囲内
OPEN: Final = re.compile(r"^(?P<above>[^~〜]*)[~〜]$|^[~〜]\s*(?P<below>[^~〜]*)$")
PLUS_MINUS: Final = re.compile(r"^(?P<before>[^\d±]*)±\s*(?P<value>(?!0(?![.\d]))\d.*)$")
CHANGE: Final = re.compile(r"^(?P<before>[^→⇒➡]*\d[^→⇒➡]*)[→⇒➡](?P<after>[^→⇒➡]*\d[^→⇒➡]*)$")

KANJI: Final = re.compile(
    r"^(?P<lead>約|およそ|概ね|おおむね|年間?|毎年|延べ|累計|目標)?(?P<kanji>[〇一二三四五六七八九十百千万億兆]+)"
    r"(?P<rest>(?:割|団体|人|名|件|回|か所|カ所|箇所|校|社|倍|戸|棟|台|事業所?|地区|施設|円|世帯)"
    r"(?:以上|以内|以下|未満|超|程度|ほど|前後|を?維持|/|\s|\(|$).*)$",
)
TENTHS: Final = re.compile(r"(?P<tenths>\d{1,2})割(?P<hundredths>\d)分(?:(?P<thousandths>\d)厘)?(?=$|[\s(以未超程])")
# The unit is of differences already: 3.5ポイント増.
POINTS: Final = re.compile(
    r"^(?P<before>[^\d▲△−±-]*)(?P<points>\d[\d.]*\s*(?:%?ポイント|pt))の?"
    r"(?:増加?|上昇|向上|アップ|(?P<less>減少?|低下|ダウン))(?=$|[\s(以])"
)
FOOTNOTE: Final = re.compile(
    r"(?<=\S)\s*(?:※\s*\d{0,2}|\*+(?!\d)|(?<=\D)\*+\d{1,2}|注\s*\d{1,2}\)?|[(\[]\s*[注※]\s*\d{0,2}\s*[)\]])(?=\s*(?:$|\())",
    re.MULTILINE,
)
SIGN_ALONE: Final = re.compile(r"^[▲△]$")
ARROWS: Final = re.compile(r"[▶►▷→⇒➡⇨]+|[▲△](?!\s*\d)")
# A single letter or an era before a number, 第 or a year behind it: a name or a date, not a value.
NOT_A_GROUP: Final = re.compile(r"^(?:第|隔|約?数|[A-Za-z]|.*(?:[年月第]|令和|平成|昭和)|から|より|対?比)$")
NOT_A_UNIT: Final = re.compile(
    r"^(?:年度|月(?!額|間)|年(?!間|以|度|$)|次|号|日(?!間|/|以|$)|時(?![間点])|:|/\d|数(?!量)|余|有余|[千百十万億兆])"
)
CHANGED: Final = re.compile(r"[増減](?:加|少|やす|らす)?$|(?:削減|向上|上昇|低下|短縮)$")
PARTICLES: Final = re.compile(r"[のをにでがはとへも]|する|した")
SUMMED: Final = re.compile(r"累計|累積|通算")
# 月2回, 毎週3日: so many in each of them.
EACH: Final = re.compile(r"(?P<each>[月週])(?!平均)")
_ABOUT: Final = re.compile(r"約|およそ|概ね|おおむね")
YEARLY: Final = re.compile(r"単年|毎年|各年|年間|年$")

RISE: Final = re.compile(r"^(?:UP|アップ|↑|↗|増加|上昇|向上|延伸|増|増やす|増加させる|現状より増加)$", re.IGNORECASE)
NONE: Final = re.compile(r"^(?:[-‐‑‒–—―－ー−~〜/／*＊…]+|[.･・]{2,})$")
NOT_APPLICABLE: Final = re.compile(r"^(?:該当なし|対象外|非該当|未設定|設定なし|N/?A)$", re.IGNORECASE)
NOT_MEASURED: Final = re.compile(
    r"調査(?:未実施|な[し]|せず|を?実施せず)|未(?:調査|測定|計測)|(?:測定|計測)(?:なし|せず)"
)
NOT_PUBLISHED: Final = re.compile(r"未公表|未確定|集計中|未集計|調査中|算出中|未定|公表前|データなし|確認中")
# R7公表予定: a year in it is that in which the value will be known, not the value's.
TO_COME: Final = re.compile(r"(?:公表|集計|算出|確定|判明)の?(?:予定|見込み?)")
ABOLISHED: Final = re.compile(r"廃止|中止|終了|休止")


def with_day_noted(text: str) -> str:
    """A value with what says of when it is as a note behind it: R5.10.1現在 120人 → 120人(R5.10.1現在)."""
    match = _AS_OF_BEHIND.match(text) or _AS_OF_BEFORE.match(text)
    return f"{match['value']}({match['when']})" if match else text


def each_of(match: re.Match[str]) -> str:
    """What a value is of, where its prefix says so: /月 of 月2回."""
    each = EACH.search(match["prefix"])
    return f"/{each['each']}" if each and match["unit"].strip() else ""


def is_about(match: re.Match[str]) -> bool:
    """Whether a value is said to be approximate: 約380kW, 50%程度, 10日前後."""
    return bool(_ABOUT.search(match["prefix"]) or match["about"])


def in_digits(text: str) -> str:
    """What is said in words as it would be printed in digits: 百二十人, 7割5分, 3.5ポイント減."""
    kanji = KANJI.match(text)
    # 千円 and 百万人 are units.
    value = kanji_value(kanji["kanji"]) if kanji and re.search(r"[一二三四五六七八九十]", kanji["kanji"]) else None
    if kanji and value is not None:
        text = f"{kanji['lead'] or ''}{value}{kanji['rest']}"
    text = TENTHS.sub(_percent, text)
    return POINTS.sub(lambda m: f"{m['before']}{'-' if m['less'] else ''}{m['points']}", text)


def _percent(match: re.Match[str]) -> str:
    below = f".{match['thousandths']}" if match["thousandths"] else ""
    return f"{int(match['tenths']) * 10 + int(match['hundredths'])}{below}%"
