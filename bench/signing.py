"""Signing and checking, each beside the bare operation of its key.

    uv run python -m bench.signing

Needs no services. Prints processor time (a busy neighbour changes it little), the
median; the demo's time-stamp authority answers from a thread and is counted in.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import typst
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from workflow.signing.demo import DemoSigningService, demo_policy
from workflow.signing.demo_authority import DemoAuthority, SignerRequest
from workflow.signing.demo_authority.certificates import new_key
from workflow.signing.demo_authority.service import serving
from workflow.signing.pkcs12 import Enrolled
from workflow.signing.ports import Secret, SignerRef, ToSign
from workflow.signing.preparation import write_signature
from workflow.signing.timestamping import HttpTimestampService
from workflow.verification import judge

ROUNDS = 30
PASSPHRASE = "ukuran waktu"
LEADER = SignerRef(id="leader")
LIMIT_MS = 120
LETTER = b"""
#set document(title: "Surat", date: datetime(year: 2026, month: 1, day: 2))
#set text(lang: "id")
= Surat dinas
Isi surat satu halaman.
"""


def median_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median of `rounds` runs, after two to warm up."""
    for _ in range(2):
        act()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        act()
        times.append((time.process_time() - start) * 1_000)
    return statistics.median(times)


def bare_operation(algorithm: str) -> Callable[[], object]:
    key = new_key(algorithm)
    if isinstance(key, rsa.RSAPrivateKey):
        return lambda: key.sign(b"x", padding.PKCS1v15(), hashes.SHA256())
    return lambda: key.sign(b"x", ec.ECDSA(hashes.SHA256()))


def row(name: str, figure: float, bare: float, note: str = "") -> None:
    print(f"  {name:<34}{figure:9.2f} ms  {figure / bare:8.1f} x key  {note}")


def measure(authority: DemoAuthority, algorithm: str, url: str) -> None:
    signer = authority.issue_signer(
        SignerRequest(common_name="Pengukur", algorithm=algorithm), PASSPHRASE
    )
    known = Enrolled(p12=signer.p12, certificate=signer.certificate)
    service = DemoSigningService.under(
        authority,
        enrolment=lambda who: known,
        timestamps=HttpTimestampService(url=f"{url}/tsa"),
    )
    pdf = typst.compile(LETTER, format="pdf", pdf_standards=["a-2a", "ua-1"]) + b"\n"
    item = ToSign(key="1", pdf=pdf, claimed_at=datetime.now(UTC))
    bare = median_ms(bare_operation(algorithm))
    print(f"{algorithm}: bare key operation {bare:.2f} ms")
    row("open session (decrypt, status)", median_ms(lambda: _open(service), 10), bare)
    with service.open(LEADER, Secret(PASSPHRASE)) as session:
        key = session._signer
        stamped = median_ms(lambda: write_signature(item, key))
        key._timestamps = None
        plain = median_ms(lambda: write_signature(item, key))
        row("sign B-B, without own check", plain, bare)
        act = median_ms(lambda: list(session.sign([item])))
        row("sign B-B with own check", act, bare, f"limit {LIMIT_MS} ms")
    row("sign B-T over HTTP, without check", stamped, bare)
    with service.open(LEADER, Secret(PASSPHRASE)) as session:
        row("sign B-T with own check", median_ms(lambda: _one(session, item)), bare)
        signed = _one(session, item)
    policy = demo_policy(authority)
    row("verify B-T", median_ms(lambda: judge(signed, policy)), bare)


def _open(service: DemoSigningService) -> None:
    with service.open(LEADER, Secret(PASSPHRASE)):
        pass


def _one(session: object, item: ToSign) -> bytes:
    [result] = session.sign([item])  # type: ignore[attr-defined]
    return result.require().pdf


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        authority = DemoAuthority.create(Path(folder))
        with serving(authority) as url:
            for algorithm in ("p256", "rsa3072"):
                measure(authority, algorithm, url)


if __name__ == "__main__":
    main()
