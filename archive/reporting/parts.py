"""The parts of managing dynamic records, as the reports have them.

Creation, use and maintenance, disposal (UU 43/2009 Ps 40 ayat (2)).
"""

from django.utils.translation import gettext_lazy as _

PARTS = {
    "creation": _("Creation"),
    "use": _("Use"),
    "maintenance": _("Maintenance"),
    "disposal": _("Disposal"),
}
