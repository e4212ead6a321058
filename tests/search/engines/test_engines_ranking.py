"""What comes first: on both engines the same."""


def test_a_whole_name_comes_before_half_of_it_in_a_subject(desk):
    desk.put(
        desk.record("half", subject="Surat tugas Ahmad Rifai", signatory="Ahmad Rifai"),
        desk.record("signed", signatory="Drs. H. Ahmad Fauzi, M.Si."),
        desk.record("told", body="Ditugaskan kepada Ahmad Fauzi dan kawan-kawan."),
        desk.record("sent", sender="Ahmad Fauzi"),
        desk.record("got", recipients=("Ahmad Fauzi",)),
        desk.record("middle", signatory="Ahmad Nur Fauzi"),
    )

    found = desk.find("ahmad fauzi")

    assert found[-1] == "half"
    assert len(found) == 6


def test_a_unit_named_everywhere_counts_little_more_than_named_once(desk):
    unit = "Dinas Kesehatan"
    desk.put(
        desk.record(
            "everywhere", sender=unit, recipients=(unit,), body=f"{unit}. Rapat biasa."
        ),
        desk.record("topic", sender=unit, body="Tebing longsor menutup badan jalan."),
    )

    assert desk.find("dinas kesehatan longsor")[0] == "topic"
