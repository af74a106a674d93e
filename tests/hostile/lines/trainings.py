"""Parameter files that describe no training."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.hostile.corpus import Hostile
from tests.hostile.lines.making import LONG, with_file, words

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
            says = f"p.json: {key} is {re.escape(repr(value))}; expected {kind}"
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
