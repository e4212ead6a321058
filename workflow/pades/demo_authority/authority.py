"""The demo authority's acts: set up, issue, revoke, tell the status, stamp."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from workflow.pades.demo_authority import certificates as profiles
from workflow.pades.demo_authority.revocation import (
    RevokedCertificate,
    build_crl,
    build_ocsp_answer,
)
from workflow.pades.demo_authority.stamping import StampingAuthority
from workflow.pades.demo_authority.state import AuthorityFolder, IssuedEntry, pem
from workflow.pades.ports import RevocationData

# In every name, so that even other viewers show that this is a demo.
MARK = "DEMO"
CRL_LIFE = timedelta(hours=24)
# Well before they end, so that no signer meets a list that is past its day.
CRL_RENEWED_AFTER = timedelta(minutes=30)
SIGNER_LIFE = timedelta(days=730)
# Few: keys of the demo guard nothing, and its files are opened very often.
KDF_ROUNDS = 20_000
AUTHORITIES = ("root", "issuing", "tsa", "ocsp")
DEFAULT_URL = "http://127.0.0.1:8318"


class DemoRefused(RuntimeError):
    """The demo authority was asked to work beside a production host name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerRequest:
    """Whom to issue a signing certificate for.

    `person_id` (a NIP, never a NIK: certificates are public) becomes the
    subject's serialNumber. Past dates make an expired signer.
    """

    common_name: str
    person_id: str = ""
    title: str = ""
    unit: str = ""
    email: str | None = None
    algorithm: str = "p256"
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedSigner:
    """A new signer: the encrypted PKCS#12 and what to remember of it."""

    p12: bytes = field(repr=False)
    serial: int
    certificate: bytes
    not_after: datetime


class DemoAuthority:
    """One authority in one folder; safe to open from several processes."""

    def __init__(self, folder: Path) -> None:
        """Open the authority kept in `folder` (see `create`)."""
        self._folder = AuthorityFolder(folder)
        self._certificates = {}
        self._keys = {}
        for role in AUTHORITIES:
            self._certificates[role], self._keys[role] = self._folder.identity(role)

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        organisation: str = "Kabupaten Wanasari",
        url: str = DEFAULT_URL,
        production_hosts: Iterable[str] = (),
    ) -> Self:
        """Set up (or open, if done before) the authority in `folder`.

        `url` is where its HTTP service will answer; certificates carry it. Raises
        `DemoRefused` when any production host name is configured.
        """
        refuse_in_production(production_hosts)
        place = AuthorityFolder(folder)
        place.make()
        # Two processes may start together: one makes the keys, the other finds them.
        with place.locked():
            if not place.exists():
                _set_up(place, organisation, url)
        authority = cls(folder)
        authority.renew_crls()
        return authority

    @property
    def root(self) -> bytes:
        """The root certificate, DER."""
        return _der(self._certificates["root"])

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Issuing CA and root, DER, in this order."""
        return (_der(self._certificates["issuing"]), self.root)

    def issue_signer(self, request: SignerRequest, passphrase: str) -> IssuedSigner:
        """Issue a signing certificate; the key leaves only inside the PKCS#12."""
        key = profiles.new_key(request.algorithm)
        certificate = profiles.issue(
            self._draft(request, key), self._issuer("issuing"), self._places()
        )
        self._remember(certificate, request.common_name)
        return IssuedSigner(
            p12=self._pack(key, certificate, passphrase),
            serial=certificate.serial_number,
            certificate=_der(certificate),
            not_after=certificate.not_valid_after_utc,
        )

    def revoke(
        self, serial: int, *, at: datetime | None = None, reason: str = "unspecified"
    ) -> None:
        """Revoke a signer from `at` (default now) on and publish a new CRL.

        Raises `KeyError` for an unknown serial. `reason` is an RFC 5280 name such
        as `keyCompromise` or `certificateHold`.
        """
        with self._folder.locked():
            entries = self._folder.register()
            entries[serial] = replace(
                entries[serial], revoked_at=at or datetime.now(UTC), reason=reason
            )
            self._folder.save_register(entries)
        self.publish_crls()

    def entries(self) -> list[IssuedEntry]:
        """Return the register of issued signers."""
        return list(self._folder.register().values())

    def crl(self, role: str, *, life: timedelta = CRL_LIFE) -> bytes:
        """Return a fresh CRL (DER) of `root` or `issuing`."""
        revoked = self._revoked() if role == "issuing" else []
        return build_crl(self._issuer(role), revoked, life)

    def publish_crls(self) -> None:
        """Write fresh `root.crl` and `issuing.crl` (DER)."""
        for role in ("root", "issuing"):
            self._folder.save(f"{role}.crl", self.crl(role))

    def renew_crls(self) -> None:
        """Publish new CRLs when the present ones are missing or half an hour old."""
        newest = self._folder.path / "issuing.crl"
        age_limit = datetime.now(UTC) - CRL_RENEWED_AFTER
        if not newest.exists() or _written_at(newest) < age_limit:
            self.publish_crls()

    def revocation_data(self) -> RevocationData:
        """Return the published CRLs, renewed if need be: a `RevocationSource`."""
        self.renew_crls()
        return RevocationData(
            crls=tuple(
                (self._folder.path / f"{role}.crl").read_bytes()
                for role in ("issuing", "root")
            )
        )

    def ocsp_answer(self, request: bytes) -> bytes:
        """Answer a DER OCSP request (RFC 6960); always a DER answer."""
        return build_ocsp_answer(
            request,
            issuer=self._certificates["issuing"],
            responder=self._issuer("ocsp"),
            entries=self._folder.register(),
        )

    def time_stamps(self) -> StampingAuthority:
        """Return the time-stamp authority, usable in process as well."""
        return StampingAuthority(
            certificate=_der(self._certificates["tsa"]),
            key=self._keys["tsa"],
            chain=self.chain,
        )

    def _draft(
        self, request: SignerRequest, key: profiles.PrivateKey
    ) -> profiles.Draft:
        issuing = self._certificates["issuing"].subject
        organisation = issuing.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)[
            0
        ].value
        now = datetime.now(UTC)
        return profiles.Draft(
            subject=profiles.name(
                request.common_name,
                organisation=str(organisation),
                unit=request.unit,
                title=request.title,
                person_id=request.person_id,
            ),
            public_key=key.public_key(),
            profile=profiles.SIGNING,
            valid_from=request.valid_from or now - profiles.CLOCK_SLACK,
            valid_until=request.valid_until or now + SIGNER_LIFE,
            email=request.email,
        )

    def _places(self) -> profiles.Places:
        tsa = self._certificates["tsa"].extensions
        points = tsa.get_extension_for_class(x509.CRLDistributionPoints).value
        crl_url = next(iter(points)).full_name[0].value
        return _places(crl_url.removesuffix("/crl/issuing.crl"))

    def _issuer(self, role: str) -> profiles.Issuer:
        return profiles.Issuer(
            certificate=self._certificates[role], key=self._keys[role]
        )

    def _remember(self, certificate: x509.Certificate, common_name: str) -> None:
        entry = IssuedEntry(
            serial=certificate.serial_number,
            common_name=common_name,
            not_after=certificate.not_valid_after_utc,
        )
        with self._folder.locked():
            entries = self._folder.register()
            entries[entry.serial] = entry
            self._folder.save_register(entries)

    def _revoked(self) -> list[RevokedCertificate]:
        return [
            RevokedCertificate(
                serial=entry.serial, at=entry.revoked_at, reason=entry.reason
            )
            for entry in self._folder.register().values()
            if entry.revoked_at is not None
        ]

    def _pack(
        self,
        key: profiles.PrivateKey,
        certificate: x509.Certificate,
        passphrase: str,
    ) -> bytes:
        encryption = (
            serialization.PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(KDF_ROUNDS)
            .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
            .hmac_hash(hashes.SHA256())
            .build(passphrase.encode())
        )
        chain = [self._certificates["issuing"], self._certificates["root"]]
        return pkcs12.serialize_key_and_certificates(
            b"demo", key, certificate, chain, encryption
        )


