"""Passwords lie as Argon2 hashes at Django's full cost; only the tests hash quickly."""

from importlib import import_module

from django.contrib.auth.hashers import Argon2PasswordHasher

from eoffice import settings as product


def test_the_product_hashes_by_argon2_with_much_memory():
    first, *others = product.PASSWORD_HASHERS
    module, _dot, name = first.rpartition(".")
    hasher = getattr(import_module(module), name)()

    told = hasher.decode(hasher.encode("kata-sandi-panjang", hasher.salt()))

    assert not others, "an old hash would be taken as good"
    assert isinstance(hasher, Argon2PasswordHasher)
    assert told["variety"] == "argon2id"
    assert told["memory_cost"] >= 64 * 1024
    assert told["time_cost"] >= 2
