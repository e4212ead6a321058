"""The office's table of printed forms, row by row: who signs how, and what is refused.

Rules: UU 30/2014 Ps 13-14; tata naskah 3.4 (a.n., u.b., Plh., Plt.).
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.organisation.models import Position
from eoffice.organisation.queries.givers import default_giver
from eoffice.organisation.queries.holders import Holding
from workflow.mandates.printed_forms import authority_lines
from workflow.mandates.queries.offered import form_faults, offered_forms
from workflow.mandates.queries.register import Subject

pytestmark = pytest.mark.django_db
LETTER = Subject(type_code="surat_dinas", code="000.1.5")
OWN = frozenset({"own"})
NOTE = Subject(type_code="nota_dinas", code="000.1.5", forms=OWN)
MEMO = Subject(type_code="memo", code="000.1.5", forms=OWN)

# seat -> giver of its mandate by custom
GIVERS = (
    ("bupati", None),
    ("wakil", "bupati"),
    ("sekda", "bupati"),
    ("kadis", "bupati"),
    ("inspektur", "bupati"),
    ("sekwan", "bupati"),
    ("camat", "bupati"),
    ("asisten", "sekda"),
    ("kabag", "sekda"),
    ("sekdis", "kadis"),
    ("kabid", "kadis"),
    ("puskesmas", "kadis"),
    ("smp", "disdik"),
    ("lurah", "camat"),
    ("sekcam", "camat"),
)


@pytest.mark.parametrize(("seat", "giver"), GIVERS)
def test_the_giver_by_custom_is_not_the_superior(seats, seat, giver):
    position = getattr(seats, seat).position
    expected = getattr(seats, giver).position if giver else None

    assert default_giver(position) == expected
    assert position.mandate_giver == expected


# seat, form, how it is held -> lines above the name
PRINTED = (
    ("bupati", "own", "permanent", ["BUPATI WANASARI,"]),
    ("kadis", "own", "permanent", ["KEPALA DINAS KESEHATAN,"]),
    ("kadis", "an", "permanent", ["a.n. BUPATI WANASARI", "KEPALA DINAS KESEHATAN,"]),
    ("sekda", "an", "permanent", ["a.n. BUPATI WANASARI", "SEKRETARIS DAERAH,"]),
    ("asisten", "an", "permanent",
     ["a.n. SEKRETARIS DAERAH", "ASISTEN ADMINISTRASI UMUM,"]),
    ("asisten", "ub", "permanent",
     ["a.n. BUPATI WANASARI", "SEKRETARIS DAERAH", "u.b.",
      "ASISTEN ADMINISTRASI UMUM,"]),
    ("kabag", "an", "permanent", ["a.n. SEKRETARIS DAERAH", "KEPALA BAGIAN UMUM,"]),
    ("kabag", "ub", "permanent",
     ["a.n. BUPATI WANASARI", "SEKRETARIS DAERAH", "u.b.", "KEPALA BAGIAN UMUM,"]),
    ("sekdis", "an", "permanent", ["a.n. KEPALA DINAS KESEHATAN", "SEKRETARIS,"]),
    ("kabid", "an", "permanent",
     ["a.n. KEPALA DINAS KESEHATAN", "KEPALA BIDANG PELAYANAN KESEHATAN,"]),
    ("camat", "an", "permanent", ["a.n. BUPATI WANASARI", "CAMAT KARANGJATI,"]),
    ("lurah", "an", "permanent", ["a.n. CAMAT KARANGJATI", "LURAH SUMBERAGUNG,"]),
    ("puskesmas", "an", "permanent",
     ["a.n. KEPALA DINAS KESEHATAN", "KEPALA PUSKESMAS KARANGJATI,"]),
    ("smp", "an", "permanent",
     ["a.n. KEPALA DINAS PENDIDIKAN", "KEPALA SMP NEGERI 1 KARANGJATI,"]),
    ("inspektur", "an", "permanent", ["a.n. BUPATI WANASARI", "INSPEKTUR DAERAH,"]),
    ("kadis", "an", "acting_absent",
     ["a.n. BUPATI WANASARI", "Plh. KEPALA DINAS KESEHATAN,"]),
    ("kadis", "an", "acting_vacant",
     ["a.n. BUPATI WANASARI", "Plt. KEPALA DINAS KESEHATAN,"]),
    ("sekda", "an", "acting_absent",
     ["a.n. BUPATI WANASARI", "Plh. SEKRETARIS DAERAH,"]),
    # the person who acts is printed as acting, whatever form was chosen
    ("kadis", "own", "acting_absent", ["Plh. KEPALA DINAS KESEHATAN,"]),
    ("kadis", "plt", "acting_vacant", ["Plt. KEPALA DINAS KESEHATAN,"]),
    ("bupati", "pj", "acting_head", ["Pj. BUPATI WANASARI,"]),
    ("bupati", "pj", "acting_head_temp", ["Pjs. BUPATI WANASARI,"]),
    ("sekda", "pj", "acting_head", ["Pj. SEKRETARIS DAERAH,"]),
)  # fmt: skip


def held(seats, seat, kind, by="kabag"):
    own = getattr(seats, seat if kind == "permanent" else by)
    return Holding(official=own.official, kind=kind)


@pytest.mark.parametrize(("seat", "form", "kind", "lines"), PRINTED)
def test_a_form_is_printed_as_the_table_has_it(seats, seat, form, kind, lines):
    position, holding = getattr(seats, seat).position, held(seats, seat, kind)

    assert authority_lines(position, form, holding) == lines
    assert form_faults(position, form, holding, LETTER) == []


def test_a_wakil_who_acts_for_the_bupati_is_named_below(seats):
    holding = held(seats, "bupati", "acting_vacant", by="wakil")

    lines = authority_lines(seats.bupati.position, "plt", holding)

    assert lines == ["Plt. BUPATI WANASARI", "WAKIL BUPATI,"]


# seat, form, how it is held, letter -> code of the refusal
REFUSED = (
    ("kadis", "ub", "permanent", LETTER, "mandate"),
    ("sekda", "ub", "permanent", LETTER, "mandate"),
    ("bupati", "an", "permanent", LETTER, "mandate"),
    ("wakil", "an", "permanent", LETTER, "mandate"),
    ("kasi", "an", "permanent", LETTER, "mandate"),
    ("kabid", "ub", "permanent", LETTER, "mandate"),
    ("lurah", "ub", "permanent", LETTER, "mandate"),
    ("kabag", "an", "permanent", NOTE, "form_not_in_use"),
    ("kabag", "ub", "permanent", NOTE, "form_not_in_use"),
    ("sekda", "an", "permanent", MEMO, "form_not_in_use"),
    ("kadis", "ub", "permanent", MEMO, "form_not_in_use"),
    ("kadis", "plh", "permanent", LETTER, "authority"),
    ("kadis", "plt", "acting_absent", LETTER, "authority"),
    ("kadis", "pj", "acting_vacant", LETTER, "authority"),
)


@pytest.mark.parametrize(("seat", "form", "kind", "subject", "code"), REFUSED)
def test_a_form_that_is_not_in_use_is_refused(seats, seat, form, kind, subject, code):
    position, holding = getattr(seats, seat).position, held(seats, seat, kind)

    faults = form_faults(position, form, holding, subject)

    assert [(one.field, one.code) for one in faults] == [("signatory.authority", code)]


# seat, letter -> the forms that are offered
OFFERED = (
    ("bupati", LETTER, ["own"]),
    ("kadis", LETTER, ["own", "an"]),
    ("kabag", LETTER, ["own", "an", "ub"]),
    ("kabag", NOTE, ["own"]),
    ("lurah", LETTER, ["own", "an"]),
    ("kasi", LETTER, ["own"]),
)


@pytest.mark.parametrize(("seat", "subject", "forms"), OFFERED)
def test_what_is_offered_is_what_the_check_lets_pass(seats, seat, subject, forms):
    position, holding = getattr(seats, seat).position, held(seats, seat, "permanent")

    offered = offered_forms(position, holding, subject)

    assert [one.form for one in offered] == forms
    for form in ("own", "an", "ub"):
        faults = form_faults(position, form, holding, subject)
        assert (not faults) == (form in forms)


def test_a_mandate_check_asks_the_database_twice_at_most(seats):
    position = Position.objects.get(pk=seats.kabag.position.pk)
    holding = held(seats, "kabag", "permanent")

    with CaptureQueriesContext(connection) as asked:
        assert form_faults(position, "ub", holding, LETTER) == []
        authority_lines(position, "ub", holding)

    assert len(asked) <= 2
