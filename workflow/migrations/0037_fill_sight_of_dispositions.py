"""Write on each disposition from which positions it is seen, tree by tree.

Run again it writes the same; going back drops the column.
"""

from django.db import migrations

BATCH = 500
# Its giver, unless the share that was handed on is taken back and nobody has answered.
STAYING = """
    case when exists (
      select from workflow_dispositionreceiver handed_on
      where handed_on.disposition_id = one.parent_id
        and handed_on.position_id = one.giver_position_id
        and handed_on.state = 'recalled'
    ) and not exists (
      select from workflow_dispositionreceiver answered
      where answered.disposition_id = one.id and answered.state = 'completed'
    ) then '{}'::uuid[] else array[one.giver_position_id] end
"""
FILL = f"""
with recursive tree(id, givers) as (
  select one.id, {STAYING} from workflow_disposition one where one.id = any(%s)
  union all
  select one.id, tree.givers || {STAYING}
  from tree join workflow_disposition one on one.parent_id = tree.id
)
update workflow_disposition told
set seen_from = array(
  select unnest(tree.givers)
  union select share.position_id from workflow_dispositionreceiver share
    where share.disposition_id = told.id and share.state <> 'recalled'
  union select letter.routed_to_id from workflow_incomingletter letter
    where letter.id = told.incoming_id and letter.routed_to_id is not null
  order by 1
)
from tree where tree.id = told.id
"""


def fill(apps, schema_editor):
    dispositions = apps.get_model("workflow", "Disposition").objects
    tops = dispositions.filter(parent=None).order_by("pk").values_list("pk", flat=True)
    every = list(tops)
    with schema_editor.connection.cursor() as cursor:
        for first in range(0, len(every), BATCH):
            cursor.execute(FILL, [every[first : first + BATCH]])


class Migration(migrations.Migration):
    dependencies = [("workflow", "0036_sight_of_dispositions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
