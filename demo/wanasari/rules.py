"""Rules that the kabupaten has set for itself: gates, helpers of leaders, emblems."""

from datetime import datetime

from demo.wanasari import clock
from demo.wanasari.emblems import bring_emblems
from demo.wanasari.kabupaten import Kabupaten
from eoffice.policies.changing import change_policy

DECREE = "Perbup Wanasari Nomor 12 Tahun 2025 tentang Tata Naskah Dinas"
#: Whose letters from inside come to whom first: TU pimpinan keeps both gates.
GATES = {"bupati": "TUP.clerk", "wakil": "TUP.clerk"}
#: Who prepares whose dispositions: TU pimpinan for both, the ajudan for the bupati.
HELPERS = {"TUP.clerk": ("bupati", "wakil"), "TUP.staff": ("bupati",)}
STRAIGHT = {"by": "urgency", "value": "sangat_segera"}


def set_rules(kabupaten: Kabupaten, since: datetime) -> None:
    """Let the administrator enter them on the day from which letters are made."""
    ids = {key: str(seat.position.pk) for key, seat in kabupaten.seats.items()}
    value = {
        "gates": [{"leader": ids[one], "keeper": ids[by]} for one, by in GATES.items()],
        # What is very urgent does not wait for anybody.
        "passes": [{"leader": ids[one], **STRAIGHT} for one in GATES],
    }
    helpers = [
        {"helper": ids[one], "leader": ids[leader]}
        for one, desks in HELPERS.items()
        for leader in desks
    ]
    with clock.at(since):
        bring_emblems(kabupaten)
        for name, rule in (
            ("gates", value),
            ("desk_helpers", {"rows": helpers}),
            ("retention_decree", _schedule(since)),
            ("regional_archives", {"unit": kabupaten.units["DPK"].code}),
        ):
            change_policy(
                actor=kabupaten.acting_in("admin"),
                name=name,
                value=rule,
                reason=DECREE,
                expected_version=None,
            )


def _schedule(since: datetime) -> dict[str, str]:
    """Return the region's own decree of the retention schedule."""
    return {
        "number": f"Perbup Wanasari Nomor 41 Tahun {since.year}",
        "decided_on": since.date().isoformat(),
        "approval": f"Surat Kepala ANRI Nomor B-KN.00.01/118/{since.year}",
    }
