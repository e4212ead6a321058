"""No changed file is called genuine, whatever any viewer shows of it."""

import pytest
from django.utils import translation

from tests.workflow.signing.world import holding, letter_pdf
from tests.workflow.verification.corpus import RECIPES, Workshop
from tests.workflow.verification.corpus.shown import (
    ANOTHER,
    ANOTHER_IN_PDFIUM_ALONE,
    NOTHING,
    shown,
)
from tests.workflow.verification.corpus.viewers import by_pdfium, by_poppler, compared
from workflow.verification import verify
from workflow.verification.verdict import SAMENESS
from workflow.verification.verdict_words import describe

GOOD = {"genuine", "genuine_superseded", "valid_foreign"}
LETTER = {"number": "005/12/SETDA", "unit": "Sekretariat Daerah"}


@pytest.fixture(scope="module")
def signed(world):
    return world.sign()


@pytest.fixture(scope="module")
def office(signed):
    return holding(signed, letter=LETTER)


@pytest.fixture(scope="module")
def policy(world):
    return world.policy()


@pytest.fixture(scope="module")
def shop(signed, world, stranger):
    return Workshop(
        letter=signed.pdf,
        other=world.sign(letter_pdf("Rapat dibatalkan.")).pdf,
        world=world,
        stranger=stranger,
    )


@pytest.fixture(scope="module")
def pictures(signed):
    return by_pdfium(signed.pdf), by_poppler(signed.pdf)


def test_corpus_is_large_and_names_no_file_that_is_not_in_it():
    named = {*ANOTHER, *ANOTHER_IN_PDFIUM_ALONE, *NOTHING}

    assert len(RECIPES) >= 80
    assert named <= set(RECIPES)


def test_letter_itself_is_genuine_and_drawn_by_both_viewers(
    signed, office, policy, pictures
):
    assert verify(signed.pdf, policy, office).code == "genuine"
    assert all(pictures)


@pytest.mark.parametrize("name", RECIPES)
def test_changed_file_is_never_genuine(name, shop, office, policy, pictures):
    forged = RECIPES[name](shop)

    verdict = verify(forged, policy, office)

    assert forged != shop.letter
    assert verdict.code not in GOOD
    if forged.startswith(shop.letter):
        assert verdict.code == "changed"
        assert verdict.reason.startswith("added_to_ours")
        assert verdict.letter == LETTER
    assert_told_without_contradiction(verdict)
    seen = (
        compared(by_pdfium(forged), pictures[0]),
        compared(by_poppler(forged), pictures[1]),
    )
    assert seen == shown(name)


def assert_told_without_contradiction(verdict):
    with translation.override("id"):
        told = describe(verdict)
    checks = [
        *told["checks"],
        *(c for one in told["signatures"] for c in one["checks"]),
    ]
    assert told["sentence"]
    if verdict.code == "changed":
        assert not [c for c in checks if c["passed"] and c["code"] in SAMENESS]
    if verdict.code in {"changed", "not_genuine"}:
        assert told["sentence"] in [c["text"] for c in checks if not c["passed"]]
