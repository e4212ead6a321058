"""Signing and checking, each beside the bare operation of its key.

    uv run python -m bench.signing

Needs no services. Processor time (a busy neighbour changes it little), the median;
the demo's time-stamp authority answers from a thread and is counted in. One row is the
whole of a letter: its page drawn, signed, and the result checked, in the same run.
"""

import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

import bench.surroundings  # noqa: F401  before the product
from bench.figures import Row, keep, within
from bench.render import final, letter
from workflow.pades.demo import DemoSigningService, demo_policy
from workflow.pades.demo_authority import DemoAuthority, SignerRequest
from workflow.pades.demo_authority.certificates import new_key
from workflow.pades.demo_authority.service import serving
from workflow.pades.pkcs12 import Enrolled
from workflow.pades.ports import Secret, SignerRef, ToSign
from workflow.pades.preparation import write_signature
from workflow.pades.timestamping import HttpTimestampService
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.verification import judge

ROUNDS = 30
PASSPHRASE = "ukuran waktu"
LEADER = SignerRef(id="leader")
#: Page, signature and our own check of it, by kind of key.
LIMITS_MS = {"p256": 80, "rsa3072": 120}
VERIFY_LIMIT_MS = 100


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


def row(name: str, figure: float, bare: float, limit: float | None = None) -> Row:
    """Return a row: milliseconds, and how many bare key operations that is."""
    told: Row = {
        "what": name,
        "cpu_ms": round(figure, 2),
        "times_the_key": round(figure / bare, 1),
    }
    if limit is None:
        return told
    return within({**told, "limit": f"{limit:.0f} ms"}, "cpu_ms", limit)


def measure(authority: DemoAuthority, algorithm: str, url: str) -> list[Row]:
    signer = authority.issue_signer(
        SignerRequest(common_name="Pengukur", algorithm=algorithm), PASSPHRASE
    )
    known = Enrolled(p12=signer.p12, certificate=signer.certificate)
    service = DemoSigningService.under(
        authority,
        enrolment=lambda who: known,
        timestamps=HttpTimestampService(url=f"{url}/tsa"),
    )
    drawing, trees = TypstRenderer(), itertools.count()

    def drawn() -> bytes:
        tree = letter(next(trees))
        return drawing.render(tree, "surat_dinas", final(tree, 1)).bytes

    pdf = drawn()
    item = ToSign(key="1", pdf=pdf, claimed_at=datetime.now(UTC))
    bare = median_ms(bare_operation(algorithm))
    rows = [row(f"{algorithm}: bare key operation", bare, bare)]
    opened = median_ms(lambda: _open(service), 10)
    rows.append(row(f"{algorithm}: open session (decrypt, status)", opened, bare))
    with service.open(LEADER, Secret(PASSPHRASE)) as session:
        stamped = median_ms(lambda: _one(session, item))
        signed = _one(session, item)
        key = session._signer
        key._timestamps = None

        def whole() -> None:
            page = ToSign(key="1", pdf=drawn(), claimed_at=datetime.now(UTC))
            _one(session, page)

        plain = median_ms(lambda: write_signature(item, key))
        act = median_ms(whole)
    rows.append(row(f"{algorithm}: sign B-B, without own check", plain, bare))
    name = f"{algorithm}: page + sign B-B + own check"
    rows.append(row(name, act, bare, LIMITS_MS[algorithm]))
    rows.append(row(f"{algorithm}: sign B-T over HTTP with own check", stamped, bare))
    policy = demo_policy(authority)
    verified = median_ms(lambda: judge(signed, policy))
    rows.append(row(f"{algorithm}: verify B-T", verified, bare, VERIFY_LIMIT_MS))
    return rows


def _open(service: DemoSigningService) -> None:
    with service.open(LEADER, Secret(PASSPHRASE)):
        pass


def _one(session: object, item: ToSign) -> bytes:
    [result] = session.sign([item])  # type: ignore[attr-defined]
    return result.require().pdf


def main() -> int:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        authority = DemoAuthority.create(Path(folder))
        with serving(authority) as url:
            for algorithm in LIMITS_MS:
                rows += measure(authority, algorithm, url)
    return keep("signing", rows)


if __name__ == "__main__":
    sys.exit(main())
