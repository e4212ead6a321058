"""The WSGI door, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from eoffice.process.start import start_django
from eoffice.process.walls import close_process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings")
start_django()
application = get_wsgi_application()
close_process()
