"""Addresses of the registers in the settings."""

from django.urls import path

from workflow.admin.numbering import ending, ledger, registers, rules

ROOT = "pengaturan/nomor/"

urlpatterns = [
    path(ROOT, registers.register_list, name="number_registers"),
    path(f"{ROOT}aturan/", rules.rule_new, name="register_rule_new"),
    path(f"{ROOT}aturan/<slug:code>/", rules.rule_page, name="register_rule"),
    path(
        f"{ROOT}aturan/<slug:code>/akhiri/", ending.rule_end, name="register_rule_end"
    ),
    path(f"{ROOT}<uuid:register_id>/", ledger.ledger_page, name="number_ledger"),
    path(
        f"{ROOT}<uuid:register_id>/<uuid:number_id>/batal/",
        ledger.number_void,
        name="number_void",
    ),
]
