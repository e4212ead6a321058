"""Account names of before get their normal form, each its own."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from eoffice.accounts.models import User
from eoffice.administration.accounts import create_account
from eoffice.errors import Invalid
from eoffice.importing.carrying_out import import_organisation
from eoffice.organisation.models import Official
from tests.eoffice.accounts.test_pages import log_in
from tests.office.kabupaten import build_office

pytestmark = pytest.mark.django_db
MOVE = "eoffice.accounts.migrations.0003_normal_names"
RULE = "account_name_has_its_normal_form"


def test_the_migration_folds_names_and_parts_those_that_meet(capsys):
    with connection.cursor() as cursor:
        cursor.execute(f"alter table accounts_user drop constraint {RULE}")
    olds = [
        "maya.budiman",
        "MAYA.BUDIMAN",
        "dwı.salım",
        "Budi Ñ@kab",
        "...",
        "orang1",
        "SITI",
    ]
    made = [User.objects.create(username=name) for name in olds]

    import_module(MOVE).normalise(apps, None)
    import_module(MOVE).normalise(apps, None)

    news = [User.objects.get(pk=one.pk).username for one in made]
    assert news == [
        "maya.budiman",
        "maya.budiman.2",
        "dwi.salim",
        "budi.n.kab",
        "akun",
        "orang1",
        "siti",
    ]
    told = [line.strip() for line in capsys.readouterr().out.split("\n") if line]
    assert told == [
        "account 'MAYA.BUDIMAN' is now 'maya.budiman.2'",
        "account 'dwı.salım' is now 'dwi.salim'",
        "account 'Budi Ñ@kab' is now 'budi.n.kab'",
        "account '...' is now 'akun'",
    ]


def test_a_file_gives_nobody_the_nip_of_another_as_a_name():
    Official.objects.create(name="Maya", nip="199001012020012009")
    lines = (
        "lembar,nip,nama,nama_akun",
        "Pejabat,198003122005011003,Lain,199001012020012009",
    )

    with pytest.raises(Invalid) as refusal:
        import_organisation(
            content="\n".join(lines).encode(), dry_run=False, by_operator=True
        )

    assert [fault.code for fault in refusal.value.faults] == ["taken"]
    assert not User.objects.exists()


def test_ones_own_nip_may_be_ones_name():
    person = Official.objects.create(name="Maya", nip="199001012020012009")

    made = create_account(
        official_id=person.pk, username="199001012020012009", by_operator=True
    )

    assert made.user.username == "199001012020012009"


def test_the_operator_closes_an_administrators_account_and_opens_it(capsys):
    office = build_office()
    browser = log_in("admin")

    call_command("close_account", "ADMIN")
    closed = browser.get("/api/v1/me").status_code
    call_command("close_account", "admin", open_again=True)

    assert closed == 401
    assert User.objects.get(pk=office.admin.user.pk).is_active
    assert capsys.readouterr().out.split("\n")[:2] == ["admin: closed", "admin: open"]
