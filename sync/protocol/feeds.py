"""The feeds by name, and one record to and from JSON.

`decode` is strict about types and lenient about unknown fields, so that a newer hub does not
break an older kiosk; a record that breaks the schema raises `BadItem` with the path to the fault.
"""

from collections.abc import Mapping

import msgspec

from sync.model import (
    Activity,
    Badge,
    HostedAssertion,
    Issuer,
    IssuerDocument,
    Notice,
    Organization,
    Place,
    Playlist,
    Registration,
    StaffAccount,
    StatusList,
    Subsidy,
    Topic,
)
from sync.protocol.errors import BadItem

CITY_FEEDS: Mapping[str, type[msgspec.Struct]] = {
    "organization": Organization,
    "place": Place,
    "topic": Topic,
    "badge": Badge,
    "subsidy": Subsidy,
    "activity": Activity,
    "playlist": Playlist,
    "notice": Notice,
    "issuer": Issuer,
    "issuer_document": IssuerDocument,
    "status_list": StatusList,
    "hosted_assertion": HostedAssertion,
}
"""Open to everybody."""

PEOPLE_FEEDS: Mapping[str, type[msgspec.Struct]] = {
    "registration": Registration,
    "staff": StaffAccount,
}
"""Need the device's token, and hold only that kiosk's place."""

FEEDS: Mapping[str, type[msgspec.Struct]] = {**CITY_FEEDS, **PEOPLE_FEEDS}

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoders = {kind: msgspec.json.Decoder(struct, strict=True) for kind, struct in FEEDS.items()}


def encode(value: object) -> bytes:
    """Any model or protocol value as compact UTF-8 JSON."""
    return _encoder.encode(value)


def decode(kind: str, data: bytes | msgspec.Raw) -> msgspec.Struct:
    """The record of this kind, or `BadItem`."""
    try:
        return _decoders[kind].decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadItem(kind, str(error)) from error
