"""Searching as a person: rights, the engine's answer, words for people."""
