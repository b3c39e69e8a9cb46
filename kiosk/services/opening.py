"""Opening the catalogue: as it is when it is sound, rebuilt from the bundled city when not."""

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path

from kiosk.services.catalogue import Catalogue
from sync.store.bundled import Prepared, prepare_catalogue
from sync.store.folder import DataFolder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A catalogue to read from, and what had to be done to have one."""

    catalogue: Catalogue
    prepared: Prepared


def open_catalogue(data: Path, city: Path) -> Opened:
    """The catalogue in the folder `data`; the bundled `city` stands in where there is none.

    Raises StoreError when the disk does not let us, OSError when the folder cannot be made.
    """
    folder = DataFolder(data).make()
    prepared = prepare_catalogue(folder.catalogue, city, dt.datetime.now(dt.UTC))
    if prepared.damaged:
        log.warning("the catalogue was damaged; set aside as %s", prepared.damaged.name)
    for problem in prepared.problems:
        log.warning("the bundled city: %s", problem)
    return Opened(Catalogue(folder.catalogue), prepared)
