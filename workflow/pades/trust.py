"""What this installation trusts, read from its trust folder.

`root.pem` (and other `*.root.pem`) are roots, the rest of `*.pem` helps to build
chains, `*.crl` are revocation lists kept fresh by the person who runs the authority;
each is taken as PEM and as DER. A file that cannot be read costs itself alone: it is
logged, and the part `trust` of `/readyz` names it.
With the demo authority the lists are renewed here and every root is marked demo.
"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from eoffice.environment import environment
from eoffice.errors import ServiceDown
from workflow.pades.demo_authority import DemoAuthority
from workflow.pades.errors import Unavailable
from workflow.pades.ports import RevocationData
from workflow.verification.policy import Policy, RootKind, TrustRoot

logger = logging.getLogger(__name__)
PEM = b"-----BEGIN "


class TrustUnreadable(ServiceDown):
    """Files of the trust folder cannot be read; the code names them."""

    def __init__(self, names: list[str]) -> None:
        """Name the files."""
        super().__init__()
        self.code = f"unreadable: {', '.join(names)}"


def _is_demo() -> bool:
    return environment().SIGNATURE_AUTHORITY == "demo"


def _folder() -> Path:
    return Path(environment().TRUST_DIR)


def _is_root(path: Path) -> bool:
    return path.name == "root.pem" or path.name.endswith(".root.pem")


def _pem_files(*, are_roots: bool) -> list[Path]:
    found = sorted(_folder().glob("*.pem"))
    return [path for path in found if _is_root(path) is are_roots]


def _lists() -> list[Path]:
    return sorted(_folder().glob("*.crl"))


def _certificates_in(
    paths: list[Path], parse: Callable[[bytes], list[bytes]]
) -> tuple[bytes, ...]:
    """Return what the files hold (DER), each thing once, without the unreadable."""
    found: dict[bytes, None] = {}
    for path in paths:
        try:
            found.update(dict.fromkeys(parse(path.read_bytes())))
        except (OSError, ValueError):
            logger.warning("trust.unreadable", extra={"file": path.name})
    return tuple(found)


def _certificates(content: bytes) -> list[bytes]:
    if PEM in content:
        read = x509.load_pem_x509_certificates(content)
    else:
        read = [x509.load_der_x509_certificate(content)]
    return [certificate.public_bytes(Encoding.DER) for certificate in read]


def _revocation_lists(content: bytes) -> list[bytes]:
    is_pem = PEM in content
    load = x509.load_pem_x509_crl if is_pem else x509.load_der_x509_crl
    return [load(content).public_bytes(Encoding.DER)]


def roots() -> tuple[TrustRoot, ...]:
    """Return the trusted roots, each with whose it is."""
    kind: RootKind = "demo" if _is_demo() else "own"
    certificates = _certificates_in(_pem_files(are_roots=True), _certificates)
    return tuple(TrustRoot(kind=kind, certificate=der) for der in certificates)


def intermediates() -> tuple[bytes, ...]:
    """Return the certificates between signers and roots, DER."""
    trusted = {root.certificate for root in roots()}
    certificates = _certificates_in(_pem_files(are_roots=False), _certificates)
    # A bundle often holds its root as well; trust comes from the root files alone.
    return tuple(der for der in certificates if der not in trusted)


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
    crls = _certificates_in(_lists(), _revocation_lists)
    if not crls:
        raise Unavailable(state="revocation_unknown")
    return RevocationData(crls=crls)


# Without lists a verification still says what it can: "cannot be determined".
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


def check_readable() -> None:
    """Read every file of the trust folder: a health check.

    Raises:
        TrustUnreadable: which of them cannot be read.
    """
    broken = [path.name for path in _unreadable()]
    if broken:
        raise TrustUnreadable(broken)


def _unreadable() -> Iterator[Path]:
    certificates = (*_pem_files(are_roots=True), *_pem_files(are_roots=False))
    wanted = [(path, _certificates) for path in certificates]
    wanted += [(path, _revocation_lists) for path in _lists()]
    for path, parse in wanted:
        try:
            parse(path.read_bytes())
        except (OSError, ValueError):
            yield path
