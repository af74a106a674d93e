"""Who trains: the toolkit, ``keras.Model.fit``, scikit-learn's MLP and PyTorch's eager loop."""

from __future__ import annotations

import importlib.util
import time
import warnings
from typing import Any, Protocol

import keras
import numpy as np

from ann_toolkit.training import fit
from ann_toolkit.training.engine import cache

from .cases import Case


class Rival(Protocol):
    """Something that trains a case; its construction is no part of the time."""

    def train(self, epochs: int) -> None:
        """Go on training for so many epochs."""


class Ours:
    """``ann.training.fit``, with no compiled function left over from before."""

    def __init__(self, case: Case, rows: int | None = None, batch_size: int | None = None) -> None:
        cache.forget_all()
        keras.utils.set_random_seed(0)
        self.model = case.keras()
        self.data = case.data(rows)
        self.arguments = {
            "batch_size": batch_size or case.batch_size,
            "validation_split": case.validation,
            "verbose": 0,
        }

    def train(self, epochs: int) -> None:
        fit(self.model, *self.data, epochs=epochs, **self.arguments)


class Keras(Ours):
    """``keras.Model.fit``."""

    def train(self, epochs: int) -> None:
        self.model.fit(*self.data, epochs=epochs, **self.arguments)


class ScikitLearn:
    """``MLPClassifier`` or ``MLPRegressor``; it does no validation here."""

    def __init__(self, case: Case) -> None:
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        self.data = case.data()
        self.network = (MLPClassifier if case.n_classes else MLPRegressor)(
            case.hidden,
            activation=case.activation,
            solver=case.optimizer,
            alpha=0.0,
            batch_size=case.batch_size,
            learning_rate_init=case.learning_rate if case.optimizer == "sgd" else 0.001,
            momentum=case.momentum,
            tol=0.0,
            n_iter_no_change=10**9,
            random_state=0,
            warm_start=True,
        )

    def train(self, epochs: int) -> None:
        self.network.max_iter = epochs
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged
            self.network.fit(*self.data)


class PyTorch:
    """A plain eager loop over shuffled tensors, without a DataLoader, on as many threads as make it fastest."""

    def __init__(self, case: Case) -> None:
        import torch

        torch.manual_seed(0)
        self.torch, self.case = torch, case
        self.threads = 0  # all, until both are tried
        assert case.torch is not None
        self.model = case.torch(torch)
        x, y = case.data()
        if len(case.inputs) == 3:
            x = np.ascontiguousarray(x.transpose(0, 3, 1, 2))
        held = int(len(x) * case.validation)
        self.x, self.y = torch.from_numpy(x), torch.from_numpy(y)
        self.held = (self.x[len(x) - held :], self.y[len(x) - held :])
        self.x, self.y = self.x[: len(x) - held], self.y[: len(x) - held]
        parameters = self.model.parameters()
        self.optimizer = (
            torch.optim.Adam(parameters)
            if case.optimizer == "adam"
            else torch.optim.SGD(parameters, case.learning_rate, case.momentum)
        )
        if case.n_classes == 1:
            entropy = torch.nn.BCEWithLogitsLoss()
            self.loss: Any = lambda out, y: entropy(out[:, 0], y)
        else:
            self.loss = torch.nn.CrossEntropyLoss()

        cores = torch.get_num_threads()
        times = {}
        for threads in {1, cores}:  # small layers are slower on two threads than on one
            torch.set_num_threads(threads)
            self._train(1, most_steps=2)
            begin = time.perf_counter()
            self._train(1, most_steps=10)
            times[threads] = time.perf_counter() - begin
        self.threads = min(times, key=lambda threads: times[threads])
        torch.set_num_threads(cores)

    def train(self, epochs: int) -> None:
        before = self.torch.get_num_threads()
        self.torch.set_num_threads(self.threads or before)
        try:
            self._train(epochs)
        finally:
            self.torch.set_num_threads(before)

    def _train(self, epochs: int, most_steps: int | None = None) -> None:
        torch, size = self.torch, self.case.batch_size
        for _ in range(epochs):
            self.model.train()
            for chosen in torch.randperm(len(self.x)).split(size)[:most_steps]:
                self.optimizer.zero_grad()
                out = self.model(self.x[chosen])
                loss = self.loss(out, self.y[chosen])
                loss.backward()
                self.optimizer.step()
                loss.item()  # Keras reports loss and accuracy too
                self._accuracy(out.detach(), self.y[chosen])
            if len(self.held[0]):
                self.model.eval()
                with torch.no_grad():
                    out = self.model(self.held[0])
                    self.loss(out, self.held[1]).item()

    def _accuracy(self, out: Any, y: Any) -> float:
        guess = out[:, 0] > 0 if self.case.n_classes == 1 else out.argmax(1)
        return float((guess == y).float().mean())


def rivals_of(case: Case) -> dict[str, Any]:
    """The rivals that can train a case here, by name."""
    rivals: dict[str, Any] = {"ann_toolkit": Ours, "keras fit": Keras}
    if case.hidden:
        rivals["scikit-learn"] = ScikitLearn
    if case.torch and has_torch():
        rivals["PyTorch"] = PyTorch
    return rivals


def has_torch() -> bool:
    return importlib.util.find_spec("torch") is not None
