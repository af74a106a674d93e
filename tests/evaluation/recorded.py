"""A training whose weights were recorded."""

import ann_toolkit as ann


def recorded_training():
    """S0's network of two weights and a bias, with the weights of each epoch: the model, its data, the record."""
    data = ann.datasets.generate_classification_case1(n_samples=60, noise=0.2, seed=0)
    model = ann.models.perceptron(2, seed=0, name="small")
    recorder = ann.evaluation.WeightRecorder()
    ann.training.fit(model, *data, epochs=6, batch_size=30, verbose=0, callbacks=[recorder])
    return model, data, recorder
