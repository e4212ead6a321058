"""What comes first: on both engines the same."""

import pytest


@pytest.mark.parametrize("field", ["subject", "body", "signatory", "sender"])
def test_words_side_by_side_come_before_the_same_words_apart(desk, field):
    desk.put(
        desk.record("apart", **{field: "Ahmad Siti Rifai Agus Fauzi"}),
        desk.record("together", **{field: "Siti Rifai Agus Ahmad Fauzi"}),
    )

    assert desk.find("ahmad fauzi") == ["together", "apart"]


def test_a_unit_named_everywhere_counts_little_more_than_named_once(desk):
    unit = "Dinas Kesehatan"
    desk.put(
        desk.record(
            "everywhere", sender=unit, recipients=(unit,), body=f"{unit}. Rapat biasa."
        ),
        desk.record("topic", sender=unit, body="Tebing longsor menutup badan jalan."),
    )

    assert desk.find("dinas kesehatan longsor")[0] == "topic"
