"""Alembic's entry: runs the steps on the connection that `open_database` holds."""

from alembic import context

from sync.hub.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()
