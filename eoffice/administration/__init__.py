"""Acts of the administrator: units, positions, officials, terms, accounts.

What gives or takes rights is asked by one and agreed by another (`four_eyes`).
"""
