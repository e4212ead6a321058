"""An archive as it is after twenty years, written by SQL: units, files, records.

Sixty agencies with three divisions each; a file for twelve records; the older the
rows, the more of them are of paper; four in five files are closed, with the dates of
their rule; one record in ten is not filed, one in fifty lacks its party, one in twelve
is classed. Codes and units come as often as they do in an office: a few often, most of
them rarely.
"""

from dataclasses import dataclass

from bench import database

# ruff: isort: split
from django.db import connection

from eoffice.organisation.models import Unit, UnitKind
from tests.office.kabupaten import HEADED, Office, Person, make_person

AGENCIES, DIVISIONS = 60, 3
RECORDS_A_FILE, SLICE = 12, 100_000
RARE = "Wanakarsa"  # stands in one record of fifty thousand

#: A number between 0 and 1 that a row always has: scattered, and the same each run.
CHANCE = "(abs(hashint4(n * 31 + {salt})) %% 1000000 / 1000000.0)"

PREPARE = """
CREATE TEMP TABLE bench_unit AS
  SELECT row_number() OVER (ORDER BY u.id) - 1 AS nr, u.id, u.path,
    (SELECT r.id FROM unnest(u.path) WITH ORDINALITY AS p(id, depth)
      JOIN organisation_unit r ON r.id = p.id AND r.keeps_register
      ORDER BY depth DESC LIMIT 1) AS register_id
  FROM organisation_unit u WHERE u.parent_id IS NOT NULL;
CREATE TEMP TABLE bench_code AS
  SELECT row_number() OVER (ORDER BY hashtext(r.id::text)) - 1 AS nr,
    r.classification_id AS id, r.id AS rule_id, r.active_years, r.inactive_years
  FROM archive_retentionrule r WHERE r.valid_to_on IS NULL;
CREATE TEMP TABLE bench_count AS SELECT (SELECT count(*) FROM bench_unit) AS units,
  (SELECT count(*) FROM bench_code) AS codes;
CREATE INDEX ON bench_unit (nr); CREATE INDEX ON bench_code (nr);
CREATE TEMP TABLE bench_file (nr int PRIMARY KEY, id uuid, unit_nr int, code_nr int);
ANALYZE bench_unit; ANALYZE bench_code;
"""

FILES = """
WITH drawn AS (
  SELECT n, uuidv7() AS id,
    floor(units * power(@1@, 1.6))::int AS unit_nr,
    floor(codes * power(@2@, 3))::int AS code_nr,
    DATE '2006-01-01' + (n::bigint * 7600 / %(files)s)::int AS opened_on,
    @3@ < 0.8 AND n < 0.97 * %(files)s AS is_closed
  FROM generate_series(%(first)s, %(last)s) AS n, bench_count),
noted AS (INSERT INTO bench_file SELECT n, id, unit_nr, code_nr FROM drawn)
INSERT INTO archive_recordfile (id, unit_id, number, classification_id, title,
  opened_on, closed_on, retention_rule_id, activity_ended_on, trigger_proof,
  active_until, inactive_until, row_version)
SELECT d.id, u.id, 100000 + n, c.id, 'Berkas kegiatan ' || n, opened_on,
  CASE WHEN is_closed THEN opened_on + 200 END, c.rule_id,
  CASE WHEN is_closed THEN opened_on + 180 END, '',
  CASE WHEN is_closed THEN make_date(
    extract(year FROM opened_on + 180)::int + active_years, 12, 31) END,
  CASE WHEN is_closed THEN make_date(extract(year FROM opened_on + 180)::int
    + active_years + inactive_years, 12, 31) END, 1
FROM drawn d JOIN bench_unit u ON u.nr = unit_nr JOIN bench_code c ON c.nr = code_nr
ORDER BY n
"""

