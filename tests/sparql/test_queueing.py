"""Whose query runs next."""

import threading

import pytest

from plangraph.errors import ClientBusyError, EndpointBusyError, QueryAbandonedError
from plangraph.sparql import Call, Turns


def entered(turns, *clients):
    """A call of each client, in this order."""
    calls = [Call(client) for client in clients]
    for call in calls:
        turns.enter(call)
    return calls


def running(calls):
    return [call.client for call in calls if call.turn.done()]


def test_clients_take_turns():
    """The client with one query comes after one of the client with many, not after all."""
    turns = Turns(1)
    first, *rest = entered(turns, "many", "many", "many", "one")
    turns.leave(first)
    assert ["many"] == running(rest)
    turns.leave(rest[0])
    assert ["many", "one"] == running(rest)


def test_a_client_never_gets_the_last_place():
    """With two places, one stays for others; our own queries, of no client, may take it."""
    turns = Turns(2)
    calls = entered(turns, "greedy", "greedy", "greedy")
    assert ["greedy"] == running(calls)
    assert [None] == running(entered(turns, None))


def test_a_client_beyond_its_share_is_told_so():
    """Running and waiting count together, each client for itself."""
    turns = Turns(1, each=2)
    entered(turns, "a", "a")
    with pytest.raises(ClientBusyError, match="2 queries"):
        entered(turns, "a")
    entered(turns, "b")


def test_a_full_queue_is_told_so():
    """What cannot wait is turned away at once, and takes no place."""
    turns = Turns(1, waiting=1)
    first, _ = entered(turns, "a", "b")
    with pytest.raises(EndpointBusyError):
        entered(turns, "c")
    turns.leave(first)
    entered(turns, "c")


def test_what_takes_long_makes_way():
    """A slow query leaves its place to the next while there is room beside; it ends where it went."""
    turns = Turns(1, slow=1)
    slow, other, third = entered(turns, "a", "b", "c")
    assert turns.step_aside(slow)
    assert ["b"] == running([other, third])
    assert not turns.step_aside(other)
    turns.leave(slow)
    assert turns.step_aside(other)
    assert ["b", "c"] == running([other, third])


def test_a_client_never_gets_the_last_place_for_what_takes_long():
    """Of two places for slow queries, one stays for others."""
    turns = Turns(4, slow=2)
    calls = entered(turns, "greedy", "greedy", "other")
    assert [True, False, True] == [turns.step_aside(call) for call in calls]


def test_an_abandoned_call_gets_no_turn():
    """Who gave up in the queue is passed over, and told."""
    turns = Turns(1)
    first, gone, after = entered(turns, "a", "b", "c")
    gone.abandon()
    turns.leave(first)
    assert after.turn.done()
    with pytest.raises(QueryAbandonedError):
        turns.wait(gone)


def test_who_waits_too_long_is_told_to_come_again():
    """Patience has an end."""
    turns = Turns(1, patience=0.01)
    _, waiting = entered(turns, "a", "b")
    with pytest.raises(EndpointBusyError):
        turns.wait(waiting)


def test_places_outlive_a_crowd():
    """After many threads came and went, all places are free again."""
    turns = Turns(2, slow=1, waiting=100)

    def come_and_go(number):
        call = Call(f"client {number % 3}")
        turns.enter(call)
        turns.wait(call)
        turns.step_aside(call)
        turns.leave(call)

    threads = [threading.Thread(target=come_and_go, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ["x", "y"] == running(entered(turns, "x", "y"))
