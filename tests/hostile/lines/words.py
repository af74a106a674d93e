"""Commands and options that do not exist, come twice, or lack what belongs to them."""

from __future__ import annotations

from tests.hostile.corpus import Hostile
from tests.hostile.lines.making import SIGNS, words

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
