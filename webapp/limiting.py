"""Slowing down who tries too often: token buckets in SQL, so that they hold over all processes and machines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from database import utcnow
from webapp.account_models import LimiterBucket


@dataclass(frozen=True)
class Limit:
    """A bucket: so many attempts at once, and one more every so many seconds. It slows; it never shuts for good."""

    name: str
    capacity: float
    seconds_each: float


PER_ACCOUNT = Limit("account", 6, 30)
PER_DEVICE = Limit("device", 6, 30)  # a browser in which this account signed in before: others cannot use it up
PER_ADDRESS = Limit("address", 30, 6)
PER_CODE = Limit("code", 5, 60)


def bucket_key(session: Session, limit: Limit, what: str, now: datetime) -> str:
    """The key of a bucket: an HMAC that changes every day, so that no list of addresses or accounts builds up."""
    keyring = session.info["keyring"]
    return str(keyring.digest(f"limiter {now.date().isoformat()}", f"{limit.name}\x1f{what}"))


def take(session: Session, limit: Limit, what: str, now: datetime | None = None) -> int:
    """Take one attempt; 0 = go ahead, else the number of seconds to wait. The caller commits, also after a refusal."""
    now = now or utcnow()
    key = bucket_key(session, limit, what, now)
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    start = insert(LimiterBucket).values(key=key, tokens=limit.capacity, updated_at=now)
    session.execute(start.on_conflict_do_nothing())
    bucket = session.get(LimiterBucket, key, with_for_update=True, populate_existing=True)
    assert bucket is not None
    passed = max(0.0, (now - bucket.updated_at).total_seconds())
    tokens = min(limit.capacity, bucket.tokens + passed / limit.seconds_each)
    allowed = tokens >= 1 - 1e-9  # thirds of a second do not add up to exactly one
    bucket.tokens = tokens - 1 if allowed else tokens
    bucket.updated_at = now
    session.flush()
    return 0 if allowed else max(1, math.ceil((1 - tokens) * limit.seconds_each - 1e-6))


def sweep(session: Session, now: datetime | None = None) -> None:
    """Forget buckets that nobody touched for a day; their salt is gone, so they mean nothing any more."""
    session.execute(delete(LimiterBucket).where(LimiterBucket.updated_at < (now or utcnow()) - timedelta(days=1)))
