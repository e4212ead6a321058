"""What becomes of every kind of row that belongs to a record: the whole table.

A test walks all models that lead to a letter, an incoming letter, a disposition, a
record or a stored file, and fails for one that stands in none of these sets; so a new
model cannot be forgotten here.
"""

#: Rows that go with the letter, in this order: none before those that point to it.
OF_LETTER = (
    ("workflow.NoteReply", "note__version__letter"),
    ("workflow.LetterNote", "version__letter"),
    ("workflow.Decision", "version__letter"),
    ("workflow.RouteChange", "letter"),
    ("workflow.ApprovalStep", "letter"),
    ("workflow.Correction", "letter"),
    ("workflow.Correction", "by"),
    ("workflow.Revocation", "letter"),
    ("workflow.SigningAttempt", "letter"),
    ("workflow.Signature", "letter"),
    ("workflow.DispatchMail", "dispatch__letter"),
    ("workflow.SecureLink", "dispatch__letter"),
    ("workflow.Dispatch", "letter"),
    ("workflow.Delivery", "letter"),
    ("workflow.LetterReference", "letter"),
    ("workflow.LetterReference", "referred"),
    ("workflow.LetterAttachment", "letter"),
    ("workflow.PlannedStep", "letter"),
    ("workflow.LetterPicture", "letter"),
    ("workflow.DraftState", "letter"),
    ("workflow.DraftPresence", "letter"),
    ("workflow.Reply", "letter"),
    ("workflow.SeriesDraft", "letter"),
    ("workflow.LetterVersion", "letter"),
    ("workflow.LetterRecipient", "letter"),
)
#: The sender's own papers about a letter that others still keep.
OF_LEFT_LETTER = (
    ("workflow.NoteReply", "note__version__letter"),
    ("workflow.LetterNote", "version__letter"),
    ("workflow.DraftState", "letter"),
    ("workflow.DraftPresence", "letter"),
    ("workflow.PlannedStep", "letter"),
    ("workflow.DispatchMail", "dispatch__letter"),
    ("workflow.SecureLink", "dispatch__letter"),
    ("workflow.Dispatch", "letter"),
)
OF_DISPOSITION = (
    ("workflow.PreparedDisposition", "issued"),
    ("workflow.PreparedDisposition", "given_instead"),
    ("workflow.DispositionProgress", "receiver__disposition"),
    ("workflow.DispositionReceiver", "disposition"),
)
OF_INCOMING = (
    ("workflow.PreparedDisposition", "incoming"),
    ("workflow.Proposal", "incoming"),
    ("workflow.PageText", "file__incoming"),
    ("workflow.IncomingFile", "incoming"),
    ("workflow.AgendaEvent", "incoming"),
    ("workflow.Reply", "incoming"),
)
OF_RECORD = (
    ("archive.ReadingGrant", "record"),
    ("archive.OpeningReason", "record"),
    ("archive.BroughtFile", "record"),
    ("archive.RecordContent", "record"),
    ("archive.FiledRecord", "record"),
    ("archive.RecordCorrection", "record"),
    ("archive.ExportItem", "record"),
    ("archive.SourceMark", "record"),
    ("archive.OpenRecord", "record"),
)

#: Rows that stay, without a word of what was in the letter.
BLANKED = {
    "workflow.Letter": "number, unit and day stand in the book; all else goes",
    "workflow.IncomingLetter": "the agenda entry stands in the book; all else goes",
    "archive.Loan": "the line of the book stays; item and purpose go",
    "archive.Export": "says that it was taken back and when it was made; no bytes",
    "workflow.MergeRow": "the row of a batch keeps its place, not its filling",
}
#: Rows that go by themselves where they were the last of their kind.
LAST_OF_ITS_KIND = {
    "workflow.Disposition": "deleted from the leaves up",
    "workflow.DrawnPicture": "once no letter draws it",
    "workflow.ReadingView": "with the last file of its content",
    "workflow.MergeBatch": "blanked once no letter of it is left",
    "objects.StoredObject": "once nothing rests on it, with its bytes and its key",
    "objects.SecondCopy": "with its stored object, and its bytes in the second store",
    "objects.Upload": "with its stored object",
    "objects.PartedUpload": "with its upload",
    "objects.UploadPart": "with its upload",
    "archive.Record": "becomes a tombstone",
    "archive.EventProof": "with the last record of its file",
    "workflow.BatchDecision": "says nothing of one letter; goes with its batch",
}
#: Rows that never hold a word of one letter.
STAYS = {
    "workflow.Emblem": "belongs to the letterhead",
    "archive.Accession": "what was brought in; its file goes when it is entered",
    "archive.ProcedureDocument": "names a letter that proves a procedure, by its id",
}
#: Rows that stay and lead to a letter only by a package that is taken back. People
#: write in them, so they are read for words as every other table.
READ_FOR_WORDS = {
    "archive.CustodyMove": "the list by which files changed their keeper",
    "archive.CustodyItem": "a file on such a list, with what was said of it",
}


def _table(label: str) -> str:
    return label.lower().replace(".", "_")


#: Tables of what letters are made of: looked at by id, not by words.
TABLES_OF_LETTERS = frozenset(
    _table(label)
    for label in (
        *(rule[0] for rules in (OF_LETTER, OF_INCOMING) for rule in rules),
        *(rule[0] for rules in (OF_DISPOSITION, OF_RECORD) for rule in rules),
        *BLANKED,
        *LAST_OF_ITS_KIND,
        *STAYS,
    )
)
