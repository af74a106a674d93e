import numpy as np
import pytest

from ann_toolkit.datasets import DIRECTIONS, generate_robot_case, load_robot
from ann_toolkit.datasets.real import robot_simulator

SHARES = dict(zip(DIRECTIONS, (0.40, 0.38, 0.06, 0.15), strict=True))  # of the real recording


@pytest.fixture(scope="module")
def drive():
    return robot_simulator.simulate(5456, seed=0)


def test_directions_come_up_as_often_as_in_the_real_recording(drive):
    for name, share in SHARES.items():
        assert (drive.directions == name).mean() == pytest.approx(share, abs=0.04)


def test_readings_lie_within_the_range_of_the_sensors(drive):
    assert drive.sensors.min() > 0
    assert drive.sensors.max() == robot_simulator.RANGE
    assert (drive.sensors == drive.sensors.round(3)).all()
    lost = (drive.sensors == robot_simulator.RANGE).mean()
    assert 0.05 < lost < 0.3  # the real ring misses 13 % of its echoes


def test_every_direction_follows_from_the_rule(drive):
    front, left = drive.distances[:, 0], drive.distances[:, 1]
    ruled = [robot_simulator.direction(*pair) for pair in zip(front, left, strict=True)]
    assert ruled == drive.directions.tolist()


@pytest.mark.parametrize(
    ("front", "left", "name"),
    [
        (0.9, 0.7, "Sharp-Right-Turn"),
        (0.901, 0.494, "Slight-Right-Turn"),
        (0.901, 0.495, "Move-Forward"),
        (3.0, 0.9, "Move-Forward"),
        (3.0, 0.901, "Slight-Left-Turn"),
    ],
)
def test_the_limits_of_the_rule(front, left, name):
    assert robot_simulator.direction(front, left) == name


def test_consecutive_rows_are_consecutive_moments(drive):
    steps = np.abs(np.diff(drive.distances[:, 1]))
    anywhere = np.abs(drive.distances[:, 1] - np.random.default_rng(0).permutation(drive.distances[:, 1]))
    assert np.median(steps) < np.median(anywhere) / 5


def test_the_three_files_of_a_seed_belong_together():
    ring, four, two = (generate_robot_case(50, sensors, seed=3) for sensors in (24, 4, 2))
    assert (robot_simulator.shortest_distances(ring.X) == four.X).all()
    assert (four.X[:, :2] == two.X).all()
    assert (ring.y == four.y).all()
    assert generate_robot_case(50, 24, seed=4).X.tobytes() != ring.X.tobytes()


def test_the_body_keeps_the_robot_off_the_walls():
    kept = robot_simulator.kept_off_walls
    assert kept(np.array([0.1, 2.0])) == pytest.approx([0.3, 2.0])
    assert kept(np.array([1.0, 2.0])) == pytest.approx([1.0, 2.0])


def test_rays_meet_the_walls_at_the_right_distance_and_angle():
    place = np.array([0.5, 2.0])
    distance, incidence = robot_simulator.cast_rays(place, np.array([np.pi, np.pi * 3 / 4]))
    assert distance == pytest.approx([0.5, 0.5 * np.sqrt(2)])
    assert incidence == pytest.approx([0, np.pi / 4], abs=1e-9)


@pytest.mark.slow
def test_network_b_trained_on_simulation_works_on_the_real_robot(real_files):
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    real = load_robot(*real_files("sensor_readings_4.data"), sensors=4)
    network = make_pipeline(StandardScaler(), MLPClassifier((20, 20), max_iter=150, tol=1e-3, random_state=0))
    network.fit(*generate_robot_case(sensors=4, seed=0))
    assert network.score(*real) >= 0.90


def test_the_24_sensors_look_like_the_real_ones(real_files):
    real = load_robot(*real_files("sensor_readings_24.data"))
    made = generate_robot_case(seed=0)
    levels = np.linspace(0.05, 0.95, 19)
    apart = np.abs(np.quantile(real.X, levels, axis=0) - np.quantile(made.X, levels, axis=0)).mean(axis=0)
    assert apart.mean() < 0.4  # metres; measured 0.31, while two halves of the real drive differ by 0.12
    assert np.corrcoef(np.median(real.X, axis=0), np.median(made.X, axis=0))[0, 1] > 0.9
