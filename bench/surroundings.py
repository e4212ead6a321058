"""The environment of a benchmark: real services, names of its own, Django set up.

Import this before anything of the product, which reads its settings from it.
"""

import os

os.environ.setdefault("PYTEST_XDIST_WORKER", "bench")
import django

from tests.harness import plugin

django.setup()

DATABASE = plugin.DATABASE
