"""What a unit of an indicator is written as: counters with their scales, units of measurement, and what each is per.

    unit     := amount [per]
    amount   := [scale] counter | [scale] [prefix] measure | "%" | CO2
    scale    := 百 | 千 | 万 | 億 … and their joins: 千円, 百万円
    prefix   := of the SI, where the measure takes it: MW, GJ, kL, dB; キロ, メガ, ミリ before words
    CO2      := [scale] (t | kt | kg | g | トン) ["-"] CO2, or C
    per      := ("/" whom)+ ["・" time]    mg/L, 千円/人, g/人・日, kWh/年

A letter that is no unit by itself in such texts (A, B, S, V, W: grades and names) is none without a prefix. Symbols and
prefixes follow the SI Brochure (BIPM, 9th edition), with トン, ha, L, dB, h and kcal as used beside it.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_unit_name"]

_SCALE: Final = r"[百千万億兆]{0,3}"
_COUNTER: Final = (
    r"(?:ポイント|pt|円|人日?|人泊|人回|人月|人時間?|名|件|回|世帯|団体|[かカヵヶケ箇個]所|施設|事業所?|事業者|社|組|校|園|戸|棟|台|本|冊|種類?"
    r"|地区|区画|経営体|品目?|点|位|歳|年|日|時間|分|秒|か月|[ヶカ]月|食|頭|羽|個|枚|店舗?|者|泊|路線|便|基|隻|項目|自治会|組織|講座"
    r"|クラブ|チーム|区|法人|箇条|倍|割|度|床|室|席|灯|箱|袋|匹|票|部|巻|通|艇|口|筆|坪|集落|学級|班"
    r"|区間|橋|フォロワー|ページ|アクセス|ビュー|ダウンロード)"
)
_MEASURE: Final = (
    r"(?:[kMGTP](?:Wh?|J|VA|B)|Wh|k?cal|[kmμ]?g|k?t|[kcmμn]?m[23]?|ha|㎡|㎥|㎞|㎢|[kmdM]?[Lℓ]|[kmd]?l|dB|ppm|ppb|°C|℃"
    r"|[mμn]?Sv|[kM]?Bq|[kMG]?Hz|[kMG]?bps|[hk]?Pa|kV|lx)"
)
_WORD: Final = (
    r"(?:キロ|メガ|ギガ|テラ|ミリ|センチ|マイクロ|デシ)?"
    r"(?:トン|グラム|リットル|(?:平方|立方)?(?:キロ)?メートル|ワット時?|ジュール|ヘクタール|アール|ベル|シーベルト|ベクレル|ヘルツ|バイト|カロリー)"
)
_CO2: Final = r"(?:[kM]?[tg]|トン)-?C(?:O2)?(?:eq|換算)?"
_TIME: Final = r"(?:年度?|月|日|週|時間?|分|秒|[hs])"
_WHOM: Final = rf"(?:{_TIME}|10万人|{_SCALE}(?:{_COUNTER}|{_MEASURE}))"
_UNIT: Final = re.compile(
    rf"(?:[%‰]|{_SCALE}(?:{_COUNTER}|{_CO2}|{_MEASURE}|{_WORD}))(?:[/／]{_WHOM}(?:・{_TIME})?)*(?:[/／]{_TIME})?"
)


def is_unit_name(text: str) -> bool:
    """Whether a text, with widths folded, is the name of a unit: MW, mg/L, 千円/人, t-CO2, 箇所.

    >>> [each for each in ("GJ", "kL", "千トン", "g/人・日", "B", "EV", "女性", "案") if is_unit_name(each)]
    ['GJ', 'kL', '千トン', 'g/人・日']
    """
    return bool(_UNIT.fullmatch(text))
