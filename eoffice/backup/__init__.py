"""Backup and restore: one folder that holds the database, every file, and their hashes.

What the folder never holds are secrets: `settings.json` names what must be kept
elsewhere. Without FIELD_KEYS the encrypted fields of a restored office stay shut.
"""
