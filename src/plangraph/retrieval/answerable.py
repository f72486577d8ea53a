"""Whether an index holds an answer at all: the nearest passage must be nearer than it is to questions from nowhere.

Cosines of a multilingual encoder live on a scale of their own for each language and each encoder (a Portuguese query
without an answer stands nearer to Japanese passages than an English one with an answer), so no one threshold serves.
Each language's zero is therefore measured: by questions that no plan of a municipality answers.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["PROBES", "Doubt"]

PROBES: Final[Mapping[str, tuple[str, ...]]] = {
    "ja": ("月面基地の建設", "恐竜の復元と飼育", "南極のペンギンの保護", "中世の城の攻め方", "潜水艦の設計",
           "銀河の形成の研究", "人魚の伝説の真偽", "香水の調合の仕方"),
    "en": ("building a base on the moon", "cloning and keeping dinosaurs", "protecting penguins in Antarctica",
           "besieging a medieval castle", "designing a submarine", "how galaxies form", "whether mermaids are real",
           "blending perfume"),
    "pt": ("construção de uma base na lua", "clonagem de dinossauros", "proteção dos pinguins na Antártida",
           "cerco a um castelo medieval", "projeto de um submarino", "formação das galáxias",
           "se as sereias existem", "mistura de perfumes"),
    "vi": ("xây dựng căn cứ trên mặt trăng", "nhân bản và nuôi khủng long", "bảo vệ chim cánh cụt ở Nam Cực",
           "vây hãm lâu đài thời trung cổ", "thiết kế tàu ngầm", "sự hình thành các thiên hà",
           "nàng tiên cá có thật không", "pha chế nước hoa"),
    "zh": ("建设月球基地", "恐龙的复原与饲养", "保护南极的企鹅", "围攻中世纪的城堡", "潜艇的设计", "星系的形成",
           "美人鱼是否存在", "香水的调制"),
    "ko": ("달 기지 건설", "공룡 복원과 사육", "남극 펭귄 보호", "중세 성 공략", "잠수함 설계", "은하의 형성",
           "인어의 전설", "향수 조향"),
}  # fmt: skip
"""By language, questions that no municipal plan answers, worded as plans word their measures."""

_OTHERWISE: Final = "en"


class Doubt:
    """Judges best scores. `nearest` gives each text's best cosine in the index; probes are asked once a language."""

    def __init__(self, nearest: Callable[[tuple[str, ...]], list[float]]) -> None:
        self._nearest = nearest
        self._zero: dict[str, float] = {}
        self._lock = threading.Lock()

    def zero(self, language: str) -> float:
        """The mean best cosine of questions without an answer in a language; of English ones for a language unknown."""
        tag = language if language in PROBES else _OTHERWISE
        with self._lock:
            if tag not in self._zero:
                found = self._nearest(PROBES[tag])
                self._zero[tag] = sum(found) / len(found)
            return self._zero[tag]

    def answerable(self, language: str, cosine: float, covered: float | None, margins: tuple[float, float]) -> bool:
        """Whether a best cosine speaks for an answer.

        `covered` is the share of the query's words, weighed by rarity, that the index knows; None where words cannot
        tell, as in another language than the plans'. Below the lower margin above zero nothing answers, above the
        higher one something does; between the two the words decide.
        """
        lower, higher = margins
        above = cosine - self.zero(language)
        return above >= lower and (covered is None or above >= higher or covered >= 0.5)
