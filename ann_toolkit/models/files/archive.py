"""A ``.keras`` file as an archive of three parts, read with bounds and without building anything."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from ann_toolkit.base.errors import FileError, UnsafeFileError
from ann_toolkit.models.files.weights import StoredWeights, read_weights

MODEL_ENDING = (".keras",)
LEGACY_ENDING = (".h5", ".hdf5")  # of the years before Keras 3: no archive, and never opened safely
CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
PARTS = (CONFIG, METADATA, WEIGHTS)
MAX_CONFIG = 32 * 2**20  # bytes; that of a network with 1000 layers takes about 1 MB
MAX_WEIGHTS = 8 * 2**30  # bytes when unpacked
MAX_EXPANSION = 200  # how many times its packed size a part may have: Keras does not pack at all
SMALL = 2**20  # bytes; below this a part may be packed as tightly as it likes

# What Python answers to an archive that is cut off, encrypted, or packed in a way that it does not know.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class Archive:
    """A ``.keras`` file, opened once and checked whole when its ``with`` block begins.

    Nothing in it is trusted: each part is read up to a limit, and what comes out is plain data. When the
    block ends the file is closed, and whatever was unpacked is gone.

    Args:
        path: an existing file.

    Attributes:
        path: the file.
        config: the architecture that it describes.

    Raises:
        FileError: not a model file, or a damaged one.
        UnsafeFileError: a part that would fill memory or disk when unpacked.
    """

    path: Path
    config: dict[str, Any]

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet."""
        self.path = path

    def __enter__(self) -> Archive:
        """Open the file and check it."""
        with contextlib.ExitStack() as stack:
            try:
                self._zip = stack.enter_context(zipfile.ZipFile(self.path))
            except _DAMAGE as error:
                raise self._not_whole(error) from error
            self._check_bounds()
            self._check_every_byte()
            self.config = self._read_config()
            self._to_close = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file and remove what was unpacked."""
        self._to_close.close()

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """By which version of Keras the file was saved, and when."""
        metadata = self._read_json(METADATA)
        return metadata if isinstance(metadata, dict) else {}

    @property
    def extra_parts(self) -> list[str]:
        """Names of what lies in the archive beside the three parts of a model, and of parts that come twice."""
        names = self._zip.namelist()
        return sorted(name for name in set(names) if name not in PARTS or names.count(name) > 1)

    @cached_property
    def weights(self) -> StoredWeights:
        """What the weights are, after a look at the unpacked file; no layer gets them yet."""
        try:
            return read_weights(self._unpacked_weights)
        except FileError as error:
            raise FileError(
                f"{self.path}: {WEIGHTS} in it is not a whole weights file; save it again"
            ) from error

    def repacked(self) -> Path:
        """A fresh archive with the three parts as they were read, and nothing else, for Keras to open.

        Returns:
            Its path; it is gone when the ``with`` block ends.
        """
        fresh = self._folder / "checked.keras"
        with zipfile.ZipFile(fresh, "w") as archive:
            archive.writestr(METADATA, json.dumps(self.metadata))
            archive.writestr(CONFIG, json.dumps(self.config))
            archive.write(self._unpacked_weights, WEIGHTS)
        self._unpacked_weights.unlink()  # it may be large, and Keras is about to make a copy of its own
        del self._unpacked_weights
        return fresh

    @cached_property
    def _folder(self) -> Path:
        return Path(self._to_close.enter_context(tempfile.TemporaryDirectory(prefix="ann_model_")))

    @cached_property
    def _unpacked_weights(self) -> Path:
        target = self._folder / WEIGHTS
        with (
            self._zip.open(WEIGHTS) as packed,
            target.open("wb") as unpacked,
        ):  # read once before: it is whole
            shutil.copyfileobj(packed, unpacked, 2**20)
        return target

    def _check_bounds(self) -> None:
        """Refuse an archive that lacks a part, or claims sizes that no model has."""
        missing = [part for part in PARTS if part not in self._zip.namelist()]
        if missing:
            raise FileError(f"{self.path} is not a Keras model: it has no {missing[0]}")
        for info in self._zip.infolist():
            most = MAX_WEIGHTS if info.filename == WEIGHTS else MAX_CONFIG
            if info.file_size > most or info.file_size > max(SMALL, MAX_EXPANSION * info.compress_size):
                raise UnsafeFileError(
                    f"{self.path} was not opened: its part {info.filename!r} would unpack from "
                    f"{info.compress_size} to {info.file_size} bytes and fill the memory"
                )

    def _check_every_byte(self) -> None:
        for name in PARTS:
            with self._part(name) as part:
                while part.read(2**20):  # at the end of each part its checksum is compared
                    pass

    def _read_config(self) -> dict[str, Any]:
        config = self._read_json(CONFIG)
        if not isinstance(config, dict) or "class_name" not in config:
            raise FileError(f"{self.path} is not a Keras model: its config.json describes none")
        return config

    def _read_json(self, name: str) -> Any:
        with self._part(name) as part:
            text = part.read(MAX_CONFIG + 1)  # whatever size the archive claims
        if len(text) > MAX_CONFIG:
            raise UnsafeFileError(f"{self.path} was not opened: its {name} is larger than {MAX_CONFIG} bytes")
        try:
            return json.loads(text)
        except RecursionError as error:
            raise FileError(f"{self.path} is not a Keras model: its {name} is nested without end") from error
        except ValueError as error:
            raise self._not_whole(error) from error

    @contextlib.contextmanager
    def _part(self, name: str) -> Iterator[IO[bytes]]:
        """One part, opened for reading; a :class:`FileError` in one line for whatever is wrong with it."""
        try:
            with self._zip.open(name) as part:
                yield part
        except zipfile.BadZipFile as error:
            raise FileError(f"{self.path} is damaged ({name}); copy or save it again") from error
        except _DAMAGE as error:
            raise self._not_whole(error) from error

    def _not_whole(self, error: Exception) -> FileError:
        return FileError(f"{self.path} is not a whole Keras model ({error}); copy or save it again")
