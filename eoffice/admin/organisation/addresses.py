"""Addresses of the organisation in the shell."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from eoffice.admin.organisation import (
    import_job,
    importing,
    officials,
    positions,
    tenures,
    tree,
    units,
)


class TenureKind(StringConverter):
    """The two ways of holding a position."""

    regex = "definitif|penugasan"


register_converter(TenureKind, "tenure")
UNIT, SEAT = "unit/<uuid:unit_id>/", "jabatan/<uuid:position_id>/"
PERSON_ONE = "pejabat/<uuid:official_id>/"

urlpatterns = [
    path("", tree.organisation_tree, name="organisation_tree"),
    path("unit/baru/", units.unit_new, name="unit_new"),
    path(UNIT, units.unit_page, name="unit_page"),
    path(f"{UNIT}ubah/", units.unit_edit, name="unit_edit"),
    path(f"{UNIT}tutup/", units.unit_close, name="unit_close"),
    path("jabatan/baru/", positions.position_new, name="position_new"),
    path(SEAT, positions.position_page, name="position_page"),
    path(f"{SEAT}ubah/", positions.position_edit, name="position_edit"),
    path(f"{SEAT}tutup/", positions.position_close, name="position_close"),
    path(f"{SEAT}angkat/", tenures.appoint, name="position_appoint"),
    path(
        "<tenure:kind>/<uuid:tenure_id>/akhiri/", tenures.end_tenure, name="tenure_end"
    ),
    path("pejabat/baru/", officials.official_new, name="official_new"),
    path(PERSON_ONE, officials.official_page, name="official_page"),
    path(f"{PERSON_ONE}ubah/", officials.official_edit, name="official_edit"),
    path("impor/", importing.import_page, name="organisation_import"),
    path("impor/templat.xlsx", importing.import_template, name="import_template"),
    path("impor/<uuid:draft_id>/", import_job.import_apply, name="import_apply"),
    path(
        "impor/<uuid:draft_id>/keadaan/", import_job.import_state, name="import_state"
    ),
]
