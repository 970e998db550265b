"""The few structures of RFC 3161 and RFC 5652 that an authority answers with, as cryptography encodes them.

Annotations are read while the classes are made, so this module does without postponed ones.
"""

from typing import Annotated, Any

from cryptography.hazmat import asn1
from cryptography.x509 import Certificate, Name, ObjectIdentifier

encode: Any = asn1.encode_der
decode: Any = asn1.decode_der
SET, CONTEXT_0 = 0x31, 0xA0


def part(value: Any, tag: int | None = None) -> asn1.TLV:
    """A value as a ready piece; ``tag`` instead of its own, where the RFC says IMPLICIT."""
    made: bytes = encode(value)
    return decode(asn1.TLV, bytes([tag]) + made[1:] if tag is not None else made)  # type: ignore[no-any-return]


@asn1.sequence
class Algorithm:
    algorithm: ObjectIdentifier
    parameters: asn1.Null | None


@asn1.sequence
class Imprint:
    algorithm: Algorithm
    hashed: bytes


@asn1.sequence
class Request:
    """TimeStampReq."""

    version: int
    imprint: Imprint
    policy: ObjectIdentifier | None
    nonce: int | None
    cert_req: Annotated[bool, asn1.Default(False)]


@asn1.sequence
class Info:
    """TSTInfo: what the authority says."""

    version: int
    policy: ObjectIdentifier
    imprint: Imprint
    serial: int
    at: asn1.GeneralizedTime
    nonce: int | None


@asn1.sequence
class CertId:
    """ESSCertIDv2 with SHA-256, which is its default and therefore left out."""

    hashed: bytes


@asn1.sequence
class SigningCertificate:
    certs: list[CertId]


@asn1.sequence
class Attribute:
    kind: ObjectIdentifier
    values: asn1.TLV  # a SET of one


@asn1.sequence
class Signer:
    """IssuerAndSerialNumber."""

    issuer: Name
    serial: int


@asn1.sequence
class SignerInfo:
    version: int
    signer: Signer
    digest_algorithm: Algorithm
    signed: asn1.TLV  # [0] IMPLICIT SET OF Attribute
    signature_algorithm: Algorithm
    signature: bytes


@asn1.sequence
class Content:
    """EncapsulatedContentInfo."""

    kind: ObjectIdentifier
    content: Annotated[bytes, asn1.Explicit(0)]


@asn1.sequence
class SignedData:
    version: int
    digest_algorithms: asn1.SetOf[Algorithm]
    content: Content
    certificates: asn1.TLV  # [0] IMPLICIT SET OF Certificate
    signers: asn1.SetOf[SignerInfo]


@asn1.sequence
class Token:
    """ContentInfo."""

    kind: ObjectIdentifier
    content: Annotated[SignedData, asn1.Explicit(0)]


@asn1.sequence
class Status:
    status: int


@asn1.sequence
class Response:
    """TimeStampResp; no token where it was refused."""

    status: Status
    token: Token | None


def certificates(*given: Certificate) -> asn1.TLV:
    return part(asn1.SetOf(list(given)), CONTEXT_0)
