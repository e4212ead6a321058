"""A permit is looked up from the thing on, whatever the planner knows of the lists.

As a join it could begin at the list and walk all its items for each row that goes.
"""

from django.db import migrations

FROM_THE_THING = """
CREATE OR REPLACE FUNCTION archive_may_erase(thing uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT COALESCE((
    SELECT i.state = 'erasing' AND (
      SELECT l.state = 'executing' FROM archive_destructionlist l
      WHERE l.id = i.destruction_list_id)
    FROM archive_destructionitem i
    WHERE i.id = (
      SELECT p.item_id FROM archive_erasurepermit p WHERE p.thing_id = thing)
  ), false)
$$
"""
AS_A_JOIN = """
CREATE OR REPLACE FUNCTION archive_may_erase(thing uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM archive_erasurepermit p
    JOIN archive_destructionitem i ON i.id = p.item_id
    JOIN archive_destructionlist l ON l.id = i.destruction_list_id
    WHERE p.thing_id = thing AND i.state = 'erasing' AND l.state = 'executing')
$$
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0012_destruction_by_list")]
    operations = [migrations.RunSQL(FROM_THE_THING, AS_A_JOIN)]
