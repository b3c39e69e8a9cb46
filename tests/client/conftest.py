"""A kiosk's catalogue and the toy hub it pulls from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.client.pull import PullReport, pull
from sync.client.remote import Remote
from sync.store.bundled import create_empty
from sync.store.catalogue_write import CatalogueWriter

from .toy_hub import ToyHub, serving


@pytest.fixture
def toy() -> Iterator[ToyHub]:
    """A toy hub that listens."""
    with serving() as hub:
        yield hub


@dataclass
class Pulling:
    """One kiosk that pulls from the toy hub."""

    path: Path
    writer: CatalogueWriter
    remote: Remote

    def pull(self) -> PullReport:
        """One pull as the cycle does it, without the memory of the last manifest."""
        manifest = self.remote.glance().manifest
        assert manifest is not None
        return pull(self.remote, self.writer, manifest)

    def ids(self, kind: str = "activity") -> list[str]:
        """What the screen sees."""
        catalogue = Catalogue(self.path)
        try:
            return [record.id for record in catalogue._reader.all(object, kind)]  # type: ignore[type-var]
        finally:
            catalogue.close()


@pytest.fixture
def kiosk(tmp_path: Path, toy: ToyHub) -> Iterator[Pulling]:
    """A kiosk with an empty catalogue."""
    path = tmp_path / "catalogue.db"
    create_empty(path)
    pulling = Pulling(path, CatalogueWriter(path), Remote(toy.url))
    yield pulling
    pulling.remote.close()
    pulling.writer.close()
