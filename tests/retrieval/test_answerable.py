from plangraph.languages import LANGUAGES
from plangraph.retrieval.answerable import PROBES, Doubt

MARGINS = (0.015, 0.035)


def doubt():
    """Questions without an answer stand at .80 in English and at .86 in Portuguese."""
    return Doubt(lambda texts: [0.86 if texts == PROBES["pt"] else 0.80] * len(texts))


def test_every_language_has_its_questions_without_an_answer():
    """Languages and probes go together, so that a new language is not judged by another's zero unseen."""
    assert set(LANGUAGES) == set(PROBES)


def test_the_same_cosine_means_another_thing_in_another_language():
    """What answers in English does not in Portuguese."""
    assert doubt().answerable("en", 0.84, None, MARGINS)
    assert not doubt().answerable("pt", 0.84, None, MARGINS)


def test_words_decide_between_the_margins():
    """A middling cosine answers where the index knows most of the words, a high one always, a low one never."""
    assert doubt().answerable("ja", 0.82, 0.9, MARGINS)
    assert not doubt().answerable("ja", 0.82, 0.1, MARGINS)
    assert doubt().answerable("ja", 0.84, 0.1, MARGINS)
    assert not doubt().answerable("ja", 0.81, 1.0, MARGINS)


def test_each_language_is_asked_once():
    """Probes cost an encoding, so they are kept."""
    asked = []
    judge = Doubt(lambda texts: asked.append(texts) or [0.8] * len(texts))
    for _ in range(3):
        judge.zero("ja")
    assert asked == [PROBES["ja"]]
