"""What stands where a number belongs, and what stands after --set."""

from __future__ import annotations

import re

from tests.hostile.corpus import Hostile
from tests.hostile.lines.making import GENERATED, IMAGES, SIGNS, WITHOUT_NOISE, words

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
                    f"^ann: {option}={re.escape(shown)}: expected a whole number",
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
                    f"^ann: {option}={re.escape(shown)}: expected {wanted}",
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
