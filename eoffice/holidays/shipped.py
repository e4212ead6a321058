"""The lists the product ships: 2026 whole, of 2027 the days that the law fixes.

2026: joint decree of the ministers of religion, of manpower and of administrative
reform, numbers 1497, 2 and 5 of 2025 (19 September 2025): 17 national holidays and
8 days of collective leave. 2027: the decree was not known when this was written; only
days with a fixed date are certain, and the list is marked as not whole.
"""

DECREE_2026 = (
    "SKB Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB Nomor 1497 Tahun "
    "2025, Nomor 2 Tahun 2025, dan Nomor 5 Tahun 2025"
)
FIXED_ONLY = (
    "Tanggal tetap menurut peraturan; SKB 3 Menteri tahun 2027 belum dimasukkan"
)
NATIONAL_2026 = (
    ("2026-01-01", "Tahun Baru 2026 Masehi"),
    ("2026-01-16", "Isra Mikraj Nabi Muhammad saw."),
    ("2026-02-17", "Tahun Baru Imlek 2577 Kongzili"),
    ("2026-03-19", "Hari Suci Nyepi (Tahun Baru Saka 1948)"),
    ("2026-03-21", "Idulfitri 1447 Hijriah"),
    ("2026-03-22", "Idulfitri 1447 Hijriah"),
    ("2026-04-03", "Wafat Yesus Kristus"),
    ("2026-04-05", "Kebangkitan Yesus Kristus (Paskah)"),
    ("2026-05-01", "Hari Buruh Internasional"),
    ("2026-05-14", "Kenaikan Yesus Kristus"),
    ("2026-05-27", "Iduladha 1447 Hijriah"),
    ("2026-05-31", "Hari Raya Waisak 2570 BE"),
    ("2026-06-01", "Hari Lahir Pancasila"),
    ("2026-06-16", "1 Muharam Tahun Baru Islam 1448 Hijriah"),
    ("2026-08-17", "Proklamasi Kemerdekaan"),
    ("2026-08-25", "Maulid Nabi Muhammad saw."),
    ("2026-12-25", "Kelahiran Yesus Kristus"),
)
LEAVE_2026 = (
    ("2026-02-16", "Cuti bersama Tahun Baru Imlek"),
    ("2026-03-18", "Cuti bersama Hari Suci Nyepi"),
    ("2026-03-20", "Cuti bersama Idulfitri"),
    ("2026-03-23", "Cuti bersama Idulfitri"),
    ("2026-03-24", "Cuti bersama Idulfitri"),
    ("2026-05-15", "Cuti bersama Kenaikan Yesus Kristus"),
    ("2026-05-28", "Cuti bersama Iduladha"),
    ("2026-12-24", "Cuti bersama Kelahiran Yesus Kristus"),
)
FIXED_2027 = (
    ("2027-01-01", "Tahun Baru 2027 Masehi"),
    ("2027-05-01", "Hari Buruh Internasional"),
    ("2027-06-01", "Hari Lahir Pancasila"),
    ("2027-08-17", "Proklamasi Kemerdekaan"),
    ("2027-12-25", "Kelahiran Yesus Kristus"),
)
KINDS_2026 = {"national": NATIONAL_2026, "collective_leave": LEAVE_2026}
#: Year, source, whether the whole decree is in it, and its days by kind.
YEARS = (
    (2026, DECREE_2026, True, KINDS_2026),
    (2027, FIXED_ONLY, False, {"national": FIXED_2027}),
)
