"""The editor's rich text as the inline HTML of body blocks.

Wagtail keeps a rich text as `<p data-block-key="…">…</p>` one after another; a
paragraph block of a letter is one of these without its `<p>`. Nothing else is mapped:
what the allow-list of `inline` does not know is refused there, by name.
"""

import re

_PARAGRAPH = re.compile(
    r"<p(?: data-block-key=\"[^\"<>]*\")?>(?P<inside>.*?)</p>", re.DOTALL
)


def paragraphs_of(rich_text: str) -> list[str]:
    """Inline HTML of each paragraph that is not empty, in order."""
    found = [match["inside"] for match in _PARAGRAPH.finditer(rich_text)]
    outside = _PARAGRAPH.sub("", rich_text)
    return [part for part in (*found, outside) if part.strip()]


def inline_of(rich_text: str) -> str:
    """All of it as one inline text, paragraphs parted by line breaks (table cells)."""
    return "<br>".join(paragraphs_of(rich_text))
