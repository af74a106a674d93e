"""What the filters of a convolution look for, and what they find."""

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, ModelError


def test_filters_and_feature_maps_are_those_of_the_network():
    model = ann.models.cnn((6, 6, 1), 2, blocks=[[3]], seed=0)
    kernel = model.get_weights()[0]
    sheet = ann.plots.filters(model).images[0].get_array()
    np.testing.assert_allclose(sheet[:3, :3], kernel[:, :, 0, 0])
    np.testing.assert_allclose(sheet[:3, 4:], kernel[:, :, 0, 1])
    np.testing.assert_allclose(sheet[4:, :3], kernel[:, :, 0, 2])
    picture = np.random.default_rng(0).normal(size=(6, 6)).astype("float32")
    maps = ann.plots.feature_maps(model, picture).images[0].get_array()
    wanted = sum(picture[i : i + 4, j : j + 4] * kernel[i, j, 0, 1] for i in range(3) for j in range(3))
    np.testing.assert_allclose(maps[:4, 5:], np.maximum(wanted, 0), atol=1e-5)
    with pytest.raises(ModelError, match="the convolutions of 'cnn' are"):
        ann.plots.filters(model, "dense")
    with pytest.raises(DataError, match=r"rows of shape \(5, 5\) but the model 'cnn' expects \(6, 6, 1\)"):
        ann.plots.feature_maps(model, np.zeros((5, 5)))
