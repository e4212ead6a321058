"""Building the demo world: who, then a year of letters, then the list of accounts."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any

from django.utils import timezone

from demo.wanasari import dispositions, outgoing
from demo.wanasari.accounts import write_accounts
from demo.wanasari.appointments import (
    ASSIGNMENTS,
    EXPIRED_SIGNER,
    appoint_acting,
    issue_certificates,
)
from demo.wanasari.archive_rooms import fill_rooms
from demo.wanasari.counter import Counter, arrivals
from demo.wanasari.disposal import Disposal
from demo.wanasari.dispositions import Course
from demo.wanasari.every_type import TypeWriter
from demo.wanasari.file_states import show_file_states
from demo.wanasari.filing import file_records
from demo.wanasari.kabupaten import Kabupaten, build_kabupaten
from demo.wanasari.papers import in_preparation
from demo.wanasari.rules import set_rules
from demo.wanasari.sending_out import OutsideSender
from demo.wanasari.shelves import stand_on_shelves
from demo.wanasari.slips import DispositionGiver
from demo.wanasari.themes import STAGES, letters_by_form, themes
from demo.wanasari.workdays import worked_on_or_after, worked_on_or_before
from eoffice.environment import environment
from workflow.letter_types.models import LetterTypeVersion
from workflow.models import IncomingLetter, Letter

YEAR_DAYS, RECENT_DAYS = 360, 16
TYPES_SINCE = 38  # days ago: two types a day
SEED = 2026
FIRST_HOUR, WORK_HOURS = 8, 6
MENDED_EVERY, COORDINATED_EVERY = 11, 7
FIRST_RECEIVERS = ("DISKOMINFO.head", "DPK.head", "DINKES.head", "DISDIK.head")
FIRST_UNITS = ("SETDA-ORG", "DISKOMINFO")
COORDINATED = ("SETDA-HK.head", "BAPPEDA.head")
DAY = timedelta(days=1)
Say = Callable[[str], None]
Happening = Callable[[], object]
RAISED = (
    "Dewi Salim, S.H.",
    "Arif Nugroho, S.Kom.",
    "Siti Lesmana, S.E.",
    "Joko Prasetyo, S.T.",
    "Ratna Hidayat, S.Sos.",
    "Budi Santoso, S.AP.",
    "Wulan Kusumaningrum, S.KM.",
    "Teguh Firmansyah, S.Pd.",
)
WRONG_DATE = "Tanggal kegiatan keliru; diganti dengan surat perbaikan."
CANCELLED = "Kegiatan dibatalkan karena anggaran digeser."


class World:
    """One building of the world, repeatable by its seed."""

    def __init__(self, kabupaten: Kabupaten, say: Say) -> None:
        """Work with the people of `kabupaten`; `say` tells progress."""
        self.kabupaten, self.say = kabupaten, say
        self.chance = random.Random(SEED)  # noqa: S311  a demo's chance
        self.letters = outgoing.LetterMaker(kabupaten)
        self.follower = dispositions.Follower(kabupaten)
        self.sender = OutsideSender(kabupaten, self.letters)
        self.today = timezone.localdate()
        self._coming: list[tuple[datetime, int, Happening]] = []
        self._order = count()

    def on(self, moment: datetime, happening: Happening) -> None:
        """Let it happen at that moment of the past, among all others."""
        heappush(self._coming, (moment, next(self._order), happening))

    def unfold(self) -> None:
        """Let everything happen, earliest first: numbers follow the days."""
        while self._coming:
            _moment, _order, happening = heappop(self._coming)
            happening()

    def moment(self, days_ago: int) -> datetime:
        """Return an hour of work so many days ago, moved off weekends and holidays."""
        now = timezone.localtime()
        day = now - timedelta(days=days_ago)
        while day.date() != worked_on_or_before(day.date()):
            day -= DAY
        hour = FIRST_HOUR + self.chance.randrange(WORK_HOURS)
        return day.replace(hour=hour, minute=self.chance.randrange(60), second=0)

    def receivers(self, theme: dict[str, Any], n: int) -> tuple[str, ...]:
        """Return whom a letter of the theme goes to, somebody else each time."""
        if "to" in theme:
            return tuple(theme["to"])
        if theme["type"] == "nota_dinas":
            return ("SETDA.head",)
        own = f"{theme['unit']}.head"
        others = [key for key in FIRST_RECEIVERS if key != own]
        return tuple(others[(n + k) % len(others)] for k in range(2))

    def plans(self, sent: int) -> Iterator[outgoing.LetterPlan]:
        """Return plans for sent letters over the year, oldest first."""
        usual = [t for t in themes() if t["unit"] != EXPIRED_SIGNER and "only" not in t]
        for n in range(sent):
            theme = usual[n % len(usual)]
            days_ago = YEAR_DAYS - n * (YEAR_DAYS - RECENT_DAYS) // sent
            asks = n % COORDINATED_EVERY == 0 and theme["type"] == "surat_dinas"
            yield outgoing.LetterPlan(
                theme=theme,
                at=self.moment(days_ago),
                to=self.receivers(theme, n),
                until=outgoing.SENT,
                mended=n % MENDED_EVERY == MENDED_EVERY - 1 and _has_line(theme),
                coordinated_with=COORDINATED[:1] if asks and _has_line(theme) else (),
                words={"stage": STAGES[n // len(usual) % len(STAGES)]},
            )

    def acting_plans(self) -> Iterator[outgoing.LetterPlan]:
        """Return plans for letters of the days when somebody acted for their head."""
        for acting in ASSIGNMENTS:
            unit = acting.seat.removesuffix(".head")
            last = min(acting.last, -2)
            signed = [t for t in themes() if t["unit"] == unit and "only" not in t]
            for n, theme in enumerate(signed[:2], start=1):
                days_ago = -acting.first - (last - acting.first) * n // 3
                yield outgoing.LetterPlan(
                    theme=theme,
                    at=self.moment(days_ago),
                    to=self.receivers(theme, n),
                    until=outgoing.SENT,
                    words={"stage": STAGES[n]},
                )

    def plans_by_form(self) -> Iterator[outgoing.LetterPlan]:
        """Return plans for a letter of each form of authority, sent outside by most."""
        for theme in letters_by_form():
            yield outgoing.LetterPlan(
                theme=theme,
                at=self.moment(theme["days_ago"]),
                to=tuple(theme.get("to", ())),
                until=outgoing.SENT,
            )

    def year(self, sent: int) -> None:
        """Plan the sent letters and what follows from those that reach a desk."""
        plans = [*self.plans(sent), *self.acting_plans(), *self.plans_by_form()]
        plans.sort(key=lambda plan: plan.at)
        for n, plan in enumerate(plans, start=1):
            self.on(plan.at, partial(self._send, n, plan))

    def _send(self, n: int, plan: outgoing.LetterPlan) -> None:
        letter = self.letters.make(plan)
        carried = plan.at + DAY
        self.on(carried, partial(self.sender.hand_over_all, letter, carried))
        for item in _arrived(letter):
            how = self.chance.choices(
                [dispositions.DONE, dispositions.KNOWN], weights=[1, 2]
            )[0]
            self.follower.follow(item, Course(at=plan.at + DAY, how=how))
        self._undo(n, letter, plan)
        if n % 20 == 0:
            self.say(f"{n} surat keluar")

    def _undo(self, n: int, letter: Letter, plan: outgoing.LetterPlan) -> None:
        """Take some letters out of force, one of them corrected by another."""
        at = _workday(plan.at + 3 * DAY)
        if n % 30 == 0:
            self.on(at, partial(self.letters.revoke, letter, CANCELLED, at))
        elif n % 30 == 15:  # noqa: PLR2004  the same
            plan = replace(plan, at=at, mended=False, coordinated_with=())
            later = _workday(at + DAY)
            self.on(at, partial(self.letters.correct, letter, plan))
            self.on(later, partial(self.letters.revoke, letter, WRONG_DATE, later))

    def present(self) -> None:
        """Plan the letters of these days, in every state."""
        for n, (until, initials) in enumerate(_states()):
            self._one_of_these_days(n, until, initials)
        self._waiting_for_leaders()
        for at, make in self.sender.in_every_state(self.moment(1)):
            self.on(at, make)

    def every_type(self) -> None:
        """Plan a letter of each type that can be drafted, over the last month."""
        writer = TypeWriter(self.kabupaten, self.letters)
        for n, version in enumerate(writer.versions()):
            at = self.moment(TYPES_SINCE - n // 2)
            self.on(at, partial(self._of_type, writer, version, at))

    def _of_type(
        self, writer: TypeWriter, version: LetterTypeVersion, at: datetime
    ) -> None:
        letter = writer.make(version, at)
        carried = _workday(at + DAY)
        self.on(carried, partial(self.sender.hand_over_all, letter, carried))

    def _one_of_these_days(self, n: int, until: str, initials: int) -> None:
        theme = self._theme_of_these_days(n, until)
        if theme["unit"] == EXPIRED_SIGNER and until == outgoing.SENT:
            until = outgoing.SIGNING  # that certificate has run out: it waits
        plan = outgoing.LetterPlan(
            theme=theme,
            at=self.moment(max(13 - n // 3, 1)),
            to=self.receivers(theme, n),
            until=until,
            initials=initials,
            words={"stage": STAGES[-1]},
        )
        self.on(plan.at, partial(self._send_lately, n, plan))

    def _send_lately(self, n: int, plan: outgoing.LetterPlan) -> None:
        letter = self.letters.make(plan)
        for k, item in enumerate(_arrived(letter)):
            how = (dispositions.TREE, dispositions.OPEN, dispositions.UNREAD)[k % 3]
            given = plan.at + timedelta(hours=9)
            asked = self.today + timedelta(days=(n % 5) * 2 - 3)
            due_on = worked_on_or_after(max(given.date(), asked))
            self.follower.follow(item, Course(at=given, how=how, due_on=due_on))

    @staticmethod
    def _theme_of_these_days(n: int, until: str) -> dict[str, Any]:
        """Return a theme; of what is under way, half belongs to those met first."""
        usual = [t for t in themes() if "only" not in t]
        met = [t for t in usual if t["unit"] in FIRST_UNITS]
        is_theirs = until in {outgoing.DRAFT, outgoing.RETURNED, outgoing.VERIFYING}
        return met[n // 2 % len(met)] if is_theirs and n % 2 else usual[n * 5 % 32]

    def _waiting_for_leaders(self) -> None:
        """Lay several letters of one kind before Sekda and Bupati, to read and sign."""
        special = [t for t in themes() if t.get("only") == "waiting"]
        raise_, *for_bupati = special
        for n, person in enumerate(RAISED):
            words = {"person": person}
            self._lay(raise_, at=self.moment(4 - n // 3), words=words)
        for theme in for_bupati:
            self._lay(theme, at=self.moment(2), words={})
        held_up = outgoing.LetterPlan(
            theme=for_bupati[-1],
            at=self.moment(3),
            to=tuple(for_bupati[-1]["to"]),
            until=outgoing.VERIFYING,
            initials=1,
            coordinated_with=COORDINATED,
        )
        self.on(held_up.at, partial(self.letters.make, held_up))

    def _lay(self, theme: dict[str, Any], at: datetime, words: dict[str, str]) -> None:
        plan = outgoing.LetterPlan(
            theme=theme,
            at=at,
            to=tuple(theme["to"]),
            until=outgoing.SIGNING,
            words=words,
        )
        self.on(at, partial(self.letters.make, plan))


def _workday(moment: datetime) -> datetime:
    day = moment.date()
    return moment + (worked_on_or_after(day) - day)


def _states() -> Iterator[tuple[str, int]]:
    """Yield how far each letter of these days gets, and with how many initials."""
    counts = (
        (outgoing.SENT, 10),
        (outgoing.SIGNING, 6),
        (outgoing.VERIFYING, 9),
        (outgoing.RETURNED, 6),
        (outgoing.DRAFT, 6),
    )
    for until, many in counts:
        for n in range(many):
            under_way = until == outgoing.VERIFYING
            yield until, n % 2 if under_way else outgoing.ALL_INITIALS


def _has_line(theme: dict[str, Any]) -> bool:
    """Tell whether anybody stands between drafter and signatory."""
    return not theme["unit"].startswith(("PKM", "SMPN", "KEL"))


def _arrived(letter: Letter) -> list[IncomingLetter]:
    arrived = IncomingLetter.objects.filter(delivery__letter=letter)
    return list(arrived.select_related("routed_to").order_by("pk"))


def build(*, say: Say, sent: int = 75) -> Kabupaten:
    """Build the whole world; about 200 letters."""
    if not environment().DEMO:
        message = "the demo world is built only where DEMO is set"
        raise RuntimeError(message)
    are_scans = [arrival.is_scan for arrival in arrivals()]
    with in_preparation(are_scans) as papers:
        kabupaten = build_kabupaten()
        appoint_acting(kabupaten)
        issue_certificates(kabupaten)
        say(f"{len(kabupaten.seats)} orang, {len(kabupaten.units)} unit kerja")
        set_rules(kabupaten, timezone.now() - (YEAR_DAYS + 1) * DAY)
        world = World(kabupaten, say)
        world.year(sent)
        world.every_type()
        world.present()
        Disposal(kabupaten, world.letters).plan(world.on, world.moment)
        counter = Counter(kabupaten, world.follower, world.moment)
        brought = counter.plan_all(papers.result, world.on)
        world.unfold()
        say(f"{brought} surat masuk dari luar")
    say(f"{DispositionGiver(kabupaten).give_all()} disposisi tanpa surat")
    file_records(kabupaten)
    show_file_states(kabupaten)
    stand_on_shelves(kabupaten)
    fill_rooms(kabupaten)
    write_accounts(kabupaten)
    return kabupaten
