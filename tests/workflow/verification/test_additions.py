"""What may stand after a stranger's signature, and what may not."""

from io import BytesIO

import pytest
from asn1crypto import crl, x509
from pyhanko.sign.validation.dss import DocumentSecurityStore

from tests.workflow.verification import attacks
from tests.workflow.verification.corpus import RECIPES, Workshop
from workflow.verification import judge

HIDDEN = [name for name in RECIPES if name.startswith("hidden: ")]
ACTING = ["pages: field with script", "pages: field with launch"]


@pytest.fixture(scope="module")
def shop(world):
    letter = world.sign().pdf
    return Workshop(letter=letter, other=letter, world=world, stranger=world)


def with_evidence(pdf, world):
    """Append the evidence of level B-LT: chain and revocation lists, no stamp."""
    out = BytesIO(pdf)
    DocumentSecurityStore.add_dss(
        out,
        sig_contents=None,
        certs=[x509.Certificate.load(one) for one in world.authority.chain],
        crls=[
            crl.CertificateList.load(one)
            for one in world.authority.revocation_data().crls
        ],
    )
    return out.getvalue()


def test_evidence_after_the_signature_is_allowed(world, shop):
    once = with_evidence(shop.letter, world)
    twice = with_evidence(attacks.with_archive_stamp(once, _stamps(world)), world)

    assert once != shop.letter
    assert judge(once, world.policy()).code == "valid_foreign"
    assert judge(twice, world.policy()).code == "valid_foreign"


@pytest.mark.parametrize("name", HIDDEN)
def test_revision_that_other_readers_would_see_is_noticed(world, shop, name):
    verdict = judge(RECIPES[name](shop), world.policy())

    assert verdict.code in {"changed", "undetermined"}


@pytest.mark.parametrize("name", ACTING)
def test_new_field_that_acts_by_itself_is_noticed(world, shop, name):
    verdict = judge(RECIPES[name](shop), world.policy())

    assert (verdict.code, verdict.reason) == ("changed", "action_added")


def _stamps(world):
    return world.authority.time_stamps()
