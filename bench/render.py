"""How fast letters are drawn: pages a second and milliseconds a letter.

    uv run python -m bench.render [letters]

Every letter is different (subject, number, text), so nothing comes from a cache. Prints
processor time, median and 95th percentile beside the limit (a busy neighbour changes
it little), then what the pool draws by the clock.
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import bench.surroundings  # noqa: F401  before the product
from bench.figures import Row, keep, summary, within
from workflow.rendering.body import parse_body
from workflow.rendering.file_check import check_file
from workflow.rendering.pool import PooledRenderer
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import (
    Letterhead,
    LetterTree,
    SignatureBlock,
    content_hash,
)
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.rendering.verification_code import generate

LIMIT_ONE_PAGE_MS = 25
LIMIT_LONG_TABLE_MS = 400
LIMIT_CHECK_MS = 10
PARAGRAPH = (
    "Menindaklanjuti surat nomor {n} hal jadwal evaluasi, dengan hormat kami sampaikan "
    "bahwa data dukung 47 indikator telah <b>lengkap</b> dan dapat diunduh."
)


def letter(n: int, rows: int = 0) -> LetterTree:
    blocks: list[dict] = [
        {"type": "paragraph", "value": PARAGRAPH.format(n=n)},
        {
            "type": "numbered_list",
            "value": [f"Butir {n}.{k}." for k in range(5)],
        },
        {"type": "paragraph", "value": f"Demikian, untuk {n}, terima kasih."},
    ]
    if rows:
        cells = [[str(k), f"Desa {n}-{k}", "12.500.000", "lancar"] for k in range(rows)]
        header = ["No.", "Desa", "Nilai", "Keterangan"]
        blocks.insert(1, {"type": "table", "value": {"header": header, "rows": cells}})
    return LetterTree(
        type="surat_dinas",
        letterhead=Letterhead(
            kind="agency",
            lines=("PEMERINTAH KABUPATEN WANASARI", "SEKRETARIAT DAERAH"),
            address=("Jalan Alun-Alun Timur Nomor 1, Wanasari",),
        ),
        place="Wanasari",
        subject=f"Penyampaian data dukung evaluasi ke-{n}",
        recipients=((f"Camat {n}", "di Tempat"),),
        body=parse_body(blocks),
        signature=SignatureBlock(
            authority=("SEKRETARIS DAERAH,",), name="Ir. WIDYA KUSUMANINGRUM, M.T."
        ),
        unit="Sekretariat Daerah",
    )


def final(tree: LetterTree, n: int) -> RenderFacts:
    code = generate()
    return RenderFacts(
        mode="final",
        number=f"000.1.5/{n}/SETDA/2026",
        letter_date=date(2026, 11, 20),
        verification_url=f"https://surat.wanasari.example/v/{code}",
        verification_code=code,
        content_hash=content_hash(tree),
    )


def timed(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def told(name: str, times: list[float], limit: float) -> Row:
    row: Row = {"what": name, "limit": f"{limit} ms", **summary(times)}
    return within(row, "median_ms", limit)


def pool_throughput(count: int) -> Row:
    pool = PooledRenderer()
    trees = [letter(n) for n in range(count)]
    facts = [final(tree, n) for n, tree in enumerate(trees)]
    for n in range(pool.size):
        pool.render(trees[n], "surat_dinas", facts[n])
    start = time.perf_counter()
    with ThreadPoolExecutor(pool.size) as threads:
        drawn = list(threads.map(pool.render, trees, ["surat_dinas"] * count, facts))
    took = time.perf_counter() - start
    pages = sum(file.pages for file in drawn)
    peaks = []
    for worker in pool.worker_ids():
        with open(f"/proc/{worker}/status") as status:  # noqa: PTH123 - /proc
            peak = next(line for line in status if line.startswith("VmHWM"))
        peaks.append(int(peak.split()[1]) / 1024)
    pool.close()
    return {
        "what": f"pool of {pool.size} drawing by the clock",
        "pages_per_second": round(pages / took),
        "worker_peak_mb": round(max(peaks)),
    }


def main(count: int = 200) -> int:
    """Measure; the answer is 1 if a median is over its limit.

    Times are of the processor, all in milliseconds.
    """
    drawing = TypstRenderer()
    one = [(tree := letter(n), final(tree, n)) for n in range(count)]
    drawing.render(*warm(count))
    files: list[bytes] = []

    def draw(tree: LetterTree, facts: RenderFacts) -> None:
        files.append(drawing.render(tree, "surat_dinas", facts).bytes)

    page = [timed(lambda p=pair: draw(*p)) for pair in one]
    check = [timed(lambda f=pdf: check_file(f)) for pdf in files]
    many = [(tree := letter(n, rows=300), final(tree, n)) for n in range(8)]
    table = [timed(lambda p=pair: draw(*p)) for pair in many]
    rows = [
        told("one page", page, LIMIT_ONE_PAGE_MS),
        told("file check", check, LIMIT_CHECK_MS),
        told("table of 300 rows", table, LIMIT_LONG_TABLE_MS),
        pool_throughput(count),
    ]
    return keep("render", rows)


def warm(n: int) -> tuple[LetterTree, str, RenderFacts]:
    tree = letter(n)
    return tree, "surat_dinas", final(tree, n)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
