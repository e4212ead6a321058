"""Validation contexts: which roots, at which time, with which revocation data."""

from datetime import datetime

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator.context import ValidationContext

from workflow.verification.policy import Policy


class ValidationEvidence:
    """The policy's data and what the file itself carries in its DSS."""

    def __init__(self, policy: Policy, reader: PdfFileReader) -> None:
        """Collect once per file; stale revocation data is left out."""
        self.policy = policy
        self._fresh = policy.fresh()
        self._roots = [x509.Certificate.load(root.certificate) for root in policy.roots]
        self._helpers = [x509.Certificate.load(one) for one in policy.intermediates]
        store = _security_store(reader)
        self._embedded_crls: list[crl.CertificateList] = []
        self._embedded_answers: list[ocsp.OCSPResponse] = []
        if store is not None:
            self._helpers += list(store.load_certs())
            self._embedded_crls = [
                crl.CertificateList.load(ref.get_object().read_data(DecodePurpose.CRL))
                for ref in store.crls
            ]
            self._embedded_answers = [
                ocsp.OCSPResponse.load(
                    ref.get_object().read_data(DecodePurpose.OCSP_RESPONSE)
                )
                for ref in store.ocsps
            ]

    @property
    def has_embedded_revocation(self) -> bool:
        """Whether the file carries revocation data of its own (level B-LT)."""
        return bool(self._embedded_crls or self._embedded_answers)

    def now(self) -> ValidationContext:
        """Judge at the policy's moment, with the policy's fresh data only."""
        return self._context(self.policy.now, list(self._fresh.crls), [])

    def at(self, moment: datetime) -> ValidationContext:
        """Judge at a proven `moment`: later data counts, later revocations do not.

        The file's own data counts only when issued at or after `moment`: what was
        issued before says nothing about it.
        """
        crls = [one for one in self._embedded_crls if _crl_time(one) >= moment]
        answers = [one for one in self._embedded_answers if _answer_time(one) >= moment]
        return self._context(moment, [*self._fresh.crls, *crls], answers)

    def _context(
        self,
        moment: datetime | None,
        crls: list[bytes | crl.CertificateList],
        answers: list[ocsp.OCSPResponse],
    ) -> ValidationContext:
        return ValidationContext(
            trust_roots=self._roots,
            other_certs=self._helpers,
            moment=moment,
            crls=crls,
            ocsps=[*self._fresh.ocsps, *answers],
            revocation_mode="require",
            retroactive_revinfo=moment is not None,
            allow_fetching=False,
        )


def _security_store(reader: PdfFileReader) -> DocumentSecurityStore | None:
    try:
        return DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return None


def _crl_time(one: crl.CertificateList) -> datetime:
    moment: datetime = one["tbs_cert_list"]["this_update"].native
    return moment


def _answer_time(one: ocsp.OCSPResponse) -> datetime:
    singles = one.response_data["responses"]
    # The oldest of its answers: all of them must speak of the time that is proven.
    moment: datetime = min(single["this_update"].native for single in singles)
    return moment
