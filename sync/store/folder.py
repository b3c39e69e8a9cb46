"""Where a kiosk keeps its things: one folder, these names."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The files of one kiosk in its data folder."""

    path: Path

    @property
    def catalogue(self) -> Path:
        """The city; can be rebuilt."""
        return self.path / "catalogue.db"

    @property
    def people(self) -> Path:
        """Rosters and staff; can vanish."""
        return self.path / "people.db"

    @property
    def ledger(self) -> Path:
        """What was recorded; is never lost."""
        return self.path / "ledger.db"

    @property
    def usage(self) -> Path:
        """Counts per day, of nobody; can be lost."""
        return self.path / "usage.db"

    @property
    def identity(self) -> Path:
        """Hub, device id, token and key of an enrolled kiosk; absent before enrolment."""
        return self.path / "identity.json"

    def make(self) -> "DataFolder":
        """Create the folder for this user alone. Raises OSError."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self
