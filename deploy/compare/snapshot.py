"""One snapshot: a folder of texts, `pages/`, `programs/` and `database/`.

Files of pages and programs are named by who looked and by the address.
"""

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import programs
import tables
from addresses import file_name
from changing import Placeholders
from crawl import Opened, crawl
from visitor import Answer, Visitor

PARTS = ("pages", "programs", "database")
PEOPLE = 14  # those that the log-in page of the demo shows first, one of each duty
PUBLIC = "public"
SEEDS = [
    *("/", "/cari/?q=rapat", "/cari/palet?q=surat", "/api/v1/docs", "/v/", "/tidak/"),
    *("/pengaturan/audit/?sampai=2026-11-01", "/akun/keamanan/token/baru/"),
]
SEEDS_OF_STRANGERS = ["/masuk/", "/v/tidak-ada", "/demo/surel/", "/password_reset/"]
CODE, CODES = re.compile(r"/v/([0-9A-Z]{20})$"), 6
# Of the day, the connection or this one answer.
OWN_HEADERS = {
    "connection", "content-length", "date", "etag", "last-modified", "server",
    "set-cookie", "x-trace-id", "expires", "transfer-encoding", "retry-after",
}  # fmt: skip


def take(folder: Path, *, base: str, demo: Path, parts: tuple[str, ...]) -> None:
    """Take the snapshot of the demo at `base` whose data are in `demo`.

    A first look leaves receipts (docs/decisions/0014), so the first snapshot of a new
    demo is for settling: only those after it are equal.
    """
    for part in parts:
        shutil.rmtree(folder / part, ignore_errors=True)
    plain = Placeholders()
    if "database" in parts:
        for name, text in (tables.of_migrations(demo) | tables.of_demo(demo)).items():
            _write(folder / "database" / name, plain(text))
    looks = _Looks(folder=folder, base=base, parts=parts, plain=plain)
    if "pages" in parts or "programs" in parts:
        for person in json.loads((demo / "accounts.json").read_text("utf-8"))[:PEOPLE]:
            looks.of(person)
        looks.of(None)  # after the others, who tell the addresses of letters to check


@dataclass(slots=True, kw_only=True)
class _Looks:
    """The looks of one person after another."""

    folder: Path
    base: str
    parts: tuple[str, ...]
    plain: Placeholders
    codes: set[str] = field(default_factory=set)

    def of(self, person: dict[str, Any] | None) -> None:
        """Write what one person sees, a stranger when None."""
        began = time.monotonic()
        visitor = Visitor(base=self.base)
        who = person["username"] if person else PUBLIC
        if person:
            visitor.log_in(person["username"], person["password"])
        seen = 0
        if "programs" in self.parts:
            seen += self._keep("programs", who, self._programs(visitor, who))
        if "pages" in self.parts:
            seen += self._keep("pages", who, self._pages(visitor, who))
        if person:
            visitor.log_out()
        seconds = time.monotonic() - began
        sys.stdout.write(f"{who}: {seen} answers in {seconds:.0f} s\n")
        sys.stdout.flush()

    def _keep(self, part: str, who: str, answers: Iterator[tuple[str, str]]) -> int:
        """Write the answers of one part, return how many there were."""
        count = 0
        for address, text in answers:
            _write(self.folder / part / who / file_name(address), text)
            count += 1
        return count

    def _pages(self, visitor: Visitor, who: str) -> Iterator[tuple[str, str]]:
        seeds = list(SEEDS)
        if who == PUBLIC:
            seeds += [
                *SEEDS_OF_STRANGERS,
                *(f"/v/{code}" for code in self._few_codes()),
            ]
        for opened in crawl(visitor, seeds, self.plain):
            if found := CODE.match(opened.address):
                self.codes.add(found[1])
            yield opened.address, _page_of(opened, self.plain)

    def _programs(self, visitor: Visitor, who: str) -> Iterator[tuple[str, str]]:
        told, plain = programs.description(visitor), self.plain
        if who == PUBLIC:  # everybody is told the same
            yield programs.DESCRIPTION, plain(_json(told))
        codes = self._few_codes() if who == PUBLIC else []
        for address, answer in programs.things(visitor, told, codes):
            text = f"{_head(answer, plain)}\n{_body(address, answer, plain)}"
            yield programs.steady(address), text

    def _few_codes(self) -> list[str]:
        return sorted(self.codes)[:CODES]


def _body(address: str, answer: Answer, plain: Placeholders) -> str:
    if not programs.JSON.match(answer.kind):
        return ""
    body = json.loads(answer.body)
    if programs.is_moving(address):
        return _json(programs.shape(body))
    return plain(_json(body))


def _page_of(opened: Opened, plain: Placeholders) -> str:
    lines = [plain(opened.address), _head(opened.answer, plain)]
    if opened.page is not None:
        lines += opened.page.lines
    elif programs.JSON.match(opened.answer.kind):
        lines.append(_body(opened.address, opened.answer, plain))
    return "\n".join(lines)


def _head(answer: Answer, plain: Placeholders) -> str:
    """Return status and headers as lines."""
    kept = sorted(answer.headers.keys() - OWN_HEADERS)
    lines = [str(answer.status), *(f"{name}: {answer.headers[name]}" for name in kept)]
    return plain("\n".join(lines))


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{text}\n", "utf-8")
