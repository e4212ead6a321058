"""Numbers of the invented kabupaten follow their days, as an office's do."""

import pytest
from django.utils import timezone

from demo.wanasari.appointments import appoint_acting, issue_certificates
from demo.wanasari.kabupaten import build_kabupaten
from demo.wanasari.rules import set_rules
from demo.wanasari.world import DAY, YEAR_DAYS, World
from workflow.numbering.proof import prove_registers

pytestmark = pytest.mark.django_db
LETTERS = 18  # the fifteenth is corrected by a later one


def test_registers_of_a_year_have_no_gap_and_no_earlier_day():
    kabupaten = build_kabupaten()
    appoint_acting(kabupaten)
    issue_certificates(kabupaten)
    set_rules(kabupaten, timezone.now() - (YEAR_DAYS + 1) * DAY)
    world = World(kabupaten, print)

    world.year(LETTERS)
    world.unfold()

    proof = prove_registers()
    assert proof.registers > LETTERS // 3
    assert proof.holds, proof
