"""Makes what the search server and its clients need to speak TLS with each other.

    python deploy/compose/search_certificates.py FOLDER [OWNER]

Writes `ca.crt`, which anybody may read, and `server.crt` with `server.key` for the user
of the server alone (a numeric id). Whatever has more than a year left stays: the
command runs at every start. The authority's key is never written, so nobody can
make a second certificate that our clients would trust.
"""

import datetime as dt
import os
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAMES = ("search", "localhost")
VALID, LEFT = dt.timedelta(days=5 * 365), dt.timedelta(days=365)
ALL_MAY_READ, OWNER_MAY_READ = 0o644, 0o400


def main() -> int:
    """Make the files where they are missing or soon too old."""
    place, *named = sys.argv[1:]
    folder, owner = Path(place), int(named[0]) if named else os.getuid()
    if is_good(folder):
        return 0
    authority_key, authority = make_authority()
    key = ec.generate_private_key(ec.SECP256R1())
    server = make_server(key, authority_key, authority)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    files = (
        ("server.key", secret, OWNER_MAY_READ),
        ("server.crt", pem(server), ALL_MAY_READ),
        ("ca.crt", pem(authority), ALL_MAY_READ),
    )
    for name, content, mode in files:
        write(folder / name, content, mode, owner)
    return 0


def is_good(folder: Path) -> bool:
    """Tell whether all is there and lasts another year."""
    paths = [folder / name for name in ("ca.crt", "server.crt", "server.key")]
    if not all(path.exists() for path in paths):
        return False
    until = min(
        x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
        for path in paths[:2]
    )
    return until - dt.datetime.now(dt.UTC) > LEFT


def make_authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Return a key and its own certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "eOffice search CA")])
    made = begun(name, name, key.public_key())
    made = made.add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    made = made.add_extension(usage(signs=True), critical=True)
    return key, made.sign(key, hashes.SHA256())


def make_server(
    key: ec.EllipticCurvePrivateKey,
    authority_key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
) -> x509.Certificate:
    """Return the certificate of the server, for the names it is called by."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAMES[0])])
    called = x509.SubjectAlternativeName([x509.DNSName(one) for one in NAMES])
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(
        authority_key.public_key()
    )
    made = begun(name, authority.subject, key.public_key())
    made = made.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    made = made.add_extension(usage(signs=False), critical=True)
    made = made.add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
    )
    made = made.add_extension(called, critical=False)
    made = made.add_extension(issuer, critical=False)
    return made.sign(authority_key, hashes.SHA256())


def begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    """Return a certificate with names, key and days."""
    now = dt.datetime.now(dt.UTC)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + VALID)
        .add_extension(identifier, critical=False)
    )


def usage(*, signs: bool) -> x509.KeyUsage:
    """Return what a key is for: signing certificates, or speaking."""
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def pem(certificate: x509.Certificate) -> bytes:
    """Return the certificate as text."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def write(path: Path, content: bytes, mode: int, owner: int) -> None:
    """Put a whole file in place; half of one is never there."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_bytes(content)
    part.chmod(mode)
    os.chown(part, owner, -1)
    part.replace(path)


if __name__ == "__main__":
    raise SystemExit(main())
