"""How real is the simulated robot? Draws docs/pictures/robot_marginals.png and prints the sim-to-real marks.

ANN_TOOLKIT_DATA=folder python benchmarks/data_robot.py [docs/pictures/robot_marginals.png]
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ann_toolkit.datasets import generate_robot_case, load_robot
from ann_toolkit.plots import marginals


def main(picture: Path) -> None:
    real, simulated = load_robot(sensors=4), generate_robot_case(sensors=4)
    print("directions      ", ", ".join(real.target_names))
    for name, data in (("real", real), ("simulated", simulated)):
        shares = 100 * np.bincount(data.y, minlength=4) / len(data)
        print(f"{name:16s}", ", ".join(f"{share:.1f} %" for share in shares))
    for seed in range(5):
        train = generate_robot_case(sensors=4, seed=seed)
        network = make_pipeline(StandardScaler(), MLPClassifier((20, 20), max_iter=800, random_state=seed))
        print(f"trained on simulation {seed}: {network.fit(*train).score(*real):.4f} of the real rows right")
    figure, (above, below) = plt.subplots(2, 1, figsize=(11, 8), layout="constrained", height_ratios=(3, 2))
    marginals(load_robot(sensors=24), generate_robot_case(sensors=24), "m", above)
    marginals(real, simulated, "m", below)
    figure.savefig(picture, dpi=110)
    print(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures/robot_marginals.png"))
