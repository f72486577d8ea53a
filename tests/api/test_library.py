"""What the routes answer from, while it is being opened and closed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from plangraph.errors import WorkspaceError
from plangraph_api.library import _Opened


class Index:
    """Something that was opened; knows whether it is closed."""

    closed = False

    def refresh(self):
        return False

    def close(self):
        self.closed = True


def test_who_closes_waits_for_no_opening():
    """An index that is just being opened is freed by whoever opens it, who is told that the server stops."""
    begun, go, index = Event(), Event(), Index()

    def open_it():
        begun.set()
        assert go.wait(60)
        return index

    opened = _Opened(open_it)
    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(opened.get)
        assert begun.wait(60)
        opened.close()
        assert not asking.done()
        go.set()
        with pytest.raises(WorkspaceError, match="being stopped"):
            asking.result(60)
    assert index.closed


def test_what_was_closed_can_be_opened_again():
    """Each opening is its own."""
    opened = _Opened(Index)
    first = opened.get()
    assert first is opened.get()
    opened.close()
    assert first.closed
    assert first is not opened.get()