RECORDS = """
WITH drawn AS (
  SELECT n, f.id AS file_id, u.id AS unit_id, u.path, u.register_id,
    c.id AS code_id, n / %(each)s < %(files)s AND @4@ >= 0.1 AS is_filed,
    DATE '2006-01-01' + (n::bigint * 7600 / %(records)s + 60 * @5@)::int AS day
  FROM generate_series(%(first)s, %(last)s) AS n
    JOIN bench_file f ON f.nr = least(n / %(each)s, %(files)s - 1)
    JOIN bench_unit u ON u.nr = f.unit_nr JOIN bench_code c ON c.nr = f.code_nr)
INSERT INTO archive_record (id, kind, unit_id, number, record_date, subject, party,
  letter_type, classification_id, security_class, development, quantity,
  quantity_unit, medium, record_file_id, item_number, registered_from_id, captured_at,
  row_version, access_tokens)
SELECT uuidv7(), 'registered', unit_id, n || '/ARSIP/' || extract(year FROM day), day,
  (ARRAY['Undangan rapat', 'Laporan kegiatan', 'Permohonan data', 'Nota keuangan',
    'Usulan kenaikan pangkat', 'Berita acara serah terima', 'Surat tugas',
    'Rekomendasi izin'])[1 + floor(8 * @6@)::int] || ' '
  || (ARRAY['drainase', 'sekolah', 'puskesmas', 'pegawai', 'jalan desa', 'pasar',
    'sungai', 'gedung', 'pajak', 'banjir', 'sawah'])[1 + floor(11 * @7@)::int]
  || CASE n %% 50000 WHEN 7 THEN ' ' || %(rare)s ELSE '' END || ' ' || n,
  CASE WHEN @8@ < 0.02 THEN '' ELSE 'Kecamatan ' || floor(300 * @9@)::int END,
  'surat_dinas', CASE WHEN is_filed OR @10@ > 0.1 THEN code_id END,
  CASE WHEN @11@ < 0.92 THEN 'biasa' WHEN @11@ < 0.97 THEN 'terbatas'
    WHEN @11@ < 0.995 THEN 'rahasia' ELSE 'sangat_rahasia' END, 'asli', 1,
  'lembar', CASE WHEN n + 0.05 * %(records)s * @12@ < 0.4 * %(records)s THEN 'paper'
    WHEN n + 0.05 * %(records)s * @12@ < 0.7 * %(records)s THEN 'scanned'
    ELSE 'electronic' END,
  CASE WHEN is_filed THEN file_id END, CASE WHEN is_filed THEN n + 1 END, %(seat)s,
  now(), 1,
  ARRAY['keeper:' || register_id, 'register:' || register_id, 'unit:' || unit_id]
    || ARRAY(SELECT 'archive:' || p FROM unnest(path) AS p)
    || ARRAY(SELECT 'below:' || p FROM unnest(path) AS p)
FROM drawn ORDER BY n
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who asks: the archivist of everything, of one agency, and one of its staff."""

    all_of_it: Person
    agency: Person
    staff: Person


def _with_chances(text: str) -> str:
    for salt in range(1, 13):
        text = text.replace(f"@{salt}@", CHANCE.format(salt=salt * 7919))
    return text


def settle(office: Office) -> Readers:
    """Make the units, and the people who will look."""
    units = []
    for n in range(AGENCIES):
        agency = _unit(office.government, f"OPD{n}", f"Dinas {n}")
        below = [_unit(agency, f"OPD{n}-{m}", f"Bidang {m}") for m in range(DIVISIONS)]
        units += [agency, *below]
    Unit.objects.bulk_create(units)
    at = {"superior": office.kabag, "duties": ("archivist",)}
    above = make_person(
        "lkd", "Sri Lestari", "Arsiparis Daerah", office.government, **at
    )
    own = make_person("arsip.opd", "Tri Utami", "Arsiparis", units[0], **at)
    staff = make_person("staf.opd", "Budi Santosa", "Analis", units[1])
    return Readers(all_of_it=above, agency=own, staff=staff)


def _unit(above: Unit, code: str, name: str) -> Unit:
    is_agency = above.parent_id is None
    unit = Unit(
        code=code,
        name=name,
        parent=above,
        kind=UnitKind.AGENCY if is_agency else UnitKind.DIVISION,
        keeps_register=is_agency,
        letterhead_lines=[HEADED, name.upper()] if is_agency else [],
        place="Wanasari",
    )
    unit.path = [*above.path, unit.pk]
    return unit


def grow(office: Office, count: int) -> Readers:
    """Write so many records into files, slice by slice."""
    readers = settle(office)
    files = max(1, count // RECORDS_A_FILE)
    told = {"files": files, "records": count, "each": RECORDS_A_FILE, "rare": RARE}
    told["seat"] = office.setda_archivist.position.pk
    with connection.cursor() as cursor:
        cursor.execute(PREPARE)
        for text, many in ((FILES, files), (RECORDS, count)):
            for first in range(0, many, SLICE):
                last = min(first + SLICE, many) - 1
                slice_of = {**told, "first": first, "last": last}
                cursor.execute(_with_chances(text), slice_of)
        cursor.execute("VACUUM ANALYZE archive_record, archive_recordfile")
    database.analyse()
    return readers
