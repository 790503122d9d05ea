"""What Alembic runs: the steps on the connection that `reportedly.store.database` hands over."""

from alembic import context

from reportedly.store.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
