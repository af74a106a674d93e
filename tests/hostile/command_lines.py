"""Command lines that nobody means, each with what has to be said to it.

An entry makes what it needs in a folder of its own, and gives the words after ``ann``; it is run in that
folder. ``says`` stands in the one line of the answer. Files that are themselves hostile have lists of their
own beside this one; here they are what a command is given by mistake.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.hostile.corpus import SECRET, Hostile

LONG = "a" * 300
SIGNS = {  # what a name may hold that a terminal, a file system or a formula takes for a command
    "a line break": "a\nb",
    "a colour": "\x1b[31mred",
    "a bell": "a\x07",
    "another way of writing": "\u202egnp",
    "half a character": "\udcff",
    "two dots": "../../etc/passwd",
    "a wide number": "\uff19",
    "a raised number": "²",
    "5000 letters": "x" * 5000,
    "a quote": "'\"`",
    "a formula": "=cmd|' /C calc'!A0",
    "a percent sign": "%s%n{0}",
}


def words(*line: str) -> Callable[[Path], list[str]]:
    """A line that needs no files."""
    return lambda folder: list(line)


def with_file(name: str, content: str | bytes, *line: str) -> Callable[[Path], list[str]]:
    """A line, and a file of this name."""

    def make(folder: Path) -> list[str]:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(line)

    return make


# --- words that no command knows -------------------------------------------------------------------

COMMANDS = {
    "list": (),
    "run": ("EXERCISE",),
    "handout": ("EXERCISE",),
    "check": ("EXERCISE", "SCRIPT"),
    "train": ("PARAMS",),
    "doctor": (),
    "data list": (),
    "data show": ("NAME",),
    "data make": ("NAME",),
    "data npz": ("NAME",),
    "data plot": ("FILE",),
    "data cohort": ("NAME",),
    "data verify": ("FOLDER",),
    "data secret": ("FILE",),
    "model inspect": ("FILE",),
    "model convert": ("OLD", "NEW"),
}
OPTIONS = {  # with a value
    "run": ("--out",),
    "handout": ("--out", "-o"),
    "check": ("--time-limit",),
    "train": ("--engine", "--out"),
    "data make": ("--output", "-o", "--n-samples", "-n", "--noise", "--seed"),
    "data npz": ("--output",),
    "data plot": ("--output",),
    "data cohort": (
        "--roster",
        "--secret-file",
        "--output",
        "--n-samples",
        "--noise",
        "--hidden",
        "--format",
    ),
}
MANY = {"data make": ("--set",), "data cohort": ("--set",), "data plot": ("--target",)}
FLAGS = {
    "run": ("--all", "--open"),
    "handout": ("--all", "--notebook"),
    "data make": ("--french",),
    "doctor": ("--clean",),
}
_MISTYPED = {
    "lst": "list",
    "rnu": "run",
    "handuot": "handout",
    "chek": "check",
    "trian": "train",
    "docter": "doctor",
    "dta": "data",
    "modle": "model",
    "LIST": "list",
}
_ARGUMENTS = {"run": "9", "handout": "9", "check": "9", "train": "p.json", "data make": "moons", "data npz": "iris",
              "data plot": "m.csv", "data cohort": "moons"}  # fmt: skip


def wrong_words() -> list[Hostile]:
    """Commands and options that do not exist, come twice, or lack what belongs to them."""
    found = [
        Hostile(f"mistyped command {word}", words(word), f"no command '{word}' .*did you mean '{meant}'")
        for word, meant in _MISTYPED.items()
    ]
    found += [
        Hostile(
            f"unknown command with {what}",
            words("data", sign),
            "there is no command .*choose one of list, show",
        )
        for what, sign in SIGNS.items()
    ]
    found += [
        Hostile(f"mistyped data {word}", words("data", word), f"did you mean '{meant}'")
        for word, meant in {
            "mke": "make",
            "shwo": "show",
            "plto": "plot",
            "cohrt": "cohort",
            "verfy": "verify",
        }.items()
    ]
    found.append(Hostile("mistyped model inspect", words("model", "inspct"), "did you mean 'inspect'"))
    found.append(
        Hostile("unknown option before the command", words("--nope", "list"), "no option --nope of `ann`")
    )
    found.append(Hostile("a value for --debug", words("--debug=3", "list"), "--debug takes no value"))
    for command, arguments in COMMANDS.items():
        line = command.split()
        found.append(
            Hostile(
                f"{command}: unknown option",
                words(*line, "--zzzz"),
                f"no option --zzzz of `ann {command}`; choose one of",
            )
        )
        found.append(Hostile(f"{command}: unknown letter", words(*line, "-z"), "no option -z of"))
        extra = [*("x" for _ in arguments), "and", "more"]
        found.append(
            Hostile(
                f"{command}: too many words", words(*line, *extra), "'and', 'more': too many words; .* takes"
            )
        )
        if arguments:
            found.append(
                Hostile(
                    f"{command}: an empty word",
                    words(*line, *["x"] * (len(arguments) - 1), ""),
                    f"{arguments[-1]} is ''",
                )
            )
            found.append(
                Hostile(
                    f"{command}: a word of spaces",
                    words(*line, *["x"] * (len(arguments) - 1), "  "),
                    f"{arguments[-1]} is '  '",
                )
            )
        if arguments and command not in ("run", "handout"):
            found.append(
                Hostile(f"{command}: nothing after it", words(*line), r"(is missing; see: ann .* --help)")
            )
    found.append(Hostile("data make: no output", words("data", "make", "moons"), "--output is missing"))
    found.append(Hostile("check: no script", words("check", "9"), "SCRIPT is missing"))
    for command, options in OPTIONS.items():
        line = [*command.split(), _ARGUMENTS[command]]
        for option in options:
            long = {"-o": "--out", "-n": "--n-samples"}.get(option, option)
            found.append(
                Hostile(
                    f"{command} {option}: no value",
                    words(*line, option),
                    f"^ann: {option} needs a value after it",
                )
            )
            twice = [option, "1", option, "2"]
            found.append(
                Hostile(
                    f"{command} {option}: twice",
                    words(*line, *twice),
                    f"{long}.* is given 2 times; give it once",
                )
            )
            found.append(Hostile(f"{command} {option}: empty", words(*line, option, ""), f"{long}.* is ''"))
            if option.startswith("--"):
                near = option[:-1] + "x"
                found.append(
                    Hostile(f"{command} {near}", words(*line, near, "1"), f"did you mean '{option}'")
                )
    for command, options in MANY.items():
        for option in options:
            line = [*command.split(), _ARGUMENTS[command], option]
            found.append(
                Hostile(f"{command} {option}: no value", words(*line), f"{option} needs a value after it")
            )
            found.append(Hostile(f"{command} {option}: empty", words(*line, ""), f"{option} is ''"))
    for command, options in FLAGS.items():
        for option in options:
            line = [*command.split(), f"{option}=yes"]
            found.append(
                Hostile(f"{command} {option} with a value", words(*line), f"{option} takes no value")
            )
    return found


# --- numbers --------------------------------------------------------------------------------------

_NO_NUMBERS = (
    "many",
    "1_000",
    "\uff11\uff12",
    "²",
    "0x10",
    "1,5",
    "1.5.2",
    "--5",
    "9" * 5000,
    "nan",
    "inf",
    "1e400",
    "3 4",
    "½",
)


def wrong_numbers() -> list[Hostile]:
    """What stands where a number belongs."""
    found = []
    make = ("data", "make", "moons", "-o", "m.csv")
    for text in (*_NO_NUMBERS, "1.5", "-1", "1e3", "18446744073709551616"):
        shown = f"{text[:40]}... ({len(text)} characters)" if len(text) > 60 else text
        for option in ("--n-samples", "--seed"):
            found.append(
                Hostile(
                    f"{option} {text[:20]}",
                    words(*make, option, text),
                    f"^ann: {option}={_plain(shown)}: expected a whole number",
                )
            )
    found.append(
        Hostile("-n 0", words(*make, "-n", "0"), "--n-samples=0: expected a whole number, 1 or more")
    )
    for text in (*_NO_NUMBERS, "-0.1", "-1e-9"):
        shown = f"{text[:40]}... ({len(text)} characters)" if len(text) > 60 else text
        for option, line, wanted in (
            ("--noise", make, "a standard deviation"),
            (
                "--hidden",
                ("data", "cohort", "moons", "--roster", "r", "--secret-file", "s", "-o", "c"),
                "a share above 0",
            ),
            ("--time-limit", ("check", "9", "mine.py"), "seconds, more than 0"),
        ):
            found.append(
                Hostile(
                    f"{option} {text[:20]}",
                    words(*line, option, text),
                    f"^ann: {option}={_plain(shown)}: expected {wanted}",
                )
            )
    cohort = ("data", "cohort", "moons", "--roster", "r", "--secret-file", "s", "-o", "c", "--hidden")
    found += [
        Hostile(f"--hidden {text}", words(*cohort, text), f"--hidden={text}: expected a share")
        for text in ("0", "1", "2", "1e-300")
    ]
    limit = ("check", "9", "mine.py", "--time-limit")
    found += [
        Hostile(f"--time-limit {text}", words(*limit, text), f"--time-limit={text}: expected")
        for text in ("0", "1e9", "1e-300")
    ]
    return found


def _plain(text: str) -> str:
    """``text`` for a regular expression."""
    import re

    return re.escape(text)


def wrong_options() -> list[Hostile]:
    """What stands after --set, for every generator by its own arguments."""
    make = ("data", "make", "moons", "-o", "m.csv", "--set")
    found = [
        Hostile("--set without =", words(*make, "noise"), "'noise': expected an option as name=value"),
        Hostile("--set without a name", words(*make, "=3"), "'=3': expected an option as name=value"),
        Hostile("--set without a value", words(*make, "noise="), "nothing stands after the sign ="),
        Hostile(
            "--set with 5000 digits",
            words(*make, "seed=" + "9" * 5000),
            "has 5000 characters; expected 500 at most",
        ),
        Hostile(
            "--set with 100 brackets",
            words(*make, "weights=" + "[" * 100),
            r"weights='\[\[\[.*expected 2 shares",
        ),
        Hostile(
            "--set with deep brackets",
            words(*make, "weights=" + "(" * 450),
            r"weights='\(\(\(.*expected 2 shares",
        ),
        Hostile("--set with a call", words(*make, "weights=__import__('os').getcwd()"), "expected 2 shares"),
        Hostile("--set twice", words(*make, "noise=0.1", "--set", "noise=0.2"), "noise is given twice"),
        Hostile(
            "--set and --noise",
            words(*make, "noise=0.1", "--noise", "0.2"),
            "noise is given twice, as 0.2 and as 0.1",
        ),
        Hostile("--set and --seed", words(*make, "seed=1", "--seed", "2"), "seed is given twice"),
        Hostile("--set and -n", words(*make, "n_samples=10", "-n", "20"), "n_samples is given twice"),
        Hostile("--set noise=1e400", words(*make, "noise=1e400"), "noise=inf: it is a standard deviation"),
    ]
    for what, sign in SIGNS.items():
        found.append(
            Hostile(f"--set {what}=1", words(*make, f"{sign}=1"), "has no option|expected an option")
        )
    for name in GENERATED:
        out = ("-o", f"{name}_folder" if name in IMAGES else f"{name}.npz")
        line = ("data", "make", name, *out, "--set")
        found.append(
            Hostile(
                f"{name}: unknown option", words(*line, "n_neurons=3"), f"{name} has no option 'n_neurons'"
            )
        )
        found.append(
            Hostile(
                f"{name}: seed of words", words(*line, "seed=lucky"), "seed='lucky': expected a whole number"
            )
        )
        found.append(
            Hostile(
                f"{name}: rows in halves",
                words(*line, "n_samples=2.5"),
                "n_samples=2.5: expected a whole number",
            )
        )
        found.append(
            Hostile(f"{name}: no rows", words(*line, "n_samples=0"), "n_samples=0: expected a whole number")
        )
        if name not in WITHOUT_NOISE:
            found.append(
                Hostile(
                    f"{name}: noise below 0", words(*line, "noise=-1"), "noise=-1: it is a standard deviation"
                )
            )
    for name, size in (("moons", "288 GB"), ("gears", "TB"), ("robot", "TB"), ("california", "GB|TB")):
        line = ("data", "make", name, "-o", f"{name}.csv", "-n", "3000000000")
        found.append(
            Hostile(
                f"{name}: 3000000000 rows", words(*line), f"3000000000 rows would take .*({size}) of memory"
            )
        )
    line = ("data", "make", "moons", "-o", "m.parquet", "-n", "900000000000000")
    found.append(Hostile("more rows than the disk holds", words(*line), "would take about .* are free in"))
    for name, option, says in (
        ("moons", "label_noise=2", "label_noise=2: expected a share"),
        ("moons", "label_noise=nan", "label_noise='nan': expected a share"),
        ("moons", "weights=1", "weights=1: expected"),
        ("moons", "weights=0.5,0.6", "weights=.*sum to 1"),
        ("moons", "weights=a,b", "weights='a,b': expected"),
        ("blobs", "n_classes=1", "n_classes=1: expected a whole number, 2 to 10"),
        ("blobs", "n_classes=99", "n_classes=99: expected a whole number, 2 to 10"),
        ("blobs", "n_classes=three", "n_classes='three': expected"),
        ("blobs", "n_classes=True", "n_classes=True: expected"),
        ("blobs", "n_features=0", "n_features=0: expected"),
        ("robot", "sensors=3", "sensors=3"),
        ("robot", "sensors=[24]", r"sensors=\[24\]"),
        ("characters", "characters=1", "characters="),
        ("gears", "sampling=dice", "sampling='dice'"),
        ("gears", "n_assemblies=0", "n_assemblies=0: expected"),
        ("signs", "n_test=0", "n_test=0: expected"),
        ("sines", "n_steps=0", "n_steps=0: expected"),
        ("gears", "workers=-1", "has no option 'workers'"),
        ("credit_card", "fraud_share=2", "fraud_share=2"),
    ):
        out = f"{name}_folder" if name in IMAGES else f"{name}.npz"
        found.append(
            Hostile(f"{name} {option}", words("data", "make", name, "-o", out, "--set", option), says)
        )
    return found


GENERATED = [
    "classification1",
    "classification2",
    "blobs",
    "circles",
    "gaussians",
    "moons",
    "spiral",
    "xor",
    "regression",
    "plane",
    "bumps",
    "sines",
    "parity",
    "adding",
    "robot",
    "gears",
    "signs",
    "cats_dogs",
    "characters",
    "digits28",
    "fashion",
    "california",
    "covtype",
    "credit_card",
    "bike_sharing",
    "weather",
]
IMAGES = ("signs", "cats_dogs", "characters", "digits28", "fashion")
WITHOUT_NOISE = ("parity", "adding", "robot", "gears", "covtype", "credit_card")
FIXED = ("iris", "wine", "breast_cancer", "digits", "diabetes")


# --- names of datasets and files --------------------------------------------------------------------


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


PARAMS = Path(__file__).parents[2] / "exercises" / "params"


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


# --- the instructor's cohorts ------------------------------------------------------------------------

COHORT = ("data", "cohort", "moons", "-n", "20", "--roster", "r.csv", "--secret-file", "key", "-o", "class")


def cohort_of(roster: str | bytes, *line: str, key: str = "k" * 20) -> Callable[[Path], list[str]]:
    """The line of a cohort, its roster and its secret."""

    def make(folder: Path) -> list[str]:
        (folder / "r.csv").write_bytes(roster if isinstance(roster, bytes) else roster.encode())
        (folder / "key").write_text(key)
        return list(line or COHORT)

    return make


def wrong_cohorts() -> list[Hostile]:
    """Rosters, secrets and arguments that no cohort is made of."""
    good = "id\na\nb\n"
    found = [
        Hostile(f"a roster with {what}", cohort_of(roster), says)
        for what, roster, says in (
            ("nothing", "", "r.csv is empty"),
            ("a header alone", "id\n", "a header but no data"),
            ("the same id twice", "id\na\nb\na\n", "line 4: the id 'a' stands in line 2 already"),
            ("the same id in two ways of writing", "id\n\u00c9\nE\u0301\n", "stands in line 2 already"),
            ("the same id but for spaces", "id\na b\na   b\n", "stands in line 2 already"),
            ("an empty id", "id,name\n ,Ann\nx,y\n", "line 2: the id is empty"),
            ("a bell in an id", "id\na\x07b\n", "control character"),
            ("an escape in an id", "id\na\x1b[31mb\n", "control character"),
            ("more cells than names", "id,name\n1,Ann,more\n", "3 columns where the first line has 2"),
            (
                "10001 students",
                "id\n" + "\n".join(map(str, range(10_001))),
                "has 10001 students; a cohort has 10000 at most",
            ),
            (
                "100000 students",
                "id\n" + "\n".join(map(str, range(100_000))) + "\n",
                "has 10000[01] lines; a cohort has 10000 students at most",
            ),
            ("a web page", "<html>sign in</html>", "is a web page"),
            ("Latin-1", "id\nZo\xe9\n".encode("latin-1"), "not UTF-8"),
            ("UTF-16", "id\nab\n".encode("utf-16"), "r.csv"),
            ("nulls", b"id\n\0\0\n", "r.csv"),
        )
    ]
    found += [
        Hostile(f"a cohort with {what}", cohort_of(good, *COHORT, *more), says)
        for what, more, says in (
            ("a seed", ("--set", "seed=3"), "takes no seed: each student's seed follows from the secret"),
            ("an unknown option", ("--set", "colour=red"), "moons has no option 'colour'"),
            ("an unknown format", ("--format", "doc"), "the ending '.doc' does not fit"),
            ("a format of dots", ("--format", ".."), "the ending '..' does not fit"),
            ("a path as format", ("--format", "/../x.csv"), "does not fit"),
            ("noise twice", ("--noise", "0.1", "--set", "noise=0.2"), "noise is given twice"),
            ("a hidden part too small", ("--hidden", "0.001"), "would leave"),
            ("wrong weights", ("--set", "weights=1,2"), "weights="),
        )
    ]
    for name in (*FIXED, "robt", "../moons"):
        line = ("data", "cohort", name, *COHORT[3:])
        found.append(
            Hostile(f"a cohort of {name}", cohort_of(good, *line), "is a fixed table|there is no dataset")
        )
    for name in (*IMAGES, "sines", "parity", "adding"):
        line = ("data", "cohort", name, *COHORT[3:])
        found.append(
            Hostile(
                f"a cohort of {name} as tables",
                cohort_of(good, *line),
                "does not fit: .* is written as .npz or .h5",
            )
        )

    def at(option: str, value: str) -> list[str]:
        line = list(COHORT)
        line[line.index(option) + 1] = value
        return line

    found += [
        Hostile(f"a cohort's {option} {what}", cohort_of(good, *at(option, value)), says)
        for option, what, value, says in (
            ("--roster", "is missing", "none.csv", "none.csv does not exist"),
            ("--roster", "is a folder", ".", "is a folder"),
            ("--roster", "is a device", "/dev/zero", "pipe or a device"),
            ("--secret-file", "is missing", "none", "none does not exist.*to make one: ann data secret FILE"),
            ("--secret-file", "is a folder", ".", "is a folder; expected a secret"),
            ("--secret-file", "is a device", "/dev/urandom", "pipe or a device"),
            ("--secret-file", "has a long name", LONG, "File name too long"),
            ("-o", "is a file", "key", "cannot make the folder key: .*key is a file"),
            ("-o", "is below a file", "key/class", "key is a file"),
            ("-o", "has a long name", LONG, "the name is too long"),
        )
    ]
    found.append(
        Hostile("a short secret", cohort_of(good, key="short"), "holds 5 bytes; a secret needs 16 or more")
    )
    found.append(Hostile("an empty secret", cohort_of(good, key=""), "key is empty"))
    found.append(Hostile("a secret of spaces", cohort_of(good, key=" " * 50), "holds 0 bytes"))
    found.append(
        Hostile("a secret of a megabyte", cohort_of(good, key="k" * 1_000_000), "was another file meant")
    )

    def beside_others(folder: Path) -> list[str]:
        (folder / "class" / "hidden").mkdir(parents=True)
        (folder / "class" / "hidden" / "old_test.csv").write_text("x")
        return cohort_of(good)(folder)

    found.append(
        Hostile("a cohort beside another", beside_others, "1 files of another cohort: hidden/old_test.csv")
    )
    return found


def manifest(content: Any, **files: str) -> Callable[[Path], list[str]]:
    """The folder of a cohort with this manifest and these files in hand_out/, to be verified."""

    def make(folder: Path) -> list[str]:
        for part in ("hand_out", "hidden"):
            (folder / "class" / part).mkdir(parents=True)
        for name, text in files.items():
            (folder / "class" / "hand_out" / name).write_text(text)
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / "class" / "manifest.json").write_text(text)
        (folder / "secret.txt").write_text(SECRET)
        return ["data", "verify", "class"]

    return make


def students(**files: Any) -> dict[str, Any]:
    return {"students": {"a": {name.replace("__", "/"): digest for name, digest in files.items()}}}


def wrong_manifests() -> list[Hostile]:
    """Manifests that were damaged or changed, and cohorts that lost or gained files."""
    digest = "0" * 64
    outside = "which is not in hand_out/ or hidden/: it was changed"
    found = [
        Hostile(f"a manifest {what}", manifest(content), says)
        for what, content, says in (
            ("of nothing", "", "manifest.json is empty"),
            ("of text", "hello", "is not JSON"),
            ("of a web page", "<html>", "is a web page"),
            ("cut off", '{"students": {"a": {', "is not JSON"),
            ("of a list", [], "does not list each student's files"),
            ("of a number", 3, "does not list"),
            ("of null", None, "does not list"),
            ("without students", {}, "does not list"),
            ("with a list of students", {"students": ["a"]}, "does not list"),
            ("with numbers for files", {"students": {"a": 3}}, "does not list"),
            ("with a list of files", {"students": {"a": ["hand_out/x"]}}, "does not list"),
            ("with numbers for checksums", students(hand_out__x=3), "'hand_out/x' has no checksum"),
            ("with null for a checksum", students(hand_out__x=None), "has no checksum"),
            ("nested 100000 times", '{"students":' + "[" * 100_000, "nested too deeply|is not JSON"),
            ("with a number of 5000 digits", '{"students": ' + "9" * 5000 + "}", "a number has 5000 digits"),
            ("with 1e400", '{"students": 1e400}', "1e400 is larger than numbers can be"),
            ("with NaN", '{"students": NaN}', "NaN is not a number"),
            ("of a file above", {"students": {"a": {"../secret.txt": digest}}}, outside),
            ("of a file above a part", {"students": {"a": {"hand_out/../../secret.txt": digest}}}, outside),
            ("of /etc/passwd", {"students": {"a": {"/etc/passwd": digest}}}, outside),
            ("of a file of Windows", {"students": {"a": {"hand_out/..\\..\\secret.txt": digest}}}, outside),
            ("of itself", {"students": {"a": {"manifest.json": digest}}}, outside),
            ("of a folder", {"students": {"a": {"hand_out": digest}}}, outside),
            ("of the root", {"students": {"a": {"/": digest}}}, outside),
            ("of an empty name", {"students": {"a": {"": digest}}}, outside),
            ("with a colour in a name", {"students": {"a": {"\x1b[31m": digest}}}, r"names '\\+x1b"),
            ("of a lost file", students(hand_out__x=digest), "1 missing: hand_out/x"),
        )
    ]
    found.append(
        Hostile("a changed file", manifest(students(hand_out__x=digest), x="1"), "1 changed: hand_out/x")
    )
    found.append(
        Hostile("a new file", manifest({"students": {}}, new="1"), "1 not in the manifest: hand_out/new")
    )

    def linked(folder: Path) -> list[str]:
        line = manifest(students(hand_out__x=digest))(folder)
        (folder / "class" / "hand_out" / "x").symlink_to(folder / "secret.txt")
        return line

    def whole_folder_linked(folder: Path) -> list[str]:
        line = manifest(students(hidden__secret=digest))(folder)
        (folder / "elsewhere").mkdir()
        (folder / "elsewhere" / "secret").write_text(SECRET)
        (folder / "class" / "hidden").rmdir()
        (folder / "class" / "hidden").symlink_to(folder / "elsewhere")
        return line

    found.append(Hostile("a link in a cohort", linked, "1 missing: hand_out/x"))
    found.append(
        Hostile("a folder of a cohort that is a link", whole_folder_linked, "1 missing: hidden/secret")
    )
    found += [
        Hostile(f"verify {what}", words("data", "verify", file), says)
        for what, file, says in (
            ("nothing", "none", "none does not exist"),
            ("a folder without a manifest", ".", "manifest.json does not exist"),
            ("a long name", LONG, "File name too long"),
            ("a device", "/dev/null", "pipe or a device"),
        )
    ]
    return found


# --- exercises ----------------------------------------------------------------------------------------

LESSON = "# %% [markdown]\n# # 3. A small lesson\n# %%\na = 1\n"


def wrong_exercises() -> list[Hostile]:
    """Exercises that there are not, and scripts that are none."""
    found = []
    tails = {"run": (), "handout": (), "check": ("mine.py",)}
    for command, tail in tails.items():
        for what, sign in SIGNS.items():
            found.append(Hostile(f"{command} of {what}", words(command, sign, *tail), "there is no exercise"))
        for word, says in (
            ("99", "there is no exercise '99'; there are 1 to 28"),
            ("0", "there is no exercise '0'"),
            ("9.0", "there is no exercise '9.0'"),
            ("9" * 5000, "there is no exercise '999"),
            ("hiden_layer", "did you mean 'hidden_layer'"),
            ("none.py", "none.py does not exist"),
        ):
            found.append(Hostile(f"{command} {word[:12]}", words(command, word, *tail), says))
        for what, content, says in (
            ("an empty script", "", "x.py is empty"),
            ("a script without a title", "print(1)\n", "x.py is not an exercise: no title"),
            (
                "a Latin-1 script",
                LESSON.encode() + "# é\n".encode("latin-1"),
                "x.py is not UTF-8 text; save it again as UTF-8",
            ),
            ("a UTF-16 script", LESSON.encode("utf-16"), "x.py is not UTF-8 text"),
            ("a web page", "<html>", "x.py is a web page"),
            ("a program", b"\x7fELF\x80\x81", "x.py is not UTF-8 text"),
            ("a title of 5000 digits", f"# %% [markdown]\n# # {'9' * 5000}. x\n", "no title"),
        ):
            found.append(
                Hostile(f"{command} of {what}", with_file("x.py", content, command, "x.py", *tail), says)
            )

        def folder_of(folder: Path, command: str = command, tail: tuple[str, ...] = tail) -> list[str]:
            (folder / "x.py").mkdir()
            return [command, "x.py", *tail]

        found.append(Hostile(f"{command} of a folder", folder_of, "x.py is a folder"))
    for command in ("run", "handout"):
        found.append(Hostile(f"{command} of nothing", words(command), "say which exercise, or --all"))
        found.append(
            Hostile(
                f"{command} of one and all", words(command, "9", "--all"), "either the exercise '9' or --all"
            )
        )
    found.append(
        Hostile(
            "run without cells", with_file("x.py", "# # 3. T\na = 1\n", "run", "x.py"), "x.py has no cells"
        )
    )
    unclosed = LESSON + "### BEGIN SOLUTION\na = 2\n"
    found.append(
        Hostile(
            "handout of an open solution",
            with_file("x.py", unclosed, "handout", "x.py"),
            "a solution has no line",
        )
    )
    twice = LESSON + "### BEGIN SOLUTION\n### BEGIN SOLUTION\n"
    found.append(
        Hostile(
            "handout of a nested solution",
            with_file("x.py", twice, "handout", "x.py"),
            "begins before the last one has ended",
        )
    )
    unchecked = with_file("x.py", LESSON, "check", "x.py", "x.py")
    found.append(Hostile("check by a lesson without checks", unchecked, "no cells under the heading"))
    for what, name, content, says in (
        ("an empty answer", "mine.py", "", "mine.py is empty"),
        ("a Latin-1 answer", "mine.py", "# é\n".encode("latin-1"), "mine.py is not UTF-8 text"),
        ("a notebook", "mine.ipynb", "{}", "the ending is not that of a script"),
        ("an answer without ending", "mine", "x", "the ending is not that of a script"),
    ):
        found.append(Hostile(f"check of {what}", with_file(name, content, "check", "9", name), says))
    found.append(Hostile("check of no answer", words("check", "9", "none.py"), "none.py does not exist"))
    return found


# --- trainings by a JSON file ---------------------------------------------------------------------------

GOOD = {
    "NPZ_DATASET": "iris",
    "LAYER_SIZES": [4, 8, 3],
    "LAYER_ACTS": ["-", "ReLU", "softmax"],
    "LR": 0.1,
    "MAX_EPOCHS": 1,
}
WHOLE = (
    "MAX_EPOCHS",
    "ACC_PATIENCE",
    "R2_PATIENCE",
    "LOSS_PATIENCE",
    "BATCH_SIZE",
    "WARMUP_EPOCHS",
    "RANDOM_SEED",
)
NUMBERS = ("LR", "LOSS_TOL", "GRAD_CLIP", "ADAM_BETA1", "ADAM_BETA2", "ADAM_EPS", "L2")


def training(content: Any, *more: str) -> Callable[[Path], list[str]]:
    """``ann train`` of a JSON file with this content."""
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    return with_file("p.json", text, "train", "p.json", *more)


def wrong_trainings() -> list[Hostile]:
    """Parameter files that describe no training."""
    found = [
        Hostile(f"train of {what}", training(content), says)
        for what, content, says in (
            ("nothing", "", "p.json is empty"),
            ("text", "hello", "p.json is not JSON: .* line 1, column 1"),
            ("one quote", "{'LR': 1}", "is not JSON"),
            ("half an object", '{"LR": ', "is not JSON"),
            ("Latin-1", '{"LR": "é"}'.encode("latin-1"), "is not UTF-8 text"),
            ("a list", [1, 2], "holds a list"),
            ("null", None, "holds null"),
            ("a web page", "<html>", "is a web page"),
            ("an empty object", {}, "NPZ_DATASET is missing"),
            (
                "parameters that are a number",
                {"parameters": 3},
                "the parameters are 3; expected names with values",
            ),
            ("parameters that are null", {"parameters": None}, "the parameters are None; expected names"),
            ("100000 brackets", "[" * 100_000, "nested too deeply|is not JSON"),
            ("100000 objects", '{"a":' * 100_000, "nested too deeply|is not JSON"),
        )
    ]
    for key in ("NPZ_DATASET", "LAYER_SIZES", "LAYER_ACTS", "LR", "MAX_EPOCHS"):
        found.append(
            Hostile(
                f"train without {key}",
                training({k: v for k, v in GOOD.items() if k != key}),
                f"{key} is missing",
            )
        )
    for key in (*WHOLE, *NUMBERS):
        for what, value in (("words", "many"), ("a list", [1]), ("null", None), ("true", True)):
            kind = "a whole number" if key in WHOLE else "a number"
            says = f"p.json: {key} is {_plain(repr(value))}; expected {kind}"
            found.append(Hostile(f"train with {key} of {what}", training({**GOOD, key: value}), says))
        text = json.dumps({**GOOD, key: "HERE"})
        for what, value, says in (
            ("5000 digits", "9" * 5000, "a number has 5000 digits"),
            ("1e400", "1e400", "1e400 is larger than numbers can be"),
            ("NaN", "NaN", "NaN is not a number"),
            ("-1", "-1", f"{key} is -1; expected"),
        ):
            found.append(
                Hostile(f"train with {key} of {what}", training(text.replace('"HERE"', value)), says)
            )
    for key in WHOLE:
        found.append(
            Hostile(
                f"train with {key} of 2.5",
                training({**GOOD, key: 2.5}),
                f"{key} is 2.5; expected a whole number",
            )
        )
        found.append(
            Hostile(
                f"train with {key} of 10**12",
                training({**GOOD, key: 10**12}),
                f"{key} is 1000000000000; expected .* at most",
            )
        )
    for what, changes, says in (
        ("an unknown name", {"LEARNING_RATE": 1}, "unknown parameter 'LEARNING_RATE'"),
        ("a mistyped name", {"MAX_EPOCH": 1}, "did you mean 'MAX_EPOCHS'"),
        ("a colour in a name", {"\x1b[31m": 1}, r"unknown parameter '\\+x1b"),
        (
            "an unknown optimizer",
            {"OPTIMIZER": "adamw"},
            "OPTIMIZER is 'adamw'; expected one of sgd, momentum, adam",
        ),
        ("an optimizer that is a list", {"OPTIMIZER": ["adam"]}, "OPTIMIZER is"),
        ("one layer", {"LAYER_SIZES": [4]}, r"LAYER_SIZES is \[4\]; expected a list, 2 entries or more"),
        (
            "a layer of words",
            {"LAYER_SIZES": [4, "x", 3]},
            "LAYER_SIZES, entry 2, is 'x'; expected a whole number",
        ),
        ("a layer of nothing", {"LAYER_SIZES": [4, 0, 3]}, "LAYER_SIZES, entry 2, is 0"),
        ("a layer in halves", {"LAYER_SIZES": [4, 2.5, 3]}, "LAYER_SIZES, entry 2, is 2.5"),
        ("a giant layer", {"LAYER_SIZES": [4, 10**9, 3]}, "weights would take .* of memory"),
        (
            "giant layers",
            {"LAYER_SIZES": [4, 10**6, 10**6, 3], "LAYER_ACTS": ["-", "ReLU", "ReLU", "softmax"]},
            "weights would take",
        ),
        ("sizes that are a number", {"LAYER_SIZES": 4}, "LAYER_SIZES is 4; expected a list"),
        ("acts that are a word", {"LAYER_ACTS": "relu"}, "LAYER_ACTS is 'relu'; expected a list"),
        ("acts that are numbers", {"LAYER_ACTS": [1, 2, 3]}, "LAYER_ACTS, entry 1, is 1; expected text"),
        (
            "a mistyped act",
            {"LAYER_ACTS": ["-", "rleu", "softmax"]},
            "LAYER_ACTS: there is no activation 'rleu'",
        ),
        ("too few acts", {"LAYER_ACTS": ["-", "softmax"]}, "LAYER_ACTS has 2 entries but LAYER_SIZES has 3"),
        ("names that are numbers", {"LAYER_NAMES": [1, 2, 3]}, "LAYER_NAMES, entry 1, is 1; expected text"),
        ("data that is a number", {"NPZ_DATASET": 3}, "NPZ_DATASET is 3; expected text"),
        ("data of no name", {"NPZ_DATASET": ""}, "NPZ_DATASET is ''; expected text"),
        ("data that is not there", {"NPZ_DATASET": "none.npz"}, "there is no file none.npz"),
        ("data of a long name", {"NPZ_DATASET": LONG}, "there is no file aaa"),
        ("data with a null", {"NPZ_DATASET": "a\0b"}, r"there is no file a\\x00b"),
        (
            "data that is /etc/passwd",
            {"NPZ_DATASET": "/etc/passwd"},
            "/etc/passwd: the ending is not that of a dataset file",
        ),
        ("data that is itself", {"NPZ_DATASET": "p.json"}, "the ending is not that of a dataset file"),
        ("pictures as data", {"NPZ_DATASET": "signs"}, "signs are images"),
        ("a first layer that does not fit", {"LAYER_SIZES": [5, 8, 3]}, "LAYER_SIZES begins with 5 but"),
        ("a last layer that does not fit", {"LAYER_SIZES": [4, 8, 2]}, "LAYER_SIZES ends with 2 but"),
        ("both patiences", {"ACC_PATIENCE": 2, "R2_PATIENCE": 2}, "give one of them"),
    ):
        found.append(Hostile(f"train with {what}", training({**GOOD, **changes}), says))
    found += [
        Hostile(
            "train with no such engine",
            training(GOOD, "--engine", "torch"),
            "no engine 'torch'; there are scratch and keras",
        ),
        Hostile("train of nothing there", words("train", "none.json"), "none.json does not exist"),
        Hostile("train of a folder", words("train", "."), "is a folder"),
        Hostile(
            "train of another ending",
            with_file("p.txt", "{}", "train", "p.txt"),
            "the ending is not that of a parameter file",
        ),
        Hostile("train of a device", words("train", "/dev/zero"), "not that of|pipe or a device"),
        Hostile("train of a long name", words("train", f"{LONG}.json"), "File name too long"),
    ]
    return found


COMMAND_LINES = [
    *wrong_words(),
    *wrong_numbers(),
    *wrong_options(),
    *wrong_names(),
    *wrong_outputs(),
    *wrong_pictures(),
    *wrong_cohorts(),
    *wrong_manifests(),
    *wrong_exercises(),
    *wrong_trainings(),
]
