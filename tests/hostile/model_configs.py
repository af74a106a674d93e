"""Configs that describe no model, one that Keras cannot build, or one that is larger than it seems."""

from __future__ import annotations

import json
from typing import Any

from tests.hostile.crafting import layer, sequential

LARGE = r"it would take \S+ \w+ of memory"
HOLDS_LESS = r"it describes \d+ parameters but holds only 10"


def _dense(**config: Any) -> dict[str, Any]:
    return layer("Dense", {"units": 2, "name": "dense", **config})


def _with(**more: Any) -> dict[str, Any]:
    """The plain model, with other words in the config of its layer."""
    return sequential(_dense(**more))


def _text(config: dict[str, Any], old: str, new: str) -> str:
    text = json.dumps(config)
    assert old in text
    return text.replace(old, new)


_DEEP = layer("Dense", {"units": 1})
for _ in range(120):
    _DEEP = layer("TimeDistributed", {"layer": _DEEP})

# What stands in config.json, letter by letter, and what is said to it.
CONFIG_TEXTS: dict[str, tuple[Any, str]] = {
    "empty": ("", "no sound JSON"),
    "half a config": ('{"class_name": "Sequential", "config"', "no sound JSON"),
    "two configs": ("{} {}", "no sound JSON"),
    "a list": ("[]", "describes none"),
    "a word": ('"Sequential"', "describes none"),
    "a number": ("3", "describes none"),
    "null": ("null", "describes none"),
    "an object of another kind": ('{"name": "x"}', "describes none"),
    "no text": (b"\xff\xfe\xfd{", "no sound JSON"),
    "Latin-1": ('{"class_name": "Sequential", "name": "größe"}'.encode("latin-1"), "no sound JSON"),
    "single quotes": ("{'class_name': 'Sequential'}", "no sound JSON"),
    "a key that comes twice": (
        '{"class_name": "Dense", "class_name": "Sequential", "config": {}}',
        "a key comes twice",
    ),
    "nested 10 000 deep": ('{"class_name":' + "[" * 10_000 + "]" * 10_000 + "}", "nested without end"),
    "nested 100 000 deep": ('{"class_name":' + '{"a":' * 100_000 + "1" + "}" * 100_001, "nested without end"),
    "a number of 5 000 digits": (
        _text(_with(), '"units": 2', f'"units": {"9" * 5000}'),
        "a number of 5000 digits",
    ),
    "a negative number of 40 digits": (
        _text(_with(), '"units": 2', f'"units": -{"9" * 40}'),
        "a number of 41 digits",
    ),
    "NaN units": (_text(_with(), '"units": 2', '"units": NaN'), "it holds NaN"),
    "infinite units": (
        _text(_with(), '"units": 2', '"units": Infinity'),
        "it holds Infinity",
    ),
    "1e400 units": (_text(_with(), '"units": 2', '"units": 1e400'), "it holds Infinity"),
    "a surrogate in a name": (_text(_with(), '"dense"', r'"\ud800/"'), "describes no network"),
    "a million numbers": (json.dumps({**_with(), "padding": [0] * 1_000_001}), "repeated without end"),
    "120 layers inside each other": (json.dumps(sequential(_DEEP)), "nested or repeated without end"),
}
NO_MODELS: dict[str, tuple[Any, str]] = {
    **{
        f"a {kind} alone": (layer(kind, {"name": "x"}, module), f"holds a {kind} alone")
        for kind, module in {
            "Dense": "keras.layers",
            "LSTM": "keras.layers",
            "InputLayer": "keras.layers",
            "Adam": "keras.optimizers",
            "MeanSquaredError": "keras.losses",
            "AUC": "keras.metrics",
            "GlorotUniform": "keras.initializers",
            "DTypePolicy": "keras",
        }.items()
    },
    "a function": (
        {"class_name": "function", "module": "keras.activations", "config": "relu"},
        "cannot be|describes|alone",
    ),
    "a lambda": ({"class_name": "__lambda__", "config": {"value": "AAAA"}}, "was not opened"),
    "a tensor": ({"class_name": "__tensor__", "config": {"value": [1], "dtype": "int32"}}, "was not opened"),
    "a class of nobody": (layer("Nobody", {}), "which is not on the list"),
    "a class without a name": (layer("", {}), "which is not on the list"),
    "a class with a name of 10 000 letters": (layer("D" * 10_000, {}), "which is not on the list"),
}


