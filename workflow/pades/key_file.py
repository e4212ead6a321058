"""Opening a PKCS#12: key and certificate, quickly once the file is known good.

The library tests an RSA key for primality at every load, 120 ms at RSA-3072. That is
needed once, when the file is enrolled. After that the shrouded key inside the same
encrypted file is opened without the test, and must belong to the enrolled certificate.
"""

from collections.abc import Iterator

from asn1crypto import pkcs12 as structure
from asn1crypto import x509
from cryptography import x509 as keyed
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    load_der_private_key,
    pkcs12,
)

from workflow.pades.errors import SignerNotActive, WrongSecret
from workflow.pades.loaded_key import PrivateKey
from workflow.pades.ports import Secret

Unlocked = tuple[PrivateKey, x509.Certificate]


def unlocked(p12: bytes, certificate: bytes, secret: Secret) -> Unlocked:
    """Return key and certificate; `certificate` is the enrolled one (DER).

    Raises `WrongSecret`, or `SignerNotActive` for a file that cannot be used.
    """
    key = _known_key(p12, certificate, secret)
    if key is not None:
        return key, x509.Certificate.load(certificate)
    return checked_wholly(p12, secret)


def checked_wholly(p12: bytes, secret: Secret) -> Unlocked:
    """Open with every check of the library; as `unlocked` otherwise."""
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(p12, secret.reveal())
    except ValueError:
        # The library's own text is dropped: it may tell about the secret.
        raise WrongSecret from None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SignerNotActive(state="key_not_supported")
    if certificate is None:
        raise SignerNotActive(state="no_certificate")
    return key, x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _known_key(p12: bytes, certificate: bytes, secret: Secret) -> PrivateKey | None:
    """Return the enrolled certificate's key; None: let the library judge the file.

    A wrong secret ends there too, where the file's MAC decides.
    """
    try:
        [shrouded] = _shrouded_keys(p12)
        key = load_der_private_key(
            shrouded, secret.reveal(), unsafe_skip_rsa_key_validation=True
        )
        known = keyed.load_der_x509_certificate(certificate).public_key()
    except (ValueError, TypeError, KeyError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        return None
    # Unsafe only for a stranger's key: this one was tested when it was enrolled.
    return key if key.public_key() == known else None


def _shrouded_keys(p12: bytes) -> Iterator[bytes]:
    """Yield the encrypted keys (PKCS#8, DER) that lie open to sight in the file."""
    for part in structure.Pfx.load(p12).authenticated_safe:
        if part["content_type"].native != "data":
            continue
        for bag in structure.SafeContents.load(part["content"].native):
            if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                yield bag["bag_value"].untag().dump()
