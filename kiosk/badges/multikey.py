"""Public keys as identifiers: base58btc, multicodec, did:key and DID documents.

W3C Controlled Identifiers 1.0, 2.2.2 (Multikey); did:key method 0.9. Keys come out as PEM.
"""

from __future__ import annotations

from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt import PyJWK
from jwt.exceptions import PyJWTError

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES: Final = {letter: value for value, letter in enumerate(_ALPHABET)}
_MAX_LENGTH: Final = 160  # decoding is quadratic; a P-384 signature needs 132
_ED25519: Final = b"\xed\x01"
_CURVES: Final[dict[bytes, ec.EllipticCurve]] = {
    b"\x80\x24": ec.SECP256R1(),
    b"\x81\x24": ec.SECP384R1(),
}
_MIN_RSA_BITS: Final = 2_048

PublicKey = Ed25519PublicKey | ec.EllipticCurvePublicKey | RSAPublicKey


class BadKey(ValueError):
    """Not a public key of a kind we use."""


def base58_decode(text: str) -> bytes:
    """base58btc without its multibase letter. Raises BadKey."""
    if len(text) > _MAX_LENGTH or not set(text) <= _VALUES.keys():
        raise BadKey("not base58btc")
    number = 0
    for letter in text:
        number = number * 58 + _VALUES[letter]
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_pem(key: PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def pem_of_multikey(text: str) -> bytes:
    """A Multikey such as z6Mk... (Ed25519), zDna... (P-256) or z82L... (P-384)."""
    if not text.startswith("z"):
        raise BadKey("not a base58btc multikey")
    data = base58_decode(text[1:])
    code, rest = data[:2], data[2:]
    try:
        if code == _ED25519:
            return to_pem(Ed25519PublicKey.from_public_bytes(rest))
        if code in _CURVES:
            return to_pem(ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[code], rest))
    except ValueError as error:
        raise BadKey("malformed multikey") from error
    raise BadKey("unsupported kind of key")


def pem_of_did_key(did: str) -> bytes:
    """The key that a did:key names; a fragment must repeat it. Raises BadKey."""
    ident, _, fragment = did.removeprefix("did:key:").partition("#")
    if not did.startswith("did:key:") or fragment not in {"", ident}:
        raise BadKey("not a did:key")
    return pem_of_multikey(ident)


def pem_of_jwk(jwk: dict[str, Any]) -> bytes:
    """A public JWK (RFC 7517) of type OKP, EC or RSA (2,048 bits or more)."""
    if jwk.get("kty") not in {"OKP", "EC", "RSA"} or "d" in jwk:
        raise BadKey("not a public JWK")
    try:
        key = PyJWK(jwk, algorithm=_algorithm_of(jwk)).key
    except (PyJWTError, ValueError, TypeError, KeyError) as error:
        raise BadKey("malformed JWK") from error
    if isinstance(key, RSAPublicKey) and key.key_size < _MIN_RSA_BITS:
        raise BadKey("RSA key is too short")
    if isinstance(key, Ed25519PublicKey | ec.EllipticCurvePublicKey | RSAPublicKey):
        return to_pem(key)
    raise BadKey("unsupported kind of key")


def _algorithm_of(jwk: dict[str, Any]) -> str:
    curves = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
    by_type = {"OKP": "EdDSA", "RSA": "RS256", "EC": curves.get(str(jwk.get("crv")), "")}
    return by_type[jwk["kty"]]


def methods_of(document: dict[str, Any]) -> dict[str, bytes]:
    """The keys of a DID document or issuer profile by method id, unreadable ones left out."""
    found: dict[str, bytes] = {}
    methods = document.get("verificationMethod")
    controller = document.get("id")
    for method in methods if isinstance(methods, list) else []:
        if not isinstance(method, dict) or not isinstance(method.get("id"), str):
            continue
        try:
            found[_absolute(method["id"], controller)] = _method_pem(method)
        except BadKey:
            continue
    return found


def _absolute(ident: str, controller: object) -> str:
    return f"{controller}{ident}" if ident.startswith("#") else ident


def _method_pem(method: dict[str, Any]) -> bytes:
    jwk, multikey = method.get("publicKeyJwk"), method.get("publicKeyMultibase")
    if isinstance(jwk, dict):
        return pem_of_jwk(jwk)
    if isinstance(multikey, str):
        return pem_of_multikey(multikey)
    raise BadKey("no key we read")
