"""What alembic runs: the models of the whole house against the database of the URL."""

from __future__ import annotations

from alembic import context

import database
from webapp import tables

url = context.config.attributes["url"]
engine = database.make_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=tables.metadata, render_as_batch=url.startswith("sqlite"), compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
