"""The editor's rich text and the inline HTML of body blocks, both ways.

Wagtail keeps a rich text as `<p data-block-key="…">…</p>` one after another; a part
of a letter is one inline text, its paragraphs parted by line breaks. Back again it is
written in the one form that Wagtail's reader takes: tags in order, `<br/>` closed.
"""

from django.utils.html import escape

from workflow.rendering.inline import Break, Gap, Run, look_of, parse_inline
from workflow.rendering.line_runs import Look, shared
from workflow.rendering.markup import InlineFaulty, Token, scan


def inline_of(rich_text: str) -> str:
    """The inline HTML of a stored rich text.

    What the allow-list of `inline` does not know stays in it, to be refused by name.
    """
    try:
        tokens = list(scan(rich_text))
    except InlineFaulty:
        return rich_text
    return "<br>".join(_paragraphs(tokens))


def _paragraphs(tokens: list[Token]) -> list[str]:
    """What stands in each `<p>`, empty ones too, and what stands outside of them."""
    done: list[str] = []
    pieces: list[str] = []
    for token in tokens:
        if token.name != "p":
            pieces.append(_source(token))
            continue
        text, pieces = "".join(pieces), []
        if token.kind == "close" or text.strip():
            done.append(text)
    outside = "".join(pieces)
    return [*done, outside] if outside.strip() else done


def _source(token: Token) -> str:
    return "<br>" if token.name == "br" and token.kind != "close" else token.source


def rich_text_of(inline: str) -> str:
    """A stored rich text of one paragraph that says what the inline HTML says.

    Raises:
        InlineFaulty: the inline HTML may not stand in a letter.
    """
    html: list[str] = []
    open_marks = Look()
    for part in (*parse_inline(inline), Run(text="")):
        if isinstance(part, Break):  # the editor keeps no break inside a link
            html.extend(_closed(open_marks, Look()))
            html.append("<br/>")
            open_marks = Look()
            continue
        look = Look() if isinstance(part, Gap) else look_of(part)
        kept = shared(open_marks, look)
        html.extend(_closed(open_marks, kept))
        html.extend(_opened(look, kept))
        text = str(escape(part.text))
        html.append(f"<var>{text}</var>" if isinstance(part, Gap) else text)
        open_marks = look
    return f"<p>{''.join(html)}</p>"


_TAGS = {"link": "a", "underline": "u", "italic": "i", "bold": "b"}


def _closed(look: Look, kept: Look) -> list[str]:
    ending = look.marks[len(kept.marks) :]
    return [f"</{_TAGS[name]}>" for name, _value in reversed(ending)]


def _opened(look: Look, kept: Look) -> list[str]:
    beginning = look.marks[len(kept.marks) :]
    return [
        f'<a href="{escape(value)}">' if name == "link" else f"<{_TAGS[name]}>"
        for name, value in beginning
    ]
