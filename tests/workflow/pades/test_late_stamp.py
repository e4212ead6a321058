"""The stamp that comes after the act."""

import socket

import pytest

from tests.workflow.signing.world import letter_pdf
from workflow.pades.errors import BadResult, StampTooLate, Unavailable
from workflow.pades.late_stamp import augment_late_timestamp
from workflow.pades.preparation import add_signature_fields
from workflow.pades.timestamping import HttpTimestampService
from workflow.verification import judge


@pytest.mark.parametrize("algorithm", ["p256", "rsa3072"])
def test_unstamped_signature_reaches_the_next_level(world, algorithm):
    before = world.sign(signer=world.signer(algorithm), timestamps=None).pdf

    after = augment_late_timestamp(before, world.authority.time_stamps())

    verdict = judge(after, world.policy())
    assert verdict.code == "valid_foreign"
    assert verdict.signatures[0].level == "B-T"
    assert verdict.signatures[0].time_is_trusted


def test_only_the_room_of_the_signature_changes(world):
    before = world.sign(timestamps=None).pdf

    after = augment_late_timestamp(before, world.authority.time_stamps())

    differing = [
        place
        for place, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    ]
    room = before.index(b"/Contents <308")
    assert differing[0] > room
    assert differing[-1] < before.index(b">", room + len(b"/Contents <"))


def test_stamping_twice_changes_nothing_more(world):
    once = augment_late_timestamp(
        world.sign(timestamps=None).pdf, world.authority.time_stamps()
    )

    assert augment_late_timestamp(once, world.authority.time_stamps()) == once


def test_second_signature_of_a_stamped_letter_follows(world):
    fields = {"Pihak1": "Pihak pertama", "Pihak2": "Pihak kedua"}
    prepared = add_signature_fields(letter_pdf(), fields)
    first = world.sign(prepared, item={"field_name": "Pihak1"}, timestamps=None)
    stamped = augment_late_timestamp(first.pdf, world.authority.time_stamps())

    second = world.sign(stamped, item={"field_name": "Pihak2", "certify": False})

    assert second.pdf.startswith(stamped)
    assert judge(second.pdf, world.policy()).code == "valid_foreign"


def test_signature_that_something_follows_is_left_alone(world):
    signed = world.sign(timestamps=None).pdf

    with pytest.raises(StampTooLate):
        augment_late_timestamp(signed + b"\n", world.authority.time_stamps())


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", letter_pdf()])
def test_file_without_a_signature_is_refused(world, pdf):
    with pytest.raises(BadResult):
        augment_late_timestamp(pdf, world.authority.time_stamps())


def test_dead_authority_leaves_the_file_for_later(world):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    dead = HttpTimestampService(url=f"http://127.0.0.1:{port}/tsa")

    with pytest.raises(Unavailable):
        augment_late_timestamp(world.sign(timestamps=None).pdf, dead)