def _metrics(kind: str, count: int, **config: Any) -> dict[str, Any]:
    made = [layer(kind, {"name": f"m{number}", **config}, "keras.metrics") for number in range(count)]
    return sequential(_dense(), compile_config={"loss": "mse", "metrics": made})


TOO_LARGE: dict[str, tuple[Any, str]] = {
    "a dense layer": (sequential(layer("Dense", {"units": 10**4}), inputs=(10**4,)), HOLDS_LESS),
    "an embedding": (
        sequential(layer("Embedding", {"input_dim": 60_000, "output_dim": 1000}), inputs=(5,)),
        HOLDS_LESS,
    ),
    "a recurrent layer": (sequential(layer("LSTM", {"units": 10**4}), inputs=(5, 3)), HOLDS_LESS),
    "a convolution": (
        sequential(layer("Conv2D", {"filters": 60_000, "kernel_size": [100, 100]}), inputs=(200, 200, 3)),
        HOLDS_LESS,
    ),
    "attention": (
        sequential(layer("GRU", {"units": 50_000, "return_sequences": True}), inputs=(5, 3)),
        HOLDS_LESS,
    ),
    "one neuron too many": (sequential(layer("Dense", {"units": 3}), inputs=(4,)), HOLDS_LESS),
    "a repeated vector": (sequential(layer("RepeatVector", {"n": 60_000}), inputs=(60_000,)), LARGE),
    "a picture made larger twice": (
        sequential(
            *[layer("UpSampling2D", {"size": [2000, 2000], "name": n}) for n in "ab"], inputs=(4, 4, 3)
        ),
        LARGE,
    ),
    "a wide edge, repeated": (
        sequential(
            layer("ZeroPadding1D", {"padding": 60_000}),
            layer("Flatten", {}),
            layer("RepeatVector", {"n": 60_000}),
            inputs=(4, 1),
        ),
        LARGE,
    ),
    "a normalization of its own width": (
        sequential(
            layer(
                "Normalization",
                {"mean": 0.0, "variance": 1.0, "axis": [1, 2]},
                build_config={"input_shape": [None, 40_000, 40_000]},
            )
        ),
        LARGE,
    ),
    "a normalization with weights": (
        sequential(layer("Normalization", {"axis": [-1]}, build_config={"input_shape": [None, 10**10]})),
        LARGE,
    ),
    "a normalization inside a model inside a model": (
        sequential(
            sequential(layer("Normalization", {"axis": -1}, build_config={"input_shape": [None, 10**10]}))
        ),
        LARGE,
    ),
    "an AUC": (_metrics("AUC", 1, num_thresholds=10**10), "AUC has num_thresholds=10000000000"),
    "an AUC of a fraction": (_metrics("AUC", 1, num_thresholds=1e9), "AUC has num_thresholds"),
    "an AUC of many labels": (_metrics("AUC", 1, multi_label=True, num_labels=10**7), "AUC has num_labels"),
    "60 mean IoUs": (_metrics("MeanIoU", 60, num_classes=5000), LARGE),
    "60 IoUs": (_metrics("IoU", 60, num_classes=5000, target_class_ids=[0]), LARGE),
    "100 AUCs": (_metrics("AUC", 100, num_thresholds=5000, multi_label=True, num_labels=5000), LARGE),
    "an unrolled layer": (
        sequential(layer("SimpleRNN", {"units": 1, "unroll": True}), inputs=(10**7, 1)),
        "build step by step, 10000000 times",
    ),
    "a layer for each of ten million steps": (
        sequential(layer("TimeDistributed", {"layer": layer("Dense", {"units": 1})}), inputs=(10**7, 1)),
        "build step by step, 10000000 times",
    ),
}
_FIRST = layer("InputLayer", {"batch_shape": [None, 4], "name": "first"}, name="first", inbound_nodes=[])


def _functional(*layers: Any, inputs: Any = "first", outputs: Any = "dense") -> dict[str, Any]:
    config = {"name": "crafted", "layers": [_FIRST, *layers]}
    ends = {"input_layers": [[inputs, 0, 0]], "output_layers": [[outputs, 0, 0]]}
    return layer("Functional", {**config, **ends}, "keras.src.models.functional")


