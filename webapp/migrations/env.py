"""What alembic runs: the models of the whole house against the database of the URL."""

from __future__ import annotations

from alembic import context
from sqlalchemy import event

import database
from webapp import tables

url = context.config.attributes["url"]
engine = database.make_engine(url)
if engine.dialect.name == "sqlite":
    # SQLite alters a table by making it anew; rows elsewhere that name its rows must not stop that. Afterwards all are looked at.
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
unstamped = {database.UNSTAMPED: True}  # the table of the stamp may not be there yet
with engine.connect().execution_options(**unstamped) as connection:
    context.configure(
        connection=connection, target_metadata=tables.metadata, render_as_batch=url.startswith("sqlite"), compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()
        if engine.dialect.name == "sqlite" and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise RuntimeError(f"A row of {lost[0]} names a row of {lost[2]} that is not there; nothing was changed.")
engine.dispose()
