"""Bells and kept answers that name what went: forgotten once, at the end of a list.

By their addresses, which name a thing by its id; one pass over each table, however
many items the list has.
"""

from uuid import UUID

from django.db import connection

ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
BELLS = """
DELETE FROM notifications_notification WHERE substring(path FROM %s) IN (
  SELECT p.thing_id::text FROM archive_erasurepermit p
  JOIN archive_destructionitem i ON i.id = p.item_id
  WHERE i.destruction_list_id = %s)
"""
# Whole answers are kept for a day; what they name stands in `things`.
ANSWERS = """
WITH named AS (
  SELECT a.id, (regexp_matches(a.path || a.things::text, %s, 'g'))[1] AS thing
  FROM api_idempotentanswer a)
DELETE FROM api_idempotentanswer WHERE id IN (
  SELECT named.id FROM named WHERE named.thing IN (
    SELECT p.thing_id::text FROM archive_erasurepermit p
    JOIN archive_destructionitem i ON i.id = p.item_id
    WHERE i.destruction_list_id = %s))
"""


def forget_mentions(list_id: UUID) -> None:
    """Delete the bells and the kept answers about what the list destroyed."""
    with connection.cursor() as cursor:
        cursor.execute(BELLS, [f"({ID})", list_id])
        cursor.execute(ANSWERS, [f"({ID})", list_id])
