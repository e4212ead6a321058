"""A process of its own that signs many letters with one secret.

It outlives the web worker that was asked: `starting` hands it settings, job and secret
through a pipe, `__main__` steps apart, `working` does the work. See decision 26.
"""
