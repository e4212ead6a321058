"""The pages a visitor reaches, breadth first, a few of each kind.

Which are opened depends on the pages alone: of the links of one page that are alike
the first and the last, of one pattern `ALIKE`, of one address with other parameters
`FAMILY`; one further page of a list, two sheets. So two visits open the same things as
long as the pages are the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from addresses import family, ours, pattern, steady
from page_text import PageText
from visitor import Answer, Visitor

MOST = 400
ALIKE, FAMILY, SHEETS = 5, 6, 2
SHEET = re.compile(r"\.(pdf|xlsx)(\?|$)")
HTML = "text/html"
# They tell of the visits themselves: their rows and numbers are not compared and their
# links not followed. The trail until a day long past stands still.
MOVING = re.compile(
    r"/(pengaturan/audit/(?!\?.*sampai=)|pengaturan/antrean/|akun/keamanan/)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One address that was opened, and its page when it is one."""

    address: str
    answer: Answer
    page: PageText | None

    def links(self) -> set[str]:
        """Return the addresses of the demo that it leads to."""
        found = {self.answer.headers.get("location", "")}
        if self.page is not None and not self.page.is_moving:
            found |= self.page.links
        path = self.address.partition("?")[0]
        full = (path + link if link.startswith("?") else link for link in found)
        return {address for link in full if (address := ours(link))}


def crawl(
    visitor: Visitor, seeds: list[str], plain: Callable[[str], str]
) -> Iterator[Opened]:
    """Open pages from `seeds` on, level by level, at most `MOST`."""
    level, seen, left = list(seeds), set(seeds), MOST
    counts: Counter[str] = Counter()
    while level and left:
        found: set[str] = set()
        for address in level[:left]:
            opened = _open(visitor, address, plain)
            yield opened
            left -= 1
            found |= set(_few_of_each(opened.links()))
        level = []
        for address in sorted(found, key=steady):
            if steady(address) not in seen and _is_wanted(address, counts):
                level.append(address)
            seen.add(steady(address))


def _open(visitor: Visitor, address: str, plain: Callable[[str], str]) -> Opened:
    answer = visitor.get(address)
    page = None
    if answer.kind == HTML:
        page = PageText(plain, is_moving=bool(MOVING.match(address)))
        page.feed(answer.text)
        page.close()
    return Opened(address=address, answer=answer, page=page)


def _few_of_each(links: set[str]) -> Iterator[str]:
    """Yield the first and the last of the links of each pattern."""
    alike = defaultdict(list)
    for link in sorted(links, key=steady):
        alike[pattern(link)].append(link)
    for group in alike.values():
        yield from dict.fromkeys((group[0], group[-1]))


def _is_wanted(address: str, counts: Counter[str]) -> bool:
    """Count the address; tell whether there were few of its kind."""
    own, kin = pattern(address), family(address)
    if SHEET.search(address):
        own_most = kin_most = SHEETS
    else:
        own_most, kin_most = 1 if "{cursor}" in own else ALIKE, FAMILY
    if counts[own] >= own_most or counts[kin] >= kin_most:
        return False
    counts.update({own, kin})
    return True