def refuse_in_production(hosts: Iterable[str]) -> None:
    """Raise `DemoRefused` when `hosts` names any production host."""
    named = sorted(host for host in hosts if host)
    if named:
        raise DemoRefused(
            "the demo authority does not work where production hosts are set: "
            + ", ".join(named)
        )


def _set_up(folder: AuthorityFolder, organisation: str, url: str) -> None:
    # Apart, as in the world: a key that stamps or answers must not be able to issue.
    keys = {role: profiles.new_authority_key() for role in AUTHORITIES}

    def draft(role: str, title: str, profile: profiles.Profile) -> profiles.Draft:
        common_name = f"{title} {organisation} {MARK}"
        return profiles.long_lived(common_name, keys[role], profile, organisation)

    root = profiles.self_sign(draft("root", "Root CA", profiles.ROOT), keys["root"])
    issuing = profiles.issue(
        draft("issuing", "Issuing CA", profiles.ISSUING),
        profiles.Issuer(certificate=root, key=keys["root"]),
        profiles.Places(crl_url=f"{url}/crl/root.crl"),
    )
    issuer = profiles.Issuer(certificate=issuing, key=keys["issuing"])
    tsa = profiles.issue(
        draft("tsa", "Time Stamp Authority", profiles.STAMPING), issuer, _places(url)
    )
    ocsp = profiles.issue(
        draft("ocsp", "OCSP Responder", profiles.RESPONDING), issuer, _places(url)
    )
    made = {"root": root, "issuing": issuing, "tsa": tsa, "ocsp": ocsp}
    for role, certificate in made.items():
        folder.save_identity(role, certificate, keys[role])
    folder.save("root.pem", pem(root))
    folder.save("chain.pem", pem(issuing) + pem(root))
    folder.save_register({})


def _places(url: str) -> profiles.Places:
    return profiles.Places(crl_url=f"{url}/crl/issuing.crl", ocsp_url=f"{url}/ocsp")


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
