"""What honest files get told."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from tests.workflow.signing.world import Office, letter_pdf
from tests.workflow.verification import attacks
from workflow.verification import (
    Issued,
    Policy,
    Verdict,
    VerdictCode,
    judge,
    verify,
)
from workflow.verification.sandboxed import judge_in_sandbox

LETTER = {"number": "005/12/SETDA", "subject": "Undangan rapat"}


def office_with(pdf, **facts):
    return Office(**{hashlib.sha256(pdf).hexdigest(): Issued(letter=LETTER, **facts)})


def test_letter_of_this_office_is_genuine(world):
    signed = world.sign()

    verdict = verify(signed.pdf, world.policy(), office_with(signed.pdf))

    assert verdict.code == "genuine"
    assert verdict.letter == LETTER
    assert not verdict.demo


def test_report_names_signer_position_time_and_authority(world):
    signed = world.sign(signer=world.new_signer(common_name="Siti Aminah, S.H."))

    [report] = judge(signed.pdf, world.policy()).signatures

    assert report.signer == "Siti Aminah, S.H."
    assert report.position == "Sekretaris Daerah"
    assert report.organisation == "Kabupaten Wanasari"
    assert report.authority == "Issuing CA Kabupaten Wanasari DEMO"
    assert report.root_kind == "own"
    assert report.time_is_trusted
    assert datetime.fromisoformat(report.time) == signed.trusted_at
    assert all(check.passed for check in report.checks)


def test_revoked_letter_is_genuine_but_superseded(world):
    signed = world.sign()
    office = office_with(signed.pdf, superseded_by="005/15/SETDA")

    verdict = verify(signed.pdf, world.policy(), office)

    assert verdict.code == "genuine_superseded"
    assert verdict.facts == {"by": "005/15/SETDA"}


def test_valid_file_that_is_not_ours_is_foreign(world):
    signed = world.sign()

    assert verify(signed.pdf, world.policy(), Office()).code == "valid_foreign"


def test_demo_root_marks_the_verdict(world):
    signed = world.sign()

    assert judge(signed.pdf, world.policy(roots=world.roots("demo"))).demo


def test_claimed_time_is_not_called_trusted(world):
    claimed = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    signed = world.sign(item={"claimed_at": claimed}, timestamps=None)

    [report] = judge(signed.pdf, world.policy()).signatures

    assert report.level == "B-B"
    assert not report.time_is_trusted
    assert datetime.fromisoformat(report.time) == claimed


def test_later_stamp_is_ours_when_we_hold_the_stamped_file(world):
    signed = world.sign()
    stamped = attacks.with_archive_stamp(signed.pdf, world.authority.time_stamps())
    digests = [hashlib.sha256(pdf).hexdigest() for pdf in (signed.pdf, stamped)]
    office = Office(**dict.fromkeys(digests, Issued(letter=LETTER)))

    before, after = (
        verify(pdf, world.policy(), office) for pdf in (signed.pdf, stamped)
    )

    assert (before.code, after.code) == ("genuine", "genuine")
    assert after.letter == LETTER


def test_stamp_that_is_not_ours_makes_it_a_changed_letter(world):
    signed = world.sign()
    stamped = attacks.with_archive_stamp(signed.pdf, world.authority.time_stamps())

    verdict = verify(stamped, world.policy(), office_with(signed.pdf))

    assert (verdict.code, verdict.reason) == ("changed", "added_to_ours")
    assert verdict.letter == LETTER


def test_what_the_parsers_cannot_read_is_genuine_when_we_hold_it(world):
    kept = b"%PDF-1.7 nobody can read this\n%%EOF\n"

    verdict = verify(kept, world.policy(), office_with(kept))

    assert verdict.code == "genuine"
    assert verify(kept + b"x", world.policy(), office_with(kept)).code == "changed"


def test_letter_signed_after_its_certificate_was_revoked_is_not_genuine(world):
    signer = world.new_signer()
    signed = world.sign(signer=signer)
    world.authority.revoke(signer.serial, at=datetime.now(UTC) - timedelta(minutes=4))

    verdict = verify(signed.pdf, world.policy(), office_with(signed.pdf))

    assert (verdict.code, verdict.reason) == ("not_genuine", "revoked")


def test_revocation_after_the_trusted_time_does_not_count(world):
    signer = world.new_signer()
    signed = world.sign(signer=signer)
    world.authority.revoke(signer.serial, at=datetime.now(UTC) + timedelta(seconds=1))
    policy = world.policy(now=datetime.now(UTC) + timedelta(hours=1))

    assert judge(signed.pdf, policy).code == "valid_foreign"


def test_stamped_signature_outlives_its_certificate(world):
    now = datetime.now(UTC)
    signer = world.new_signer(valid_until=now + timedelta(days=1))
    stamped = world.sign(signer=signer)
    unstamped = world.sign(signer=signer, timestamps=None)
    later = world.policy(
        now=now + timedelta(days=3),
        crls=tuple(
            world.authority.crl(role, life=timedelta(days=5))
            for role in ("issuing", "root")
        ),
    )

    assert judge(stamped.pdf, later).code == "valid_foreign"
    verdict = judge(unstamped.pdf, later)
    assert verdict.code == "undetermined"
    assert verdict.reason == "expired_without_proof_of_time"


def test_own_record_proves_the_time_of_an_unstamped_letter(world):
    signer = world.new_signer()
    signed = world.sign(signer=signer, timestamps=None)
    stored_at = datetime.now(UTC)
    world.authority.revoke(signer.serial, at=stored_at + timedelta(seconds=1))
    policy = world.policy(now=stored_at + timedelta(hours=1))

    known = verify(signed.pdf, policy, office_with(signed.pdf, stored_at=stored_at))
    unknown = verify(signed.pdf, policy, Office())

    assert known.code == "genuine"
    assert unknown.code == "undetermined"
    assert unknown.reason == "revoked_without_proof_of_time"


def test_without_fresh_revocation_data_nothing_is_called_valid(world):
    signed = world.sign()
    stale = tuple(
        world.authority.crl(role, life=timedelta(hours=-1))
        for role in ("issuing", "root")
    )

    verdict = judge(signed.pdf, world.policy(crls=stale))

    assert verdict.code == "undetermined"
    assert verdict.reason == "revocation_unknown"


def test_our_record_answers_while_revocation_data_is_away(world):
    signed = world.sign()

    verdict = verify(signed.pdf, world.policy(crls=()), office_with(signed.pdf))

    assert verdict.code == "genuine"
    assert not all(check.passed for check in verdict.signatures[0].checks)


def test_unsigned_file_is_called_unsigned(world):
    assert judge(letter_pdf(), world.policy()).code == "unsigned"


def test_verdict_and_policy_travel_as_json(world):
    import json

    signed = world.sign()
    policy = Policy.from_json(json.loads(json.dumps(world.policy().to_json())))

    verdict = judge(signed.pdf, policy)

    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


@pytest.mark.parametrize("algorithm", ["p256", "rsa3072"])
def test_sandbox_comes_to_the_same_verdict(world, algorithm):
    signed = world.sign(signer=world.signer(algorithm))
    office = office_with(signed.pdf)

    verdict = verify(signed.pdf, world.policy(), office, run=judge_in_sandbox)
    added = attacks.with_note_over_text(signed.pdf)
    changed = verify(added, world.policy(), office, run=judge_in_sandbox)

    assert changed.code == "changed"
    assert changed.reason == "added_to_ours_page"
    assert verdict == verify(signed.pdf, world.policy(), office)
    assert verdict.code == "genuine"


@pytest.mark.parametrize("told", ["genuine", "genuine_superseded", "valid_foreign"])
@pytest.mark.parametrize("more", [b"", b"\n"], ids=["not ours", "added to"])
def test_who_reads_a_file_does_not_make_it_genuine(told, more):
    """A file that breaks into the sandbox writes the verdict, not the record."""
    ours = letter_pdf()
    pdf = ours + more if more else b"%PDF-1.7 a stranger's"
    forged = Verdict(code=VerdictCode(told), sha256="0" * 64, letter={"number": "1"})

    verdict = verify(
        pdf, Policy(roots=()), office_with(ours), run=lambda *_asked: forged
    )

    not_held = "valid_foreign" if told == "valid_foreign" else "undetermined"
    assert verdict.code == ("changed" if more else not_held)
    assert verdict.sha256 == hashlib.sha256(pdf).hexdigest()
    assert verdict.letter == (LETTER if more else None)
