"""Words that a civil servant does not read here: each with the better one and why.

`words.tsv` lists them (pattern, unless the line says this, better, why). They are
looked for in the Indonesian catalogues, in what templates and Typst say, and in the
guides. A state is no order: the label of a choice is no bare imperative (Sudah dibaca,
not Baca).
"""

import ast
import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from tree import PRODUCT, ROOT, with_suffix

LIST = Path(__file__).with_name("words.tsv")
GUIDES = "docs/panduan/"
# What a page says, without its code: tags, comments and the English of `translate`.
CODE = re.compile(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
COMMENT = re.compile(r"//.*")
LINK = re.compile(r"\]\([^)]*\)|`[^`]*`")
ORDERS = frozenset(
    """
    baca batalkan buka cabut catat kembalikan kirim selesaikan setujui tandatangani
    tarik terima teruskan tolak tutup
    """.split()  # noqa: SIM905  a list of words reads best as lines of words
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word that is not to be used, and what to say about it."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    better: str
    why: str

    def found_in(self, text: str) -> bool:
        """Tell whether the text uses it where it should not."""
        excused = self.unless is not None and self.unless.search(text)
        return bool(self.pattern.search(text)) and not excused


def words() -> list[Word]:
    """Return the list, in the order of the file."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Word(
            pattern=re.compile(rf"\b(?:{row['word']})\b", re.IGNORECASE),
            unless=re.compile(row["unless"], re.IGNORECASE) if row["unless"] else None,
            better=row["better"],
            why=row["why"],
        )
        for row in rows
    ]


def word_faults(where: str, text: str, known: list[Word]) -> Iterator[str]:
    """Yield a sentence for each word of the list that the text uses."""
    for word in known:
        found = word.pattern.search(text)
        if found and word.found_in(text):
            yield f"{where}: {found[0]!r}, say {word.better} ({word.why})"


def catalogue_texts(path: str) -> Iterator[tuple[str, str]]:
    """Yield (where, Indonesian) of each entry."""
    for entry in polib.pofile(str(ROOT / path)):
        if not entry.obsolete:
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                yield f"{path}:{entry.linenum}", text


def lines_of(path: str) -> Iterator[tuple[str, str]]:
    """Yield (where, words) of each line of a template, a Typst file or a guide."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if path.endswith(".html"):
        # Line ends stay, so that a fault is found where it stands.
        text = CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
    elif path.endswith(".typ"):
        text = COMMENT.sub("", text)
    for number, line in enumerate(text.splitlines(), start=1):
        yield f"{path}:{number}", LINK.sub("", line) if path.endswith(".md") else line


def is_drawn_now(path: str) -> bool:
    """Tell whether new letters are drawn by it: former formats draw what was signed."""
    return path.startswith(PRODUCT) and "/format_" not in path


def texts() -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything a person reads."""
    for path in with_suffix(".po"):
        if "/id/" in path:
            yield from catalogue_texts(path)
    pages = [path for path in with_suffix(".html") if path.startswith("templates/")]
    typst = [path for path in with_suffix(".typ") if is_drawn_now(path)]
    guides = [path for path in with_suffix(".md") if path.startswith(GUIDES)]
    for path in [*pages, *typst, *guides]:
        yield from lines_of(path)


def state_labels(source: str) -> Iterator[str]:
    """Yield the English of the labels of choices, but of those with a context."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ClassDef) or not any(
            "TextChoices" in ast.unparse(base) for base in node.bases
        ):
            continue
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "_":
                [text] = call.args
                if isinstance(text, ast.Constant):
                    yield str(text.value)


def order_faults(labels: set[str], told: dict[str, str]) -> Iterator[str]:
    """Yield the labels of choices whose Indonesian is an order."""
    for label in sorted(labels):
        if told.get(label, "").casefold() in ORDERS:
            yield f"{label!r} is a state; {told[label]!r} tells somebody to do it"


def main() -> int:
    """Print every fault; exit code 1 if there is one."""
    known = words()
    faults = [
        fault for where, text in texts() for fault in word_faults(where, text, known)
    ]
    labels = {
        label
        for path in with_suffix(".py")
        if path.startswith(PRODUCT)
        for label in state_labels((ROOT / path).read_text(encoding="utf-8"))
    }
    catalogue = polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po"))
    told = {entry.msgid: entry.msgstr for entry in catalogue if not entry.msgctxt}
    faults += order_faults(labels, told)
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
