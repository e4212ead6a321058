"""The words of a frozen letter: what readers see, no marks for programs."""

from search.letter_text import tree_text


def test_marks_for_programs_are_no_words():
    content = {
        "body": [
            {
                "id": "b1",
                "type": "paragraph",
                "value": [
                    {"kind": "text", "text": "Mohon hadir", "bold": False},
                    {"kind": "text", "text": "rapat", "link": "https://x.example"},
                ],
            }
        ]
    }

    assert tree_text(content) == "Mohon hadir\nrapat"
