"""Tries at codes and passwords when the clock jumps: nobody is locked out for long, and no door opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.web.throttle import TryLimit
from plan import services
from plan.bootstrap import Store
from plan.services.staying import ACCOUNT_AWAY, begin_stay, find_stay
from tests.integration.web.conftest import Clock

SPAN = 600
DAY, YEAR = 86_400, 366 * 86_400


@pytest.fixture
def limit(store: Store, clock: Clock) -> TryLimit:
    return TryLimit(store, tries=3, seconds=SPAN, clock=clock)


def use_up(limit: TryLimit) -> None:
    assert [limit.allows("una") for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("back", [1, SPAN, DAY, YEAR])
def test_tries_still_count_after_the_clock_was_set_back_and_no_longer_than_ever(
    limit: TryLimit, clock: Clock, back: int
) -> None:
    use_up(limit)
    clock.now -= back
    assert not limit.allows("una"), "setting the clock back opens the door"
    clock.now += SPAN + 1
    assert limit.allows("una"), "locked out until the clock is where it was"


def test_tries_made_while_the_clock_was_fast_do_not_lock_out_anybody_else(limit: TryLimit, clock: Clock) -> None:
    clock.now += YEAR
    use_up(limit)
    clock.now -= YEAR
    assert limit.allows("mo")


def test_clock_set_back_again_and_again_gives_no_new_tries(limit: TryLimit, clock: Clock) -> None:
    use_up(limit)
    for _ in range(5):
        clock.now -= DAY
        assert not limit.allows("una")


def test_clock_that_jumps_ahead_ends_what_would_have_ended_by_then(limit: TryLimit, clock: Clock) -> None:
    use_up(limit)
    clock.now += SPAN - 10
    assert not limit.allows("una")
    clock.now += YEAR
    assert limit.allows("una")


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_account_has_to_sign_in_again_after_the_clock_was_set_back_far(store: Store, back: timedelta) -> None:
    now = datetime.now(UTC)
    with store.unit_of_work() as uow:
        una = services.add_practitioner(uow, "Una", "nurse", "una@example.org", "a good one")
        token = begin_stay(uow, now, account_id=una)
        uow.commit()
    with store.unit_of_work(reading=True) as uow:
        assert find_stay(uow, token, now - ACCOUNT_AWAY / 2) is not None
        assert find_stay(uow, token, now - back) is None
