"""How fast data is generated and how much memory that takes: python benchmarks/data_generation.py [--large]

Each line is measured in a process of its own: the median of several runs, and the most memory that the process
ever held (the libraries alone take about 120 MB). ``--large`` adds ten million rows streamed to Parquet.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

# What is called, how many rows (or pairs of parts) that makes, and how often it is repeated.
TASKS = {
    "classification2, rows": ("d.generate_classification_case2(n_samples=1_000_000)", 1_000_000, 5),
    "regression, rows": ("d.generate_regression_case(n_samples=1_000_000, noise=0.1)", 1_000_000, 5),
    "robot, readings": ("d.generate_robot_case(n_samples=5456)", 5456, 3),
    "gears, assemblies": ("d.generate_gear_case(n_samples=1024, n_assemblies=20_000)", 1024 * 20_000, 5),
    "signs, pictures": ("d.generate_signs_case(n_samples=600, n_test=6)", 606, 3),
    "cats and dogs, pictures": ("d.generate_cats_dogs_case(n_samples=600, n_test=6)", 606, 3),
    "characters, pictures": ("d.generate_characters_case(n_samples=4700, n_test=47)", 4747, 3),
    "california, rows": ("d.generate_california_case()", 20_640, 5),
    "covtype, rows": ("d.generate_covtype_case(n_samples=581_012)", 581_012, 3),
    "credit card, rows": ("d.generate_credit_card_case(n_samples=284_807)", 284_807, 3),
    "bike sharing, rows": ("d.generate_bike_sharing_case()", 17_379, 3),
    "weather, rows": ("d.generate_weather_case()", 96_453, 3),
}
LARGE = {
    "classification2 to Parquet, rows": ("classification2", 10_000_000, ()),
    "gears to Parquet, designs": ("gears", 200_000, ("n_assemblies=1000",)),
}


def measure(statement: str, repeats: int) -> tuple[float, float, float]:
    """Seconds by the clock and of the processor (medians), and megabytes (peak), in a new process."""
    code = (
        "import json, resource, time, ann_toolkit.datasets as d\n"
        f"wall, cpu = [], []\nfor _ in range({repeats}):\n"
        f"    begin = time.perf_counter(), time.process_time(); {statement}\n"
        "    wall.append(time.perf_counter() - begin[0]); cpu.append(time.process_time() - begin[1])\n"
        "print(json.dumps([wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    wall, cpu, megabytes = json.loads(done.stdout.splitlines()[-1])
    return statistics.median(wall), statistics.median(cpu), megabytes


def line(title: str, rows: int, wall: float, cpu: float, megabytes: float) -> str:
    return f"{title:34}{rows / wall:14,.0f}{rows / cpu:16,.0f}{wall:10.2f}{megabytes:10.0f}"


def measure_large(title: str, name: str, rows: int, options: tuple[str, ...]) -> str:
    """The line of one streamed file, with its size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.parquet"
        call = f"desk.make({name!r}, {str(path)!r}, {rows}, options={options!r})"
        figures = measure(f"from ann_toolkit.datasets import desk; {call}", 1)
        return f"{line(title, rows, *figures)}   {path.stat().st_size / 1e6:,.0f} MB on the disk"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="also stream ten million rows (minutes)")
    large = parser.parse_args().large
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    print(f"{'dataset':34}{'a second':>14}{'a CPU second':>16}{'seconds':>10}{'peak MB':>10}")
    for title, (statement, rows, repeats) in TASKS.items():
        print(line(title, rows, *measure(statement, repeats)), flush=True)
    for title, task in LARGE.items() if large else ():
        print(measure_large(title, *task), flush=True)


if __name__ == "__main__":
    main()
