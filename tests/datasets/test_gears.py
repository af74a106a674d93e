import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import (
    GEAR_INPUTS,
    GEAR_OUTPUTS,
    count_defects,
    gear_table,
    generate_gear_case,
    load_gears,
)
from ann_toolkit.datasets.real import gears
from ann_toolkit.datasets.real.gear_simulator import part_defect_rates, transmission_error

MIDDLE = {"tolerances": np.full(7, 12.0), "capabilities": np.full(7, 1.0), "admissible": 10.0}


def assembly_rate(n_pairs=100_000, seed=0, **changes):
    counts = count_defects(**{**MIDDLE, **changes}, n_pairs=n_pairs, rng=np.random.default_rng(seed))
    return counts[3] / counts[2]


def test_designs_fill_the_domain():
    for sampling in gears.SAMPLINGS:
        designs = gears.gear_designs(300, seed=1, sampling=sampling)
        assert designs.shape == (300, 15)
        assert (designs >= gears.LOWEST).all()
        assert (designs <= gears.HIGHEST).all()
        share = (designs - gears.LOWEST) / (gears.HIGHEST - gears.LOWEST)
        # far more even than chance, whose means would scatter by 0.017
        assert np.abs(share.mean(axis=0) - 0.5).max() < 0.01


@settings(max_examples=10)
@given(k=st.lists(st.floats(0.7, 1.3), min_size=7, max_size=7), seed=st.integers(0, 1000))
def test_parts_conform_as_often_as_the_closed_form_says(k, seed):
    n = 200_000
    counts = count_defects(np.full(7, 5.0), np.array(k), 10.0, n, np.random.default_rng(seed))
    exact = part_defect_rates(np.array(k))
    error = np.sqrt(exact * (1 - exact) / n)
    assert (np.abs(counts[:2] / n - exact) < 5 * error).all()
    both = np.prod(1 - exact)
    assert abs(counts[2] / n - both) < 5 * np.sqrt(both * (1 - both) / n)


def test_small_shares_keep_their_digits():
    assert part_defect_rates(np.full(7, 3.0)) == pytest.approx(3 * 2 * 1.1285884e-19, rel=1e-6)


def test_the_long_wave_is_what_a_full_hunting_cycle_shows():
    """Turn two eccentric wheels of 20 and 61 teeth until every tooth has met every other one."""
    rng = np.random.default_rng(0)
    tooth = np.arange(20 * 61)
    for _ in range(5):
        r1, p1, r2, p2 = rng.uniform(1, 10, 4)
        turns = rng.random(3)
        wheel = [
            (r / 2) * np.cos(2 * np.pi * tooth / z) + (p / 2) * np.cos(2 * np.pi * (tooth / z + turn))
            for r, p, z, turn in ((r1, p1, 20, turns[0]), (r2, p2, 61, turns[1]))
        ]
        peak_to_peak = np.ptp(wheel[0] + wheel[1])
        deviations = np.array([[p1], [r1], [0.0], [p2], [r2], [0.0], [0.0]])
        formula = transmission_error(deviations, turns[:, None])[0]
        assert formula == pytest.approx(peak_to_peak / 2 + (p1 + p2) / 6, rel=0.02)


def test_more_tolerance_makes_more_defective_assemblies():
    for which in range(7):
        rates = []
        for tolerance in (2.0, 12.0, 28.0):
            tolerances = MIDDLE["tolerances"].copy()
            tolerances[which] = tolerance
            rates.append(assembly_rate(tolerances=tolerances))
        assert rates[0] < rates[1] < rates[2]


def test_more_capability_makes_fewer():
    for which in range(7):
        rates = []
        for capability in (0.75, 1.2, 2.5):
            capabilities = MIDDLE["capabilities"].copy()
            capabilities[which] = capability
            rates.append(assembly_rate(capabilities=capabilities))
        assert rates[0] > rates[1] > rates[2]


