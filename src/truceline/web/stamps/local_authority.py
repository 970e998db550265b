"""A time-stamp authority in the data folder, for exercises and tests.

It proves nothing against whoever runs the service, since its key lies beside the log. It answers as any authority does
(RFC 3161), so that the service, its tests and its people work the same way before a contract with one is signed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import ObjectIdentifier
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from truceline.web.stamps import asn1 as der

LASTS = timedelta(days=3650)
SHA256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")
KNOWN_HASHES = {SHA256.dotted_string: 32, "2.16.840.1.101.3.4.2.2": 48, "2.16.840.1.101.3.4.2.3": 64}
ECDSA_SHA256 = ObjectIdentifier("1.2.840.10045.4.3.2")
TST_INFO = ObjectIdentifier("1.2.840.113549.1.9.16.1.4")
SIGNED_DATA = ObjectIdentifier("1.2.840.113549.1.7.2")
CONTENT_TYPE = ObjectIdentifier("1.2.840.113549.1.9.3")
MESSAGE_DIGEST = ObjectIdentifier("1.2.840.113549.1.9.4")
SIGNING_CERTIFICATE = ObjectIdentifier("1.2.840.113549.1.9.16.2.47")
POLICY = ObjectIdentifier("1.3.6.1.4.1.13762.3")  # the arc of OpenSSL's examples: a policy that promises nothing
GRANTED, REJECTED = 0, 2


class LocalAuthority:
    """Root, certificate and key below a folder, made on first use; only the key is a secret."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "key.pem").exists():
            _found(folder)
        self.root = x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())
        self.certificate = x509.load_pem_x509_certificate((folder / "certificate.pem").read_bytes())
        self.key: Any = load_pem_private_key((folder / "key.pem").read_bytes(), None)

    def answer(self, request: bytes) -> bytes:
        """A TimeStampResp for a TimeStampReq, both DER; a refusal for what makes no sense."""
        try:
            asked = der.decode(der.Request, request)
            fits = len(asked.imprint.hashed) == KNOWN_HASHES[asked.imprint.algorithm.algorithm.dotted_string]
        except (ValueError, KeyError):
            fits = False
        if not fits:
            return bytes(der.encode(der.Response(status=der.Status(status=REJECTED), token=None)))
        token = der.Token(kind=SIGNED_DATA, content=self._signed(asked))
        return bytes(der.encode(der.Response(status=der.Status(status=GRANTED), token=token)))

    def _signed(self, asked: Any) -> Any:
        info = der.Info(
            version=1,
            policy=asked.policy or POLICY,
            imprint=asked.imprint,
            serial=int.from_bytes(secrets.token_bytes(15), "big"),
            at=asn1.GeneralizedTime(datetime.now(UTC).replace(microsecond=0)),
            nonce=asked.nonce,
        )
        said = der.encode(info)
        cert_id = der.CertId(hashed=self.certificate.fingerprint(hashes.SHA256()))
        attributes = asn1.SetOf(
            [
                _attribute(CONTENT_TYPE, TST_INFO),
                _attribute(MESSAGE_DIGEST, hashlib.sha256(said).digest()),
                _attribute(SIGNING_CERTIFICATE, der.SigningCertificate(certs=[cert_id])),
            ]
        )
        signer = der.SignerInfo(
            version=1,
            signer=der.Signer(issuer=self.certificate.issuer, serial=self.certificate.serial_number),
            digest_algorithm=_algorithm(SHA256),
            signed=der.part(attributes, der.CONTEXT_0),
            signature_algorithm=_algorithm(ECDSA_SHA256),
            signature=self.key.sign(der.encode(attributes), ec.ECDSA(hashes.SHA256())),
        )
        return der.SignedData(
            version=3,
            digest_algorithms=asn1.SetOf([_algorithm(SHA256)]),
            content=der.Content(kind=TST_INFO, content=said),
            certificates=der.certificates(self.certificate),
            signers=asn1.SetOf([signer]),
        )


def _algorithm(name: ObjectIdentifier) -> Any:
    return der.Algorithm(algorithm=name, parameters=None)


def _attribute(kind: ObjectIdentifier, value: Any) -> Any:
    return der.Attribute(kind=kind, values=der.part(asn1.SetOf([value])))


def _found(folder: Path) -> None:
    """Make a root and a certificate for time-stamping. The root's key is thrown away: its work is done."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    earlier = folder / "root.pem"
    if earlier.exists():  # after a restore the key is gone; what the earlier one signed holds on
        number = x509.load_pem_x509_certificate(earlier.read_bytes()).serial_number
        earlier.replace(folder / f"root-{number:x}.pem")
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name("Truceline local test authority, root")
    usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False)
    usage |= {"encipher_only": False, "decipher_only": False}
    root = (
        _draft(root_name, root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=False, key_cert_sign=True, crl_sign=True, **usage), critical=True
        )
        .sign(root_key, hashes.SHA256())
    )
    usage["content_commitment"] = True
    certificate = (
        _draft(_name("Truceline local test authority"), root_name, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, key_cert_sign=False, crl_sign=False, **usage), critical=True
        )
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    _write(folder / "root.pem", root.public_bytes(Encoding.PEM))
    _write(folder / "certificate.pem", certificate.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(folder / "key.pem", private)  # last: what exists is complete


def _draft(subject: x509.Name, issuer: x509.Name, key: Any) -> x509.CertificateBuilder:
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)  # clocks differ
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + LASTS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
