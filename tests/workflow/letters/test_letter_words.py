"""The words of a frozen letter: what readers see, no marks for programs."""

from workflow.letters.spoken_text import spoken_text, tree_text

CONTENT = {
    "subject": "Rapat koordinasi",
    "recipients": [["Kepala Dinas Kesehatan", "di tempat"], ["Camat Karangjati"]],
    "body": [
        {
            "id": "b1",
            "type": "paragraph",
            "value": [
                {"kind": "text", "text": "Mohon hadir", "bold": False},
                {"kind": "text", "text": "rapat", "link": "https://x.example"},
            ],
        },
        {
            "id": "b2",
            "type": "paragraph",
            "value": [{"kind": "text", "text": "Terima kasih."}],
        },
    ],
    "signature": {"authority": ["SEKRETARIS DAERAH,"], "name": "Rina Darmawan"},
}


def test_marks_for_programs_are_no_words():
    assert tree_text(CONTENT) == "Mohon hadir\nrapat\nTerima kasih."


def test_a_page_is_read_a_paragraph_a_line():
    assert spoken_text(CONTENT).splitlines() == [
        "Rapat koordinasi",
        "Kepala Dinas Kesehatan di tempat",
        "Camat Karangjati",
        "Mohon hadir rapat",
        "Terima kasih.",
        "SEKRETARIS DAERAH, Rina Darmawan",
    ]
