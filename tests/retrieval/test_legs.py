"""What the first found subjects share, on four invented subjects and twelve invented fields."""

import numpy as np

from plangraph.retrieval.fields import Affinity
from plangraph.retrieval.legs import Legs


def legs(meaning):
    """Legs that know nothing but how near each subject stands to each field."""
    made = object.__new__(Legs)
    table = np.asarray(meaning, dtype=np.float16)
    made.affinity = (
        None if meaning is None else Affinity(table, table, np.zeros(0, dtype=np.int32), np.zeros(12, dtype=np.float32))
    )
    return made


def fields():
    """Subjects 0 and 1 are of the first field, 2 of it and the second, 3 of the third; shape (fields, subjects)."""
    table = np.zeros((12, 4))
    table[0, :3], table[1, 2], table[2, 3] = 3, 3, 3
    return table


def test_what_is_of_the_fields_of_the_first_found_is_raised():
    """Subject 2 was found by nobody; it is raised with those whose field it shares, subject 3 is not."""
    near = legs(fields()).feedback(np.array([5.0, 4.0, 0.0, 0.0]), 2)
    assert near[2] == near[0] == near[1] > near[3]


def test_where_nothing_is_found_nothing_is_shared():
    """Scores below zero have no say."""
    assert np.count_nonzero(legs(fields()).feedback(np.array([-1.0, -2.0, -3.0, -4.0]), 2)) == 0


def test_without_fields_there_is_no_feedback():
    """An index of documents that knows no thesaurus answers as before."""
    assert legs(None).feedback(np.ones(4), 2) is None
