"""Putting a signature into a PDF without touching a byte that was there.

The signature field is invisible (zero rectangle, Print set, Hidden not set, a
readable /TU): measured with veraPDF, this keeps PDF/A-2a and PDF/UA-1, which no
stamp drawn by the signing library does. Metadata is left alone for the same
reason.
"""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from workflow.pades.errors import BadResult
from workflow.pades.loaded_key import DIGEST, LoadedKeySigner
from workflow.pades.ports import ToSign

RESERVED_HEX_CHARACTERS = 32_768
"""pyHanko counts hex characters: this holds 16,384 bytes of CMS."""


class QuietWriter(IncrementalPdfFileWriter):
    """An incremental writer that leaves XMP and /Info as they are."""

    def _update_meta(self) -> None:
        """Do nothing: rewritten metadata would break the archive standard."""


class _SignerAtClaimedTime(PdfSigner):
    """A `PdfSigner` whose /M is the letter's claimed time, not the clock's."""

    claimed: ToSign

    def init_signing_session(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        """Open pyHanko's session and put our time into it."""
        session = super().init_signing_session(*args, **kwargs)  # type: ignore[arg-type]
        # The register and the page carry this time; a second one would raise questions.
        session.system_time = self.claimed.claimed_at
        return session


def field_spec(name: str, readable_name: str) -> fields.SigFieldSpec:
    """Describe one invisible field that stays good in PDF/A and PDF/UA."""
    return fields.SigFieldSpec(
        sig_field_name=name,
        box=None,
        readable_field_name=readable_name,
        invis_sig_settings=fields.InvisSigSettings(
            set_print_flag=True, set_hidden_flag=False
        ),
    )


def add_signature_fields(pdf: bytes, names: dict[str, str]) -> bytes:
    """Append all empty fields of a letter with several signers, in one step.

    `names` maps field name to readable name. Must happen before the first
    signature; the answer begins with `pdf`.
    """
    writer = QuietWriter(BytesIO(pdf))
    for name, readable_name in names.items():
        fields.append_signature_field(writer, field_spec(name, readable_name))
    out = BytesIO()
    writer.write(out)
    return _only_appended(pdf, out.getvalue())


def write_signature(item: ToSign, signer: LoadedKeySigner) -> bytes:
    """Return `item.pdf` with one signature appended (PAdES, P=2 if certified).

    Raises `BadResult` when the file cannot take a signature: broken, encrypted,
    certified against it, or the field is filled already.
    """
    try:
        writer = QuietWriter(BytesIO(item.pdf))
        pdf_signer = _SignerAtClaimedTime(
            _metadata(item), signer, new_field_spec=_new_field(item, writer)
        )
        pdf_signer.claimed = item
        signed = pdf_signer.sign_pdf(writer, bytes_reserved=RESERVED_HEX_CHARACTERS)
    except (PdfError, PyHankoError, ValueError) as error:
        raise BadResult(state="not_signable") from error
    return _only_appended(item.pdf, signed.getvalue())


def _metadata(item: ToSign) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=item.field_name,
        md_algorithm=DIGEST,
        reason=item.reason,
        location=item.location,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=item.certify,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )


def _new_field(
    item: ToSign, writer: IncrementalPdfFileWriter
) -> fields.SigFieldSpec | None:
    present = fields.enumerate_sig_fields(writer, with_name=item.field_name)
    # A field prepared for several signers is filled, never made twice.
    if any(True for _ in present):
        return None
    return field_spec(item.field_name, item.readable_name)


def _only_appended(before: bytes, after: bytes) -> bytes:
    if not after.startswith(before):
        raise BadResult(state="prefix_changed")
    return after
