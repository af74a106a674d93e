"""Datasets that there are not, places that cannot be written to, files that cannot be drawn."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.hostile.corpus import Hostile
from tests.hostile.lines.making import FIXED, IMAGES, LONG, SIGNS, with_file, words


def wrong_names() -> list[Hostile]:
    """Datasets that there are not, and fixed ones where one is to be made."""
    found = []
    tails = {"show": (), "npz": (), "make": ("-o", "x.npz")}
    for command, tail in tails.items():
        for what, sign in SIGNS.items():
            found.append(
                Hostile(
                    f"data {command} of {what}", words("data", command, sign, *tail), "there is no dataset"
                )
            )
        for word, meant in {"robt": "robot", "MONS": "moons", "iirs": "iris", "gear": "gears"}.items():
            line = words("data", command, word, *tail)
            found.append(
                Hostile(
                    f"data {command} {word}", line, f"there is no dataset '{word}'; did you mean '{meant}'"
                )
            )
    for name in FIXED:
        line = ("data", "make", name, "-o", "x.csv")
        found.append(
            Hostile(f"make {name}", words(*line), f"{name} is a fixed table and cannot be generated")
        )
    for name in IMAGES:
        for ending in (".h5", ".npz", ".csv"):
            line = ("data", "make", name, "-o", f"pictures{ending}")
            found.append(
                Hostile(
                    f"make {name} into {ending}",
                    words(*line),
                    "written as several files: give a folder, not a file",
                )
            )
        found.append(Hostile(f"npz of {name}", words("data", "npz", name), f"{name} are images in two parts"))
    return found


def wrong_outputs() -> list[Hostile]:
    """Where nothing can be written to."""

    def taken(*line: str) -> Callable[[Path], list[str]]:
        def make(folder: Path) -> list[str]:
            (folder / "file").write_text("a file")
            (folder / "folder.csv").mkdir()
            (folder / "folder.npz").mkdir()
            (folder / "folder.png").mkdir()
            np.savez(folder / "good.npz", X=np.eye(4), y=[0, 1, 0, 1])
            return list(line)

        return make

    found = []
    for command, ending, line in (
        ("make", ".csv", ("data", "make", "moons", "-n", "10")),
        ("npz", ".npz", ("data", "npz", "iris")),
        ("plot", ".png", ("data", "plot", "good.npz")),
    ):
        for what, output, says in (
            ("no name", ending, "a name is missing before the ending"),
            ("an unknown ending", "x.doc", "the ending is not that of"),
            ("no ending", "x", "the ending is not that of"),
            ("an ending alone", f"{ending}.", "the ending is not that of"),
            ("no folder", f"no/such/x{ending}", "folder no/such does not exist"),
            ("a folder", f"folder{ending}", "it is a folder; give a file name inside it"),
            ("below a file", f"file/x{ending}", "folder file does not exist"),
            ("a long name", f"{LONG}{ending}", "File name too long"),
            ("a long folder", f"{LONG}/x{ending}", "does not exist"),
            ("a null character", f"a\0b{ending}", "--output is 'a\\\\x00b"),
            ("the home", "~", "the ending is not that of"),
            ("a device", "/dev/null", "the ending is not that of"),
            ("a line break", f"no\nsuch/x{ending}", r"folder no\\nsuch does not exist"),
            ("a colour", f"\x1b[31m/x{ending}", r"folder \\x1b\[31m does not exist"),
        ):
            found.append(Hostile(f"{command} into {what}", taken(*line, "-o", output), says))
    for what, output in (("a file", "file"), ("below a file", "file/below")):
        for command, line in (
            ("signs", ("data", "make", "signs", "--set", "n_test=5", "-n", "20", "-o", output)),
            ("handout", ("handout", "9", "-o", output)),
            ("run", ("run", "9", "--out", output)),
            ("run --all", ("run", "--all", "--out", output)),
            ("train", ("train", os.fspath(PARAMS / "iris.json"), "-o", output)),
        ):
            found.append(
                Hostile(
                    f"{command} into {what}", taken(*line), f"cannot make the folder {output}.*file is a file"
                )
            )
    found.append(
        Hostile("handout into a long name", words("handout", "9", "-o", LONG), "the name is too long")
    )
    found.append(
        Hostile(
            "secret over a file",
            with_file("key", "old" * 10, "data", "secret", "key"),
            "key exists already; keep it",
        )
    )
    found.append(
        Hostile("secret into a folder", taken("data", "secret", "folder.csv"), "folder.csv is a folder")
    )
    found.append(
        Hostile("secret into no folder", words("data", "secret", "no/key"), "folder no does not exist")
    )
    found.append(Hostile("secret with a long name", words("data", "secret", LONG), "File name too long"))
    return found


PARAMS = Path(__file__).parents[3] / "exercises" / "params"


def _arrays(**arrays: Any) -> Callable[..., Callable[[Path], list[str]]]:
    def line(*words: str) -> Callable[[Path], list[str]]:
        def make(folder: Path) -> list[str]:
            np.savez(folder / "d.npz", **arrays)
            return list(words)

        return make

    return line


def wrong_pictures() -> list[Hostile]:
    """What ``ann data plot`` cannot draw."""
    rng = np.random.default_rng(0)
    plot = ("data", "plot", "d.npz", "-o", "d.png")
    y = np.arange(6) % 2
    found = [
        Hostile(f"plot of {what}", _arrays(X=X, y=y)(*plot), says)
        for what, X, says in (
            ("NaN", np.where(np.eye(6, 3) == 1, np.nan, 1.0), "(?i)nan"),
            ("infinity", np.where(np.eye(6, 3) == 1, np.inf, 1.0), "inf"),
            ("giants", np.where(np.eye(6, 3) == 1, 1e300, 1.0), "too large for a picture"),
            (
                "2 channels",
                rng.random((6, 4, 4, 2)),
                "rows of shape 4 x 4 x 2: pictures have 1, 3 or 4 channels",
            ),
            (
                "5 channels",
                rng.random((6, 4, 4, 5)),
                "rows of shape 4 x 4 x 5: pictures have 1, 3 or 4 channels",
            ),
            ("rank 5", rng.random((6, 2, 2, 2, 3)), "rows of shape 2 x 2 x 2 x 3"),
            ("rank 6", rng.random((6, 2, 2, 2, 2, 2)), "rows of shape 2 x 2 x 2 x 2 x 2"),
            ("no columns", np.zeros((6, 0)), r"no data|expected \(n, features\)"),
            ("rows of another number", rng.random((5, 2)), "5 rows"),
            ("a single number", np.array(3.0), "X"),
            ("words", np.array([["a"] * 2] * 6), "numbers"),
        )
    ]
    for what, name, content, says in (
        ("an empty file", "d.csv", "", "d.csv is empty"),
        ("a web page", "d.csv", "<!doctype html><p>404", "is a web page"),
        ("a picture", "d.png", b"\x89PNG", "the ending is not that of a dataset file"),
        ("a script", "d.py", "print(1)", "the ending is not that of a dataset file"),
        ("text as NPZ", "d.npz", "not a zip", "d.npz"),
        ("text as HDF5", "d.h5", "not HDF5", "d.h5"),
        ("text as Excel", "d.xlsx", "not Excel", "d.xlsx"),
        ("text as Parquet", "d.parquet", "not Parquet", "d.parquet"),
        ("Latin-1", "d.csv", "x1,é\n1,2\n".encode("latin-1"), "not UTF-8"),
        ("a header alone", "d.csv", "x1,x2,class\n", "no data"),
        ("an unclosed quote", "d.csv", 'x1,x2,class\n1,2,"a\n3,4,b\n', "d.csv"),
    ):
        found.append(Hostile(f"plot of {what}", with_file(name, content, "data", "plot", name), says))
    for file, says in (
        (".", "is a folder"),
        ("..", "is a folder"),
        ("/", "is a folder"),
        ("none.csv", "none.csv does not exist"),
    ):
        found.append(Hostile(f"plot of {file}", words("data", "plot", file), says))
    found.append(Hostile("plot of a long name", words("data", "plot", f"{LONG}.csv"), "File name too long"))
    found.append(Hostile("plot of a null character", words("data", "plot", "a\0.csv"), "FILE is 'a"))
    found.append(
        Hostile("plot of /dev/zero", words("data", "plot", "/dev/zero"), "not that of|pipe or a device")
    )
    target = with_file("d.csv", "a,b\n1,2\n3,4\n", "data", "plot", "d.csv", "--target", "c")
    found.append(Hostile("plot of no such column", target, "'?c'?"))
    return found
