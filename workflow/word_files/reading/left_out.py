"""What was left out or changed on the way: how often, and on which pages."""

from typing import Any

MOST_PAGES = 20  # more numbers in a sentence are read by nobody


class LeftOut:
    """Counts by kind; `page` is where the reading stands, from 1.

    Word notes in a file where its pages ended when it was last laid out. A file
    without such marks has no pages to tell.
    """

    def __init__(self, *, knows_pages: bool) -> None:
        """Start on the first page."""
        self.page = 1
        self._knows_pages = knows_pages
        self._broke_now = False
        self._found: dict[str, tuple[int, set[int]]] = {}

    def note(self, kind: str, times: int = 1, *, has_page: bool = True) -> str:
        """Count something here; `has_page`: it stands in the running text.

        Returns what stands in its place in the text: nothing, where it is only told.
        """
        if times:
            count, pages = self._found.get(kind, (0, set()))
            here = {self.page} if has_page and self._knows_pages else set()
            self._found[kind] = (count + times, pages | here)
        return ""

    def text(self) -> None:
        """Note that words stand here, so that the next mark is another page."""
        self._broke_now = False

    def turn(self, *, by_hand: bool = False) -> None:
        """Go to the next page, once where Word marks a break typed by hand as well."""
        if by_hand or not self._broke_now:
            self.page += 1
        self._broke_now = by_hand

    def rows(self) -> list[dict[str, Any]]:
        """Return `{kind, times, pages}` for each kind, in order of appearance."""
        return [
            {"kind": kind, "times": times, "pages": sorted(pages)[:MOST_PAGES]}
            for kind, (times, pages) in self._found.items()
        ]
