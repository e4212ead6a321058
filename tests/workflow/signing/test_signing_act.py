"""Signing by a local key: what comes out, and what refuses."""

import re
import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow.signing.world import PASSPHRASE, letter_pdf, long_ago
from workflow.pades.demo_authority.service import serving
from workflow.pades.errors import BadResult, SignerNotActive, Unavailable, WrongSecret
from workflow.pades.pkcs12 import enrol
from workflow.pades.ports import RevocationData, Secret, SignerRef, SignerStatus, ToSign
from workflow.pades.preparation import add_signature_fields
from workflow.pades.timestamping import HttpTimestampService
from workflow.rendering.file_check import check_file
from workflow.verification import judge

LEADER = SignerRef(id="leader")


@contextmanager
def silent_server():
    """Accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held = []
        stop = threading.Event()

        def accept():
            listening.settimeout(0.1)
            while not stop.is_set():
                try:
                    held.append(listening.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/tsa"
        finally:
            stop.set()
            thread.join()
            for connection in held:
                connection.close()


@pytest.mark.parametrize("algorithm", ["p256", "rsa3072"])
def test_signature_is_stamped_and_valid(world, algorithm):
    signed = world.sign(signer=world.signer(algorithm))

    assert signed.level == "B-T"
    assert signed.trusted_at is not None
    assert judge(signed.pdf, world.policy()).code == "valid_foreign"


def test_original_bytes_are_a_prefix_of_the_signed_file(world):
    pdf = letter_pdf()

    signed = world.sign(pdf)

    assert signed.pdf.startswith(pdf)
    assert len(signed.pdf) > len(pdf)


def test_claimed_time_is_written_into_the_signature(world):
    claimed = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    signed = world.sign(item={"claimed_at": claimed})

    with pikepdf.open(_file(signed.pdf)) as document:
        value = document.Root.AcroForm.Fields[0].V
        assert str(value.M).startswith("D:20260102030405")


def test_signature_certifies_and_allows_only_further_signatures(world):
    signed = world.sign()

    with pikepdf.open(_file(signed.pdf)) as document:
        reference = document.Root.Perms.DocMDP.Reference[0]
        assert reference.TransformParams.P == 2


def test_signature_field_is_invisible_printable_and_named(world):
    signed = world.sign()

    with pikepdf.open(_file(signed.pdf)) as document:
        field = document.Root.AcroForm.Fields[0]
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert int(field.F) & 0b100
        assert not int(field.F) & 0b10
        assert str(field.TU) == "Tanda tangan elektronik"


def test_claims_of_the_archive_standards_survive_signing(world):
    pdf = letter_pdf()

    signed = world.sign(pdf)

    with pikepdf.open(_file(pdf)) as before, pikepdf.open(_file(signed.pdf)) as after:
        metadata = after.Root.Metadata.read_bytes()
        assert metadata == before.Root.Metadata.read_bytes()
        assert b"pdfaid" in metadata
        assert b"pdfuaid" in metadata
        assert after.Root.MarkInfo.Marked
        assert after.docinfo == before.docinfo


def test_wrong_passphrase_is_refused_without_telling_anything(world):
    service = world.service(world.signer())

    with pytest.raises(WrongSecret) as refusal:
        service.open(LEADER, Secret("bukan itu"))

    assert "bukan itu" not in repr(refusal.value)
    assert refusal.value.__cause__ is None


def test_expired_signer_cannot_open_a_session(world):
    signer = world.new_signer(valid_from=long_ago(800), valid_until=long_ago(1))
    service = world.service(signer)

    with pytest.raises(SignerNotActive) as refusal:
        service.open(LEADER, Secret(PASSPHRASE))

    assert refusal.value.state == SignerStatus.EXPIRED
    assert service.status(LEADER) == SignerStatus.EXPIRED


def test_signer_about_to_expire_still_signs_and_is_reported(world):
    soon = datetime.now(UTC) + timedelta(days=10)
    signer = world.new_signer(valid_until=soon)

    assert world.service(signer).status(LEADER) == SignerStatus.EXPIRES_SOON
    assert world.sign(signer=signer).level == "B-T"


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("keyCompromise", SignerStatus.REVOKED),
        ("certificateHold", SignerStatus.SUSPENDED),
    ],
)
def test_revoked_signer_cannot_open_a_session(world, reason, status):
    signer = world.new_signer()
    world.authority.revoke(signer.serial, reason=reason)
    service = world.service(signer)

    with pytest.raises(SignerNotActive) as refusal:
        service.open(LEADER, Secret(PASSPHRASE))

    assert refusal.value.state == status
    assert service.status(LEADER) == status


def test_unknown_person_is_not_registered(world):
    service = world.service(world.signer())

    with pytest.raises(SignerNotActive) as refusal:
        service.open(SignerRef(id="nobody"), Secret(PASSPHRASE))

    assert refusal.value.state == SignerStatus.NOT_REGISTERED


def test_without_fresh_revocation_data_nobody_signs(world):
    stale = RevocationData(
        crls=tuple(
            world.authority.crl(role, life=timedelta(hours=-1))
            for role in ("issuing", "root")
        )
    )
    service = world.service(world.signer(), revocation=lambda: stale)

    with pytest.raises(Unavailable):
        service.open(LEADER, Secret(PASSPHRASE))

    assert service.status(LEADER) == SignerStatus.UNKNOWN


def test_signer_of_another_authority_cannot_open_a_session(world, tmp_path):
    from tests.workflow.signing.world import World
    from workflow.pades.demo_authority import DemoAuthority

    other = World(authority=DemoAuthority.create(tmp_path), signers={})
    service = world.service(other.signer())

    with pytest.raises(Unavailable):
        service.open(LEADER, Secret(PASSPHRASE))


def test_time_stamp_comes_over_http(world):
    with serving(world.authority) as url:
        signed = world.sign(timestamps=HttpTimestampService(url=f"{url}/tsa"))

    assert signed.level == "B-T"


def test_dead_time_stamp_authority_lowers_the_level(world):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    dead = HttpTimestampService(url=f"http://127.0.0.1:{port}/tsa")

    signed = world.sign(timestamps=dead)

    assert signed.level == "B-B"
    assert signed.trusted_at is None
    assert judge(signed.pdf, world.policy()).code == "valid_foreign"


def test_silent_time_stamp_authority_lowers_the_level(world):
    with silent_server() as url:
        signed = world.sign(timestamps=HttpTimestampService(url=url, deadline_s=0.2))

    assert signed.level == "B-B"


def test_wrong_address_of_the_authority_lowers_the_level(world):
    with serving(world.authority) as url:
        signed = world.sign(timestamps=HttpTimestampService(url=f"{url}/nothing"))

    assert signed.level == "B-B"


def test_stamp_of_an_unknown_authority_does_not_count_as_trusted(world, tmp_path):
    from workflow.pades.demo_authority import DemoAuthority

    other = DemoAuthority.create(tmp_path, organisation="Kota Lain")

    signed = world.sign(timestamps=other.time_stamps())

    assert signed.level == "B-B"
    assert signed.trusted_at is None


def test_one_session_signs_many_files_in_order(world):
    pdfs = [letter_pdf(f"Nomor {number}") for number in range(3)]
    now = datetime.now(UTC)
    items = [
        ToSign(key=str(number), pdf=pdf, claimed_at=now)
        for number, pdf in enumerate(pdfs)
    ]

    with world.service(world.signer()).open(LEADER, Secret(PASSPHRASE)) as session:
        results = list(session.sign(items))

    assert [result.key for result in results] == ["0", "1", "2"]
    signed = [result.require().pdf for result in results]
    assert all(after.startswith(pdf) for after, pdf in zip(signed, pdfs, strict=True))


def test_a_file_that_cannot_be_signed_does_not_stop_the_others(world):
    now = datetime.now(UTC)
    items = [
        ToSign(key="broken", pdf=b"%PDF-1.7 nothing", claimed_at=now),
        ToSign(key="good", pdf=letter_pdf(), claimed_at=now),
    ]

    with world.service(world.signer()).open(LEADER, Secret(PASSPHRASE)) as session:
        broken, fine = session.sign(items)

    assert isinstance(broken.error, BadResult)
    assert fine.require().level == "B-T"


def test_closed_session_signs_nothing(world):
    session = world.service(world.signer()).open(LEADER, Secret(PASSPHRASE))
    with session:
        pass

    [result] = session.sign(
        [ToSign(key="1", pdf=letter_pdf(), claimed_at=datetime.now(UTC))]
    )

    assert isinstance(result.error, BadResult)


def test_two_signers_sign_prepared_fields_in_order(world):
    fields = {"Pihak1": "Tanda tangan pihak pertama", "Pihak2": "… pihak kedua"}
    prepared = add_signature_fields(letter_pdf(), fields)

    first = world.sign(prepared, item={"field_name": "Pihak1"})
    second = world.sign(
        first.pdf,
        signer=world.new_signer(),
        item={"field_name": "Pihak2", "certify": False},
    )

    assert second.pdf.startswith(first.pdf)
    verdict = judge(second.pdf, world.policy())
    assert verdict.code == "valid_foreign"
    assert [one.field_name for one in verdict.signatures] == ["Pihak1", "Pihak2"]


def test_second_certification_is_refused(world):
    first = world.sign()

    with pytest.raises(BadResult):
        world.sign(first.pdf, item={"field_name": "Kedua", "certify": True})


def test_filled_field_cannot_be_signed_again(world):
    first = world.sign()

    with pytest.raises(BadResult):
        world.sign(first.pdf, item={"certify": False})


def test_enrolment_opens_the_container_once(world):
    signer = world.new_signer()

    enrolled = enrol(signer.p12, Secret(PASSPHRASE))

    assert enrolled.certificate == signer.certificate
    with pytest.raises(WrongSecret):
        enrol(signer.p12, Secret("salah"))


@given(text=st.text(min_size=1, max_size=30).filter(str.strip))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_reason_and_name_keeps_the_prefix_and_the_validity(world, text):
    pdf = letter_pdf()

    signed = world.sign(pdf, item={"reason": text, "location": text})

    assert signed.pdf.startswith(pdf)
    assert judge(signed.pdf, world.policy()).code == "valid_foreign"


def _file(pdf):
    from io import BytesIO

    return BytesIO(pdf)


def test_nothing_but_line_ends_stands_between_original_and_signature(world):
    pdf = letter_pdf()

    signed = world.sign(pdf)

    assert re.match(rb"\d+ 0 obj", signed.pdf[len(pdf) :])


@pytest.mark.parametrize("is_stamped", [True, False])
def test_signed_letter_passes_the_file_check(world, is_stamped):
    stamps = world.authority.time_stamps() if is_stamped else None

    signed = world.sign(timestamps=stamps)

    assert check_file(signed.pdf) == []
