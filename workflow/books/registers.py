"""The agenda books by their names: what went out, came in, was handed down."""

from workflow.books.agenda_in import AGENDA_IN
from workflow.books.agenda_out import AGENDA_OUT
from workflow.books.book import Book
from workflow.books.disposition_book import DISPOSITION_BOOK

BOOKS: dict[str, Book] = {
    "incoming": AGENDA_IN,
    "outgoing": AGENDA_OUT,
    "dispositions": DISPOSITION_BOOK,
}
