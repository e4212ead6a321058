"""Signing: from a finished PDF to a signed one, no matter who holds the key.

`ports` says what every signer, stamp and session can do; `pkcs12` is the signer
whose key is in reach; `preparation` puts a signature into a file; `timestamping`
talks to a time-stamp authority. Nothing here knows letters or the database:
operations call it outside any transaction and keep what comes back.
"""
