"""What ``keras.Model.fit`` accepts, ``fit`` trains, with the same result: by Keras where the engine cannot."""

from __future__ import annotations

import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf
from keras import layers, ops

from ann_toolkit.training import DivergenceWarning, fit
from tests.training.small_models import X, Y
from tests.training.twins import assert_same, classifier, compiled, regression, train

C = np.arange(40) % 3
WORDS = np.array([["a"], ["b"], ["a b"], ["c"]] * 10)
RAGGED = tf.ragged.constant([[1.0] * (1 + i % 4) for i in range(40)])
SPARSE = tf.sparse.from_dense(np.where(X > 0, X, 0))


class Sums(keras.Model):
    """Reads ragged rows, and a second input where there is one."""

    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(1)

    def call(self, inputs):
        if not isinstance(inputs, dict):
            return self.dense(tf.reduce_sum(inputs, 1)[:, None])
        more = inputs.get("more")
        return self.dense(inputs["first"] if more is None else inputs["first"] + more)


class Small(Sums):
    """Wants small answers, whatever the targets."""

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return ops.mean(ops.square(y_pred))


class AnyTargets(keras.losses.Loss):
    """Time and whether it was seen to the end: two columns of targets for one output."""

    def call(self, y_true, y_pred):
        return ops.mean(ops.square(y_true[:, :1] - y_pred) * y_true[:, 1:], axis=-1)


def reads_text():
    vectors = layers.TextVectorization(output_mode="multi_hot", vocabulary=["a", "b", "c"])
    return keras.Sequential([keras.Input((1,), dtype="string"), vectors, layers.Dense(1)])


def reads_sparse():
    start = keras.Input((3,), sparse=True)
    return compiled(keras.Model(start, layers.Dense(1)(start)), jit_compile=False)


def named_inputs():
    start = {name: keras.Input((3,), name=name) for name in ("first", "more")}
    return compiled(keras.Model(start, layers.Dense(1)(layers.Add()(list(start.values())))))


def line(**others):
    return compiled(regression(shape=(3,), n_outputs=1), **others)


def two_outputs(loss):
    start = keras.Input((3,))
    first = layers.Dense(1)(start)
    return compiled(keras.Model(start, [first, layers.ReLU()(first)]), loss)


def ignoring(label):
    return keras.losses.SparseCategoricalCrossentropy(ignore_class=label)


ACCEPTED = {
    "ragged": (lambda: compiled(Sums()), RAGGED, Y, {}),
    "ragged validation": (lambda: compiled(Sums()), RAGGED, Y, dict(validation_split=0.25)),
    "sparse": (reads_sparse, SPARSE, Y, {}),
    "text": (lambda: compiled(reads_text()), tf.constant(WORDS), Y, {}),
    "None for an optional input": (lambda: compiled(Sums()), {"first": X, "more": None}, Y, {}),
    "inputs by name": (named_inputs, {"more": X, "first": -X}, Y, dict(validation_split=0.25)),
    "NaN that is waited for": (line, X, np.where(Y > 3, np.nan, Y), "TerminateOnNaN"),
    "no targets": (lambda: compiled(Small(), None), X, None, {}),
    "targets of a loss of one's own": (lambda: line(loss=AnyTargets()), X, X[:, :2], {}),
    "labels to be ignored": (lambda: compiled(classifier(shape=(3,)), ignoring(-1)), X, C - 1, {}),
    "a loss chosen by the targets": (
        *(lambda: compiled(classifier(shape=(3,)), "crossentropy", metrics=["acc"]), X, C, {}),
    ),
    "an output without a loss": (lambda: two_outputs(["mse", None]), X, [Y, None], {}),
    "numbers of NumPy": (line, X, Y, dict(epochs=np.int64(3), batch_size=np.array(7))),
    "a share of NumPy": (line, X, Y, dict(validation_split=np.float32(0.25), validation_freq=2)),
    "a split that is not used": (line, X, Y, dict(validation_split=-1, validation_data=(X, Y))),
    "inputs to validate on, alone": (
        *(lambda: compiled(Small(), None), X, None, dict(validation_data=(X,))),
    ),
    "weights of another kind": (line, X, Y, dict(sample_weight=tf.constant(abs(Y)))),
    "classes by NumPy's numbers": (
        *(lambda: compiled(classifier(shape=(3,)), "sparse_categorical_crossentropy"), X, C),
        dict(class_weight={np.int64(0): np.float32(2), 7: 3}),
    ),
    "an optimizer that begins otherwise": (
        *(lambda: line(optimizer=keras.optimizers.ScheduleFreeAdamW(0.01)), X, Y, {}),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ACCEPTED)
def test_what_keras_accepts_is_trained_as_keras_does(name):
    build, x, y, arguments = ACCEPTED[name]

    def trained(engine):
        more = arguments
        if more == "TerminateOnNaN":
            more = dict(callbacks=[keras.callbacks.TerminateOnNaN()], epochs=1, batch_size=40)
        return train(build, x, y, engine, **{"epochs": 2, **more})

    if arguments == "TerminateOnNaN":
        with pytest.warns(DivergenceWarning):
            ours = trained("auto")
        assert np.isnan(ours.history["loss"]).all()
        assert ours.history.keys() == trained("keras").history.keys()
    else:
        assert_same(trained("auto"), trained("keras"))


@pytest.mark.slow
def test_models_that_differ_in_precision_alone_share_no_compiled_function():
    def trained(engine, policy):
        keras.config.set_dtype_policy(policy)
        try:
            return train(line, X, Y, engine)
        finally:
            keras.config.set_dtype_policy("float32")

    for policy in ("float32", "mixed_bfloat16", "float64", "float32"):
        assert_same(trained("graph", policy), trained("keras", policy))


def test_rows_in_a_list_and_tables_that_mix_numbers_are_more_than_keras_takes():
    table = pd.DataFrame({"a": X[:, 0], "b": X[:, 1] > 0, "c": np.arange(40)})
    for given in ((list(X), list(Y)), (X.tolist(), Y.tolist()), (table, pd.Series(Y))):
        assert len(fit(line(), *given, verbose=0).history["loss"]) == 1


def test_text_as_pandas_and_numpy_hold_it():
    for words in (WORDS, WORDS.astype(object), pd.DataFrame(WORDS)):
        assert len(fit(compiled(reads_text()), words, Y, verbose=0).history["loss"]) == 1


def test_divergence_of_several_optimizers_names_no_learning_rate():
    several = keras.optimizers.MultiOptimizer(keras.optimizers.OptimizerMap(keras.optimizers.SGD(1e9), {}))
    model = line(optimizer=several)
    with pytest.warns(DivergenceWarning, match="the learning rate is too high$"):
        fit(model, X, Y, epochs=99, verbose=0)
