"""What the tests of training share."""

import pytest


@pytest.fixture
def no_fallback(monkeypatch):
    """A training that is left to ``keras.Model.fit`` fails: it would compare Keras with itself."""

    def refuse(model, arguments, callbacks):
        raise AssertionError(f"the training of {model.name!r} was left to keras.Model.fit")

    monkeypatch.setattr("ann_toolkit.training.fitting.fit_with_keras", refuse)
