"""Every operation on seats, people, units and accounts: for two, or harmless alone.

The walk finds the operations by itself. One that is new fails here until it is listed:
as an act for two (then it is tried by one administrator alone) or as harmless, with
the reason.
"""

import ast
import inspect
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.utils import timezone

from eoffice.accounts.models import ApiToken, User
from eoffice.administration.acts_for_two import acts_for_two
from eoffice.administration.four_eyes import NeedsSecondAdministrator
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
    Unit,
)
from tests.office.kabupaten import actor, build_office, make_acting, make_person
from tests.office.organisation import make_position

pytestmark = pytest.mark.django_db
ROOMS = ("eoffice.administration", "eoffice.importing")
# Modules of acts; elsewhere in these rooms, what takes the person by name is an act.
OF_ACTS = {
    "eoffice.accounts.sessions",
    *(
        f"eoffice.administration.{name}"
        for name in ("accounts", "agreeing", "agreement_subjects", "officials")
    ),
    *(f"eoffice.administration.{name}" for name in ("positions", "terms", "tokens")),
    "eoffice.administration.units",
    *(f"eoffice.importing.{name}" for name in ("carrying_out", "drafts", "jobs")),
    "eoffice.registrations.account_acts",
}
ROOT = Path(__file__).resolve().parents[2]

# Public functions of the rooms that one administrator, or nobody, may do alone.
HARMLESS = {
    "begin_agreed_absence": "two persons: the holder asked, the superior agrees",
    "create_unit": "an empty unit gives nobody anything",
    "close_unit": "only an empty one closes",
    "create_position": "an empty seat gives nobody anything; filling it takes two",
    "close_position": "only a seat that nobody holds closes",
    "create_official": "a person without seat and log-in",
    "end_sessions": "takes, gives nothing",
    "end_sessions_of": "takes, gives nothing",
    "end_own_session": "one's own",
    "change_own_password": "one's own, after the old one",
    "make_token": "one's own, after a step-up",
    "revoke_token": "takes, gives nothing",
    "revoke_tokens": "takes, gives nothing",
    "import_organisation": "asks for the agreement itself, see test_import_takes_two",
    "apply_workbook": "through import_organisation",
    "bring_workbook": "keeps a file",
    "keep_workbook": "keeps a file",
    "queue_import": "through import_organisation, when the job runs",
    "run_import": "through import_organisation",
    "forget_import_drafts": "deletes files",
    "ask": "asks only; what it tries is undone",
    "do_or_ask": "through the operation",
    "confirm_agreement": "the second of two",
    "refuse_agreement": "gives nothing",
    "register": "names acts",
}
# Reads and words, no acts.
READING = {
    "agreement_to",
    "half_password",
    "holders_of",
    "locked_draft",
    "pending_for",
    "plan_digest",
    "result_of",
    "subjects_of",
    "temporary_password",
}


def modules():
    """Yield the modules of acts, and all others of their rooms."""
    names = {
        module.name
        for room in ROOMS
        for module in iter_modules(import_module(room).__path__, f"{room}.")
        if not module.ispkg
    }
    assert names >= {name for name in OF_ACTS if name.startswith(ROOMS)}
    for name in sorted(names | OF_ACTS):
        yield import_module(name)


def public_functions():
    found = {}
    for module in modules():
        for name, one in vars(module).items():
            is_own = inspect.isfunction(one) and one.__module__ == module.__name__
            if not is_own or name.startswith("_"):
                continue
            given = inspect.signature(one).parameters.get("actor")
            is_act = given is not None and given.kind is given.KEYWORD_ONLY
            if module.__name__ in OF_ACTS or is_act:
                found[name] = one
    return found


def test_every_operation_is_for_two_or_harmless():
    for_two = {inspect.unwrap(act.operation).__name__ for act in acts_for_two()}

    unlisted = set(public_functions()) - for_two - set(HARMLESS) - READING
    gone = (set(HARMLESS) | READING) - set(public_functions())

    assert not unlisted
    assert not gone


@pytest.fixture
def office():
    made = build_office()
    make_person("admin2", "Sari", "Admin Kedua", made.kominfo, duties=("admin",))
    return made


def deeds_of(office) -> dict[str, list[dict]]:
    """Return for each act what gives somebody something, also to oneself."""
    return {**seats_of(office), **changes_of(office), **log_ins_of(office)}


VERSION = {"expected_version": None}
DAYS = 300


