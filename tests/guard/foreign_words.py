"""What a browser would show in its own language, and English left in our pages."""

import html
import re

# Its form would be the browser's: month first on half of our machines.
OWN_FORMS = re.compile(r'type="(?:date|datetime-local|month|time|week)"')
# Without our words above it, it says "Choose File".
FILE = re.compile(r'<input[^>]*type="file"[^>]*>')
COVERED = ("eo-drop__input", "eo-input")
SILENT = re.compile(r"<(script|style|code|pre)\b.*?</\1>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
ATTRIBUTES = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"]*)"')
# Words of interfaces that are not Indonesian and no name of ours.
ENGLISH = re.compile(
    r"\b(?:Add|Apply|Back|Bold|Browse|Cancel|Choose|Clear|Click|Close|Confirm|Delete"
    r"|Details|Download|Edit|Error|Filter by|Italic|Loading|Next|No file chosen|Open"
    r"|Page|Password|Previous|Remove|Required|Reset|Save|Search|Select|Settings|Show"
    r"|Sign in|Sort by|Submit|Undo|Unknown|Upload|View|Warning|Yes)\b"
)


def foreign_parts(page: str) -> list[str]:
    """Return each field of the browser's own form, and each English word shown."""
    found = OWN_FORMS.findall(page)
    bare = [one for one in FILE.findall(page) if not any(c in one for c in COVERED)]
    spoken = " ".join(ATTRIBUTES.findall(page))
    text = TAGS.sub(" ", SILENT.sub(" ", page))
    words = set(ENGLISH.findall(html.unescape(f"{text} {spoken}")))
    return [*found, *bare, *(f"English: {word}" for word in sorted(words))]
