"""Which pictures the published activities show."""

from pathlib import Path

from sqlalchemy import text

from sync.store.engine import open_engine

_SHOWN = text(
    "SELECT data ->> '$.picture.sha256', data ->> '$.picture.size' FROM record "
    "WHERE kind = 'activity' AND data -> '$.picture' IS NOT NULL"
)


def pictures_of(path: Path) -> dict[str, int]:
    """Bytes of each picture by the SHA-256 of its content; reads every activity once."""
    engine = open_engine(path, read_only=True)
    try:
        with engine.connect() as connection:
            return {str(sha256): int(size) for sha256, size in connection.execute(_SHOWN)}
    finally:
        engine.dispose()
