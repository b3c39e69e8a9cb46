"""Hubs for tests: one that all may share, one of one's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import postgres
from .running import Running, fill, hub


@pytest.fixture(scope="session")
def shared_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A filled hub for tests that leave the city's records alone."""
    database = f"sqlite:///{tmp_path_factory.mktemp('hub') / 'hub.db'}"
    fill(database)
    with hub(database) as running:
        yield running


@pytest.fixture
def own_hub(tmp_path: Path) -> Iterator[Running]:
    """A filled hub for one test."""
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    with hub(database) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server for all tests; skipped where none is installed."""
    if not postgres.available():
        assert "COL_WHOLE" not in os.environ, "the continuous integration installs PostgreSQL"
        pytest.skip("no PostgreSQL server is installed here")
    with pytest.MonkeyPatch.context() as patch, postgres.server() as url:
        patch.setenv("COL_HUB_PEPPER_FILE", str(tmp_path_factory.mktemp("pepper") / "hub.pepper"))
        yield url
