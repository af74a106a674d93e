"""What can go wrong, in one line each: what was given, what was expected, how to mend it.

All are children of :class:`AnnError`, so that ``except ann.errors.AnnError`` catches every mistake
that the toolkit explains, and of :class:`ValueError`, because that is what each of them is.
"""


class AnnError(ValueError):
    """A mistake that the toolkit can explain; its text is one line meant for the person who made it.

    It stays one line, and no terminal is commanded by it, whatever names of files or cells stand in it.

    >>> print(AnnError("a file called 'two\\nlines'"))
    a file called 'two\\nlines'
    """

    def __init__(self, *said: object) -> None:
        """Take the text."""
        from ann_toolkit.base.messages import printable  # late: logging is set up when there is a line to say

        super().__init__(*(printable(part) if isinstance(part, str) else part for part in said))


class DataError(AnnError):
    """Data that cannot be used: wrong shape, unknown class, missing column, NaN, an impossible split."""


class ModelError(AnnError):
    """A model that cannot be built, or that does not fit the data it was given."""


class FileError(AnnError):
    """A file that is missing, damaged, of the wrong kind, or that cannot be written."""


class UnsafeFileError(FileError):
    """A file that could run code, reach other files or fill the memory when opened, and was therefore refused."""


class ExerciseError(AnnError):
    """An exercise that does not exist, or that cannot be run."""
