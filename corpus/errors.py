"""What can be wrong with a document, said in the user's language."""


class UnreadableFileError(Exception):
    """A file that cannot become a document. The message is one sentence for the user."""