def seats_of(office) -> dict[str, list[dict]]:
    today = timezone.localdate()
    later = today + timedelta(days=DAYS)
    seat, own = make_position(office.kominfo), office.admin.official
    days = {"from_on": today, "to_on": today + timedelta(days=3)}
    ended = TermOfOffice.objects.get(official=office.kabid.official)
    TermOfOffice.objects.filter(pk=ended.pk).update(to_on=today)
    acting = make_acting(
        office.staff, office.kadis.position, "acting_absent", *days.values()
    )
    assigned = {"kind": "acting_absent", "decree_number": "800/1", **days}
    return {
        "appoint_official": [
            {"values": {"official": who, "position": seat, "is_main": False, **days}}
            for who in (own, office.staff.official)
        ],
        "assign_acting_holder": [
            {"values": {"official": own, "position": one.position, **assigned}}
            for one in (office.bupati, office.staff)
        ],
        "end_term": [
            {"term_id": ended.pk, "on": later, **VERSION},
            {"term_id": term_of_colleague().pk, "on": today, **VERSION},
            {"term_id": term_of_colleague().pk, "on": None, **VERSION},
        ],
        "end_acting_assignment": [
            {"assignment_id": acting.pk, "on": later, **VERSION},
        ],
    }


def term_of_colleague() -> TermOfOffice:
    return TermOfOffice.objects.get(position__title="Admin Kedua")


def changes_of(office) -> dict[str, list[dict]]:
    gone = Official.objects.create(
        name="Pergi", nip="199001012020011010", is_active=False
    )
    of_a_seat = (
        {"duties": ["auditor"]},
        {"is_head": True},
        {"kind": "regional_head"},
        {"unit": office.dinkes},
        {"superior": office.admin.position},
        {"mandate_giver": office.bupati.position},
    )
    of_a_unit = ({"parent": office.dinkes}, {"keeps_register": False})
    of_people = (
        (gone.pk, {"is_active": True}),
        (term_of_colleague().official_id, {"is_active": False}),
        (office.bupati.official.pk, {"email": "admin@example.org"}),
    )
    return {
        "change_position": [
            {"position_id": office.staff.position.pk, "values": values, **VERSION}
            for values in of_a_seat
        ],
        "change_unit": [
            {"unit_id": office.kominfo.pk, "values": values, **VERSION}
            for values in of_a_unit
        ],
        "change_official": [
            {"official_id": who, "values": values, **VERSION}
            for who, values in of_people
        ],
        "apply_import": [{"plan": "0" * 64}],
    }


def log_ins_of(office) -> dict[str, list[dict]]:
    newcomer = Official.objects.create(name="Baru", nip="199001012020011009")
    bupati = {"user_id": office.bupati.user.pk}
    return {
        "create_account": [{"official_id": newcomer.pk, "username": "baru"}],
        "reset_password": [bupati],
        "enable_account": [bupati],
        "disable_account": [{"user_id": term_of_colleague().official.user_id}],
    }


def rights_now() -> list:
    models = (Unit, Position, Official, TermOfOffice, ActingAssignment, User, ApiToken)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_one_administrator_alone_gives_nobody_anything(office):
    deeds = deeds_of(office)
    before = rights_now()
    assert set(deeds) == {act.name for act in acts_for_two()}

    for act in acts_for_two():
        for arguments in deeds[act.name]:
            with pytest.raises(NeedsSecondAdministrator):
                act.operation(actor=actor(office.admin), **arguments)

    assert rights_now() == before


# Who writes what rights hang on, or stands outside the rule. Nobody else does.
WRITERS = {
    "Rehearsal(": {"eoffice/administration/agreeing.py"},
    ".set_password(": {"eoffice/administration/accounts.py"},
    "by_operator=True": {
        "eoffice/administration/management/commands/close_account.py",
        "eoffice/administration/management/commands/create_account.py",
        "eoffice/administration/management/commands/reset_password.py",
        "eoffice/importing/management/commands/import_organisation.py",
    },
    "TermOfOffice(": {
        "eoffice/organisation/models/term.py",
        "eoffice/administration/terms.py",
        "eoffice/importing/plan_people.py",
    },
    "ActingAssignment(": {
        "eoffice/organisation/models/term.py",
        "eoffice/administration/terms.py",
        "eoffice/importing/plan_people.py",
        "eoffice/api/organisation/shapes.py",
        "eoffice/api/organisation/acting.py",
    },
}


def code_of(path: Path) -> str:
    """Return the code without comments and docstrings."""
    return ast.unparse(ast.parse(path.read_text()))


def test_nobody_else_writes_what_rights_hang_on():
    files = [
        path
        for room in ("eoffice", "workflow", "archive", "search")
        for path in (ROOT / room).rglob("*.py")
        if not {"migrations", "demo"} & set(path.parts)
    ]
    codes = {str(path.relative_to(ROOT)): code_of(path) for path in files}

    for sign, known in WRITERS.items():
        plain = {name for name, code in codes.items() if sign in code}
        assert plain <= known, (sign, plain - known)
