"""The toolkit's errors by their public address: ``ann.errors.AnnError`` and its children."""

from ann_toolkit.base.errors import (
    AnnError as AnnError,
    DataError as DataError,
    ExerciseError as ExerciseError,
    FileError as FileError,
    ModelError as ModelError,
    UnsafeFileError as UnsafeFileError,
)
