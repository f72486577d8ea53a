import pytest

from plangraph.languages import LANGUAGES
from plangraph.retrieval.answerable import PROBES, AnswerModel, Clues, Doubt


def doubt(model=None):
    """Questions without an answer stand at .80 in English and at .86 in Portuguese."""

    def look(texts):
        return [Clues(0.86 if texts == PROBES["pt"] else 0.80, 0.5, 0.8)] * len(texts)

    return Doubt(look, model or AnswerModel())


def test_every_language_has_its_questions_without_an_answer():
    """Languages and probes go together, so that a new language is not judged by another's zero unseen."""
    assert set(LANGUAGES) == set(PROBES)


def test_the_same_cosine_means_another_thing_in_another_language():
    """What answers in English does not in Portuguese."""
    judge = doubt()
    assert judge.answerable(judge.confidence("en", Clues(0.84)))
    assert not judge.answerable(judge.confidence("pt", Clues(0.84)))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Clues(0.85, 0.6, 0.82, 3.0, 0.5, fields=True), Clues(0.82, 0.6, 0.82, 3.0, 0.5, fields=True)),
        (Clues(0.82, 0.9, 0.82, 3.0, 0.5, fields=True), Clues(0.82, 0.5, 0.82, 3.0, 0.5, fields=True)),
        (Clues(0.82, 0.6, 0.86, 3.0, 0.5, fields=True), Clues(0.82, 0.6, 0.82, 3.0, 0.5, fields=True)),
        (Clues(0.82, 0.6, 0.82, 4.0, 0.5, fields=True), Clues(0.82, 0.6, 0.82, 1.0, 0.5, fields=True)),
        (Clues(0.82, 0.6, 0.82, 3.0, 2.0, fields=True), Clues(0.82, 0.6, 0.82, 3.0, 0.0, fields=True)),
        (Clues(0.82, 0.6, 0.82, 3.0, 0.5, fields=True), Clues(0.82, 0.6, 0.82, 3.0, 0.5, lacking=True, fields=True)),
    ],
    ids=["passage", "label", "text", "affinity", "mass", "term"],
)
def test_each_clue_speaks_for_an_answer(better, worse):
    """The nearer, the more it holds of the field, the surer; a term that the index never uses speaks against."""
    judge = doubt()
    assert judge.confidence("ja", better) > judge.confidence("ja", worse)


def test_each_language_is_asked_once():
    """Probes cost an encoding, so they are kept."""
    asked = []
    judge = Doubt(lambda texts: asked.append(texts) or [Clues(0.8)] * len(texts))
    for _ in range(3):
        judge.zero("ja")
    assert asked == [PROBES["ja"]]


def test_a_confidence_is_a_probability():
    """However far off the clues are."""
    judge = doubt(AnswerModel(passage_alone=1e6))
    assert [0.0, 1.0] == [round(judge.confidence("en", Clues(cosine)), 6) for cosine in (-1.0, 1.0)]


def test_a_filter_that_leaves_what_stands_far_below_leaves_no_answer():
    """A third of the best score of all is near enough, a tenth is not, and nothing makes a query surer."""
    judge = doubt()
    assert judge.answerable(judge.narrowed(0.9, 0.34))
    assert not judge.answerable(judge.narrowed(0.9, 0.1))
    assert not judge.answerable(judge.narrowed(0.9, -0.1))
    assert judge.narrowed(0.2, 1.0) == 0.2
