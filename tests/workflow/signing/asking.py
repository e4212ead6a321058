"""A web worker that is asked to sign many letters, and then waits for its end.

python -m tests.workflow.signing.asking USER_ID LETTER_ID…
"""

import sys
import time
from uuid import UUID

from eoffice.process.start import start_django

start_django()

from eoffice.accounts.models import User  # noqa: E402  after Django's setup
from eoffice.organisation.actor import actor_of  # noqa: E402  after Django's setup
from tests.office.signers import SECRET  # noqa: E402  after Django's setup
from workflow.pades.ports import Secret  # noqa: E402  after Django's setup
from workflow.signing.sessions.opening import sign_letters  # noqa: E402  after setup

user, *letters = sys.argv[1:]
actor = actor_of(User.objects.get(pk=user))
assert actor is not None
sign_letters(actor=actor, letter_ids=list(map(UUID, letters)), secret=Secret(SECRET))
sys.stdout.write("begun\n")
sys.stdout.flush()
time.sleep(120)
