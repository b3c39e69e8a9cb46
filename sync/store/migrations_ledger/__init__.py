"""Alembic migrations of ledger.db."""
