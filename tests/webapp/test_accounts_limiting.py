"""The limiter: it slows, per key, and never shuts for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import utcnow
from webapp import limiting
from webapp.account_models import LimiterBucket

pytestmark = pytest.mark.store

LIMIT = limiting.Limit("toets", 3, 30)


def test_after_the_bucket_is_empty_one_waits_and_then_one_may(session: Session) -> None:
    now = utcnow().replace(hour=12)
    assert [limiting.take(session, LIMIT, "a", now) for _ in range(5)] == [0, 0, 0, 30, 30]
    assert limiting.take(session, LIMIT, "a", now + timedelta(seconds=10)) == 20
    assert limiting.take(session, LIMIT, "a", now + timedelta(seconds=30)) == 0
    assert limiting.take(session, LIMIT, "a", now + timedelta(seconds=30)) == 30


def test_ten_thousand_tries_do_not_lock_out_for_ever(session: Session) -> None:
    now = utcnow().replace(hour=12)
    for _ in range(10_000 // 100):
        limiting.take(session, LIMIT, "a", now)
    assert limiting.take(session, LIMIT, "a", now + timedelta(seconds=31)) == 0


def test_keys_and_limits_do_not_touch_each_other(session: Session) -> None:
    now = utcnow().replace(hour=12)
    for _ in range(4):
        limiting.take(session, LIMIT, "a", now)
    assert limiting.take(session, LIMIT, "b", now) == 0
    assert limiting.take(session, limiting.Limit("ander", 1, 30), "a", now) == 0


def test_a_clock_that_goes_back_gives_no_attempts_away(session: Session) -> None:
    now = utcnow().replace(hour=12)
    for _ in range(3):
        limiting.take(session, LIMIT, "a", now)
    assert limiting.take(session, LIMIT, "a", now - timedelta(hours=1)) > 0


def test_keys_name_nobody_and_differ_each_day(session: Session) -> None:
    now = utcnow().replace(hour=12)
    limiting.take(session, LIMIT, "els@voorbeeld.invalid", now)
    limiting.take(session, LIMIT, "els@voorbeeld.invalid", now + timedelta(days=1))
    keys = list(session.scalars(select(LimiterBucket.key)))
    assert len(keys) == 2
    assert not any("els" in key for key in keys)


def test_buckets_of_yesterday_are_swept(session: Session) -> None:
    now = utcnow()
    limiting.take(session, LIMIT, "oud", now - timedelta(days=2))
    limiting.take(session, LIMIT, "nieuw", now)
    limiting.sweep(session, now)
    assert session.query(LimiterBucket).count() == 1
