"""A small world of signing for tests: real authority, real signers, real PDFs."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import typst

from workflow.pades.demo_authority import DemoAuthority, IssuedSigner, SignerRequest
from workflow.pades.pkcs12 import Enrolled, Pkcs12SigningService
from workflow.pades.ports import Secret, SignedPdf, SignerRef, ToSign
from workflow.verification import Issued
from workflow.verification.policy import Policy, TrustRoot
from workflow.verification.recognition import SigningAct

PASSPHRASE = "kopi pagi di wanasari"
NAMES = itertools.count(1)

LETTER = """
#set document(title: "Undangan rapat", date: datetime(year: 2026, month: 1, day: 2))
#set text(lang: "id", size: 11pt)
#set page(width: 210mm, height: 297mm)
= Undangan rapat koordinasi
%s
#pagebreak()
Halaman kedua berisi daftar hadir.
"""


@cache
def letter_pdf(text: str = "Rapat diadakan pada hari Senin.") -> bytes:
    """A tagged PDF/A-2a + PDF/UA-1 of two pages, as the renderer hands it over."""
    source = (LETTER % text).encode()
    standards = ["a-2a", "ua-1"]
    return typst.compile(source, format="pdf", pdf_standards=standards) + b"\n"


@dataclass
class World:
    authority: DemoAuthority
    signers: dict[str, IssuedSigner]

    def roots(self, kind="own"):
        return (TrustRoot(kind=kind, certificate=self.authority.root),)

    def policy(self, **changes):
        data = self.authority.revocation_data()
        values = {
            "roots": self.roots(),
            "intermediates": self.authority.chain[:1],
            "crls": data.crls,
        }
        return Policy(**{**values, **changes})

    def signer(self, algorithm="p256"):
        """A signer that nobody revokes, shared by the tests of a run."""
        if algorithm not in self.signers:
            self.signers[algorithm] = self.new_signer(algorithm=algorithm)
        return self.signers[algorithm]

    def new_signer(self, **request):
        request.setdefault("common_name", f"Dra. Penguji {next(NAMES)}, M.Si.")
        request.setdefault("title", "Sekretaris Daerah")
        return self.authority.issue_signer(SignerRequest(**request), PASSPHRASE)

    def service(self, signer, **changes):
        known = Enrolled(p12=signer.p12, certificate=signer.certificate)
        values = {
            "enrolment": lambda who: known if who.id == "leader" else None,
            "roots": self.roots(),
            "intermediates": self.authority.chain[:1],
            "revocation": self.authority.revocation_data,
            "timestamps": self.authority.time_stamps(),
        }
        return Pkcs12SigningService(**{**values, **changes})

    def sign(self, pdf=None, *, signer=None, item=None, **changes) -> SignedPdf:
        service = self.service(signer or self.signer(), **changes)
        to_sign = {
            "key": "1",
            "pdf": pdf or letter_pdf(),
            "claimed_at": datetime.now(UTC),
            **(item or {}),
        }
        with service.open(SignerRef(id="leader"), Secret(PASSPHRASE)) as session:
            [result] = session.sign([ToSign(**to_sign)])
        return result.require()


class Office:
    """The database's part: which hashes this office issued, by which acts."""

    def __init__(self, *, acts=(), **issued):
        self.issued = issued
        self.acts = acts

    def by_sha256(self, digests):
        return {key: self.issued[key] for key in digests if key in self.issued}

    def by_acts(self, acts):
        known = any(act in self.acts for act in acts)
        return next(iter(self.issued.values())) if known else None


def holding(*signed: SignedPdf, **facts) -> Office:
    """The office that keeps these signed files."""
    acts = [
        SigningAct(
            certificate_sha256=one.certificate_sha256,
            claimed_at=one.claimed_at.replace(microsecond=0),
        )
        for one in signed
    ]
    issued = Issued(**facts)
    return Office(acts=acts, **{one.sha256: issued for one in signed})


def long_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)
