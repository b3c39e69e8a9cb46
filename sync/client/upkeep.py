"""What a kiosk does for itself when it meets its hub: signed updates, and telling what broke.

None of this is syncing: when it fails the city is as fresh as before, so it is no failure of the
cycle. It is logged once, and the doctor tells it.
"""

import datetime as dt
import logging
from zoneinfo import ZoneInfo

from sync import __version__
from sync.client.crash_push import push_crashes
from sync.client.remote import Remote
from sync.model import City
from sync.protocol.errors import SyncError
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.updates.status import images_folder, root_file
from sync.updates.update import Updates

log = logging.getLogger(__name__)


class Upkeep:
    """One kiosk's, kept between the meetings."""

    def __init__(self, folder: DataFolder, remote: Remote) -> None:
        self._folder = folder
        self._remote = remote
        self._said = ""
        self._updates = Updates(
            folder.path, remote, root=root_file(), images=images_folder(), running=__version__
        )

    @property
    def brings_map(self) -> bool:
        """Whether the city signs its map; then one that is only named by the hub is not taken."""
        return self._updates.brings_map

    def run(self, now: dt.datetime, city: City | None) -> bool:
        """Go on for a while; False when there is more to come."""
        if city is None:
            return True
        more, trouble = True, ""
        try:
            local = now.astimezone(ZoneInfo(city.timezone))
            more = self._updates.run(now, local=local, city=city.id, window=city.maintenance)
            if city.crash_reports:
                push_crashes(self._remote, self._folder.path)
        except (SyncError, StoreError) as error:
            trouble = str(error)
        if trouble and trouble != self._said:
            log.warning("upkeep: %s", trouble)
        self._said = trouble
        return more
