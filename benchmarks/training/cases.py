"""What is trained: the course's networks, and data of their shapes (speed does not depend on the values)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import layers


@dataclass(frozen=True)
class Case:
    """A network and its data.

    Attributes:
        name: for the table.
        rows: how many rows.
        inputs: shape of a row; two shapes for a network with two inputs.
        n_classes: classes, 1 for two classes on one output, 0 for regression.
        batch_size: rows for each update.
        epochs: how long a student trains it.
        keras: builds the compiled Keras model.
        hidden: hidden layers, where scikit-learn can build the network too.
        torch: builds the PyTorch network, given ``torch``; None where there is no twin.
        optimizer: "sgd" (with ``learning_rate`` and ``momentum``) or "adam".
        validation: the share of rows kept for validation.
    """

    name: str
    rows: int
    inputs: tuple[int, ...]
    n_classes: int
    batch_size: int
    epochs: int
    keras: Callable[[], keras.Model]
    hidden: tuple[int, ...] = ()
    torch: Callable[[Any], Any] | None = None
    optimizer: str = "sgd"
    learning_rate: float = 0.01
    momentum: float = 0.0
    activation: str = "relu"
    validation: float = 0.0
    wide_and_deep: bool = False

    def data(self, rows: int | None = None) -> tuple[Any, np.ndarray]:
        """X and y of this shape, the same numbers every time."""
        random = np.random.default_rng(0)
        x = random.normal(size=(rows or self.rows, *self.inputs)).astype("float32")
        total = x.reshape(len(x), -1)[:, :2].sum(axis=1)
        if self.n_classes == 0:
            return ([x, x] if self.wide_and_deep else x), total.astype("float32")
        if self.n_classes == 1:
            return x, (total > 0).astype("float32")
        return x, random.integers(0, self.n_classes, len(x))


def compiled(model: keras.Model, case_optimizer: Any, n_classes: int) -> keras.Model:
    loss = {0: "mse", 1: "binary_crossentropy"}.get(n_classes, "sparse_categorical_crossentropy")
    model.compile(case_optimizer, loss, metrics=["accuracy"] if n_classes else None)
    return model


def dense(
    n_inputs: int, hidden: tuple[int, ...], n_classes: int, activation: str, optimizer: Any
) -> keras.Model:
    last = layers.Dense(max(1, n_classes), {0: None, 1: "sigmoid"}.get(n_classes, "softmax"))
    parts = [layers.Dense(width, activation) for width in hidden]
    return compiled(keras.Sequential([keras.Input((n_inputs,)), *parts, last]), optimizer(), n_classes)


def dense_case(name: str, rows: int, sizes: tuple[int, ...], n_classes: int, **others: Any) -> Case:
    """A case of dense layers, which scikit-learn and PyTorch can build as well."""
    case = Case(name, rows, sizes[:1], n_classes, hidden=sizes[1:], keras=lambda: None, **others)  # type: ignore[arg-type, return-value]
    rate, momentum = case.learning_rate, case.momentum

    def optimizer() -> Any:
        return keras.optimizers.Adam() if case.optimizer == "adam" else keras.optimizers.SGD(rate, momentum)

    def build() -> keras.Model:
        return dense(sizes[0], sizes[1:], n_classes, case.activation, optimizer)

    def torch_twin(torch: Any) -> Any:
        nn = torch.nn
        activation = {"relu": nn.ReLU, "tanh": nn.Tanh}[case.activation]
        widths = [*sizes, max(1, n_classes)]
        parts = [part for a, b in itertools.pairwise(widths) for part in (nn.Linear(a, b), activation())]
        return nn.Sequential(*parts[:-1])

    return Case(**{**vars(case), "keras": build, "torch": torch_twin})


def wide_and_deep() -> keras.Model:
    wide, deep = keras.Input((8,)), keras.Input((8,))
    hidden = layers.Dense(30, "relu")(layers.Dense(30, "relu")(deep))
    model = keras.Model([wide, deep], layers.Dense(1)(layers.Concatenate()([wide, hidden])))
    return compiled(model, keras.optimizers.SGD(0.01), 0)


def lstm() -> keras.Model:
    model = keras.Sequential([keras.Input((20, 8)), layers.LSTM(32), layers.Dense(4, "softmax")])
    return compiled(model, "adam", 4)


def signs() -> keras.Model:
    convolutions = [layers.Conv2D(32, 3, activation="relu"), layers.Conv2D(32, 3, activation="relu")]
    model = keras.Sequential(
        [
            keras.Input((64, 64, 3)),
            *convolutions,
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(6, "softmax"),
        ]
    )
    return compiled(model, keras.optimizers.SGD(0.01), 6)


def emnist() -> keras.Model:
    first = [layers.Conv2D(128, 5, padding="same", activation="relu"), layers.MaxPooling2D(2)]
    second = [layers.Conv2D(64, 3, padding="same", activation="relu"), layers.MaxPooling2D(2)]
    head = [layers.Flatten(), layers.Dense(128, "relu"), layers.Dropout(0.5), layers.Dense(47, "softmax")]
    return compiled(keras.Sequential([keras.Input((28, 28, 1)), *first, *second, *head]), "adam", 47)


def torch_lstm(torch: Any) -> Any:
    class Last(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm, self.head = torch.nn.LSTM(8, 32, batch_first=True), torch.nn.Linear(32, 4)

        def forward(self, x: Any) -> Any:
            return self.head(self.lstm(x)[0][:, -1])

    return Last()


def torch_signs(torch: Any) -> Any:
    nn = torch.nn
    convolutions = [nn.Conv2d(3, 32, 3), nn.ReLU(), nn.Conv2d(32, 32, 3), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*convolutions, nn.Flatten(), nn.Linear(28800, 6))


def torch_emnist(torch: Any) -> Any:
    nn = torch.nn
    first = [nn.Conv2d(1, 128, 5, padding="same"), nn.ReLU(), nn.MaxPool2d(2)]
    second = [nn.Conv2d(128, 64, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2)]
    head = [nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 47)]
    return nn.Sequential(*first, *second, *head)


CASES = [
    dense_case(
        *("S0: 2-20-1, 1000 rows", 1000, (2, 20), 1),
        **{"batch_size": 250, "epochs": 1500, "learning_rate": 0.1, "momentum": 0.9, "validation": 0.15},
        activation="tanh",
    ),
    dense_case("robot: 24-64-32-4, 5456 rows", 5456, (24, 64, 32), 4, batch_size=128, epochs=200),
    dense_case("MNIST: 784-300-100-10, 20 000 rows", 20_000, (784, 300, 100), 10, batch_size=32, epochs=10),
    dense_case(
        *("Fashion: 784-256-128-10, 20 000 rows", 20_000, (784, 256, 128), 10),
        **{"batch_size": 128, "epochs": 20, "optimizer": "adam"},
    ),
    Case("California: wide & deep 8-30-30", 11_610, (8,), 0, 32, 30, wide_and_deep, wide_and_deep=True),
    Case(
        "LSTM(32), 2000 series of 20 x 8", 2000, (20, 8), 4, 32, 30, lstm, torch=torch_lstm, optimizer="adam"
    ),
    Case("S1 signs: CNN 64x64x3, 256 images", 256, (64, 64, 3), 6, 32, 10, signs, torch=torch_signs),
    Case(
        "S4 EMNIST: CNN 28x28, 512 images",
        512,
        (28, 28, 1),
        47,
        128,
        10,
        emnist,
        torch=torch_emnist,
        optimizer="adam",
    ),
]
