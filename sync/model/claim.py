"""How a catalogue may know a claim link without holding its code.

A claim code is a bearer secret of a few letters, so a plain digest of it could be turned back in
seconds. This one costs a twentieth of a second a guess, years for all codes of six letters; still,
only links that hang on a wall anyway belong in a catalogue.
"""

import hashlib
import re
from typing import Final

PREFIX: Final = "urn:col:claim:"
_LINK: Final = re.compile(
    r"https://(?P<host>[a-z0-9-]+\.cityoflearning\.eu)/claim\?"
    r"(?:code=(?P<code>[A-Za-z0-9]{4,32})(?:&qr=1)?|qr=1&code=(?P<last>[A-Za-z0-9]{4,32}))"
)


def claim_name(host: str, code: str) -> str:
    """The name of this claim among a badge's `same_as`."""
    digest = hashlib.scrypt(code.encode(), salt=host.encode(), n=2**14, r=8, p=1, dklen=16)
    return PREFIX + digest.hex()


def name_of_link(link: str) -> str:
    """As `claim_name`, of a whole claim link; empty if it is none."""
    found = _LINK.fullmatch(link)
    return claim_name(found["host"], found["code"] or found["last"]) if found else ""
