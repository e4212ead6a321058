"""Beranda: one queue from all rooms, most urgent first, in few queries."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from eoffice.api.routers.waiting import show_item
from eoffice.days.deadlines import DueGroup, due_tag, group_of
from eoffice.shell.queue import (
    Alike,
    QueueItem,
    desk_of,
    folded,
    grouped,
    register_queue_source,
)
from eoffice.shell.waiting import WaitingItem, WaitingWork, register_waiting_source
from tests.office.kabupaten import actor

TODAY = date(2026, 11, 23)  # a Monday
HOME_QUERIES = 16


def item(title: str, due_on: date | None = None, **more) -> QueueItem:
    return QueueItem(
        kind="letter",
        act="sign",
        act_label="Baca & tanda tangani",
        title=title,
        url=f"/naskah-keluar/{title}/",
        due_on=due_on,
        **more,
    )


def test_rows_of_all_rooms_stand_by_deadline(people):
    register_queue_source("signing", lambda actor, today: [item("later")])
    register_queue_source(
        "dispositions",
        lambda actor, today: [
            item("today", TODAY),
            item("late", TODAY - timedelta(days=2), overdue=True),
            item("friday", TODAY + timedelta(days=4)),
        ],
    )

    titles = [i.title for i in desk_of(actor(people.sekda), TODAY).items]

    assert titles == ["late", "today", "friday", "later"]


def test_urgent_rows_stand_before_earlier_days_of_the_same_head(people):
    friday = TODAY + timedelta(days=4)
    register_queue_source(
        "desk",
        lambda actor, today: [
            item("ordinary", TODAY + timedelta(days=2)),
            item("urgent", friday, urgency=1),
            item("very urgent", friday, urgency=2),
        ],
    )

    titles = [i.title for i in desk_of(actor(people.sekda), TODAY).items]

    assert titles == ["very urgent", "urgent", "ordinary"]


def test_what_has_waited_long_stands_before_a_distant_deadline(people):
    def came(days):
        return timezone.now() - timedelta(days=days)

    today = timezone.localdate()
    register_queue_source(
        "desk",
        lambda actor, today: [
            item("distant", today + timedelta(days=30), since=came(1)),
            item("new", since=came(1)),
            item("old", since=came(40)),
        ],
    )

    titles = [i.title for i in desk_of(actor(people.sekda), today).items]

    assert titles == ["old", "new", "distant"]


def test_equal_rows_are_one_row_with_one_act_for_all():
    alike = Alike(
        key="kgb", title="%(count)d Kenaikan gaji", label="Baca %(count)d", url="/t/"
    )
    eight = [item(f"gaji {n}", alike=alike) for n in range(8)]
    two = [item("x", alike=replace(alike, key="y")) for _n in range(2)]

    rows = folded([eight[0], item("lain"), *eight[1:], *two])

    assert [row.title for row in rows] == ["8 Kenaikan gaji", "lain", "x", "x"]
    assert (rows[0].act_label, rows[0].url) == ("Baca 8", "/t/")
    assert rows[0].primary.url == "/t/"


def test_heads_without_rows_are_left_out():
    groups = grouped([item("a", TODAY), item("b")], TODAY)

    assert [g.group for g in groups] == [DueGroup.TODAY, DueGroup.LATER]


@given(st.lists(st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))))
def test_every_row_stands_under_exactly_one_head(days):
    items = [item(str(n), day) for n, day in enumerate(days)]

    groups = grouped(items, TODAY)

    assert sorted(i.title for g in groups for i in g.items) == sorted(
        i.title for i in items
    )


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_nearer_deadline_never_stands_lower(day):
    order = list(DueGroup)

    here = group_of(day, overdue=False, today=TODAY)
    next_day = group_of(day + timedelta(days=1), overdue=False, today=TODAY)

    assert order.index(here) <= order.index(next_day)


def test_deadline_speaks_in_words():
    assert due_tag(TODAY - timedelta(days=2), TODAY).text == "Lewat 2 hari"
    assert due_tag(TODAY, TODAY).text == "Hari ini"
    assert due_tag(TODAY + timedelta(days=2), TODAY).text == "Rabu, 25 Nov"


def test_programs_get_the_same_row():
    told = show_item(item("x", TODAY))

    assert told.due_on == TODAY
    assert told.act == "sign"
    assert told.letter is None


def test_home_shows_rows_with_one_primary_act(people, as_person):
    register_queue_source(
        "signing", lambda actor, today: [item("Pertama", today), item("Kedua")]
    )
    register_waiting_source(
        "given",
        lambda actor, today: WaitingWork(
            items=[WaitingItem(title="Rencana aksi", url="/d/1/", text="Bappeda")],
            total=7,
            url="/disposisi/",
        ),
    )

    page = as_person(people.sekda).get("/").content.decode()

    assert page.index("Pertama") < page.index("Kedua")
    assert page.count("eo-btn--primary") == 1
    assert "Rencana aksi" in page
    assert "Semua 7" in page


def test_empty_desk_says_so(people, as_person):
    assert "Meja Anda bersih" in as_person(people.sekda).get("/").content.decode()


def test_home_keeps_its_query_budget(people, as_person, django_assert_max_num_queries):
    client = as_person(people.sekda)
    register_queue_source(
        "many", lambda actor, today: [item(str(n)) for n in range(200)]
    )
    client.get("/")  # what is made once per process

    with django_assert_max_num_queries(HOME_QUERIES):
        client.get("/")


def test_a_source_fills_at_most_its_share(people):
    register_queue_source(
        "many", lambda actor, today: [item(str(n)) for n in range(200)]
    )

    assert len(desk_of(actor(people.sekda), TODAY).items) == 50
