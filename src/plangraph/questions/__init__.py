"""question → a query from audited templates: pure, without a store; what no template can say is declined."""

from plangraph.questions.binding import bind, slots_of, terms_of
from plangraph.questions.catalogue import LANGUAGES, template, templates
from plangraph.questions.counting import counted_in
from plangraph.questions.translate import topic_words
from plangraph.questions.understand import understand
from plangraph.questions.values import Declined, Names, Slot, Template, Topic, Understood, Unit
from plangraph.questions.wording import Wording

__all__ = [
    "LANGUAGES",
    "Declined",
    "Names",
    "Slot",
    "Template",
    "Topic",
    "Understood",
    "Unit",
    "Wording",
    "bind",
    "counted_in",
    "slots_of",
    "template",
    "templates",
    "terms_of",
    "topic_words",
    "understand",
]
