"""Reading moves by its tables, and the database keeps no state it does not know."""

import pytest
from django.db import IntegrityError, transaction

from tests.office.incoming import received
from tests.office.kabupaten import build_office
from workflow.incoming.models import (
    FILE_MOVES,
    PROPOSAL_MOVES,
    FileReading,
    IncomingFile,
    PageText,
    Proposal,
    ProposalState,
)
from workflow.reading import TextSource, source_of_all


@pytest.mark.parametrize(
    ("moves", "states"), [(FILE_MOVES, FileReading), (PROPOSAL_MOVES, ProposalState)]
)
def test_every_state_has_its_moves_and_none_leads_outside(moves, states):
    assert set(moves) == set(states)
    assert set().union(*moves.values()) == set(states)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "values"),
    [
        (IncomingFile, {"reading_state": "ready"}),
        (IncomingFile, {"text_source": "typed"}),
        (PageText, {"source": ""}),
        (Proposal, {"state": "done"}),
        (Proposal, {"text_source": ""}),
    ],
)
def test_the_database_refuses_what_no_state_is_called(model, values):
    received(build_office())

    with pytest.raises(IntegrityError, match="known"), transaction.atomic():
        model.objects.update(**values)


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ([], TextSource.NONE),
        (["", "none"], TextSource.NONE),
        (["none", "embedded"], TextSource.EMBEDDED),
        (["embedded", "ocr", "none"], TextSource.OCR),
    ],
)
def test_one_recognised_page_makes_the_text_recognised(sources, told):
    assert source_of_all(sources) == told
