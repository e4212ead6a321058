"""The demo world: Kabupaten Wanasari, invented, made by the real operations.

`world.build()` makes units, people and a year of letters in every state. Only the
clock is turned back while it works; pages, numbers, signatures and records are made
as in an office.
"""
