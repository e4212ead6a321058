"""Which files a schedule moves, and to which dates: one question, asked set by set.

The dates are those of `archive.retention.dates`, computed by the database; a test
holds the two to the same answer. Left as they are: what was destroyed, what stands on
a live list, and what a committee kept longer or decided in a review.
"""

#: Rules of a draft, as they would be: those of its lines that say something else.
DRAFTED = """
  SELECT NULL::uuid AS rule_id, c.id AS classification_id, l.active_years,
    l.inactive_years, l.counted_from, l.final_disposition
  FROM archive_scheduleline l JOIN archive_classificationcode c ON c.code = l.code
  LEFT JOIN archive_retentionrule r
    ON r.classification_id = c.id AND r.valid_to_on IS NULL
  WHERE l.version_id = %(version)s AND (r.id IS NULL OR (
    r.active_years, r.inactive_years, r.counted_from, r.trigger_text,
    r.final_disposition, r.disposition_exception) IS DISTINCT FROM (
    l.active_years, l.inactive_years, l.counted_from, l.trigger_text,
    l.final_disposition, l.disposition_exception))
"""
#: Rules that came with a version.
IN_FORCE = """
  SELECT r.id AS rule_id, r.classification_id, r.active_years, r.inactive_years,
    r.counted_from, r.final_disposition
  FROM archive_retentionrule r WHERE r.version_id = %(version)s
"""
# A file without its event waits: where it had an end, it ends later by that.
MOVED = """
  SELECT f.id, f.retention_rule_id AS old_rule_id, t.rule_id AS new_rule_id,
    f.inactive_until AS old_until, d.active_until, d.inactive_until,
    CASE
      WHEN f.closed_on IS NULL THEN 'same'
      WHEN o.final_disposition <> t.final_disposition THEN 'fate'
      WHEN d.inactive_until < COALESCE(f.inactive_until, 'infinity'::date)
        THEN 'earlier'
      WHEN f.inactive_until < COALESCE(d.inactive_until, 'infinity'::date)
        THEN 'later'
      ELSE 'same'
    END AS kind
  FROM archive_recordfile f
  JOIN target t ON t.classification_id = f.classification_id
  LEFT JOIN archive_retentionrule o ON o.id = f.retention_rule_id
  CROSS JOIN LATERAL (SELECT CASE
    WHEN f.closed_on IS NULL OR f.activity_ended_on IS NULL THEN NULL
    WHEN t.counted_from = 'file_closed' THEN f.activity_ended_on
    WHEN f.trigger_on IS NULL THEN NULL
    ELSE GREATEST(f.activity_ended_on, f.trigger_on) END AS start_on) s
  CROSS JOIN LATERAL (SELECT
    make_date(EXTRACT(YEAR FROM s.start_on)::int + t.active_years, 12, 31)
      AS active_until,
    make_date(EXTRACT(YEAR FROM s.start_on)::int + t.active_years
      + t.inactive_years, 12, 31) AS inactive_until) d
  WHERE f.destroyed_on IS NULL AND f.reviewed_on IS NULL
    AND t.rule_id IS DISTINCT FROM COALESCE(f.retention_rule_id, %(nobody)s)
    AND NOT EXISTS (
      SELECT 1 FROM archive_destructionitem i
      JOIN archive_destructionlist l ON l.id = i.destruction_list_id
      WHERE i.record_file_id = f.id AND (
        (i.state IN ('listed', 'erasing', 'destroyed')
          AND l.state NOT IN ('aborted'))
        OR (i.state = 'dropped' AND i.decision IN ('keep_until', 'permanent')
          AND l.approved_at IS NOT NULL AND l.state <> 'aborted')))
"""
NOBODY = "00000000-0000-0000-0000-000000000000"
