"""Back and forward between places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.review.jumps import MAX_PLACES, Jumps, Place

PLACES = st.builds(Place, st.sampled_from("ab"), st.none() | st.just("claim"), st.integers(0, 3))


def place(number: int) -> Place:
    return Place("a", str(number), number)


def test_there_is_nowhere_to_go_at_first() -> None:
    jumps = Jumps()
    assert jumps.go_back(place(0)) is None
    assert jumps.go_forward(place(0)) is None


def test_back_and_forward() -> None:
    jumps = Jumps()
    jumps.leave(place(0))
    jumps.leave(place(1))
    assert jumps.go_back(place(2)) == place(1)
    assert jumps.go_back(place(1)) == place(0)
    assert jumps.go_back(place(0)) is None
    assert jumps.go_forward(place(0)) == place(1)
    assert jumps.go_forward(place(1)) == place(2)
    assert jumps.go_forward(place(2)) is None


def test_a_jump_clears_the_way_forward() -> None:
    jumps = Jumps()
    jumps.leave(place(0))
    assert jumps.go_back(place(1)) == place(0)
    jumps.leave(place(0))
    assert jumps.go_forward(place(3)) is None
    assert jumps.go_back(place(3)) == place(0)


def test_going_back_passes_over_the_current_place() -> None:
    jumps = Jumps()
    jumps.leave(place(0))
    jumps.leave(place(1))
    assert jumps.go_back(place(1)) == place(0)


def test_a_place_is_not_kept_twice_in_a_row() -> None:
    jumps = Jumps()
    for _ in range(3):
        jumps.leave(place(0))
    assert jumps.go_back(place(1)) == place(0)
    assert jumps.go_back(place(0)) is None


def test_the_oldest_places_are_dropped() -> None:
    jumps = Jumps()
    for number in range(MAX_PLACES + 50):
        jumps.leave(place(number))
    current, oldest, steps = place(-1), place(-1), 0
    while (former := jumps.go_back(current)) is not None:
        current = oldest = former
        steps += 1
    assert (steps, oldest) == (MAX_PLACES, place(50))


@given(st.lists(PLACES, max_size=20), PLACES)
def test_forward_undoes_back(left_places: list[Place], current: Place) -> None:
    jumps = Jumps()
    for left_place in left_places:
        jumps.leave(left_place)
    if (former := jumps.go_back(current)) is not None:
        assert former != current
        assert jumps.go_forward(former) == current
        assert jumps.go_back(current) == former
