"""The sentence at the foot of each signed page: who certified, where to check.

The issuer of the certificate stands on letters signed through BSrE as well (usage);
the sentence is the office's own. It is frozen with the letter, except for what only
the signature brings: the address of the check and the code.
"""

import re
from collections.abc import Iterator
from typing import Annotated

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.environment import environment
from eoffice.errors import Fault
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy

ISSUER, ADDRESS, CODE = "{penerbit}", "{alamat}", "{kode}"
BSRE = "Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara"
DEMO = "otoritas sertifikat demo"
# Printed as they are; the API and the page hold the same words.
USUAL_SENTENCE = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat"
    " elektronik yang diterbitkan oleh {penerbit}. Keasliannya dapat diperiksa di"
    " {alamat} dengan kode {kode}."
)
# What is left below the text is room for four lines.
LONGEST_SENTENCE, LONGEST_ISSUER = 300, 120
_BRACED = re.compile(r"\{[^{}]*+\}|[{}]")


class FootText(PolicyShape):
    """The sentence with its places, and the issuer that it names."""

    sentence: Annotated[
        str,
        Told(
            _("Sentence at the foot"),
            _("{penerbit}, {alamat} and {kode} are filled in."),
        ),
    ] = Field(default=USUAL_SENTENCE, min_length=1, max_length=LONGEST_SENTENCE)
    issuer: Annotated[
        str,
        Told(
            _("Issuer of the certificates"),
            _("Empty: the authority that this installation signs with."),
        ),
    ] = Field(default="", max_length=LONGEST_ISSUER)

    def frozen(self) -> str:
        """Return the sentence as a letter keeps it: the issuer is named."""
        demo = environment().SIGNATURE_AUTHORITY == "demo"
        issuer = self.issuer.strip() or (DEMO if demo else BSRE)
        return self.sentence.replace(ISSUER, issuer)


def _faults(value: FootText) -> Iterator[Fault]:
    found = _BRACED.findall(value.sentence)
    for needed in (ADDRESS, CODE):
        if found.count(needed) != 1:
            text = _("%(place)s stands once in the sentence.") % {"place": needed}
            yield Fault(field="sentence", code="place_missing", message=text)
    strange = set(found) - {ISSUER, ADDRESS, CODE}
    if strange:
        text = _("%(place)s is not known.") % {"place": min(strange)}
        yield Fault(field="sentence", code="place_unknown", message=text)
    if _BRACED.search(value.issuer):
        braces = _("A name has no braces.")
        yield Fault(field="issuer", code="place_unknown", message=braces)


def _effects(_old: FootText, new: FootText) -> Iterator[str | Promise]:
    yield _("Letters frozen from then on print: %(words)s") % {"words": new.frozen()}


FOOT_TEXT = register_policy(
    OfficePolicy(
        name="foot_text",
        label=_("Foot of signed pages"),
        purpose=_(
            "Says how a reader learns who certified a letter and where to check it."
        ),
        shape=FootText,
        default=FootText(),
        order=320,
        effects=_effects,
        faults=_faults,
    )
)
