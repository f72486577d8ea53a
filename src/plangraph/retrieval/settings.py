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
    """What a search ranks by. One unit of a score is one standard deviation over all subjects of the index.

    Figures: nDCG@10 on the 28 answerable development topics of the corpus without their filters, where differences
    under .05 in a category mean nothing. They were taken one after another while the rest was still changing: compare
    within a line, not across lines.
    """

    dense_weight: float = 1.0
    """Weight of the meaning; 0 leaves the words alone, which is how an ablation sees what they are worth."""

    wording_weight: float = 0.5
    """Weight of the second encoder's view; 0, .5, 1 → .661, .657, .630, paraphrases .436, .400, .393 on one set-up and
    .414, .451, .454 on another; on 64 further topics, by others, it lifts a fusion of two from .639 to .668."""

    field_weight: float = 1.0
    named_weight: float = 0.75
    """Weights of the fields that the query means: by meaning, and by their labels in the words. Without both .577, with
    both .625 to .681, other languages .437 to .742; .5 to 2 measure alike."""

    feedback_weight: float = 1.0
    """Weight of the fields that the first found subjects share (see `Legs.feedback`); 0, .5, 1, 1.5 → .767, .780, .790,
    .795, of our own topics .852, .863, .869, .869; paraphrases .402, .421, .470, .483."""

    feedback_subjects: int = 5
    """How many they are; 3, 5, 8 measure alike."""

    lexical_weight: float = 8.0
    """Weight of the words where the best passage holds all of them (see `fusion.weigh`); 0, 1, 3, 4 → .618, .626, .629,
    .637, later 4 and 8 → .790 each, of our own .870 and .869. At 8 headings lift what stands below them."""

    literal_weight: float = 12.0
    """Weight of holding the query word for word, by rarity (see `Literal`). 0 and 12 → .789 and .790, of our own topics
    .869 each, but of 60 titles of the corpus typed whole 78 and 98 % come first, and of 90 names that stand in one or
    two subjects the reciprocal rank of the first is .64 and .83."""

    title_boost: float = 1.0
    context_boost: float = 3.0
    body_boost: float = 1.0
    """BM25 weights of a subject's label, the path above it, and the passage: label 1, 2 and body .5, 1 measure alike.

    The path is what finds 3-1-2 of 地域防災力の強化, which names no 防災, for 防災に関する施策: the 8th. When it was
    chosen it was the 12th, 11th and 8th at 1, 2, 3, and nDCG@10 .779 at 1 and .776 at 3, of our own .849 and .850.
    """

    child_credit: float = 0.05
    """What a subject gains from the best three directly below it; .02, .05, .1 → .782, .790, .779, of our own .868,
    .869, .864. It lifts 危機管理体制の強化 to where its initiatives stand."""

    kind_bonus: Mapping[str, float] = field(
        default_factory=lambda: _frozen(
            **dict.fromkeys((kind.value for kind in ElementKind), 0.3),
            Indicator=1.0,
        )
    )
    """What a kind named in the words raises. 施策 and 取組 mean any measure, so they raise little; 指標 is meant."""

    fit_share: float = 0.05
    """A subject fits when its score reaches this share of the best one's, …"""

    fit_words: float = 0.35
    """… or what it holds of the query's words this share of what the best one holds.

    What is ranked low a filter or a page recovers; what is left out nothing does.
    """

    nearest: int = 10
    """How many nearest subjects are shown where filters leave none that fits."""

    soft_bonus: float = 0.3
    """What any other soft condition raises."""

    bare_bonus: float = 12.0
    """Where there is no topic: what a code raises that bears it itself, over what stands below it, and a doubtful
    status what may have it. More than the words do, which say nothing there."""

    shown_passages: int = 3
    """Passages a hit shows."""

    topic_passages: int = 10
    """Nearest passages whose words say what the topic is, where the query's own words mark nothing."""

    @property
    def has_fields(self) -> bool:
        """Whether fields of policy count."""
        return self.field_weight != 0 or self.named_weight != 0


DEFAULTS: Final = Settings()
