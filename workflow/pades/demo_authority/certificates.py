"""The profiles of the demo's certificates (RFC 5280, RFC 3161, RFC 6960)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
CA_YEARS = 20
# Another machine's clock may be behind ours; a certificate of now must hold there.
CLOCK_SLACK = timedelta(minutes=5)
YEAR = timedelta(days=365)
RSA_BITS = 3072


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A certificate with its key, able to issue others."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where verifiers find the status of what an issuer issued."""

    crl_url: str
    ocsp_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one kind of certificate may do."""

    usage: x509.KeyUsage
    extended: Sequence[x509.ObjectIdentifier] = ()
    authority_depth: int | None = None
    is_authority: bool = False
    # For OCSP responders alone: else their own status would be asked of themselves.
    no_check: bool = False


def new_key(algorithm: str = "p256") -> PrivateKey:
    """Make a key: `p256` (default) or `rsa3072`."""
    if algorithm == "rsa3072":
        return rsa.generate_private_key(public_exponent=65_537, key_size=RSA_BITS)
    if algorithm == "p256":
        return ec.generate_private_key(ec.SECP256R1())
    raise ValueError(f"unknown key algorithm {algorithm!r}")


def new_authority_key() -> ec.EllipticCurvePrivateKey:
    """Make a P-256 key for an authority."""
    return ec.generate_private_key(ec.SECP256R1())


def _usage(
    *, signs: bool = False, commits: bool = False, issues: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=commits,
        key_cert_sign=issues,
        crl_sign=issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


ROOT = Profile(usage=_usage(issues=True), is_authority=True)
# Depth 0: it issues to people and never makes another authority.
ISSUING = Profile(usage=_usage(issues=True), is_authority=True, authority_depth=0)
STAMPING = Profile(
    usage=_usage(signs=True), extended=(ExtendedKeyUsageOID.TIME_STAMPING,)
)
RESPONDING = Profile(
    usage=_usage(signs=True),
    extended=(ExtendedKeyUsageOID.OCSP_SIGNING,),
    no_check=True,
)
SIGNING = Profile(usage=_usage(signs=True, commits=True))
"""Carries nonRepudiation: pyHanko and PAdES demand it of a signer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A certificate before it is signed."""

    subject: x509.Name
    public_key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey
    profile: Profile
    valid_from: datetime
    valid_until: datetime
    email: str | None = None


def long_lived(
    common_name: str, key: ec.EllipticCurvePrivateKey, profile: Profile, org: str
) -> Draft:
    """Draft a certificate of the authority itself: valid for twenty years."""
    now = datetime.now(UTC)
    return Draft(
        subject=name(common_name, organisation=org),
        public_key=key.public_key(),
        profile=profile,
        # Letters of the demo may claim times well before the demo was made.
        valid_from=now - 5 * YEAR,
        valid_until=now + CA_YEARS * YEAR,
    )


def name(common_name: str, *, organisation: str, **more: str) -> x509.Name:
    """Build a subject; `more` may hold `unit`, `title` and `person_id`."""
    optional = {
        "unit": NameOID.ORGANIZATIONAL_UNIT_NAME,
        "title": NameOID.TITLE,
        "person_id": NameOID.SERIAL_NUMBER,
    }
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name),
    ]
    parts += [
        x509.NameAttribute(oid, more[key])
        for key, oid in optional.items()
        if more.get(key)
    ]
    return x509.Name(parts)


def issue(
    draft: Draft, issuer: Issuer, places: Places | None = None
) -> x509.Certificate:
    """Sign `draft` by `issuer`; `places` tell where its status is found."""
    builder = _builder(draft, issuer.certificate.subject)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
        critical=False,
    )
    if places is not None:
        builder = _with_places(builder, places)
    return builder.sign(issuer.key, hashes.SHA256())


def self_sign(draft: Draft, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """Make a root out of `draft`."""
    return _builder(draft, draft.subject).sign(key, hashes.SHA256())


def _builder(draft: Draft, issuer: x509.Name) -> x509.CertificateBuilder:
    profile = draft.profile
    builder = (
        x509.CertificateBuilder()
        .subject_name(draft.subject)
        .issuer_name(issuer)
        .public_key(draft.public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(draft.valid_from)
        .not_valid_after(draft.valid_until)
        .add_extension(
            x509.BasicConstraints(profile.is_authority, profile.authority_depth),
            critical=True,
        )
        .add_extension(profile.usage, critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(draft.public_key), critical=False
        )
    )
    if profile.extended:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage(profile.extended), critical=True
        )
    if profile.no_check:
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    if draft.email:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.RFC822Name(draft.email)]), critical=False
        )
    return builder


def _with_places(
    builder: x509.CertificateBuilder, places: Places
) -> x509.CertificateBuilder:
    where = [x509.UniformResourceIdentifier(places.crl_url)]
    builder = builder.add_extension(
        x509.CRLDistributionPoints([x509.DistributionPoint(where, None, None, None)]),
        critical=False,
    )
    if places.ocsp_url is None:
        return builder
    answerer = x509.AccessDescription(
        x509.oid.AuthorityInformationAccessOID.OCSP,
        x509.UniformResourceIdentifier(places.ocsp_url),
    )
    return builder.add_extension(
        x509.AuthorityInformationAccess([answerer]), critical=False
    )
