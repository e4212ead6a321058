"""A volume of realistic letters for measuring lists and search, made in bulk.

Rows obey every constraint: numbers go on from the register's counter and stand in
its ledger, versions carry a real content tree whose page lies in the store, access
tokens are those the operations would write. What is left out, and why: signatures and
the bytes of records (each letter would need its own signed file), so such a letter has
no signed file to give. Nobody initialled them: their heads signed what lay before them.

`--letters N` makes N outgoing letters: of 1,000 about 975 sent, the rest under way.
Every second sent one arrives at another desk of the government, a quarter of N comes
from outside; half of what arrived has one to three dispositions; what was sent or
completed is a record, a tenth of them filed.
"""

import random
from collections import Counter
from collections.abc import Callable

from django.db import transaction

from demo.load.desks import desks, drawn_page
from demo.load.incoming import IncomingLoad
from demo.load.numbered import DaySpan
from demo.load.outgoing import OutgoingLoad
from demo.load.records import RecordLoad
from demo.load.trail_acts import LoadAct
from eoffice.audit import trail
from workflow.models import LetterTypeVersion

# A batch lies in memory as a whole, and its registers are locked as long.
BATCH = 500


class Load:
    """Makes letters in batches, each in a transaction; repeatable by its seed."""

    def __init__(
        self, *, seed: int = 7, batch: int = BATCH, way: tuple[str, str] | None = None
    ) -> None:
        """Look up the desks once; needs an organisation in the database.

        A batch belongs to one desk and reaches one other; its rows are held at once.
        `way` names both units, for a register as full as one is measured with.
        """
        self._size = batch
        self._chance = random.Random(seed)  # noqa: S311  a load's chance
        self._desks = desks()
        by_code = {desk.unit.code: desk for desk in self._desks}
        self._way = [by_code[code] for code in way] if way else None
        versions = LetterTypeVersion.objects.current().select_related("letter_type")
        version = versions.get(letter_type__code="surat_dinas")
        page = drawn_page(self._desks[0], version)
        self._outgoing = OutgoingLoad(version, page, self._chance)
        self._incoming = IncomingLoad(page, self._chance)
        self._records = RecordLoad()
        self.made: Counter[str] = Counter()

    def make(self, count: int, say: Callable[[int], None]) -> None:
        """Make `count` outgoing letters and what goes with them.

        `say` hears how many outgoing ones there are so far; `made` counts every kind.
        """
        done = 0
        while done < count:
            size = min(self._size, count - done)
            self._batch(size, DaySpan.of_batch(done, size, count))
            done += size
            say(done)

    @transaction.atomic
    def _batch(self, size: int, span: DaySpan) -> None:
        desk, receiver = self._way or self._chance.sample(self._desks, k=2)
        outgoing = self._outgoing.make(size, desk, receiver, span)
        incoming = self._incoming.make(size // 4, outgoing.deliveries, receiver, span)
        self._records.capture(desk, outgoing.sent)
        self._records.capture_incoming(receiver, incoming.completed)
        made = {
            "letters": size,
            "incoming": incoming.letters,
            "dispositions": incoming.dispositions,
            "records": len(outgoing.sent) + len(incoming.completed),
        }
        self.made.update(made)
        thing = outgoing.register or desk.unit
        trail.record(LoadAct.CREATED, thing, actor=None, **made)
