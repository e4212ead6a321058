"""Reading views: pages (PDF) of an office file, for who has no program for it.

A view is for reading alone. What is signed, sent and kept is the original.
"""
