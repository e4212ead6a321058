"""What this installation trusts, read from its trust folder.

`root.pem` (and other `*.root.pem`) are roots, the rest of `*.pem` helps to build
chains, `*.crl` are revocation lists (DER) kept fresh by whoever runs the authority.
With the demo authority the lists are renewed here and every root is marked demo.
"""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from eoffice.environment import environment
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.errors import Unavailable
from workflow.signing.ports import RevocationData
from workflow.verification.policy import Policy, RootKind, TrustRoot


def _is_demo() -> bool:
    return environment().SIGNATURE_AUTHORITY == "demo"


def _folder() -> Path:
    return Path(environment().TRUST_DIR)


def _pem(pattern: str) -> list[bytes]:
    """Return the certificates (DER) of the files that match, self-signed last."""
    found: dict[bytes, None] = {}
    for path in sorted(_folder().glob(pattern)):
        for certificate in x509.load_pem_x509_certificates(path.read_bytes()):
            found[certificate.public_bytes(Encoding.DER)] = None
    return list(found)


def roots() -> tuple[TrustRoot, ...]:
    """Return the trusted roots, each with whose it is."""
    kind: RootKind = "demo" if _is_demo() else "own"
    return tuple(TrustRoot(kind=kind, certificate=der) for der in _pem("root.pem"))


def intermediates() -> tuple[bytes, ...]:
    """Return the certificates between signers and roots, DER."""
    trusted = {root.certificate for root in roots()}
    return tuple(der for der in _pem("*.pem") if der not in trusted)


def revocation() -> RevocationData:
    """Return the revocation lists at hand.

    Raises:
        Unavailable: there is none; *unknown* is not *good*.
    """
    if _is_demo():
        try:
            return DemoAuthority(_folder()).revocation_data()
        except FileNotFoundError as missing:  # no authority has been set up yet
            raise Unavailable(state="revocation_unknown") from missing
    crls = tuple(path.read_bytes() for path in sorted(_folder().glob("*.crl")))
    if not crls:
        raise Unavailable(state="revocation_unknown")
    return RevocationData(crls=crls)


def policy() -> Policy:
    """Return what a verification believes now."""
    try:
        data = revocation()
    except Unavailable:
        data = RevocationData()
    return Policy(
        roots=roots(),
        intermediates=intermediates(),
        crls=data.crls,
        ocsps=data.ocsps,
        max_bytes=settings.UPLOAD_LIMIT_BYTES,
    )
