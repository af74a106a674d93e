import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import recall_score
from sklearn.tree import DecisionTreeClassifier

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError

MAKERS = [
    datasets.generate_california_case,
    datasets.generate_covtype_case,
    datasets.generate_credit_card_case,
    datasets.generate_bike_sharing_case,
    datasets.generate_weather_case,
]


@pytest.mark.parametrize("make", MAKERS)
def test_the_seed_decides_every_row(make):
    first, again, other = (make(n_samples=300, seed=seed) for seed in (1, 1, 2))
    assert first.X.tobytes() == again.X.tobytes()
    assert first.y.tobytes() == again.y.tobytes()
    assert first.X.tobytes() != other.X.tobytes()
    assert len(first) == 300
    assert np.isfinite(first.X).all()
    assert first.provenance["generator"] == make.__name__


@pytest.mark.parametrize("make", MAKERS)
def test_counts_and_seeds_are_checked(make):
    with pytest.raises(DataError, match="n_samples=0"):
        make(n_samples=0)
    with pytest.raises(DataError, match="seed=-1"):
        make(seed=-1)


def test_covtype_keeps_its_imbalance_and_its_signal():
    data = datasets.generate_covtype_case(n_samples=12_000)
    shares = np.bincount(data.y) / len(data)
    assert shares == pytest.approx([0.365, 0.488, 0.062, 0.005, 0.016, 0.030, 0.035], abs=0.002)
    assert (data.X[:, 10:14].sum(axis=1) == 1).all()
    assert (data.X[:, 14:].sum(axis=1) == 1).all()
    train, test = data.split(0.8, 0.2)
    score = DecisionTreeClassifier(max_depth=10, random_state=0).fit(*train).score(*test)
    assert 0.75 < score < 0.97


def test_frauds_are_rare_and_most_of_them_can_be_found():
    data = datasets.generate_credit_card_case(n_samples=60_000)
    assert data.y.sum() == round(60_000 * 492 / 284_807)
    train, test = data.split(0.6, 0.4)
    scaled = train.scale(), test.scale(like=train)
    found = LogisticRegression(max_iter=300).fit(*scaled[0]).predict(scaled[1].X)
    assert 0.55 < recall_score(test.y, found) < 0.95
    for share in (0, 0.7, "few"):
        with pytest.raises(DataError, match="fraud_share="):
            datasets.generate_credit_card_case(fraud_share=share)


def test_california_is_capped_and_bends():
    data = datasets.generate_california_case(n_samples=6000)
    assert data.y.max() == pytest.approx(5.00001)
    assert 0.01 < (data.y > 5).mean() < 0.12
    train, test = data.split(0.8, 0.2)
    line = LinearRegression().fit(*train).score(*test)
    trees = RandomForestRegressor(30, max_depth=12, random_state=0).fit(*train).score(*test)
    assert 0.4 < line < trees - 0.04
    assert 0.7 < trees < 0.95
    assert datasets.generate_california_case(n_samples=9, noise=0).provenance["arguments"]["noise"] == 0


def test_bicycles_follow_the_clock():
    data = datasets.generate_bike_sharing_case(n_samples=5000)
    named = dict(zip(data.feature_names, data.X.T, strict=True))
    hour = (np.rint(np.arctan2(named["hour_sin"], named["hour_cos"]) / (2 * np.pi) * 24) % 24).astype(int)
    work = named["workingday"] == 1
    registered = [data.y[work & (hour == h), 1].mean() for h in range(24)]
    assert np.argmax(registered) in (17, 18)
    assert registered[8] > 1.5 * registered[11]
    assert data.y[~work, 0].mean() > 1.5 * data.y[work, 0].mean()
    assert (data.y >= 0).all()
    assert (data.X[:, 9:13].sum(axis=1) == 1).all()


def test_weather_feels_as_the_formulas_say():
    data = datasets.generate_weather_case(n_samples=9000, noise=0)
    named = dict(zip(data.feature_names, data.X.T, strict=True))
    temperature, wind = named["temperature_C"], named["wind_speed_kmh"]
    assert (data.y[(temperature < 5) & (wind > 20)] < temperature[(temperature < 5) & (wind > 20)]).all()
    mild = (temperature > 10) & (temperature < 27)
    assert (data.y[mild] == temperature[mild]).all()
    assert -25 < temperature.min() < 0 < 25 < temperature.max() < 45
    noisy = datasets.generate_weather_case(n_samples=9000, noise=0.5)
    assert (noisy.y - data.y).std() == pytest.approx(0.5, rel=0.05)
