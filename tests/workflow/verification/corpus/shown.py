"""What pdfium and poppler show of each changed file, as seen with both.

Most look as the letter does: what is wrong with them no eye can find. Others show
another page, in both viewers or in one of them, so a verdict that rests on what one
viewer shows is worth nothing.
"""

ANOTHER = (
    "appended: another PDF",
    "hidden: forged page, old table, 30000 line ends",
    "hidden: forged page, table at 0",
    "hidden: forged page, table at 7",
    "hidden: forged page, table beyond the file",
    "pages: note over the text",
    "pages: content exchanged",
    "pages: page added",
    "pages: last page removed",
    "pages: pages swapped",
    "pages: fonts taken away",
    "pages: empty field over the text",
    "pages: stamp over the text",
    "pages: square over the text",
    "pages: link to another place",
    "pages: link that launches",
    "pages: page turned",
    "pages: page made larger",
    "pages: page cropped",
    "inside: signature of another letter",
    "inside: small letters and a note",
    "inside: small letters and a new page",
    "inside: page content flipped",
)
ANOTHER_IN_PDFIUM_ALONE = (
    "hidden: forged page, old table, 5000 line ends",
    "hidden: hollow page, old table, 9000 line ends",
)
NOTHING = ("rewritten: encrypted",)


def shown(name: str) -> tuple[str, str]:
    """Return what pdfium and poppler show of the file: letter, another or nothing."""
    if name in ANOTHER_IN_PDFIUM_ALONE:
        return ("another", "letter")
    if name in NOTHING:
        return ("nothing", "nothing")
    return ("another", "another") if name in ANOTHER else ("letter", "letter")
