"""The constants of ranking, in one place, each with the reason or the measurement behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULTS", "Settings"]


def _frozen(**values: float) -> Mapping[str, float]:
    return MappingProxyType(values)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a search ranks by. One unit of a score is one standard deviation among the candidates.

    Figures: nDCG@10 of multilingual-e5-small on 500 questions of jsquad_valid (dense .837, BM25 .908), and on the 28
    answerable development topics of the corpus, where differences under .05 in a category mean nothing. The topics'
    figures were taken one after another while the rest was still changing: compare within a line, not across lines.
    """

    depth: int = 2_000
    """How many passages a leg looks at. Below that many in all, totals and facets are exact."""

    window: int = 100
    """How many of each leg's best the scores are standardised over; 50 to 200 give the same to ±.001 (jsquad)."""

    dense_weight: float = 1.0
    """Weight of the meaning; 0 leaves the words alone, which is how an ablation sees what they are worth."""

    lexical_weight: float = 1.0
    """Weight of the words where the best passage holds all of them (see `fusion.weigh`). jsquad .5, .7, 1, 1.4 → .924,
    .927, .928, .930, against .916 with BM25 as it is; topics .592, .597, .601, .597
    against .565 to .572."""

    title_boost: float = 1.0
    context_boost: float = 1.0
    body_boost: float = 1.0
    """BM25 weights of a subject's label, the path above it, and the passage. Topics: label .5, 1, 2 → .550, .552, .542;
    path at .3, .6, 1: the same to ±.002. The path is what finds 3-1-2 of 地域防災力の強化, which names no 防災."""

    further_credit: float = 0.05
    further_passages: int = 3
    """What a subject gains from its other good passages: 0 to .2 measure the same, so it only settles near ties."""

    child_credit: float = 0.1
    """What a subject gains from the best three directly below it. Topics 0, .05, .1, .2 → .620, .624, .622, .628, R@20
    .649, .662, .668, .669; it lifts 危機管理体制の強化 to where its initiatives stand."""

    kind_bonus: Mapping[str, float] = field(
        default_factory=lambda: _frozen(
            **dict.fromkeys((kind.value for kind in ElementKind), 0.3),
            Indicator=1.0,
        )
    )
    """What a kind named in the words raises. 施策 and 取組 mean any measure, so they raise little; 指標 is meant."""

    fit_share: float = 0.25
    """A subject fits when its cosine covers this share of the way from the corpus's mean to the best passage's, …"""

    fit_words: float = 0.35
    """… or its lexical score reaches this share of the best one's.

    Of 209 relevant units of the topics, fit_share .2, .25, .3, .4 leaves out 34, 36, 42, 46 (median total 162, 111,
    75, 36 of 503). What is ranked low a filter or a page recovers; what is left out nothing does.
    """

    nearest: int = 10
    """How many nearest subjects are shown where filters leave none that fits."""

    soft_bonus: float = 0.3
    """What any other soft condition raises."""

    answer_margins: tuple[float, float] = (0.015, 0.035)
    """Cosine above that of questions without an answer; see `answerable`. On 108 own questions over the corpus (half of
    them without an answer; ja, en, pt, vi, zh, ko) 48 of 54 are kept and 34 of 54 refused: a thin judgement as yet."""

    shown_passages: int = 3
    """Passages a hit shows."""

    feedback: int = 10
    """Nearest passages whose words say what the topic is, where the query's own words mark nothing."""


DEFAULTS: Final = Settings()
