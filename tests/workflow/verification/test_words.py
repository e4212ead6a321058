"""The verdict as people and programs get it."""

import pytest
from django.utils import translation

from tests.workflow.verification import attacks
from tests.workflow.verification.test_verdicts import office_with
from workflow.verification import judge, verify
from workflow.verification.reasons import PASSED, REASONS
from workflow.verification.verdict import Check, Verdict, VerdictCode, VerdictFinding
from workflow.verification.verdict_words import EXPLANATIONS, TITLES, describe


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def test_answer_has_the_shape_of_the_api(world):
    signed = world.sign()

    told = describe(verify(signed.pdf, world.policy(), office_with(signed.pdf)))

    assert told["verdict"] == "genuine"
    assert told["letter"] == {"number": "005/12/SETDA", "subject": "Undangan rapat"}
    assert told["demo"] is False
    [signature] = told["signatures"]
    assert signature["position"] == "Sekretaris Daerah"
    assert signature["level"] == "B-T"
    assert signature["time_is_trusted"] is True
    assert {"code", "passed", "text"} == set(signature["checks"][0])
    assert all(check["text"] for check in signature["checks"])


def test_genuine_letter_is_told_in_indonesian(world):
    signed = world.sign()

    told = describe(verify(signed.pdf, world.policy(), office_with(signed.pdf)))

    assert told["title"] == "ASLI"
    assert told["explanation"] == (
        "Dikeluarkan instansi ini, tidak berubah sejak ditandatangani."
    )


def test_superseded_letter_names_what_replaced_it(world):
    signed = world.sign()
    office = office_with(signed.pdf, superseded_by="005/15/SETDA")

    told = describe(verify(signed.pdf, world.policy(), office))

    assert told["explanation"].endswith("oleh 005/15/SETDA.")


def test_changed_page_is_named_to_the_reader(world):
    form = attacks.with_note_over_text(world.sign().pdf)

    told = describe(judge(form, world.policy()))

    assert told["title"] == "BERUBAH setelah ditandatangani"
    texts = [check["text"] for check in told["checks"] if not check["passed"]]
    assert "Halaman 1 tampak berbeda dari saat ditandatangani." in texts


def test_demo_is_told(world):
    signed = world.sign()

    told = describe(judge(signed.pdf, world.policy(roots=world.roots("demo"))))

    assert told["demo"] is True
    assert "demo" in told["explanation"]


@pytest.mark.parametrize("code", VerdictCode)
def test_every_verdict_has_a_title_and_an_explanation(code):
    verdict = Verdict(code=code, sha256="", reason="unreadable")

    told = describe(verdict)

    assert told["title"] == str(TITLES[code])
    assert told["explanation"]


@pytest.mark.parametrize(
    "text",
    [*PASSED.values(), *REASONS.values(), *TITLES.values(), *EXPLANATIONS.values()],
)
def test_every_text_is_translated(text):
    told = str(text)

    with translation.override("en"):
        assert str(text) != told


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_told_without_facts(reason):
    check = Check(code="changes", finding=VerdictFinding.CHANGED, reason=reason)
    verdict = Verdict(
        code=VerdictCode.CHANGED, sha256="", reason=reason, checks=[check]
    )

    assert describe(verdict)["checks"][0]["text"]
