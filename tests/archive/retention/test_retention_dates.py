"""When retention ends: never earlier than the rule says, for any rule and day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.models import CountedFrom, RetentionRule
from archive.retention.dates import retention_dates

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
RULES = st.builds(
    RetentionRule,
    active_years=st.integers(0, 30),
    inactive_years=st.integers(0, 50),
    counted_from=st.sampled_from(CountedFrom.values),
)


def years_after(day: date, years: int) -> date:
    """Return the same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@given(RULES, DAYS, st.none() | DAYS)
def test_no_record_goes_before_its_years_have_passed(rule, closed_on, trigger_on):
    dates = retention_dates(rule, ended_on=closed_on, trigger_on=trigger_on)

    if dates is None:
        assert rule.counted_from != CountedFrom.FILE_CLOSED
        assert trigger_on is None
        return
    starts = [closed_on]
    if rule.counted_from != CountedFrom.FILE_CLOSED:
        starts.append(trigger_on)
    for start in starts:
        assert dates.active_until >= years_after(start, rule.active_years)
        kept_years = rule.active_years + rule.inactive_years
        assert dates.inactive_until >= years_after(start, kept_years)
    assert dates.inactive_until >= dates.active_until


@given(RULES, DAYS, DAYS, st.none() | DAYS)
def test_closing_later_never_ends_retention_earlier(rule, one, other, trigger_on):
    sooner, later = sorted((one, other))

    first = retention_dates(rule, ended_on=sooner, trigger_on=trigger_on)
    second = retention_dates(rule, ended_on=later, trigger_on=trigger_on)

    assert (first is None) == (second is None)
    if first and second:
        assert second.active_until >= first.active_until
        assert second.inactive_until >= first.inactive_until
