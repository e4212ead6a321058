"""Whose letters they are: to President, ministers, governor and DPRD the bupati's.

The matrix of tata naskah 3.5 as the office's own rule. Addressees are known by the
words they begin with; the wakil signs in the bupati's absence (UU 23/2014 Ps 65 (4)).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.errors import Fault
from eoffice.organisation.actor import PERMANENT
from eoffice.organisation.models import Position, PositionKind
from eoffice.organisation.queries.holders import holding_of
from eoffice.policies.policy import (
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)
from workflow.mandates.forms import AuthorityForm

#: How people are addressed; a name begins behind it.
HONORIFICS = re.compile(
    r"^(?:(?:yth|bapak|ibu|bpk|sdr|saudara|saudari|kepada|h|hj|pj|pjs|plt|plh)\b\.?\s*)+",
    re.IGNORECASE,
)


class MatrixSigner(models.TextChoices):
    """Who may sign letters to an addressee."""

    HEAD = "head", _("The bupati; in the bupati's absence the wakil")
    IN_NAME = "in_name", _("The bupati, or who signs in the bupati's name")
    SECRETARY = "secretary", _("The sekda, the wakil or the bupati")


class MatrixRow(PolicyShape):
    """One row: addressees that begin with one of the words, and who signs."""

    addressees: Annotated[
        str,
        Told(_("Addressee begins with"), _("Several parted by commas")),
    ] = Field(min_length=2, max_length=300)
    signer: Annotated[MatrixSigner, Told(_("Who signs"))] = MatrixSigner.HEAD


class SigningMatrix(PolicyShape):
    """The rows, asked from above; the first that fits counts."""

    rows: Annotated[tuple[MatrixRow, ...], Told(_("Addressees and signers"))] = Field(
        (), max_length=50
    )


SIGNING_MATRIX = register_policy(
    OfficePolicy(
        name="signing_matrix",
        label=_("Who signs to whom"),
        purpose=_(
            "Letters to these addressees are signed by nobody below those named."
        ),
        shape=SigningMatrix,
        default=SigningMatrix(
            rows=(
                MatrixRow(addressees="Presiden, Wakil Presiden"),
                MatrixRow(addressees="Menteri"),
                MatrixRow(addressees="Gubernur, Wakil Gubernur"),
                MatrixRow(
                    addressees="DPRD, Ketua DPRD, Wakil Ketua DPRD, Pimpinan DPRD,"
                    " Dewan Perwakilan Rakyat Daerah, Ketua Dewan Perwakilan Rakyat"
                    " Daerah, Pimpinan Dewan Perwakilan Rakyat Daerah"
                ),
            )
        ),
        order=41,
    )
)


def matrix_faults(
    position: Position, form: str, addressees: Iterable[str]
) -> Iterator[Fault]:
    """Yield the addressees to whom the position may not sign in this form."""
    rows = SIGNING_MATRIX.current().rows
    for addressee in addressees:
        row = next((one for one in rows if _fits(one, addressee)), None)
        if row is not None and not _signs(row.signer, position, form):
            text = _(
                "Letters to %(addressee)s are signed by: %(who)s. Choose that"
                " signatory; the draft goes up to that desk."
            )
            told = text % {"addressee": addressee, "who": row.signer.label}
            yield Fault(field="signatory", code="matrix", message=told)


def _fits(row: MatrixRow, addressee: str) -> bool:
    named = HONORIFICS.sub("", addressee.strip()).casefold()
    phrases = (one.strip().casefold() for one in row.addressees.split(","))
    return any(
        named.startswith(one) and not named[len(one) : len(one) + 1].isalnum()
        for one in phrases
        if one
    )


def _signs(signer: MatrixSigner, position: Position, form: str) -> bool:
    if position.kind == PositionKind.REGIONAL_HEAD:
        return True
    if position.kind == PositionKind.DEPUTY_HEAD:
        return signer == MatrixSigner.SECRETARY or _head_is_absent()
    if signer == MatrixSigner.SECRETARY:
        return position.kind == PositionKind.REGIONAL_SECRETARY
    return signer == MatrixSigner.IN_NAME and _is_for_the_head(position, form)


def _is_for_the_head(position: Position, form: str) -> bool:
    giver = position.mandate_giver
    if form == AuthorityForm.UB and giver is not None:
        giver = giver.mandate_giver
    if giver is None or form not in {AuthorityForm.AN, AuthorityForm.UB}:
        return False
    return bool(giver.kind == PositionKind.REGIONAL_HEAD)


def _head_is_absent() -> bool:
    heads = Position.objects.filter(kind=PositionKind.REGIONAL_HEAD, closed_on=None)
    holdings = [holding_of(one) for one in heads]
    return all(one is None or one.kind != PERMANENT for one in holdings)
