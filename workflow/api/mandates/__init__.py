"""Mandates for programs."""
