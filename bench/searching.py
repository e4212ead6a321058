"""How fast both engines search: a page with count, facets and marked words.

    uv run python -m bench.searching [records ...]

Records are generated (different subjects, texts of about 250 words, 40 units); the
searcher is a clerk who sees a third of them. Median and 95th percentile by the
clock beside the limit for 100,000 letters, the index rate and its bytes a record, at
10,000 and 100,000 records.
Elasticsearch is taken from ELASTICSEARCH_URL, under a prefix of our own, and removed.
"""

import datetime as dt
import os
import random
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import bench.surroundings  # noqa: F401  before the product
from bench.figures import Row, keep, summary, within

COUNTS, ROUNDS = (10_000, 100_000), 10
LIMITS_MS = {
    "elasticsearch": {"search": 100, "suggest": 40},
    "tantivy": {"search": 60, "suggest": 40},
}
TYPES = ("surat_dinas", "nota_dinas", "surat_undangan", "surat_edaran", "radiogram")
TEXT = """
rapat koordinasi anggaran belanja daerah pelaksanaan pengadaan barang jasa laporan
kegiatan triwulan pembangunan jalan desa irigasi bantuan pangan beras penerima
keluarga pendidikan sekolah guru pegawai kenaikan pangkat cuti mutasi penetapan tim
teknis evaluasi kinerja monitoring pengawasan kesehatan puskesmas vaksin bencana
banjir tanggap darurat pertanian pupuk bersubsidi kelompok tani perizinan usaha pajak
retribusi pendapatan arsip pemusnahan pemindahan kearsipan surat keputusan bupati
camat kelurahan masyarakat pelayanan publik aplikasi jaringan internet sosialisasi
peraturan undangan permohonan data rekomendasi tindak lanjut hasil pemeriksaan
"""
WORDS = TEXT.split()
QUERIES = (
    "rapat koordinasi",
    "penetapan tim teknis",
    "sk bupati",
    "bantuan pangan beras penerima",
    '"kenaikan pangkat"',
    "pemeriksaan -banjir",
    "jaring*",
    "1234",
    "005/17/U7/2025",
    "laporan evaluasi tahun:2025",
    "cuti",
    "",
)
BEGINNINGS = ("rap", "penet", "kenaikan pan", "und", "005/1")


def records(count: int) -> Iterator[object]:
    from search.document import SearchRecord  # noqa: PLC0415  settings come first

    chance = random.Random(7)
    first = dt.date(2022, 1, 1)
    for n in range(count):
        unit = n % 40
        day = first + dt.timedelta(days=n * 1700 // count)
        yield SearchRecord(
            id=str(uuid.UUID(int=chance.getrandbits(128))),
            version=1,
            kind="letter" if n % 3 else "incoming",
            security=2 if n % 50 == 0 else 0,
            access=(f"unit:{unit}", f"below:{unit % 8}", "register:1"),
            subject=" ".join(chance.choices(WORDS, k=7)).capitalize(),
            body=". ".join(" ".join(chance.choices(WORDS, k=25)) for _ in range(10)),
            number=f"005/{n}/U{unit}/{day.year}",
            sequence_number=n,
            year=day.year,
            sender=f"Kepala Dinas {unit}",
            letter_date=day,
            type=TYPES[n % 5],
            direction="out" if n % 3 else "in",
            urgency="biasa",
            status="sent",
            unit=f"u{unit}",
            unit_path=("root", f"o{unit % 8}", f"u{unit}"),
            classification_code=f"800.1.{n % 30}",
        )


def told(name: str, times: list[float], limit: float) -> Row:
    row: Row = {"what": name, "limit": f"p95 {limit} ms", **summary(times)}
    return within(row, "p95_ms", limit)


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def measure(engine: object, count: int) -> list[Row]:
    from search.engines.contract import Access  # noqa: PLC0415  settings come first
    from search.query import parse  # noqa: PLC0415  the same

    start = time.perf_counter()
    engine.rebuild(records(count))
    took = time.perf_counter() - start
    built: Row = {
        "what": f"{engine.name}: rebuild of {count:,}",
        "records_per_second": round(count / took),
    }
    clerk = Access(
        tokens=frozenset({f"unit:{n}" for n in range(0, 40, 3)}),
        clearance=0,
        person_grants=frozenset({f"position:{n}" for n in range(3)}),
        denied_ids=frozenset(),
    )
    today = dt.date(2026, 11, 18)
    requests = [parse(text, today=today).request for text in QUERIES] * ROUNDS
    random.Random(1).shuffle(requests)
    for request in requests[: len(QUERIES) * 2]:
        engine.search(request, clerk)
    searches = [timed(lambda r=r: engine.search(r, clerk)) for r in requests]
    begun = [
        timed(lambda b=b: engine.suggest(b, clerk)) for b in BEGINNINGS * ROUNDS * 2
    ]
    limits, at = LIMITS_MS[engine.name], f"{engine.name} at {count:,}"
    return [
        built,
        told(f"{at}: search, count, 7 facets", searches, limits["search"]),
        told(f"{at}: suggest", begun, limits["suggest"]),
    ]


def embedded(count: int) -> list[Row]:
    from search.embedded import EmbeddedEngine  # noqa: PLC0415  settings first

    folder = Path(tempfile.mkdtemp())
    rows = measure(EmbeddedEngine(folder, secret="b" * 32), count)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    rows[0]["bytes_per_record"] = round(size / count)
    shutil.rmtree(folder)
    return rows


def elastic(count: int) -> list[Row]:
    from elasticsearch import Elasticsearch  # noqa: PLC0415  settings first

    from search.elastic import ElasticEngine, ElasticServer  # noqa: PLC0415  the same

    prefix = f"bench-{uuid.uuid4().hex[:8]}"
    server = ElasticServer(url=os.environ["ELASTICSEARCH_URL"], prefix=prefix)
    try:
        rows = measure(ElasticEngine(server, secret="b" * 32), count)
        client = Elasticsearch(server.url)
        stats = client.indices.stats(index=f"{prefix}-*", metric="store")
        size = stats["_all"]["primaries"]["store"]["size_in_bytes"]
        rows[0]["bytes_per_record"] = round(size / count)
    finally:
        client = Elasticsearch(server.url)
        names = list(client.indices.get(index=f"{prefix}-*").body)
        if names:
            client.indices.delete(index=",".join(names))
    return rows


def main(*counts: int) -> int:
    """Measure both engines; the answer is 1 if a 95th percentile is over its limit."""
    rows: list[Row] = []
    for count in counts or COUNTS:
        rows += [*embedded(count), *elastic(count)]
    return keep("searching", rows)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