def _called(source: Any, name: str = "dense", place: int = 0) -> dict[str, Any]:
    told = {"shape": [None, 4], "dtype": "float32", "keras_history": [source, place, 0]}
    node = {"args": [{"class_name": "__keras_tensor__", "config": told}], "kwargs": {}}
    return layer("Dense", {"units": 2, "name": name}, name=name, inbound_nodes=[node])


BUILDABLE_NOT: dict[str, Any] = {
    "no layers": layer("Sequential", {"name": "x"}, "keras"),
    "no config": {"module": "keras", "class_name": "Sequential"},
    "a config of null": layer("Sequential", None, "keras"),
    "layers in a dictionary": layer("Sequential", {"name": "x", "layers": {"a": _dense()}}, "keras"),
    "layers in a word": layer("Sequential", {"name": "x", "layers": "Dense"}, "keras"),
    "a number as a layer": sequential(3),
    "a word as a layer": sequential("Dense"),
    "nothing as a layer": sequential(None),
    "a layer without a config": sequential({"module": "keras.layers", "class_name": "Dense"}),
    "an optimizer as a layer": sequential(layer("Adam", {}, "keras.optimizers")),
    "a loss as a layer": sequential(layer("MeanSquaredError", {}, "keras.losses")),
    "an input of words": layer(
        "Sequential",
        {"name": "x", "layers": [layer("InputLayer", {"batch_shape": ["a", "b"]}), _dense()]},
        "keras",
    ),
    "an input of fractions": layer(
        "Sequential",
        {"name": "x", "layers": [layer("InputLayer", {"batch_shape": [None, 1.5]}), _dense()]},
        "keras",
    ),
    "an input without a shape": layer(
        "Sequential", {"name": "x", "layers": [layer("InputLayer", {})]}, "keras"
    ),
    "negative units": _with(units=-2),
    "units of a word": _with(units="two"),
    "units of a list": _with(units=[2]),
    "no units": sequential(layer("Dense", {"name": "dense"})),
    "zero units": _with(units=0),
    "half a unit": _with(units=1.5),
    "an unknown argument": _with(colour="red"),
    "a name with a slash": _with(name="a/b"),
    "a name that is a number": _with(name=3),
    "a name that is a list": _with(name=["dense"]),
    "two layers of one name": sequential(_dense(), _dense()),
    "a type of number that nobody has": _with(dtype="float99"),
    "a number as an activation": _with(activation=3),
    "a true activation": _with(activation=True),
    "a number as an initialiser": _with(kernel_initializer=3.5),
    "a regulariser as a constraint": _with(kernel_constraint="l2"),
    "a layer built for another width": sequential(
        layer("Dense", {"units": 2, "name": "dense"}, build_config={"input_shape": [None, 9]})
    ),
    "a layer built for a word": sequential(
        layer("Dense", {"units": 2, "name": "dense"}, build_config={"input_shape": "wide"})
    ),
    "an optimizer that is a number": sequential(_dense(), compile_config={"optimizer": 3, "loss": "mse"}),
    "a learning rate that is a word": sequential(
        _dense(), compile_config={"optimizer": layer("SGD", {"learning_rate": "fast"}, "keras.optimizers")}
    ),
    "a layer as an optimizer": sequential(_dense(), compile_config={"optimizer": _dense(), "loss": "mse"}),
    "a loss that is a number": sequential(_dense(), compile_config={"optimizer": "sgd", "loss": 3}),
    "a compile config that is a list": sequential(_dense(), compile_config=["sgd"]),
    "a metric that is a number": sequential(
        _dense(), compile_config={"optimizer": "sgd", "loss": "mse", "metrics": [3]}
    ),
    "an unknown word of compile": sequential(_dense(), compile_config={"optimizer": "sgd", "speed": 3}),
    "a layer called with nobody": _functional(_called("nobody")),
    "a layer called with itself": _functional(_called("dense")),
    "two layers that wait for each other": _functional(_called("b", "a"), _called("a", "b"), outputs="a"),
    "an output of nobody": _functional(_called("first"), outputs="nobody"),
    "an input of nobody": _functional(_called("first"), inputs="nobody"),
    "an output of the seventh call": _functional(_called("first", place=7)),
    "calls that are a word": _functional({**_called("first"), "inbound_nodes": "first"}),
    "a model inside itself by its number": sequential(
        {
            **layer(
                "Sequential",
                {"name": "x", "layers": [{"class_name": "Dense", "shared_object_id": 1}]},
                "keras",
            ),
            "shared_object_id": 1,
        }
    ),
}
