"""Everyday words and what plans call them, so that a question in a citizen's words meets a plan in officials' words.

General knowledge of Japanese administration, one line a wording; a later thesaurus may take its place.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["EVERYDAY", "in_plan_words"]

EVERYDAY: Final[dict[str, str]] = {
    r"お?(?:年寄り|としより)|お年より|おじいさん|おばあさん|老人": "高齢者",
    r"(?:(?:日々|生活|住民|市民|地域|交通|移動)の)?足(?=の?(?:確保|維持|不足|対策|支援)|がな|を確保|を守)": "移動手段",
    r"(?<=の)足$": "移動手段",
    r"免許を?(?:返した|返納した|手放した)": "運転免許返納",
    r"赤ちゃん": "乳幼児",
    r"お?(?:腹|なか)に赤ちゃんのいる人|妊娠中の人": "妊産婦",
    r"(?:子ども|子供|こども)を預け(?:る|たい|られる)(?:ところ|所|場所)?": "保育",
    r"ひとり親": "ひとり親家庭",
    r"オレオレ詐欺|振り込め詐欺": "特殊詐欺",
    r"お役所(?=[^場]|$)": "市役所",
    r"ゴミ出し|ごみ出し": "ごみの収集",
    r"お医者さん": "医師",
    r"仕事(?:探し|を探す|を見つけ(?:る|たい))": "就労支援",
    r"(?:会社|お店|店)を(?:始め|興し|起こし|開き|作り)(?:る|たい|ます)?": "創業",
    r"引っ越して(?:来る|くる|きた|来た)": "移住する",
    r"(?:街|町|まち)なか(?:の)?(?:にぎわい|賑わい)": "中心市街地の活性化",
    r"シャッター(?:街|通り)": "商店街の空き店舗",
    r"だれも住んでいない家|誰も住んでいない家|人の住まない家": "空き家",
    r"地震や(?:台風|大雨)|(?:台風|大雨)や地震": "災害",
    r"生活に困っ(?:ている|た)人|お金に困っ(?:ている|た)人": "生活困窮者",
    r"(?:体|からだ|身体)の不自由な人|障がいのある人": "障害者",
    r"学校に(?:行けない|行かない|通えない)": "不登校の",
    r"(?:ガイジン|外国の人|外国から来た人)": "外国人住民",
    r"税金の無駄(?:遣い|づかい)": "行財政改革",
}
"""Patterns of everyday wordings → words of plans that stand in the same place of a sentence."""

_PATTERNS: Final = tuple((re.compile(pattern), words) for pattern, words in EVERYDAY.items())


def in_plan_words(topic: str) -> str:
    """The topic with everyday wordings put into the words of plans: お年寄りの足の確保 → 高齢者の移動手段の確保."""
    for pattern, words in _PATTERNS:
        topic = pattern.sub(words, topic)
    return topic
