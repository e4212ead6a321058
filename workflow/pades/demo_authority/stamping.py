"""The demo's time-stamp authority (RFC 3161), signing with ECDSA P-256."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from asn1crypto import cms, core, tsp, x509
from cryptography.hazmat.primitives.asymmetric import ec

from workflow.pades.certificates import load_certificates
from workflow.pades.loaded_key import DIGEST, LoadedKeySigner
from workflow.pades.timestamping import read_answer, stamp_request

POLICY = "1.3.6.1.4.1.58888.1.1"
SERIAL_BITS = 63
# No SHA-1: a stamp over it would prove nothing.
ACCEPTED = {"sha256", "sha384", "sha512"}


class _Refusal(core.Sequence):
    """A TimeStampResp without a token, which the library's own class cannot write."""

    _fields = [("status", tsp.PKIStatusInfo)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StampingAuthority:
    """Stamps in process: a `TimestampService`, and the engine of the HTTP one."""

    certificate: bytes
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    chain: tuple[bytes, ...]
    # Another clock lets the demo's letters of past months carry their own time.
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def stamp(self, digest: bytes, algorithm: str) -> bytes:
        """Return the DER token over `digest` (the port's method)."""
        request = stamp_request(digest, algorithm)
        return read_answer(self.answer(request.dump()), request)

    def answer(self, request: bytes) -> bytes:
        """Answer a DER request; refusals are DER answers too, never exceptions."""
        try:
            asked = tsp.TimeStampReq.load(request)
            imprint = asked["message_imprint"]
            algorithm = imprint["hash_algorithm"]["algorithm"].native
            length = len(imprint["hashed_message"].native)
        except (ValueError, TypeError, KeyError):
            return _refusal("bad_data_format")
        if algorithm not in ACCEPTED:
            return _refusal("bad_alg")
        # A digest of the wrong length was made by something else than it says.
        if length != hashlib.new(algorithm).digest_size:
            return _refusal("bad_data_format")
        response = {
            "status": tsp.PKIStatusInfo({"status": tsp.PKIStatus("granted")}),
            "time_stamp_token": self._token(asked),
        }
        return bytes(tsp.TimeStampResp(response).dump())

    def _token(self, asked: tsp.TimeStampReq) -> cms.ContentInfo:
        certificate = x509.Certificate.load(self.certificate)
        info = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": asked["message_imprint"],
            "serial_number": secrets.randbits(SERIAL_BITS),
            "gen_time": self.clock(),
            "tsa": x509.GeneralName("directory_name", certificate.subject),
        }
        # RFC 3161: the answer repeats the nonce, so no old stamp can be played again.
        if asked["nonce"].native is not None:
            info["nonce"] = asked["nonce"]
        content = tsp.TSTInfo(info).dump()
        signer = LoadedKeySigner(
            key=self.key, certificate=certificate, chain=load_certificates(self.chain)
        )
        return asyncio.run(_seal(signer, content))


async def _seal(signer: LoadedKeySigner, content: bytes) -> cms.ContentInfo:
    sealed = cms.EncapsulatedContentInfo(
        {"content_type": "tst_info", "content": core.ParsableOctetString(content)}
    )
    return await signer.async_sign(
        hashlib.sha256(content).digest(),
        DIGEST,
        is_pdf_sig=False,
        encap_content_info=sealed,
    )


def _refusal(reason: str) -> bytes:
    status = tsp.PKIStatusInfo(
        {"status": "rejection", "fail_info": tsp.PKIFailureInfo({reason})}
    )
    return bytes(_Refusal({"status": status}).dump())
