"""Honest models, one for each layer that a stranger's file may hold: all of them have to open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
from keras import layers

import ann_toolkit as ann
from ann_toolkit.models.files.allowed import LAYERS

LINE, SEQUENCE, IMAGE, VOLUME = (6,), (4, 6), (8, 8, 2), (4, 4, 4, 2)
BY_DIMENSION = {"1D": SEQUENCE, "2D": IMAGE, "3D": VOLUME}
# For a layer that needs arguments: its inputs, and how it is made.
MADE: dict[str, tuple[tuple[int, ...], Callable[[], Any]]] = {
    "Activation": (LINE, lambda: layers.Activation("tanh")),
    "Bidirectional": (SEQUENCE, lambda: layers.Bidirectional(layers.LSTM(2))),
    "CategoryEncoding": (LINE, lambda: layers.CategoryEncoding(num_tokens=5, output_mode="multi_hot")),
    "CenterCrop": (IMAGE, lambda: layers.CenterCrop(4, 4)),
    "Dense": (LINE, lambda: layers.Dense(3, kernel_regularizer="l2", kernel_constraint="non_neg")),
    "DropConnect": (LINE, lambda: ann.models.DropConnect(3, rate=0.2, seed=1)),
    "EinsumDense": (
        SEQUENCE,
        lambda: layers.EinsumDense("abc,cd->abd", output_shape=(None, 3), bias_axes="d"),
    ),
    "Embedding": (LINE, lambda: layers.Embedding(7, 3)),
    "GRU": (SEQUENCE, lambda: layers.GRU(3)),
    "GRUCell": (SEQUENCE, lambda: layers.RNN(layers.GRUCell(3))),
    "GroupNormalization": (IMAGE, lambda: layers.GroupNormalization(groups=2)),
    "LSTM": (SEQUENCE, lambda: layers.LSTM(3, unroll=True)),
    "LSTMCell": (SEQUENCE, lambda: layers.RNN(layers.LSTMCell(3))),
    "Normalization": (LINE, lambda: layers.Normalization(mean=[1.0] * 6, variance=[2.0] * 6)),
    "Permute": (SEQUENCE, lambda: layers.Permute((2, 1))),
    "RNN": (SEQUENCE, lambda: layers.RNN(layers.SimpleRNNCell(2))),
    "RepeatVector": (LINE, lambda: layers.RepeatVector(3)),
    "Rescaling": (IMAGE, lambda: layers.Rescaling(1 / 255)),
    "Reshape": (LINE, lambda: layers.Reshape((3, 2))),
    "Resizing": (IMAGE, lambda: layers.Resizing(4, 4)),
    "SimpleRNN": (SEQUENCE, lambda: layers.SimpleRNN(3)),
    "SimpleRNNCell": (SEQUENCE, lambda: layers.RNN(layers.SimpleRNNCell(2))),
    "SpectralNormalization": (LINE, lambda: layers.SpectralNormalization(layers.Dense(3))),
    "StackedRNNCells": (SEQUENCE, lambda: layers.RNN([layers.LSTMCell(2), layers.GRUCell(3)])),
    "TimeDistributed": (SEQUENCE, lambda: layers.TimeDistributed(layers.Dense(2))),
    "RandomBrightness": (IMAGE, lambda: layers.RandomBrightness(0.1, seed=1)),
    "RandomContrast": (IMAGE, lambda: layers.RandomContrast(0.1, seed=1)),
    "RandomCrop": (IMAGE, lambda: layers.RandomCrop(4, 4, seed=1)),
    "RandomRotation": (IMAGE, lambda: layers.RandomRotation(0.1, seed=1)),
    "RandomTranslation": (IMAGE, lambda: layers.RandomTranslation(0.1, 0.1, seed=1)),
    "RandomZoom": (IMAGE, lambda: layers.RandomZoom(0.1, seed=1)),
    "RandomFlip": (IMAGE, lambda: layers.RandomFlip(seed=1)),
    "Dropout": (LINE, lambda: layers.Dropout(0.2)),
    "AlphaDropout": (LINE, lambda: layers.AlphaDropout(0.2)),
    "GaussianDropout": (LINE, lambda: layers.GaussianDropout(0.2)),
    "GaussianNoise": (LINE, lambda: layers.GaussianNoise(0.2)),
}
for _end, _shape in BY_DIMENSION.items():
    for _kind in ("Conv", "ConvLSTM", "DepthwiseConv", "SeparableConv"):
        if f"{_kind}{_end}" in LAYERS:
            _inputs = (2, *_shape) if _kind == "ConvLSTM" else _shape
            _arguments = (2, 2) if _kind != "DepthwiseConv" else (2,)
            MADE[f"{_kind}{_end}"] = _inputs, lambda k=_kind, e=_end, a=_arguments: getattr(layers, k + e)(*a)
    for _kind in ("AveragePooling", "MaxPooling"):
        MADE[f"{_kind}{_end}"] = _shape, lambda k=_kind, e=_end: getattr(layers, k + e)(2)
    MADE[f"Conv{_end}Transpose"] = _shape, lambda e=_end: getattr(layers, f"Conv{e}Transpose")(2, 2)
    MADE[f"SpatialDropout{_end}"] = _shape, lambda e=_end: getattr(layers, f"SpatialDropout{e}")(0.2)
MERGING = {"Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract"}
ATTENDING = {"Attention", "AdditiveAttention"}


def sound_model(name: str) -> keras.Model:
    """A small model around the layer ``name``."""
    if name == "InputLayer":
        return keras.Sequential([keras.Input(LINE), layers.Dense(2)])
    if name in MERGING | {"Dot"} | ATTENDING:
        inputs = keras.Input(SEQUENCE if name in ATTENDING else LINE)
        layer = layers.Dot(axes=1) if name == "Dot" else getattr(layers, name)()
        other = layers.Activation("tanh")(inputs)
        return keras.Model(inputs, layer([inputs, other]))
    if name in ("MultiHeadAttention", "GroupQueryAttention"):
        inputs = keras.Input(SEQUENCE)
        heads = layers.MultiHeadAttention(2, 3) if name[0] == "M" else layers.GroupQueryAttention(3, 2, 1)
        return keras.Model(inputs, heads(inputs, inputs))
    shape, make = MADE.get(name, (None, None))
    if make is None:
        shape = next((shape for end, shape in BY_DIMENSION.items() if name.endswith(end)), LINE)
        make = getattr(layers, name)
    return keras.Sequential([keras.Input(shape, dtype="int32" if name == "Embedding" else None), make()])
