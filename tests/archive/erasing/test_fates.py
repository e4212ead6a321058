"""No kind of row that belongs to a letter is forgotten by its destruction."""

import pytest
from django.apps import apps

from archive.erasing import fates
from archive.erasing.bytes import pointing_to
from archive.erasing.scanning import KEPT_BY_LAW, tables_read

ROOTS = (
    "workflow.Letter",
    "workflow.IncomingLetter",
    "workflow.Disposition",
    "archive.Record",
    "objects.StoredObject",
)
TOLD = {
    *(label for rules in (fates.OF_LETTER, fates.OF_INCOMING) for label, _ in rules),
    *(label for rules in (fates.OF_DISPOSITION, fates.OF_RECORD) for label, _ in rules),
    *fates.BLANKED,
    *fates.LAST_OF_ITS_KIND,
    *fates.STAYS,
    *fates.READ_FOR_WORDS,
}


def reached() -> set[str]:
    """Return every model that leads to a root over foreign keys."""
    found, level = set(), {apps.get_model(label) for label in ROOTS}
    while level:
        found |= {model._meta.label for model in level}
        level = {
            pointing
            for model in level
            if model._meta.label not in fates.STAYS
            for pointing, _name in pointing_to(model)
            if pointing._meta.label not in found
        }
    return found


def test_every_model_that_leads_to_a_letter_has_its_fate():
    assert reached() - TOLD == set()


def test_the_table_of_fates_names_no_model_that_is_not_there():
    assert {label for label in TOLD if label not in reached()} == set()


@pytest.mark.django_db
def test_every_other_table_is_read_for_words_but_the_lists_themselves():
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models if model._meta.managed}
    unread = tables - set(tables_read())
    assert unread == KEPT_BY_LAW | fates.TABLES_OF_LETTERS
