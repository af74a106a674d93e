"""The network: layers in a row, trained by gradient descent. Follow ``fit`` down to the weight update.

``fit`` goes epoch by epoch and batch by batch; ``train_on_batch`` is the whole of learning: forward,
loss, backward, update. What a layer does stands in ``layers.py``, what an update is in ``optimizers.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ann_toolkit.scratch import log, losses, metrics, optimizers
from ann_toolkit.scratch.checks import inputs, targets
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.history import History
from ann_toolkit.scratch.keras_bridge import layers_from_keras, to_keras
from ann_toolkit.scratch.layers import ActivatedLayer, Layer, Parameter, Shape
from ann_toolkit.scratch.stopping import Stopping

if TYPE_CHECKING:
    import keras


class Network:
    """Layers in a row.

    Args:
        layers: from the input's side to the output's.
        loss: a name of ``losses``; unless said, the one that fits the last activation: softmax with
            categorical cross-entropy, sigmoid with binary cross-entropy, any other with the squared error.
        optimizer: "sgd", "momentum", "adam", or one with settings such as ``Adam(0.01)``.
        input_shape: the shape of one row; unless said, that of the first data seen.
        seed: for the first weights, the order of the rows and dropout.
        dtype: "float32" as Keras, or "float64" to check gradients.

    >>> from ann_toolkit.scratch.layers import Dense
    >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> network = Network([Dense(8, "tanh"), Dense(1, "sigmoid")], optimizer=optimizers.Adam(0.05), seed=0)
    >>> history = network.fit(X, np.array([0, 1, 1, 0]), epochs=200, batch_size=4)
    >>> network.predict_classes(X)
    array([0, 1, 1, 0])
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        loss: str | losses.Loss | None = None,
        optimizer: str | optimizers.Optimizer = "sgd",
        input_shape: Shape | None = None,
        seed: int = 0,
        dtype: str = "float32",
    ) -> None:
        if not layers:
            raise ScratchError("the network has no layers; give at least one, such as [Dense(1)]")
        self.layers, self.dtype = list(layers), dtype
        self.rng = np.random.default_rng(seed)
        last = getattr(self.layers[-1], "activation", None)
        self.output_activation = last.name if last is not None else "linear"
        usual = {"softmax": "categorical_crossentropy", "sigmoid": "binary_crossentropy"}
        self.loss = losses.get_loss(loss or usual.get(self.output_activation, "mean_squared_error"))
        self.optimizer = optimizers.get_optimizer(optimizer)
        self.output_shape: Shape = ()
        if input_shape is not None:
            self.build(input_shape)

    # ---- learning: from fit to the weight update ----

    def fit(
        self,
        X: Any,
        y: Any,
        epochs: int = 1,
        batch_size: int = 32,
        validation_data: tuple[Any, Any] | None = None,
        shuffle: bool = True,
        stopping: Stopping | None = None,
        verbose: int = 0,
        report: Callable[[str], object] = print,
    ) -> History:
        """Train on the rows of ``X`` and ``y``.

        Args:
            X: inputs, shape (n, *input_shape).
            y: class labels (n,) or one-hot (n, classes), or numbers (n,) or (n, outputs).
            epochs: how many times every row is seen.
            batch_size: rows for each update: n is batch, 1 stochastic, between them mini-batch.
            validation_data: ``(X, y)`` to judge by after each epoch.
            shuffle: whether the rows come in another order in each epoch.
            stopping: when to stop before the last epoch.
            verbose: 1 prints S3's table, 0 nothing.
            report: where the lines of that table go.

        Returns:
            The history: loss and score of training (the mean over the batches, as in Keras), and
            val_loss and val_score of the validation rows.

        Raises:
            ScratchError: the data does not fit the network, or training diverges.
        """
        X, y = self.check(X, y, "training data")
        validation = self.check(*validation_data, "validation data") if validation_data is not None else None
        if batch_size < 1 or epochs < 1:
            raise ScratchError(f"epochs={epochs}, batch_size={batch_size}; expected 1 or more of each")
        stopping = stopping or Stopping()
        stopping.begin()
        history = History(stopped=f"all {epochs} epochs were done")
        for epoch in range(1, epochs + 1):
            order = self.rng.permutation(len(X)) if shuffle else np.arange(len(X))
            history.add(self.train_one_epoch(X[order], y[order], batch_size, epoch))
            if validation is not None:
                history.add({f"val_{key}": value for key, value in self.judge(*validation).items()})
            reason = stopping.reason(epoch, *self._for_stopping(history))
            if verbose and epoch == 1:
                report(log.header(list(history.history)))
            if verbose and (log.worth_printing(epoch) or reason or epoch == epochs):
                report(log.row(history.history, stopping.waited))
            if reason:
                history.stopped = f"stopped after epoch {epoch}: {reason}"
                break
        return history

    def train_one_epoch(self, X: np.ndarray, y: np.ndarray, batch_size: int, epoch: int) -> dict[str, float]:
        """Every row once, batch after batch; the loss and the score of the epoch."""
        total, predicted = 0.0, np.empty((len(X), *self.output_shape), self.dtype)
        for start in range(0, len(X), batch_size):
            batch = slice(start, start + batch_size)
            loss, predicted[batch] = self.train_on_batch(X[batch], y[batch])
            if not np.isfinite(loss):
                raise ScratchError(
                    f"training diverged in epoch {epoch}: the loss became {loss}; the learning rate "
                    f"{self.optimizer.learning_rate:g} is too large, divide it by 10 (or clip the gradients)"
                )
            total += loss * len(X[batch])
        return {"loss": total / len(X), **self.scores(y, predicted, brief=True)}

    def train_on_batch(self, x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
        """Forward, loss, backward, update: the whole of learning. Gives the loss and the predictions."""
        with np.errstate(over="ignore", invalid="ignore"):  # a loss that is not finite is reported above
            predicted = self.forward(x, training=True)
            loss = self.loss(y, predicted) + self.optimizer.penalty(self.parameters())
            self.backward(y, predicted, to_inputs=False)
            self.optimizer.update(self.parameters())
        return loss, predicted

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """From the inputs to the outputs, layer by layer."""
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def backward(self, y: np.ndarray, predicted: np.ndarray, to_inputs: bool = True) -> np.ndarray:
        """From the loss back to the inputs; leaves its gradient in every parameter.

        Training asks for no gradient of the inputs (``to_inputs``), which saves the first layer a product.
        """
        fused = isinstance(self.layers[-1], ActivatedLayer) and self.output_activation == self.loss.fused_with
        gradient = self.loss.fused_gradient(y, predicted) if fused else self.loss.gradient(y, predicted)
        for layer in reversed(self.layers):
            if not isinstance(layer, ActivatedLayer):
                gradient = layer.backward(gradient)
                continue
            delta = gradient if fused else layer.activation.backward(gradient, layer.z)
            fused = False  # only the last layer's activation melts into the loss
            layer.learn(delta)
            gradient = layer.pass_back(delta) if to_inputs or layer is not self.layers[0] else delta
        return gradient

    # ---- using what was learned ----

    def predict(self, X: Any, batch_size: int = 1024) -> np.ndarray:
        """The outputs for the rows of ``X``, shape (n, outputs)."""
        X = self._inputs(X, "data")
        return np.concatenate([self.forward(X[i : i + batch_size]) for i in range(0, len(X), batch_size)])

    def predict_classes(self, X: Any) -> np.ndarray:
        """The class of each row, shape (n,); for several sigmoid outputs 0 or 1 each, shape (n, outputs)."""
        p = self.predict(X)
        several = self.output_activation == "sigmoid" and p.shape[1] > 1
        return (p > 0.5).astype(int) if several else metrics.classes(p)

    def evaluate(self, X: Any, y: Any) -> dict[str, float]:
        """Loss and scores on rows it may never have seen."""
        return self.judge(*self.check(X, y, "data"))

    def judge(self, X: np.ndarray, y: np.ndarray) -> dict[str, float]:
        """``evaluate`` for arrays that were checked before."""
        predicted = self.predict(X)
        loss = self.loss(y, predicted) + self.optimizer.penalty(self.parameters())
        return {"loss": loss, **self.scores(y, predicted)}

    def scores(self, y: np.ndarray, predicted: np.ndarray, brief: bool = False) -> dict[str, float]:
        """Accuracy (and recall and F1 unless ``brief``) for classes, R2 for numbers."""
        return metrics.scores(y, predicted, self.output_activation, brief) if y.ndim == 2 else {}

    # ---- what it is made of ----

    def build(self, input_shape: Shape) -> Network:
        """Make the weights for rows of ``input_shape``; layer by layer, each from the one before."""
        self.input_shape = shape = tuple(input_shape)
        for layer in self.layers:
            shape = layer.build(shape, self.rng, self.dtype)
        self.output_shape = shape
        return self

    @property
    def classifies(self) -> bool:
        """Whether the outputs are probabilities of classes."""
        return self.output_activation in ("softmax", "sigmoid")

    def parameters(self) -> list[Parameter]:
        """Every parameter, from the input's side to the output's."""
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def count(self) -> int:
        """How many numbers are learned."""
        return sum(parameter.value.size for parameter in self.parameters())

    def get_weights(self) -> list[np.ndarray]:
        """Copies of the weights, in Keras' order."""
        return [parameter.value.copy() for parameter in self.parameters()]

    def set_weights(self, weights: Sequence[np.ndarray]) -> None:
        """Put ``weights`` (in the order of ``get_weights``) in the place of its own.

        Raises:
            ScratchError: their number or a shape is not that of this network.
        """
        given, own = [np.shape(w) for w in weights], [p.value.shape for p in self.parameters()]
        if given != own:
            raise ScratchError(f"the weights have shapes {given}; this network has {own}")
        for parameter, weight in zip(self.parameters(), weights, strict=True):
            parameter.value = np.array(weight, self.dtype)

    def summary(self) -> str:
        """A table of the layers with the shapes of their outputs and the number of parameters.

        >>> from ann_toolkit.scratch.layers import Dense
        >>> print(Network([Dense(4, "relu"), Dense(2, "softmax")], input_shape=(3,)).summary())
        Layer                 Output         Parameters
        Dense (relu)          (4,)                   16
        Dense (softmax)       (2,)                   10
        Total                                        26
        """
        lines = [f"{'Layer':<22}{'Output':<15}{'Parameters':>10}"]
        for layer in self.layers:
            kind = f"{layer.name} ({layer.activation.name})" if hasattr(layer, "activation") else layer.name
            count = sum(p.value.size for p in layer.parameters())
            lines.append(f"{kind:<22}{getattr(layer, 'output_shape', '?')!s:<15}{count:>10,}")
        return "\n".join([*lines, f"{'Total':<37}{self.count():>10,}"])

    def to_keras(self) -> keras.Model:
        """The same network with the same weights as a compiled Keras model."""
        return to_keras(self)

    @classmethod
    def from_keras(cls, model: keras.Model) -> Network:
        """The network that a ``keras.Sequential`` is, with its weights."""
        network = cls(layers_from_keras(model), input_shape=model.input_shape[1:])
        network.set_weights([np.asarray(weight) for weight in model.get_weights()])
        return network

    # ---- checks ----

    def check(self, X: Any, y: Any, what: str) -> tuple[np.ndarray, np.ndarray]:
        """``X`` and ``y`` as this network needs them; builds the weights when it meets its first data."""
        X = self._inputs(X, what)
        y = targets(y, len(X), self.output_shape, self.output_activation, what)
        return X, y.astype(self.dtype)

    def _inputs(self, X: Any, what: str) -> np.ndarray:
        X = inputs(X, what)
        if not self.output_shape:
            self.build(X.shape[1:])
        if X.shape[1:] != self.input_shape:
            raise ScratchError(
                f"the {what} has rows of shape {X.shape[1:]}; this network was built for {self.input_shape}"
            )
        return X.astype(self.dtype, copy=False)

    def _for_stopping(self, history: History) -> tuple[float, float | None, float | None]:
        last = {key: values[-1] for key, values in history.history.items()}
        score = "accuracy" if self.classifies else "r2"
        return last["loss"], last.get(f"val_{score}", last.get(score)), last.get("val_loss")
