"""What frames a question and says nothing of its topic: に関する施策はありますか, tell me about, 有哪些措施."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["question_end", "unframed"]

_ASKING: Final = (
    r"(?:[\s?？。!！、]+"
    r"|(?:を|について|は)?(?:教えて(?:ください|下さい|ほしい)?|知りたい(?:です)?|調べて(?:ください|下さい)?|(?:探|捜)して(?:ください|下さい)?)"
    r"|(?:は|には|が)?(?:何|なに)が?(?:ありますか|ある|あるか|ですか)"
    r"|(?:は|が)?(?:いくつ|何件|何個|どれ|どれくらい|どのくらい|どんなもの)(?:ありますか|ですか|あるか|ある|か)?"
    r"|(?:は|が|も)?(?:あります|ある)(?:か|の)?"
    # A particle must come before: きたない and いない end so as well, and what somebody lacks is no question.
    r"|(?:は|も)ない(?:です)?か?|がない(?:です)?か"
    r"|(?:は|とは)?(?:何|なに|なん)(?:ですか|か)?"
    r"|(?:は|を)$)"
)
# What asks, at the end of an everyday query; taken off again and again.
_FRAME: Final = re.compile(
    rf"(?:{_ASKING}"
    r"|(?:に(?:関|かん)する|について(?:の)?|に係る|に対する|をめぐる|分野の|関連の|の)"
    r"(?:施策|政策|取組み?|取り組み|公約|指標|成果指標|事業|計画|内容|こと|もの)(?:は|を|が)?"
    r"|(?:に(?:関|かん)する|について(?:の)?|に係る|関連の)"
    r"|(?:は|を)?(?:どう|どのように)(?:なって(?:いる|いますか|ますか|る)|進める(?:のか|の|か)|して(?:いる|いますか))(?:か|の|のか)?"
    r"|のために(?:何|なに)を?して(?:いる|いますか|ますか|る)(?:か|の|のか)?"
    r"|\s?的?(?:的?措施|政策)?有哪些|에 ?(?:대한|관한) ?(?:시책|정책|대책)"
    r")$"
)
_ENDING: Final = re.compile(rf"{_ASKING}$")
# In other languages the frame comes first.
_OPENING: Final = re.compile(
    r"^(?:(?:please\s)?(?:tell\sme\sabout|show(?:\sme)?|find|list|search\sfor|information\s(?:about|on))\s"
    r"|what\s(?:is|are|does|do|has|have)\s(?:(?:the|each|these|our)\s)?(?:city|town|cities|towns|municipality|municipalities)?\s?"
    r"(?:being\sdone|doing|done|do|planning)\s(?:to\shelp\s|about\s|for\s|on\s|against\s|regarding\s|to\s)"
    r"|(?:are|is)\sthere\s(?:any\s)?"
    r"|(?:measures|policies|plans|programs|initiatives)\s(?:for|on|against|about|regarding|to)\s"
    r"|(?:me\s)?(?:fale|informações)\ssobre\s|(?:medidas|políticas|politicas|ações|acoes)\s(?:para|contra|de|sobre)\s"
    r"|(?:các\s)?(?:biện\spháp|chính\ssách)\s(?:về|cho|để)\s|cho\stôi\sbiết\svề\s"
    r"|(?:有哪些|有什么|请问|关于))",
    re.IGNORECASE,
)


def unframed(topic: str, before: int = -1) -> str:
    """The topic without what frames a question, as long as something remains.

    An opening that goes on beyond the offset `before` is none; -1 leaves it any length.
    """
    opening = _OPENING.match(topic)
    if opening and (before < 0 or opening.end() <= before) and topic[opening.end() :].strip(" ?？"):
        topic = topic[opening.end() :]
    while (shorter := _FRAME.sub("", topic)) != topic and shorter:
        topic = shorter
    return topic.strip("　 ?？。!！、")


def question_end(text: str) -> int:
    """Where a text ends that is no asking: 指標はありますか? ends after 指標."""
    while (shorter := _ENDING.sub("", text)) != text and shorter:
        text = shorter
    return len(text)
