"""A Word file as blocks: read as for a draft, with its numbers and gaps in place."""

from collections.abc import Iterator

from eoffice.sandbox.job import SandboxJob
from workflow.reading_views.reading.list_labels import ListLabels
from workflow.reading_views.reading.parts import GAPS, NOTE_GAP, Block, Run, cell_of
from workflow.word_files.reading.left_out import LeftOut
from workflow.word_files.reading.lines import WordLine, lines_of
from workflow.word_files.reading.package import opened_word
from workflow.word_files.reading.pieces import LINE, TAB, WordPiece, plain
from workflow.word_files.reading.tables import Grid

IN_PLACE = {**GAPS, "footnote": NOTE_GAP}


class _InPlace(LeftOut):
    """Counts as for a draft, and leaves a sign where something was."""

    def note(self, kind: str, times: int = 1, *, has_page: bool = True) -> str:
        super().note(kind, times, has_page=has_page)
        return IN_PLACE.get(kind, "")


def word_blocks(job: SandboxJob) -> tuple[Iterator[Block], LeftOut]:
    """Return the blocks, and what was left out (known when they are read).

    Raises:
        WordRefused, FileBroken, FileEncrypted, FileTooLarge: see `opened_word`.
    """
    word = opened_word(job)
    told = _InPlace(knows_pages=False)
    # What stands beside the text was counted while the file was opened.
    for row in word.told.rows():
        told.note(row["kind"], row["times"])
    word.told = told
    return _blocks(lines_of(word)), told


def _blocks(lines: list[WordLine]) -> Iterator[Block]:
    labels = ListLabels()
    for line in lines:
        if line.kind == "break":
            yield {"kind": "break"}
        elif line.grid is not None:
            yield from _table(line.grid)
        elif runs := _runs(line.pieces):
            if line.kind == "heading":
                yield {"kind": "heading", "level": line.level, "runs": runs}
            elif line.kind == "point" and line.place is not None:
                yield {
                    "kind": "point",
                    "level": line.place.level,
                    "label": labels.next(line.place),
                    "runs": runs,
                }
            else:
                yield {"kind": "text", "runs": runs}


def _runs(pieces: list[WordPiece]) -> list[Run]:
    if not plain(pieces):
        return []
    return [
        [one.text.replace(TAB, "    "), one.bold, one.italic]
        for one in pieces
        if one.text
    ]


def _table(grid: Grid) -> Iterator[Block]:
    rows = [
        [
            cell_of(
                "".join(piece.text for piece in cell.pieces).strip(LINE),
                cell.across,
                cell.down,
            )
            for cell in row
        ]
        for row in grid.rows
    ]
    if grid.columns:
        yield {"kind": "table", "columns": grid.columns, "rows": rows}
