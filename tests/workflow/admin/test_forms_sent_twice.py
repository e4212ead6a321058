"""A form is done once; the same copy with other entries is refused."""

import pytest

from tests.factories import build_office
from tests.workflow.admin.desk import client_of
from workflow.models import Disposition

pytestmark = pytest.mark.django_db
PAGE = "/disposisi/baru/"


@pytest.fixture
def office():
    return build_office()


def form(office, **changes) -> dict:
    return {
        "matter": "Persiapan gerai",
        "to": [str(office.kabag.position.pk)],
        "instruction": ["tindak_lanjuti"],
        "idempotency_key": "satu",
        **changes,
    }


def test_the_same_form_twice_gives_one_slip(office):
    browser = client_of(office.sekda)

    first, again = (browser.post(PAGE, form(office)) for _time in range(2))

    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert Disposition.objects.count() == 1


def test_the_same_copy_with_other_entries_is_refused_and_changes_nothing(office):
    browser = client_of(office.sekda)
    browser.post(PAGE, form(office))

    answer = browser.post(PAGE, form(office, matter="Hal lain sama sekali"))

    assert answer.status_code == 409
    assert "sudah pernah dikirim" in answer.content.decode()
    assert Disposition.objects.get().initiative == "Persiapan gerai"
