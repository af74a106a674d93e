import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError

SHAPES = [
    datasets.generate_blobs_case,
    datasets.generate_circles_case,
    datasets.generate_gaussians_case,
    datasets.generate_moons_case,
    datasets.generate_spiral_case,
    datasets.generate_xor_case,
]
CLASSES = [*SHAPES, datasets.generate_classification_case1, datasets.generate_classification_case2]
OTHERS = [
    datasets.generate_plane_case,
    datasets.generate_bumps_case,
    datasets.generate_sines_case,
    datasets.generate_parity_case,
    datasets.generate_adding_case,
]


@pytest.mark.parametrize("make", [*CLASSES, *OTHERS])
def test_the_seed_decides_every_byte(make):
    first, again, other = (make(n_samples=50, seed=seed) for seed in (7, 7, 8))
    assert first.X.tobytes() == again.X.tobytes()
    assert first.y.tobytes() == again.y.tobytes()
    assert first.X.tobytes() != other.X.tobytes()
    assert len(first) == 50
    assert first.provenance["generator"] == make.__name__


@pytest.mark.parametrize("make", [*CLASSES, *OTHERS])
def test_arguments_are_checked(make):
    with pytest.raises(DataError, match="n_samples=0"):
        make(n_samples=0)
    with pytest.raises(DataError, match=r"seed=-3"):
        make(seed=-3)


@pytest.mark.parametrize("make", CLASSES)
def test_classes_can_be_made_uneven(make):
    data = make(n_samples=1000, weights=(0.95, 0.05))
    assert np.bincount(data.y).tolist() == [950, 50]
    assert np.bincount(make(n_samples=1000).y).tolist() == [500, 500]
    for weights in ((0.5,), (0.5, 0.6), (1.2, -0.2), ("a", "b"), 0.3):
        with pytest.raises(DataError, match="weights="):
            make(weights=weights)


@pytest.mark.parametrize("make", CLASSES)
def test_labels_can_be_made_wrong_while_the_points_stay(make):
    right, wrong = make(n_samples=1000), make(n_samples=1000, label_noise=0.1)
    assert (right.X == wrong.X).all()
    assert (right.y != wrong.y).sum() == 100
    assert wrong.provenance["arguments"]["label_noise"] == 0.1
    for share in (1, -0.1, "some"):
        with pytest.raises(DataError, match="label_noise="):
            make(label_noise=share)


def scores(data):
    train, test = data.split(0.5, 0.5)
    line = LogisticRegression(max_iter=2000).fit(*train).score(*test)
    near = KNeighborsClassifier(5).fit(*train).score(*test)
    return line, near


@pytest.mark.parametrize(
    ("name", "line", "near"),
    [
        ("circles", (0.4, 0.7), 0.98),
        ("moons", (0.8, 0.95), 0.98),
        ("spiral", (0.4, 0.75), 0.95),
        ("xor", (0.3, 0.7), 0.97),
        ("gaussians", (0.98, 1), 0.98),
        ("blobs", (0.98, 1), 0.98),
    ],
)
def test_shapes_are_as_hard_as_they_look(name, line, near):
    data = datasets.generate_classification_case(name, n_samples=1500)
    lowest, highest = line
    by_line, by_neighbours = scores(data)
    assert lowest <= by_line <= highest
    assert by_neighbours >= near


def test_shapes_have_their_number_of_classes():
    assert datasets.generate_classification_case("spiral", n_classes=4).n_classes == 4
    assert datasets.generate_blobs_case(n_samples=30, n_classes=3, n_features=100).X.shape == (30, 100)
    with pytest.raises(DataError, match="n_classes=3: the case 'xor' has 2 classes"):
        datasets.generate_classification_case("xor", n_classes=3)
    with pytest.raises(DataError, match="case='star' is unknown; choose one of 1, 2, blobs, circles"):
        datasets.generate_classification_case("star")
    with pytest.raises(DataError, match="n_features=0"):
        datasets.generate_blobs_case(n_features=0)


def test_a_plane_is_flat_and_bumps_are_not():
    plane, bumps = datasets.generate_plane_case(), datasets.generate_bumps_case()
    assert LinearRegression().fit(*plane).score(*plane) == pytest.approx(1)
    assert LinearRegression().fit(*bumps).score(*bumps) < 0.1
    noisy = datasets.generate_bumps_case(4000, noise=0.3)
    assert (noisy.y - datasets.bumps(noisy.X)).std() == pytest.approx(0.3, rel=0.06)
    with pytest.raises(DataError, match="noise=-1"):
        datasets.generate_plane_case(noise=-1)


def test_sines_go_on_where_they_stop():
    data = datasets.generate_sines_case(n_samples=200, n_steps=40, n_ahead=3, noise=0)
    assert data.X.shape == (200, 40, 1)
    assert data.y.shape == (200, 3)
    step = np.abs(np.diff(data.X[:, :, 0], axis=1)).max()
    assert np.abs(data.y[:, 0] - data.X[:, -1, 0]).max() <= step * 1.3
    assert datasets.generate_sines_case(n_samples=5).y.shape == (5,)


def test_parity_and_adding_hide_nothing():
    bits, odd = datasets.generate_parity_case(n_samples=500, n_steps=6)
    assert set(np.unique(bits)) == {0, 1}
    assert (bits.sum(axis=(1, 2)) % 2 == odd).all()
    X, y = datasets.generate_adding_case(n_samples=3000, n_steps=9)
    assert (X[..., 1].sum(axis=1) == 2).all()
    assert (X[:, :4, 1].sum(axis=1) == 1).all()
    assert y.var() == pytest.approx(1 / 6, rel=0.1)
    with pytest.raises(DataError, match="n_steps=1: expected a whole number, 2 or more"):
        datasets.generate_adding_case(n_steps=1)
