"""Inline HTML: what is let through, what is refused by name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rendering.inline import (
    Break,
    Gap,
    InlineFaulty,
    Run,
    clean_text,
    parse_inline,
    plain_text,
)


def test_marks_become_runs():
    assert parse_inline("Nilai <b>3,<i>46</i></b><br><u>baik</u>") == (
        Run(text="Nilai "),
        Run(text="3,", bold=True),
        Run(text="46", bold=True, italic=True),
        Break(),
        Run(text="baik", underline=True),
    )


def test_the_order_of_nested_marks_does_not_matter():
    assert parse_inline("<b><i>x</i></b>") == parse_inline("<i><b>x</b></i>")


def test_entities_are_text():
    assert plain_text(parse_inline("a &lt;b&gt; &amp; c")) == "a <b> & c"


def test_a_lone_less_than_sign_is_text():
    assert plain_text(parse_inline("3 < 5 dan 7 <8")) == "3 < 5 dan 7 <8"


@pytest.mark.parametrize("link", ["https://a.example/x?y=1", "mailto:a@b.example"])
def test_https_and_mailto_links_are_kept(link):
    assert parse_inline(f'<a href="{link}">di sini</a>')[0].link == link


@pytest.mark.parametrize(
    "link",
    [
        "http://a.example",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example",
        "https://",
        "",
        "mailto:",
        "https://a.example/ x",
        "ftp://a.example",
    ],
)
def test_other_links_are_refused(link):
    with pytest.raises(InlineFaulty) as refusal:
        parse_inline(f'<a href="{link}">x</a>')
    assert refusal.value.code == "link_not_allowed"


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<img src=x onerror=alert(1)>", "img"),
        ("<style>p{}</style>", "style"),
        ("<p>x</p>", "p"),
        ("<svg/onload=alert(1)>", "svg"),
    ],
)
def test_unknown_tags_are_refused_by_name(html, named):
    with pytest.raises(InlineFaulty, match=f"<{named}>") as refusal:
        parse_inline(html)
    assert refusal.value.code == "tag_not_allowed"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<b onclick="x">a</b>', "attribute_not_allowed"),
        ('<a href="https://a.example" target="_blank">a</a>', "attribute_not_allowed"),
        ("<b>tidak ditutup", "tag_not_closed"),
        ("lebih</b>", "tag_not_closed"),
        ("<b><i>x</b></i>", "tag_not_closed"),
        ("teks <b", "tag_not_closed"),
        ("<!-- catatan -->", "tag_not_allowed"),
        ("<!DOCTYPE html>", "tag_not_allowed"),
        ("<?php echo 1 ?>", "tag_not_allowed"),
        ("<b>" * 33 + "x" + "</b>" * 33, "too_deep"),
    ],
)
def test_broken_markup_is_refused(html, code):
    with pytest.raises(InlineFaulty) as refusal:
        parse_inline(html)
    assert refusal.value.code == code


def test_thirty_two_levels_are_read():
    assert parse_inline("<b>" * 32 + "x" + "</b>" * 32)[0].bold


def test_text_is_nfc_without_control_and_steering_signs():
    assert clean_text("re\u0301sume\u0000\u202etxt\u2066\ufeff\ud800\tx\n") == (
        "r\u00e9sumetxt x "
    )


def test_links_with_control_signs_do_not_slip_through():
    with pytest.raises(InlineFaulty):
        parse_inline('<a href="https://a.example/\u202emoc">x</a>')


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_never_keeps_control_signs(text):
    try:
        parts = parse_inline(text)
    except InlineFaulty:
        return
    kept = plain_text(parts)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in kept)
    assert parse_inline(kept.replace("&", "&amp;").replace("<", "&lt;"))[:1] in (
        (),
        (Run(text=" ".join(kept.split(" ")).strip()),),
    )


def test_gaps_beside_each_other_stay_two_and_keep_their_spaces():
    parts = parse_inline("Yth. <var>nama</var> <var><b>gelar</b></var><var>kota</var>.")

    assert parts == (
        Run(text="Yth. "),
        Gap(text="nama"),
        Run(text=" "),
        Gap(text="gelar"),
        Gap(text="kota"),
        Run(text="."),
    )


def test_a_gap_without_a_name_is_nothing():
    assert parse_inline("<var> </var>") == ()
