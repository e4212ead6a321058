"""pyHanko's signer over a key that is loaded once.

pyHanko's own `SimpleSigner` parses and re-checks the private key twice per
signature, 290-480 ms at RSA-3072; this one keeps the loaded key. It also asks
for the time-stamp itself, so that a silent authority lowers the level to B-B
and does not stop the act.
"""

import asyncio
import hashlib

from asn1crypto import cms, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from workflow.pades.errors import Unavailable
from workflow.pades.ports import TimestampService

DIGEST = "sha256"

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class LoadedKeySigner(Signer):
    """Signs with `key`; embeds `chain` (issuer first, root last) in the CMS."""

    def __init__(
        self,
        *,
        key: PrivateKey,
        certificate: x509.Certificate,
        chain: list[x509.Certificate],
        timestamps: TimestampService | None = None,
    ) -> None:
        """Keep the loaded key; `timestamps` None means level B-B."""
        store = SimpleCertificateStore()
        store.register_multiple(chain)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._key: PrivateKey | None = key
        self._timestamps = timestamps
        self.is_stamped = False

    # A session lives minutes; the key should not outlive it in memory.
    def forget(self) -> None:
        """Let go of the key: nothing can be signed afterwards."""
        self._key = None

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's own signature
    ) -> bytes:
        """Sign `data` with SHA-256 (pyHanko's hook)."""
        del dry_run
        if digest_algorithm != DIGEST:
            raise ValueError(f"only {DIGEST} is used for signatures")
        if self._key is None:
            raise ValueError("the signing session is closed")
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))

    async def unsigned_attrs(
        self, digest_algorithm: str, signature: bytes, *_: object, **__: object
    ) -> cms.CMSAttributes | None:
        """Return the signature time-stamp, or None when nobody answered in time."""
        self.is_stamped = False
        if self._timestamps is None:
            return None
        digest = hashlib.new(digest_algorithm, signature).digest()
        try:
            token = await asyncio.to_thread(
                self._timestamps.stamp, digest, digest_algorithm
            )
        except Unavailable:
            return None
        self.is_stamped = True
        return cms.CMSAttributes([stamp_attribute(token)])


def stamp_attribute(token: bytes) -> cms.CMSAttribute:
    """Wrap a DER token as the unsigned attribute of RFC 3161, appendix A."""
    return simple_cms_attribute(
        "signature_time_stamp_token", cms.ContentInfo.load(token)
    )
