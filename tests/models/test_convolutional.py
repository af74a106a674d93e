"""Convolutional networks: the course's own, and images that a network has no room for."""

import ann_toolkit as ann


def test_the_signs_network_of_s1_layer_by_layer():
    model = ann.models.cnn()
    kinds = [(type(layer).__name__, layer.output.shape[1:], layer.count_params()) for layer in model.layers]
    assert kinds == [
        ("Conv2D", (62, 62, 32), 896),
        ("Conv2D", (60, 60, 32), 9248),
        ("MaxPooling2D", (30, 30, 32), 0),
        ("Flatten", (28800,), 0),
        ("Dense", (6,), 172806),
    ]
    assert model.count_params() == 182950
    assert [layer.activation.__name__ for layer in model.layers[:2]] == ["relu", "relu"]
    assert model.layers[-1].activation.__name__ == "softmax"
