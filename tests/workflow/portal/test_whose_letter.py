"""The public page names whose letter it is, whichever office drafted it."""

import pytest

from tests.office.outgoing import sent
from tests.office.signers import make_signer
from workflow.public.issued_letters import issued_signatures, letter_facts

pytestmark = pytest.mark.django_db


def test_the_unit_is_that_of_the_kop_and_not_of_the_drafter(office):
    make_signer(office.sekda)
    letter = sent(office)

    [signature] = issued_signatures().filter(letter=letter)

    assert letter.unit == office.bagian
    assert letter_facts(signature)["unit"] == "SEKRETARIAT DAERAH"
    content = signature.version.content
    content["letterhead"] = {"kind": "head_of_region", "lines": ["BUPATI WANASARI"]}
    assert letter_facts(signature)["unit"] == "BUPATI WANASARI"
