"""Rosters, secrets, manifests and folders that are no cohort."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.hostile.corpus import SECRET, Hostile
from tests.hostile.lines.making import FIXED, IMAGES, LONG, words

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
