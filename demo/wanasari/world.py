"""Building the demo world: who, then a year of letters, then the list of accounts."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
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
from demo.wanasari.counter import Counter, arrivals
from demo.wanasari.dispositions import Course
from demo.wanasari.filing import file_records
from demo.wanasari.kabupaten import Kabupaten, build_kabupaten
from demo.wanasari.papers import in_preparation
from demo.wanasari.sending_out import OutsideSender
from demo.wanasari.slips import DispositionGiver
from demo.wanasari.themes import STAGES, themes
from eoffice.environment import environment
from workflow.models import IncomingLetter, Letter

YEAR_DAYS, RECENT_DAYS = 360, 16
SEED = 2026
FIRST_HOUR, WORK_HOURS = 8, 6
WEEKEND = 5
MENDED_EVERY, COORDINATED_EVERY = 11, 7
FIRST_RECEIVERS = ("DISKOMINFO.head", "DPK.head", "DINKES.head", "DISDIK.head")
FIRST_UNITS = ("SETDA-ORG", "DISKOMINFO")
COORDINATED = ("SETDA-HK.head", "BAPPEDA.head")
DAY = timedelta(days=1)
Say = Callable[[str], None]
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

    def moment(self, days_ago: int) -> datetime:
        """Return an hour of work so many days ago, moved off the weekend."""
        now = timezone.localtime()
        day = now - timedelta(days=days_ago)
        while day.weekday() >= WEEKEND:
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

    def plans(self, count: int) -> Iterator[outgoing.LetterPlan]:
        """Return plans for sent letters over the year, oldest first."""
        usual = [t for t in themes() if t["unit"] != EXPIRED_SIGNER and "only" not in t]
        for n in range(count):
            theme = usual[n % len(usual)]
            days_ago = YEAR_DAYS - n * (YEAR_DAYS - RECENT_DAYS) // count
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

    def year(self, count: int) -> None:
        """Make the sent letters and follow up what reached a desk."""
        plans = [*self.plans(count), *self.acting_plans()]
        plans.sort(key=lambda plan: plan.at)  # numbers follow the days
        for n, plan in enumerate(plans, start=1):
            letter = self.letters.make(plan)
            self.sender.hand_over_all(letter, plan.at + DAY)
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
        at = plan.at + 3 * DAY
        if n % 30 == 0:
            self.letters.revoke(letter, CANCELLED, at)
        elif n % 30 == 15:  # noqa: PLR2004  the same
            plan = replace(plan, at=at, mended=False, coordinated_with=())
            self.letters.correct(letter, plan)
            self.letters.revoke(letter, WRONG_DATE, at + DAY)

    def present(self) -> None:
        """Make the letters of these days, in every state."""
        for n, (until, initials) in enumerate(_states()):
            self._one_of_these_days(n, until, initials)
        self._waiting_for_leaders()
        self.sender.in_every_state(self.moment(1))

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
        letter = self.letters.make(plan)
        for k, item in enumerate(_arrived(letter)):
            how = (dispositions.TREE, dispositions.OPEN, dispositions.UNREAD)[k % 3]
            given = plan.at + timedelta(hours=9)
            due_on = max(given.date(), self.today + timedelta(days=(n % 5) * 2 - 3))
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
        self.letters.make(held_up)

    def _lay(self, theme: dict[str, Any], at: datetime, words: dict[str, str]) -> None:
        self.letters.make(
            outgoing.LetterPlan(
                theme=theme,
                at=at,
                to=tuple(theme["to"]),
                until=outgoing.SIGNING,
                words=words,
            )
        )


def _states() -> Iterator[tuple[str, int]]:
    """Yield how far each letter of these days gets, and with how many initials."""
    counts = (
        (outgoing.SENT, 10),
        (outgoing.SIGNING, 6),
        (outgoing.VERIFYING, 9),
        (outgoing.RETURNED, 6),
        (outgoing.DRAFT, 6),
    )
    for until, count in counts:
        for n in range(count):
            under_way = until == outgoing.VERIFYING
            yield until, n % 2 if under_way else outgoing.ALL_INITIALS


def _has_line(theme: dict[str, Any]) -> bool:
    """Tell whether anybody stands between drafter and signatory."""
    return not theme["unit"].startswith(("PKM", "SMPN", "KEL"))


def _arrived(letter: Letter) -> list[IncomingLetter]:
    arrived = IncomingLetter.objects.filter(delivery__letter=letter)
    return list(arrived.select_related("routed_to").order_by("pk"))


def build(*, say: Say, sent: int = 105) -> Kabupaten:
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
        world = World(kabupaten, say)
        world.year(sent)
        counter = Counter(kabupaten, world.follower, world.moment)
        say(f"{counter.bring_all(papers.result())} surat masuk dari luar")
    world.present()
    say(f"{DispositionGiver(kabupaten).give_all()} disposisi tanpa surat")
    file_records(kabupaten)
    write_accounts(kabupaten)
    return kabupaten
