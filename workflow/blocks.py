"""The block that the first migration names; letters have been kept without it since.

The body of a letter is plain JSON (`workflow.letters.body`).
"""

from wagtail import blocks


class RichLine(blocks.RichTextBlock):
    """Running text, in the history of the column alone."""
