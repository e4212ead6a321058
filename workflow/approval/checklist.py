"""Common faults that a verifier ticks instead of writing them each time."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.errors import Fault
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy


class ChecklistRow(PolicyShape):
    """A fault, and the sentence that the drafter reads."""

    code: Annotated[str, Told(_("Short name"))] = Field(
        min_length=1, max_length=40, pattern="^[a-z0-9_]+$"
    )
    text: Annotated[str, Told(_("What the drafter reads"))] = Field(
        min_length=1, max_length=200
    )


# The office's own words, shown and kept as they stand here.
USUAL = {
    "alamat": "Tujuan atau jabatan penerima belum tepat.",
    "dasar": "Dasar surat belum disebut (surat, nomor, tanggal).",
    "tanggal": "Hari, tanggal, atau tempat tidak cocok satu sama lain.",
    "lampiran": "Lampiran belum lengkap atau tidak sesuai dengan isi.",
    "klasifikasi": "Kode klasifikasi tidak sesuai dengan perihal.",
    "bahasa": "Bahasa belum baku atau kalimat belum jelas.",
    "angka": "Angka atau jumlah tidak sama dengan sumbernya.",
    "nama": "Nama, gelar, NIP, atau pangkat belum benar.",
}


class ReturnChecklist(PolicyShape):
    """The list offered when a letter is returned."""

    rows: Annotated[
        tuple[ChecklistRow, ...],
        Told(_("Common faults"), _("Offered in this order when a letter is returned.")),
    ] = Field((), max_length=40)

    def text_of(self, code: str) -> str | None:
        """Return the sentence of a fault, or nothing where there is none such."""
        return next((row.text for row in self.rows if row.code == code), None)


def _faults(value: ReturnChecklist) -> Iterator[Fault]:
    counted = Counter(row.code for row in value.rows)
    for code in (code for code, count in counted.items() if count > 1):
        text = _("The short name %(code)s stands twice.") % {"code": code}
        yield Fault(field="rows", code="twice", message=text)


RETURN_CHECKLIST = register_policy(
    OfficePolicy(
        name="return_checklist",
        label=_("Common faults of letters"),
        purpose=_(
            "What a verifier may tick when returning a letter, so that the drafter"
            " reads the same words each time."
        ),
        shape=ReturnChecklist,
        default=ReturnChecklist(
            rows=tuple(ChecklistRow(code=c, text=t) for c, t in USUAL.items())
        ),
        order=43,
        faults=_faults,
    )
)