def test_a_larger_admissible_error_makes_fewer():
    rates = [assembly_rate(admissible=limit) for limit in (4.0, 8.0, 12.0, 30.0)]
    assert rates[0] > rates[1] > rates[2] > rates[3]


def test_the_data_is_imbalanced_as_production_is():
    y = generate_gear_case(n_samples=512, n_assemblies=2000).y
    assert (np.median(y[:, :2], axis=0) < 0.1).all()  # percent: half of the designs make almost no bad part
    assert np.median(y[:, 2]) < 2
    assert np.percentile(y[:, 2], 90) > 40


def test_the_same_bytes_for_any_number_of_workers():
    one, three = (generate_gear_case(70, 500, seed=3, workers=workers) for workers in (1, 3))
    assert one.X.tobytes() == three.X.tobytes()
    assert one.y.tobytes() == three.y.tobytes()
    assert generate_gear_case(70, 500, seed=4).y.tobytes() != one.y.tobytes()
    assert one.feature_names == GEAR_INPUTS
    assert one.target_names == GEAR_OUTPUTS


def test_the_old_name_of_the_count_goes_on_working():
    old, new = generate_gear_case(n_designs=5, n_assemblies=50), generate_gear_case(5, 50)
    assert old.y.tobytes() == new.y.tobytes()
    assert old.provenance == new.provenance
    assert old.provenance["arguments"] == {"n_samples": 5, "n_assemblies": 50, "seed": 0, "sampling": "sobol"}
    pd.testing.assert_frame_equal(gear_table(n_designs=5, n_assemblies=50), gear_table(5, 50))


def test_the_standard_error_is_that_of_repeated_runs():
    design = gears.gear_designs(200, seed=2)
    counts = [np.array([gears.simulate_design(d, 2000, seed, 0) for d in design[:6]]) for seed in range(40)]
    tables = [gears.rates_table(design[:6], c, 2000)["defective_assembly_percent"] for c in counts]
    told = gears.rates_table(design[:6], counts[0], 2000)["defective_assembly_percent_error"]
    scatter = np.std(tables, axis=0)
    busy = scatter > 0.3
    assert busy.any()
    assert scatter[busy] == pytest.approx(told[busy], rel=0.4)
    assert (told > 0).all()


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path, monkeypatch):
    whole = gear_table(200, 50, seed=1, workers=1)
    made = []
    real = gears.simulate_design

    def killed(design, n_assemblies, seed, number):
        if number == 150 and len(made) < 160:
            raise KeyboardInterrupt
        made.append(number)
        return real(design, n_assemblies, seed, number)

    monkeypatch.setattr(gears, "simulate_design", killed)
    monkeypatch.setattr(gears, "SECONDS_A_NOTE", 0.0)
    note = tmp_path / "gears.part"
    with pytest.raises(KeyboardInterrupt):
        gear_table(200, 50, seed=1, workers=1, checkpoint=note)
    with pytest.raises(DataError, match="belongs to another call"):
        gear_table(200, 50, seed=2, checkpoint=note)
    made = list(range(200))
    again = gear_table(200, 50, seed=1, workers=1, checkpoint=note)
    pd.testing.assert_frame_equal(again, whole)
    assert min(made[200:]) == 128  # what was finished was not made again
    assert not note.exists()
    note.write_bytes(b"half")
    with pytest.raises(FileError, match="is not a checkpoint"):
        gear_table(200, 50, checkpoint=note)


