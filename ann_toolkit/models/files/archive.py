"""A ``.keras`` file as an archive of three parts, read with bounds and without building anything."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any

from ann_toolkit.base.bounded.zipped import opened_zip
from ann_toolkit.base.errors import FileError, UnsafeFileError
from ann_toolkit.models.files.sequence import built_in_one_go
from ann_toolkit.models.files.weights import StoredWeights, read_weights

MODEL_ENDING = (".keras",)
LEGACY_ENDING = (".h5", ".hdf5")  # of the years before Keras 3: no archive, and never opened safely
CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
PARTS = (CONFIG, METADATA, WEIGHTS)
MAX_CONFIG = 32 * 2**20  # bytes; that of a network with 1000 layers takes about 1 MB
MAX_EXPANSION = 200  # how many times its packed size a part may have: Keras does not pack at all
MAX_DIGITS = 30  # of a whole number
WHAT = "a whole Keras model"


class Archive:
    """A ``.keras`` file, opened once and read whole when its ``with`` block begins.

    Nothing in it is trusted: each part is read up to a limit, and what comes out is plain data. The weights
    are unpacked into a folder of their own, which is gone when the block ends.

    Args:
        path: an existing file.
        budget: how many bytes it may take in memory (default: a quarter of the memory).

    Attributes:
        path: the file.
        config: the architecture that it describes.
        metadata: by which version of Keras the file was saved, and when.
        extra_parts: names of what lies in it beside the three parts of a model, or comes twice.

    Raises:
        FileError: not a model file, or a damaged or too large one.
        UnsafeFileError: a part that would fill memory or disk when unpacked.
    """

    path: Path
    config: dict[str, Any]
    metadata: dict[str, Any]
    extra_parts: list[str]

    def __init__(self, path: Path, budget: int | None = None) -> None:
        """Nothing is opened yet."""
        self.path = path
        self.budget = budget

    def __enter__(self) -> Archive:
        """Open the file and check it."""
        with contextlib.ExitStack() as stack:
            temporary = tempfile.TemporaryDirectory(prefix="ann_model_")
            self._folder = Path(stack.enter_context(temporary))
            with opened_zip(self.path, WHAT, self.budget, MAX_EXPANSION) as archive:
                self._read(archive)
            self._to_close = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        """Remove what was unpacked."""
        self._to_close.close()

    @cached_property
    def weights(self) -> StoredWeights:
        """What the weights are, after a look at the unpacked file; no layer gets them yet.

        Raises:
            FileError: damaged.
            UnsafeFileError: no plain arrays.
        """
        return read_weights(self._folder / WEIGHTS, self.budget, f"{self.path}: {WEIGHTS} in it")

    @cached_property
    def checked(self) -> Path:
        """A fresh archive for Keras to open: the three parts as they were read, and nothing else."""
        fresh = self._folder / "checked.keras"
        try:
            with zipfile.ZipFile(fresh, "w") as archive:
                archive.writestr(METADATA, json.dumps(self.metadata))
                archive.writestr(CONFIG, json.dumps(built_in_one_go(self.config)))
                archive.write(self._folder / WEIGHTS, WEIGHTS)
            (self._folder / WEIGHTS).unlink()  # it may be large, and Keras is about to make a copy of its own
        except OSError as error:
            raise self._no_room(error) from error
        return fresh

    def _read(self, archive: zipfile.ZipFile) -> None:
        names = archive.namelist()
        if missing := [part for part in PARTS if part not in names]:
            raise FileError(f"{self.path} is not a Keras model: it has no {missing[0]}")
        self.extra_parts = sorted(name for name in set(names) if name not in PARTS or names.count(name) > 1)
        metadata = self._read_json(archive, METADATA)
        self.metadata = metadata if isinstance(metadata, dict) else {}
        self.config = self._read_json(archive, CONFIG)
        if not isinstance(self.config, dict) or "class_name" not in self.config:
            raise FileError(f"{self.path} is not a Keras model: its config.json describes none")
        with archive.open(WEIGHTS) as packed:
            try:
                with (self._folder / WEIGHTS).open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked, 2**20)  # at the end its checksum is compared
            except OSError as error:
                raise self._no_room(error) from error

    def _read_json(self, archive: zipfile.ZipFile, name: str) -> Any:
        size = archive.getinfo(name).file_size
        if size > MAX_CONFIG:
            raise UnsafeFileError(
                f"{self.path} was not opened: its {name} would unpack from "
                f"{archive.getinfo(name).compress_size} to {size} bytes, more than any model needs"
            )
        try:
            text = archive.read(name)
            return json.loads(text, object_pairs_hook=_without_repeats, parse_int=_whole_number)
        except RecursionError as error:
            raise FileError(f"{self.path} is not a Keras model: its {name} is nested without end") from error
        except ValueError as error:  # no JSON, no UTF-8, a number of thousands of digits
            raise FileError(
                f"{self.path} is not {WHAT}: its {name} is no sound JSON ({error}); copy or save it again"
            ) from error

    def _no_room(self, error: OSError) -> FileError:
        reason = os.strerror(error.errno or 0)
        return FileError(
            f"{self.path} cannot be unpacked in {self._folder.parent}: {reason}; make room there"
        )


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; one that says the same thing twice would say it differently to different readers."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key comes twice in it")
    return found


def _whole_number(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)
