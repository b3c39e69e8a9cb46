"""The port to openbadgeslib: Data Integrity proofs over RDF, and nothing else of it.

The library bounds canonicalization and refuses edits that keep the signature valid, which is
why we use it. It is reached only here, because some of what we need is not public in 4.6:
a clock we can set, a second cryptosuite, and its check that JSON says what was signed.
A library that lost one of these raises `Unavailable`, never a green verdict.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, ldp, verifier
from openbadgeslib.ob3._canon_guard import CanonicalizationWorkExceeded, WorkBudget
from openbadgeslib.ob3._structure_screen import StructureLimitExceeded
from openbadgeslib.ob3.contexts import UnknownContextError, document_loader

from kiosk.badges.multikey import BadKey, base58_decode

EDDSA: Final = "eddsa-rdfc-2022"
ECDSA: Final = "ecdsa-rdfc-2019"
# The library adds its own leeway, which the last day of the calendar has no room for.
LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)
_SLIPS: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_ONE_CLOCK: Final = threading.Lock()
SUITES: Final = frozenset({EDDSA, ECDSA})


class NotCached(Exception):
    """Something asked for the network. A kiosk has only what the sync brought."""


class Unavailable(Exception):
    """The installed library lacks what this port relies on."""


class Refused(Exception):
    """The proof does not hold, or the JSON is not what it covers."""


class TooComplex(Refused):
    """A budget ran out before the signature could be looked at."""


class UnknownContext(Refused):
    """It uses a vocabulary we do not carry, so we cannot say what was signed."""


def never_download(url: str, *_args: object, **_options: object) -> bytes:
    """The downloader we hand to the library."""
    raise NotCached(url)


def check_badge(document: dict[str, Any], pem: bytes, at: datetime) -> None:
    """A whole Open Badges 3.0 credential: proof, JSON form and model, as of `at`.

    Raises Refused, one of its kinds, or Unavailable. Status is not looked at.
    """
    _prepare()
    with _clock(at), _translated():
        OB3LdpVerifier(pubkey_pem=pem).verify(
            copy.deepcopy(document), check_status=False, download=never_download
        )


def check_document(document: dict[str, Any], pem: bytes, at: datetime) -> None:
    """Any credential, such as a status list: proof and JSON form. Raises as `check_badge`."""
    _prepare()
    with _clock(at), _translated():
        proof = ldp._select_proof(document)
        ldp._check_json_ld_form(document, proof, document_loader())
        ldp.verify_data_integrity_proof(document, pem)


def check_proof_only(
    document: dict[str, Any], pem: bytes, contexts: Mapping[str, dict[str, Any]]
) -> None:
    """The bare proof with extra contexts, for published test vectors. Never for a verdict."""
    _prepare()
    with _translated():
        ldp.verify_data_integrity_proof(document, pem, extra_contexts=contexts)


@cache
def _prepare() -> None:
    """Add ecdsa-rdfc-2019 beside the library's own suites, once for the process."""
    try:
        for name in ("_CRYPTOSUITES", "_select_proof", "_check_json_ld_form", "_canonize"):
            getattr(ldp, name)
        for module in (ldp, verifier):
            module.datetime  # noqa: B018
    except AttributeError as error:
        raise Unavailable("openbadgeslib has changed inside") from error
    ldp._CRYPTOSUITES[ECDSA] = _verify_ecdsa


def _verify_ecdsa(document: dict[str, Any], proof: dict[str, Any], pem: bytes, loader: Any) -> None:
    """vc-di-ecdsa 1.0, 3.2.2: SHA-256 with P-256, SHA-384 with P-384, r and s side by side."""
    key = load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.key_size not in {256, 384}:
        raise OB3VerificationError("ecdsa-rdfc-2019 needs a P-256 or P-384 key")
    digest: hashes.HashAlgorithm = hashes.SHA256() if key.key_size == 256 else hashes.SHA384()
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise OB3VerificationError("proofValue is not base58btc")
    try:
        raw = base58_decode(value[1:])
    except BadKey as error:
        raise OB3VerificationError("proofValue is not base58btc") from error
    half = key.key_size // 8
    if len(raw) != 2 * half:
        raise OB3VerificationError("proofValue has the wrong size")
    unsecured = {name: item for name, item in document.items() if name != "proof"}
    options = {name: item for name, item in proof.items() if name != "proofValue"}
    options["@context"] = document.get("@context")
    budget = WorkBudget()
    data = b"".join(
        _digest(digest, ldp._canonize(item, loader, budget)) for item in (options, unsecured)
    )
    r, s = int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")
    try:
        key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest))
    except InvalidSignature:
        raise OB3VerificationError("signature mismatch") from None


def _digest(kind: hashes.HashAlgorithm, text: str) -> bytes:
    state = hashes.Hash(kind)
    state.update(text.encode("utf-8"))
    return state.finalize()


@contextmanager
def _clock(at: datetime) -> Iterator[None]:
    """The library reads the system's clock and has no parameter for it.

    We judge dates ourselves, after the signature and by the corrected time of the sync; so
    its clock stands at a moment when the badge, by its own dates, is valid.
    """

    at = min(at, LAST)

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Standing:
            moment = at.astimezone(tz)
            return cls.combine(moment.date(), moment.timetz())

    places: tuple[Any, ...] = (ldp, verifier)
    with _ONE_CLOCK:
        kept = [place.datetime for place in places]
        for place in places:
            place.datetime = Standing
        try:
            yield
        finally:
            for place, clock in zip(places, kept, strict=True):
                place.datetime = clock


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except ldp.OB3GuardUnavailable as error:
        raise Unavailable("canonicalization cannot be bounded") from error
    except OB3VerificationError as error:
        raise _translate(error) from error
    except _SLIPS as error:
        # The library promises its own errors only; a slip of it must not pass for a crash of ours.
        raise Refused(f"unexpected {type(error).__name__}") from error


def _translate(error: OB3VerificationError) -> Refused:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, CanonicalizationWorkExceeded | StructureLimitExceeded):
            return TooComplex("over budget")
        if isinstance(seen, UnknownContextError):
            return UnknownContext("context not carried")
        seen = seen.__cause__ or seen.__context__
    return Refused(type(error).__name__)
