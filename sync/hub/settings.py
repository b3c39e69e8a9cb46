"""What the hub knows of itself: its name, its city, the admin token's hash."""

import secrets

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.schema import setting
from sync.model import City
from sync.protocol.feeds import encode


def get_setting(connection: Connection, key: str) -> str | None:
    """A stored value, or None."""
    found: str | None = connection.execute(
        sa.select(setting.c.value).where(setting.c.key == key)
    ).scalar()
    return found


def put_setting(connection: Connection, key: str, value: str) -> None:
    """Store a value, inside the caller's `Database.write()`."""
    connection.execute(sa.delete(setting).where(setting.c.key == key))
    connection.execute(sa.insert(setting).values(key=key, value=value))


def get_city(connection: Connection) -> City | None:
    """The city's own settings, None before the first import."""
    found = get_setting(connection, "city")
    return msgspec.json.decode(found, type=City) if found else None


def put_city(connection: Connection, city: City) -> bool:
    """Store the city's settings; whether they changed."""
    data = encode(city).decode()
    if get_setting(connection, "city") == data:
        return False
    put_setting(connection, "city", data)
    return True


def hub_id(connection: Connection) -> str:
    """This hub's own id, made at its first start."""
    found = get_setting(connection, "hub")
    if found is None:
        found = "hub-" + secrets.token_hex(8)
        put_setting(connection, "hub", found)
    return found
