"""A page as lines that can be compared: a tag or a text each, attributes sorted.

Runs of space are one space. A text keeps the space at its ends, so that a comparison
may say "differs in spaces only"; inside `pre` and `textarea` all of it is kept.
"""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

from changing import OWN_FIELDS

SPACES = re.compile(r"\s+")
NUMBER = re.compile(r"\b\d+\b")
SHORT = 100
AS_TYPED = {"pre", "textarea"}
# HTML, 13.1.2: they have no end, `<meta>` and `<meta />` are the same.
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img"),
    *("input", "link", "meta", "source", "track", "wbr"),
}
LINKS = {"href", "src", "action"}
IN_JSON = re.compile(r'"(/[^"\s\\]*)"')


class PageText(HTMLParser):
    """Collects `lines` and `links` of one page.

    `plain` puts placeholders into a text. Rows of a table and numbers are left out
    when the page `is_moving`: it tells of the visits themselves.
    """

    def __init__(self, plain: Callable[[str], str], *, is_moving: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._plain, self.is_moving = plain, is_moving
        self._open: list[str] = []
        self.lines: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes."""
        if tag not in VOID:
            self._open.append(tag)
        values = {name: value or "" for name, value in attrs}
        is_act = tag == "form" and values.get("method", "get").lower() != "get"
        self._gather_links({} if is_act else values)
        if values.get("name") in OWN_FIELDS:
            values["value"] = "{own}"
        parts = [self._attribute(name, value) for name, value in values.items()]
        line = " ".join([f"<{tag}", *sorted(parts)])
        if len(line) > SHORT:
            line = "\n    ".join([f"<{tag}", *sorted(parts)])
        self._add(f"{line}>")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a tag."""
        if tag in VOID:
            return
        while tag in self._open and self._open.pop() != tag:
            pass  # an end that was left out
        self._add(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Note a text; JSON is spread over lines."""
        around = self._open[-1] if self._open else ""
        if around == "script":
            self.links |= set(IN_JSON.findall(data))
            self._add(spread(self._plain(data)))
        elif around in AS_TYPED:
            self._add(self._plain(data))
        elif data:
            self._add(f'"{self._plain(SPACES.sub(" ", data))}"')

    def handle_decl(self, decl: str) -> None:
        """Note the document type."""
        self._add(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self._add(f"<!-- {SPACES.sub(' ', data).strip()} -->")

    def _add(self, line: str) -> None:
        if self.is_moving and "tbody" in self._open:
            return
        self.lines.append(NUMBER.sub("{n}", line) if self.is_moving else line)

    def _attribute(self, name: str, value: str) -> str:
        if name in OWN_FIELDS:
            return f'{name}="{{own}}"'
        return f'{name}="{spread(self._plain(SPACES.sub(" ", value).strip()))}"'

    def _gather_links(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            if name in LINKS or (name.startswith("data-") and value.startswith("/")):
                self.links.add(value)
            elif value.startswith(("{", "[")):
                self.links |= set(IN_JSON.findall(value))


def spread(text: str) -> str:
    """Return JSON with a line for each value, keys sorted; other text as it is."""
    if not text.strip().startswith(("{", "[")):
        return text.strip()
    try:
        return json.dumps(
            json.loads(text), indent=1, sort_keys=True, ensure_ascii=False
        )
    except ValueError:
        return text.strip()
