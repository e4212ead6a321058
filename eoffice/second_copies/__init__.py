"""A second copy of every locked file, in another store (`S3_COPY_URL`).

The first store stays the one that is read and written; the second is only written, and
read to prove it. It takes the ciphertext of what is encrypted, the lock and the hold,
and follows both. Nothing is ever taken back from it by itself: a person repairs
(`repairing`), and destruction deletes in both (`objects.deleting`).
"""
