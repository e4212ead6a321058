"""Building the demo world: who, then a year of letters, then the list of accounts."""

import io
import json
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from PIL import Image

from archive.demo import dispositions, incoming, outgoing
from archive.demo.filing import file_records
from archive.demo.kabupaten import (
    EXPIRED_SIGNER,
    PASSWORD,
    SECRET,
    Kabupaten,
    Seat,
    appoint_acting,
    build_kabupaten,
    issue_certificates,
)
from archive.demo.themes import themes
from eoffice.environment import environment
from eoffice.organisation.actor import mandates_of
from workflow.demo.specimens import scan_of, specimens
from workflow.models import Channel, IncomingLetter

YEAR_DAYS = 360
SEED = 2026
FIRST_HOUR, WORK_HOURS = 8, 6
WEEKEND = 5
Say = Callable[[str], None]
RECEIVING = ("SETDA", "DISKOMINFO", "DINKES")
FIRST_MET = {"archivist", "admin", "auditor"}
A4_AT_150_DPI = (1240, 1754)


class World:
    """One building of the world, repeatable by its seed."""

    def __init__(self, kabupaten: Kabupaten, say: Say) -> None:
        """Work with the people of `kabupaten`; `say` tells progress."""
        self.kabupaten, self.say = kabupaten, say
        self.chance = random.Random(SEED)  # noqa: S311  a demo's chance
        self.letters = outgoing.LetterMaker(kabupaten)
        self.follower = dispositions.Follower(kabupaten, SEED)

    def moment(self, days_ago: int) -> datetime:
        """Return an hour of work so many days ago, moved off the weekend."""
        now = timezone.localtime()
        day = now - timedelta(days=days_ago)
        while day.weekday() >= WEEKEND:
            day -= timedelta(days=1)
        hour = FIRST_HOUR + self.chance.randrange(WORK_HOURS)
        return day.replace(hour=hour, minute=self.chance.randrange(60), second=0)

    def plans(self, count: int) -> Iterator[outgoing.Plan]:
        """Return plans for sent letters over the year, oldest first."""
        codes = [
            c for c, a in self.kabupaten.agencies.items() if a.unit.kind == "agency"
        ]
        can_sign = [t for t in themes() if t["unit"] != EXPIRED_SIGNER]
        for n in range(count):
            days_ago = YEAR_DAYS - n * (YEAR_DAYS - 16) // count
            theme = can_sign[n % len(can_sign)]
            others = [code for code in codes if code != theme["unit"]]
            yield outgoing.Plan(
                theme=theme,
                at=self.moment(days_ago),
                to=tuple(self.chance.sample(others, k=2)),
                until=outgoing.SENT,
                by_bupati=n % 17 == 0 and theme["type"] == "surat_dinas",
            )

    def year(self, count: int) -> None:
        """Make the sent letters and follow up what reached a desk."""
        for n, plan in enumerate(self.plans(count), start=1):
            letter = self.letters.make(plan)
            arrived = IncomingLetter.objects.filter(delivery__letter=letter)
            for item in arrived.order_by("pk"):
                how = self.chance.choices(
                    [dispositions.DONE, dispositions.KNOWN], weights=[2, 3]
                )[0]
                self.follower.follow(item, plan.at + timedelta(days=1), how)
            if n % 20 == 0:
                self.say(f"{n} surat keluar")

    def present(self) -> None:
        """Make the letters of these days, in every state."""
        states = [
            (outgoing.SENT, 12),
            (outgoing.SIGNING, 10),
            (outgoing.VERIFYING, 8),
            (outgoing.RETURNED, 4),
            (outgoing.DRAFT, 5),
        ]
        n = 0
        for until, count in states:
            for _letter in range(count):
                self._one_of_these_days(n, until)
                n += 1

    def _one_of_these_days(self, n: int, until: str) -> None:
        theme = themes()[(n * 3) % len(themes())]
        if theme["unit"] == EXPIRED_SIGNER and until == outgoing.SENT:
            until = outgoing.SIGNING  # that certificate has run out: it waits
        days_ago = 14 - n // 4
        plan = outgoing.Plan(
            theme=theme,
            at=self.moment(max(days_ago, 1)),
            to=("DINKES", "DISKOMINFO", "DISDIK"),
            until=until,
            by_bupati=until == outgoing.SIGNING and n % 3 == 0,
        )
        letter = self.letters.make(plan)
        arrived = IncomingLetter.objects.filter(delivery__letter=letter)
        for k, item in enumerate(arrived.order_by("pk")):
            how = (dispositions.OVERDUE, dispositions.OPEN, "unread")[k % 3]
            if how != "unread":
                self.follower.follow(item, plan.at + timedelta(hours=9), how)

    def from_outside(self, digital: int, scans: int) -> None:
        """Bring in letters of invented senders; the last ones wait for the clerk."""
        agencies = [
            self.kabupaten.agencies[c] for c in ("SETDA", "DISKOMINFO", "DINKES")
        ]
        total = digital + scans
        for n, specimen in enumerate(specimens(total, seed=SEED)):
            is_scan = n >= digital
            pdf = scan_of(specimen, seed=n) if is_scan else specimen.pdf
            at = self.moment(max(60 - n * 60 // total, 0) + 1)
            agency = agencies[n % len(agencies)]
            channel = Channel.SCAN if is_scan else Channel.EMAIL
            item = incoming.bring(
                agency, pdf, f"{specimen.name}.pdf", at, channel=channel
            )
            if n % 4 != 3:  # noqa: PLR2004  every fourth waits for the clerk
                incoming.register(agency, item, specimen, at + timedelta(hours=1))
                self._follow_outside(item, at, n)
        clerk_agency = agencies[0]
        incoming.bring(
            clerk_agency,
            blank_scan(),
            "pindaian-tidak-terbaca.pdf",
            self.moment(1),
            channel=Channel.SCAN,
        )

    def _follow_outside(self, item: IncomingLetter, at: datetime, n: int) -> None:
        item.refresh_from_db()
        kinds = (dispositions.DONE, dispositions.OVERDUE, dispositions.OPEN)
        self.follower.follow(item, at + timedelta(hours=3), kinds[n % 3])


def blank_scan() -> bytes:
    """Return a scan on which nothing can be read: grey paper, nothing else."""
    page = io.BytesIO()
    Image.effect_noise(A4_AT_150_DPI, 90).save(page, "PDF", resolution=150)
    return page.getvalue()


def write_accounts(kabupaten: Kabupaten) -> Path:
    """Write `accounts.json`: everybody, those whom a visitor meets first on top."""
    path = Path(settings.DEMO_ACCOUNTS_FILE or "var/demo/accounts.json")
    setda = kabupaten.agencies["SETDA"]
    organisation = kabupaten.agencies["SETDA-ORG"]
    first = [
        organisation.drafter,
        organisation.head,
        kabupaten.sekda,
        kabupaten.bupati,
        setda.clerk,
        kabupaten.agencies["DISKOMINFO"].head,
    ]
    specials = [
        s
        for s in kabupaten.seats
        if set(s.position.duties) & {"archivist", "admin", "auditor"}
    ]
    ordered = list({id(s): s for s in [*first, *specials, *kabupaten.seats]}.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    accounts = [_account(s) for s in ordered if mandates_of(s.official)]
    path.write_text(json.dumps(accounts, indent=1, ensure_ascii=False), "utf-8")
    return path


def _account(seat: Seat) -> dict[str, object]:
    account: dict[str, object] = {
        "username": seat.user.username,
        "password": PASSWORD,
        "name": seat.official.full_name,
        "position": seat.position.title,
        "unit": seat.position.unit.name,
        "roles": seat.actor().roles,
    }
    return {**account, "signing_secret": SECRET} if seat.signs else account


def build(*, say: Say, sent: int = 80) -> Kabupaten:
    """Build the whole world; about 200 letters."""
    if not environment().DEMO:
        message = "the demo world is built only where DEMO is set"
        raise RuntimeError(message)
    kabupaten = build_kabupaten()
    issue_certificates(kabupaten)
    say(f"{len(kabupaten.seats)} orang, {len(kabupaten.agencies)} perangkat daerah")
    world = World(kabupaten, say)
    world.year(sent)
    world.from_outside(digital=24, scans=10)
    say("34 surat masuk dari luar")
    world.present()
    appoint_acting(kabupaten)
    file_records(kabupaten)
    write_accounts(kabupaten)
    return kabupaten
