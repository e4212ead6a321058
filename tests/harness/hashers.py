"""The product's password hash with little work: it is slow by intent.

Same algorithm and form, for tests log in often. That the product keeps the full cost:
`tests/eoffice/accounts/test_password_cost.py`.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2 with the least work it can do."""

    time_cost = 1
    memory_cost = 64  # KiB
    parallelism = 1
