"""Alembic's entry point: runs on the connection that `ledger_migrations.migrate` hands in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
