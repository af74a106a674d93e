"""What no stranger's model may be made of, and every place of a config where such a piece can stand."""

from __future__ import annotations

from typing import Any

from tests.hostile.crafting import function, layer, sequential

# {bad} is put into each place.
PLACES = {
    "a layer": lambda bad: sequential(bad),
    "an activation": lambda bad: sequential(layer("Dense", {"units": 2, "activation": bad})),
    "an initialiser": lambda bad: sequential(layer("Dense", {"units": 2, "kernel_initializer": bad})),
    "a wrapped layer": lambda bad: sequential(layer("TimeDistributed", {"layer": bad}), inputs=(4, 4)),
    "a cell": lambda bad: sequential(layer("RNN", {"cell": bad}), inputs=(4, 4)),
    "a loss": lambda bad: sequential(compile_config={"optimizer": "sgd", "loss": bad}),
    "a named loss": lambda bad: sequential(compile_config={"optimizer": "sgd", "loss": {"out": bad}}),
    "a metric": lambda bad: sequential(compile_config={"loss": "mse", "metrics": [["mae", bad]]}),
    "an optimizer": lambda bad: sequential(compile_config={"loss": "mse", "optimizer": bad}),
    "a schedule": lambda bad: sequential(
        compile_config={"optimizer": layer("SGD", {"learning_rate": bad}, "keras.optimizers")}
    ),
    "a dtype": lambda bad: sequential(layer("Dense", {"units": 2, "dtype": bad})),
    "a build config": lambda bad: sequential(layer("Dense", {"units": 2}, build_config={"x": bad})),
}
PIECES: dict[str, dict[str, Any]] = {
    "a lambda": {"class_name": "__lambda__", "config": {"value": "AAAA"}},
    "a type": {
        "class_name": "__typespec__",
        "spec_name": "x",
        "module": "os",
        "config": [],
        "registered_name": "x",
    },
    "a dotted class": layer("utils.get_file", {}, "keras"),
    "another package": layer("Dense", {"units": 2}, "keras_hub.layers"),
    "another module": layer("Dense", {"units": 2}, "keras.src.layers.core.dense"),
    "a foreign registration": layer("Dense", {"units": 2}, registered_name="pkg>Evil"),
    "a disguise as the toolkit's own": {
        "class_name": "Lambda",
        "config": {"function": "x"},
        "registered_name": "ann_toolkit>DropConnect",
    },
    "a disguise as the toolkit's builder": {
        "class_name": "Sequential",
        "config": {"name": "x", "layers": []},
        "registered_name": "ann_toolkit>Sequential",
    },
    "a function of a strange module": function("relu", "keras_hub.evil"),
    "a layer without a module": layer("Lambda", {"function": "x"}, None),
    "a class that is no word": layer(["Dense"], {}),
}
# Places where Keras looks a plain string up, and strings that it must not look up.
LOOKED_UP = ["an activation", "an initialiser", "a loss", "a named loss", "a metric"]
NAMES = ["system", "pkg>evil", "os.system", "Lambda", "get_file"]
