"""The block of addressees: names under each other, one place that closes them."""

import pytest

from workflow.letterheads.addressees import address_parts


@pytest.mark.parametrize(
    ("typed", "lines", "place"),
    [
        ("", (), ""),
        ("Jakarta", (), "Jakarta"),
        ("di Jakarta", (), "Jakarta"),
        ("di tempat", (), "Tempat"),
        ("di -\nJakarta", (), "Jakarta"),
        ("Jalan Merdeka 5\ndi Jakarta", ("Jalan Merdeka 5",), "Jakarta"),
        ("Jalan Merdeka 5\nJakarta 10110", ("Jalan Merdeka 5",), "Jakarta 10110"),
        ("Jalan Merdeka 5, Jakarta", ("Jalan Merdeka 5, Jakarta",), ""),
        ("Gedung A\nLantai 3\ndi – Bandung", ("Gedung A", "Lantai 3"), "Bandung"),
        ("Dinas di Kota Tua\nDieng", ("Dinas di Kota Tua",), "Dieng"),
    ],
)
def test_an_address_is_parted_into_lines_and_the_place_that_closes_it(
    typed, lines, place
):
    assert address_parts(typed) == (lines, place)