def test_a_checkpoint_of_an_earlier_version_is_gone_on_with(tmp_path):
    whole, note = gear_table(70, 50, seed=1), tmp_path / "gears.part"
    call = {"n_designs": 70, "n_assemblies": 50, "seed": 1, "sampling": "sobol"}
    none = np.array([[0, 0, 50, 0]] * 64)  # nothing of what it holds is made again
    with note.open("wb") as file:
        np.savez(file, call=np.array(json.dumps(call)), counts=none)
    table = gear_table(70, 50, seed=1, checkpoint=note)
    assert (table["defective_spur_percent"][:64] == 0).all()
    pd.testing.assert_frame_equal(table[64:], whole[64:])


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_tables_are_read_back(tmp_path, ending):
    path = tmp_path / f"gears{ending}"
    table = gear_table(20, 100, seed=1)
    (table.to_csv if ending == ".csv" else table.to_excel)(path, index=False)
    made, read = generate_gear_case(20, 100, seed=1), load_gears(path)
    assert np.allclose(read.X, made.X, rtol=1e-14, atol=0)
    assert np.allclose(read.y, made.y, rtol=1e-14, atol=0)
    made.save(path)
    assert np.allclose(load_gears(path).y, made.y, rtol=1e-14, atol=0)


def test_bad_tables_are_explained(tmp_path):
    path = tmp_path / "gears.csv"
    with pytest.raises(FileError, match="to make one: ann data make gears"):
        load_gears(path)
    table = gear_table(5, 10)
    table.drop(columns=["K_form_crown"]).to_csv(path, index=False)
    with pytest.raises(DataError, match="has no column 'K_form_crown'; its columns are T_pitch_spur"):
        load_gears(path)
    for column, value, message in [
        ("defective_spur_percent", 101, "101; expected a percentage"),
        ("T_form_spur", -1, "-1; expected above 0"),
        ("KTE_admissible", np.nan, "nothing where a number is expected"),
    ]:
        wrong = table.copy()
        wrong.loc[2, column] = value
        wrong.to_csv(path, index=False)
        with pytest.raises(DataError, match=message):
            load_gears(path)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("T_form_spur", -1, r"row 4, column 3 \(T_form_spur\): -1; expected above 0"),
        (
            "defective_spur_percent",
            101,
            r"row 4, column 16 \(defective_spur_percent\): 101; expected a percentage",
        ),
        ("KTE_admissible", "ten", r"row 4 .*KTE_admissible.*'ten' where a number is expected"),
    ],
)
def test_a_bad_cell_of_an_excel_table_is_named(tmp_path, column, value, message):
    table = gear_table(5, 10).astype({column: object})
    table.loc[2, column] = value
    table.to_excel(tmp_path / "gears.xlsx", index=False)
    with pytest.raises(DataError, match=message):
        load_gears(tmp_path / "gears.xlsx")


def test_columns_that_stand_twice_or_not_at_all_in_an_excel_table(tmp_path):
    path, table = tmp_path / "gears.xlsx", gear_table(5, 10)
    table.drop(columns=["K_form_crown"]).to_excel(path, index=False)
    with pytest.raises(DataError, match="has no column 'K_form_crown'"):
        load_gears(path)
    pd.concat([table, table[["KTE_admissible"]]], axis=1).to_excel(path, index=False)
    with pytest.raises(DataError, match="twice"):
        load_gears(path)


@pytest.mark.parametrize(
    "counts",
    [
        np.zeros((9, 4), int),
        np.zeros((2, 3), int),
        np.full((2, 4), -1),
        np.full((2, 4), 51),
        np.ones((2, 4)),
        np.ones(4, int),
    ],
)
def test_a_planted_checkpoint_is_refused(tmp_path, counts):
    call = {"n_designs": 8, "n_assemblies": 50, "seed": 0, "sampling": "sobol"}
    np.savez(tmp_path / "note.npz", call=np.array(json.dumps(call)), counts=counts)
    with pytest.raises(FileError, match="is not a checkpoint of gears; delete it"):
        gear_table(8, 50, checkpoint=tmp_path / "note.npz")


@pytest.mark.parametrize(
    "arguments", [{"n_samples": 0}, {"workers": 0}, {"n_assemblies": 0.5}, {"seed": -1}, {"sampling": "grid"}]
)
def test_wrong_arguments_of_gears(arguments):
    with pytest.raises(DataError, match=f"{next(iter(arguments))}="):
        generate_gear_case(**arguments)
