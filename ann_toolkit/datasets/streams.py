"""Datasets larger than memory: made and written a block of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.files import check_ending, replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import check_count, check_seed, made_by
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.parquet import PARQUET_KEY

ROWS = 131_072  # in a block; a power of 2 keeps a Sobol sequence balanced


def generate_in_blocks(
    make: Callable[..., Dataset], n_samples: int, seed: int = 0, rows: int = ROWS, **arguments: Any
) -> Iterator[Dataset]:
    """Call a generator again and again, each time for a block of rows and with a seed of its own.

    Args:
        make: a generator whose points come from one fixed law, such as ``generate_classification_case2`` or
            ``generate_gear_case`` (not ``generate_blobs_case``, whose centres depend on the seed).
        n_samples: how many rows in all (of gears: designs).
        seed: the seeds of the blocks follow from this one.
        rows: how many rows a block has; the last may have fewer.
        **arguments: further arguments of ``make``.

    Yields:
        Datasets, one for each block.

    >>> from ann_toolkit.datasets import generate_regression_case
    >>> [len(block) for block in generate_in_blocks(generate_regression_case, 25, rows=10)]
    [10, 10, 5]
    """
    check_count(n_samples, 1, "n_samples")
    check_count(rows, 1, "rows")
    check_seed(seed)
    told = {**arguments, "n_samples": n_samples, "seed": seed, "rows_a_block": rows}
    for number, first in enumerate(range(0, n_samples, rows)):
        own_seed = int(np.random.SeedSequence([seed, number]).generate_state(1)[0])
        size = min(rows, n_samples - first)
        block = make(**arguments, n_samples=size, seed=own_seed)
        yield replace(block, provenance=made_by(f"blocks of {make.__name__}", told))


def write_parquet(
    blocks: Iterator[Dataset], path: PathLike, n_samples: int = 0, progress: bool = False
) -> int:
    """Write blocks of one dataset to a .parquet file, keeping no more than one of them in memory.

    Args:
        blocks: Datasets with the same columns.
        path: the file to write, in a folder that exists. :meth:`Dataset.read` reads it.
        n_samples: how many rows will come, for the bar.
        progress: show a bar.

    Returns:
        The number of rows written.

    Raises:
        FileError: another ending, no such folder, or a failed write (nothing half-written is left).
    """
    import pyarrow as pa
    import pyarrow.parquet as pq
    from rich.progress import Progress

    target = Path(path)
    check_ending(target, "a Parquet file", (".parquet",))
    written, writer = 0, None
    with replacing(target) as part, Progress(disable=not progress) as bar:
        task = bar.add_task("rows", total=n_samples or None)
        try:
            for block in blocks:
                table = pa.Table.from_pandas(block.to_frame(), preserve_index=False)
                table = table.replace_schema_metadata(
                    {PARQUET_KEY: block.contents().header.as_text().encode()}
                )
                if writer is None:
                    writer = pq.ParquetWriter(part, table.schema)
                writer.write_table(table)
                written += len(block)
                bar.advance(task, len(block))
        finally:
            if writer is not None:
                writer.close()
    return written
