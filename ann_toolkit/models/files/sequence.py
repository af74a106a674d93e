"""Long ``Sequential`` models, built once and not anew for each of their layers.

Keras' own ``Sequential.from_config`` adds layer after layer and builds the model after each one: 400 layers
take 37 seconds. The file of a model that was checked names the class below instead; what it makes is a
plain ``keras.Sequential``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras

NAME = "ann_toolkit>Sequential"  # no stranger's file gets this name past the checks


class BuiltInOneGo:
    """What Keras asks for a ``Sequential`` when it reads a config that went through :func:`built_in_one_go`."""

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> keras.Sequential:
        """The model that the config describes."""
        import keras  # whoever only rewrites a config needs no Keras

        layers = [keras.layers.deserialize(layer, custom_objects=BUILDERS) for layer in config["layers"]]
        model = keras.Sequential(layers, name=config["name"])
        shape = config.get("build_input_shape")
        if not model.built and isinstance(shape, tuple | list) and shape:
            model.build(shape)
        return model


BUILDERS = {NAME: BuiltInOneGo}


def built_in_one_go(part: Any) -> Any:
    """The same config with each ``Sequential`` in it named so that Keras builds it in one go."""
    if isinstance(part, list):
        return [built_in_one_go(item) for item in part]
    if not isinstance(part, dict):
        return part
    told = {key: built_in_one_go(value) for key, value in part.items()}
    if told.get("class_name") == "Sequential" and "config" in told:
        told["registered_name"] = NAME
    return told
