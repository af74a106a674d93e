"""What may stand in a parameter file of S3, and the words for what may not."""

from __future__ import annotations

from typing import Any

import jsonschema

_MOST = 1_000_000_000  # epochs, rows, neurons; beyond, a digit too many was typed
_WHOLE = {"type": "integer", "minimum": 1, "maximum": _MOST}
_PART = {"type": "number", "minimum": 0, "exclusiveMaximum": 1}
_ABOVE_0, _NOT_BELOW_0 = {"type": "number", "exclusiveMinimum": 0}, {"type": "number", "minimum": 0}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["NPZ_DATASET", "LAYER_SIZES", "LAYER_ACTS", "LR", "MAX_EPOCHS"],
    "additionalProperties": False,
    "properties": {
        "NPZ_DATASET": {"type": "string", "minLength": 1},
        "LAYER_SIZES": {"type": "array", "items": _WHOLE, "minItems": 2},
        "LAYER_NAMES": {"type": "array", "items": {"type": "string"}},
        "LAYER_ACTS": {"type": "array", "items": {"type": "string"}, "minItems": 2},
        "LR": _ABOVE_0,
        "MAX_EPOCHS": _WHOLE,
        "LOSS_TOL": _NOT_BELOW_0,
        "ACC_PATIENCE": _WHOLE,
        "R2_PATIENCE": _WHOLE,
        "LOSS_PATIENCE": _WHOLE,
        "BATCH_SIZE": _WHOLE,
        "WARMUP_EPOCHS": {"type": "integer", "minimum": 0, "maximum": _MOST},
        "GRAD_CLIP": _ABOVE_0,
        "RANDOM_SEED": {"type": "integer", "minimum": 0, "maximum": 2**32 - 1},
        "OPTIMIZER": {"enum": ["sgd", "momentum", "adam"]},
        "ADAM_BETA1": _PART,
        "ADAM_BETA2": _PART,
        "ADAM_EPS": _ABOVE_0,
        "L2": _NOT_BELOW_0,
    },
}
_LIMITS = {  # a keyword of the schema, and how a person says it
    "minimum": "{} or more",
    "exclusiveMinimum": "above {}",
    "maximum": "{} at most",
    "exclusiveMaximum": "below {}",
    "minItems": "{} entries or more",
}
_KINDS = {
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": "a list",
    "object": "names with values, {{...}}",
}


def problem_in(values: Any) -> str:
    """The first thing that is wrong with the parameters, in one line; "" where nothing is.

    >>> problem_in({"LR": 0.1})
    'NPZ_DATASET is missing'
    >>> problem_in(3)
    'the parameters are 3; expected names with values, {...}'
    """
    validator = jsonschema.Draft202012Validator(SCHEMA)
    problems = sorted(validator.iter_errors(values), key=lambda problem: list(map(str, problem.path)))
    if not problems:
        return ""
    problem = problems[0]
    if problem.validator == "required":
        return f"{next(name for name in SCHEMA['required'] if name not in values)} is missing"
    name, *entry = [*problem.path] or ["the parameters"]
    where = f"{name}, entry {int(entry[0]) + 1}," if entry else str(name)
    verb = "is" if problem.path else "are"
    return f"{where} {verb} {_shown(problem.instance)}; expected {_wanted(dict(problem.schema))}"


def whole(values: dict[str, Any]) -> dict[str, Any]:
    """The parameters with 4 where 4.0 was written and a whole number is meant.

    >>> whole({"MAX_EPOCHS": 1e3, "LR": 1.0})
    {'MAX_EPOCHS': 1000, 'LR': 1.0}
    """
    return {name: _whole(value, SCHEMA["properties"][name]) for name, value in values.items()}


def _whole(value: Any, schema: dict[str, Any]) -> Any:
    if schema.get("type") == "array":
        return [_whole(entry, schema["items"]) for entry in value]
    return int(value) if schema.get("type") == "integer" else value


def _wanted(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return f"one of {', '.join(schema['enum'])}"
    kind = _KINDS[schema["type"]].format()
    limits = " and ".join(words.format(schema[key]) for key, words in _LIMITS.items() if key in schema)
    return f"{kind}, {limits}" if limits else kind


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:40]}..."
