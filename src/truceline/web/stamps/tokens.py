"""What is stamped, and whether an answer stamps it. No database here.

The text that is stamped is what ``audit verify`` prints as the head, with a line feed: anybody can hash it by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.base import HashAlgorithm

from truceline.vocabulary.errors import TrucelineError, problem

HASHES = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512"}


def head_text(seq: int, entry_hash: str) -> bytes:
    return f"{seq}:{entry_hash}\n".encode()


def request_for(text: bytes) -> Any:
    """A request with a nonce, which the answer must repeat, and for the authority's certificate."""
    builder = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256)
    return builder.cert_request(cert_request=True).build()


def check(answer: bytes, roots: Sequence[x509.Certificate], text: bytes | None = None, request: Any = None) -> Any:
    """The answer, decoded, if a trusted authority signed it (with a certificate valid then) and it stamps ``text``.

    Raises E-STAMP-002 with the cause.
    """
    try:
        decoded = decode_timestamp_response(answer)
        builder = VerifierBuilder.from_request(request) if request else VerifierBuilder(roots=[])
        for root in roots:
            builder = builder.add_root_certificate(root)
        verifier = builder.build()
        verifier.verify(decoded, decoded.tst_info.message_imprint.message)
        if text is not None:
            verifier.verify_message(decoded, text)
    except (VerificationError, ValueError) as error:
        raise TrucelineError(problem("E-STAMP-002", "time-stamp", cause=_plain(str(error)))) from error
    return decoded


def _plain(cause: str) -> str:
    """The part of a library's message that a person can read."""
    return cause.split(": ErrorStack")[0].split("[Error {")[0].strip(" :([") or "it cannot be decoded"


def stamps(decoded: Any, text: bytes) -> bool:
    """Whether an answer is about a text; its signature is another matter."""
    imprint = decoded.tst_info.message_imprint
    name = HASHES.get(imprint.hash_algorithm.dotted_string)
    return name is not None and hashlib.new(name, text).digest() == bytes(imprint.message)


def roots_in(*places: Path) -> list[x509.Certificate]:
    """Certificates of PEM files, each once. Raises E-STAMP-003."""
    found: dict[bytes, x509.Certificate] = {}
    for path in places:
        try:
            for one in load_pem_x509_certificates(path.read_bytes()):
                found[one.public_bytes(encoding=_der())] = one
        except (OSError, ValueError) as error:
            cause = getattr(error, "strerror", None) or "it holds no certificate in PEM"
            raise TrucelineError(problem("E-STAMP-003", str(path), cause=cause)) from error
    return list(found.values())


def _der() -> Any:
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.DER
