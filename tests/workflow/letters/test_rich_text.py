"""The editor keeps underlined text as the letter's page prints it."""

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from workflow.blocks import INLINE_FEATURES


def test_underlined_text_goes_through_the_editor_and_back():
    converter = ContentstateConverter(features=INLINE_FEATURES)
    stored = '<p data-block-key="a">Isi <u>penting</u></p>'

    told = converter.from_database_format(stored)

    assert '"UNDERLINE"' in told
    assert "<u>penting</u>" in converter.to_database_format(told)
