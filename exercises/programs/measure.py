"""Seconds of a training step for networks of four sizes: ``python measure.py cpu`` or ``gpu`` (exercise 28)."""

import json
import sys
import time

import ann_toolkit as ann
import numpy as np

where = ann.training.device(sys.argv[1])
rng = np.random.default_rng(0)
X, y = rng.normal(size=(4096, 64)).astype("float32"), rng.integers(0, 10, 4096)
parameters, seconds = [], []
for width in (16, 64, 256, 1024):
    model = ann.models.mlp(64, [width, width], 10, task="multiclass", optimizer="adam", seed=0)
    ann.training.fit(model, X, y, epochs=1, batch_size=128, verbose=0)  # compiles
    start = time.perf_counter()
    ann.training.fit(model, X, y, epochs=2, batch_size=128, verbose=0)
    seconds.append((time.perf_counter() - start) / 64)  # 32 steps in each epoch
    parameters.append(model.count_params())
print(json.dumps({"where": where, "parameters": parameters, "seconds": seconds}))
