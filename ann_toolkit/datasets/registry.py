"""Every dataset of the course by its short name: how to make it, and where the real one is loaded from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ann_toolkit.base.errors import DataError

KINDS = ("cases", "sequences", "projects", "images", "tables")


@dataclass(frozen=True)
class Entry:
    """One dataset.

    Args:
        name: as typed after ``ann data make``.
        kind: one of ``KINDS``.
        title: one line on what it is.
        make: name of the generator in ``ann_toolkit.datasets``; "" when it only can be loaded.
        load: name of the loader; "" when it only can be made.
        fixed: arguments of the generator that the name stands for.
        blocks: whether it can be made in blocks, for sizes beyond memory.
    """

    name: str
    kind: str
    title: str
    make: str = ""
    load: str = ""
    fixed: tuple[tuple[str, Any], ...] = ()
    blocks: bool = False

    @property
    def page(self) -> str:
        """The page in data/ that describes it."""
        return f"{self.name}.md" if self.kind == "projects" else f"{self.kind}.md"

    def generator(self) -> Callable[..., Any]:
        """The function that makes it."""
        from ann_toolkit import datasets

        if not self.make:
            raise DataError(
                f"{self.name} is a fixed table and cannot be generated; see: ann data npz {self.name}"
            )
        return getattr(datasets, self.make)

    def options(self) -> dict[str, Any]:
        """The arguments of the generator and their defaults."""
        told = inspect.signature(self.generator()).parameters
        own = {"workers", "progress", "checkpoint", *dict(self.fixed)}
        return {name: parameter.default for name, parameter in told.items() if name not in own}

    def arguments(self, **given: Any) -> dict[str, Any]:
        """The arguments for the generator: what is fixed, and what is given and not None.

        ``n_samples`` stands for whatever counts here: designs of gears, pictures to learn from.

        Raises:
            DataError: an argument that this generator does not have.
        """
        options = self.options()
        counts = [name for name in ("n_samples", "n_designs", "n_train") if name in options]
        known = {("n_samples" if name == counts[0] else name): name for name in options}
        known[counts[0]] = counts[0]
        unknown = [name for name, value in given.items() if value is not None and name not in known]
        if unknown:
            raise DataError(f"{self.name} has no option {unknown[0]!r}; it has {', '.join(sorted(options))}")
        return {
            **dict(self.fixed),
            **{known[name]: value for name, value in given.items() if value is not None},
        }


def _case(name: str, title: str, **more: Any) -> Entry:
    return Entry(
        name,
        "cases",
        title,
        more.pop("make", f"generate_{name}_case"),
        blocks=more.pop("blocks", True),
        **more,
    )


ENTRIES = {
    entry.name: entry
    for entry in (
        _case("classification1", "discs that straight lines separate", make="generate_classification_case1"),
        _case(
            "classification2",
            "a disc inside a ring: no line separates them",
            make="generate_classification_case2",
        ),
        _case("blobs", "round clouds, in any number of dimensions", blocks=False),
        _case("circles", "a disc inside a ring, as in the TensorFlow Playground"),
        _case("gaussians", "two normal clouds"),
        _case("moons", "two half circles that reach into each other"),
        _case("spiral", "spirals around each other"),
        _case("xor", "a square cut in four, opposite quarters together"),
        _case("regression", "a wave on a slope, with one input or two"),
        _case("plane", "a tilted plane to fit"),
        _case("bumps", "six bumps to fit"),
        Entry("sines", "sequences", "waves to go on with", "generate_sines_case"),
        Entry("parity", "sequences", "bits in a row: is the number of ones odd?", "generate_parity_case"),
        Entry("adding", "sequences", "two marked numbers to remember and add", "generate_adding_case"),
        Entry(
            "robot",
            "projects",
            "a wall-following robot and its 24 sensors",
            "generate_robot_case",
            "load_robot",
        ),
        Entry(
            "gears",
            "projects",
            "gear designs and their defects",
            "generate_gear_case",
            "load_gears",
            blocks=True,
        ),
        Entry("signs", "images", "hands that show 0 to 5 fingers", "generate_signs_case", "load_signs"),
        Entry("cats_dogs", "images", "cats and dogs in grey", "generate_cats_dogs_case", "load_cats_dogs"),
        Entry(
            "characters", "images", "letters and digits (EMNIST)", "generate_characters_case", "load_emnist"
        ),
        Entry(
            "digits28",
            "images",
            "digits of 28 x 28 pixels (MNIST)",
            "generate_characters_case",
            "load_mnist",
            (("characters", "0123456789"),),
        ),
        Entry("fashion", "images", "clothes (Fashion-MNIST)", "generate_fashion_case", "load_fashion_mnist"),
        Entry("california", "tables", "prices of houses", "generate_california_case", "load_california"),
        Entry(
            "covtype", "tables", "kinds of forest, 7 uneven classes", "generate_covtype_case", "load_covtype"
        ),
        Entry(
            "credit_card",
            "tables",
            "payments, 0.17 % frauds",
            "generate_credit_card_case",
            "load_credit_card",
        ),
        Entry(
            "bike_sharing",
            "tables",
            "bicycles hired in an hour",
            "generate_bike_sharing_case",
            "load_bike_sharing",
        ),
        Entry("weather", "tables", "what the air feels like", "generate_weather_case", "load_weather"),
        Entry("iris", "tables", "three kinds of iris", load="load_iris"),
        Entry("wine", "tables", "wines of three growers", load="load_wine"),
        Entry("breast_cancer", "tables", "tumours, malignant or benign", load="load_breast_cancer"),
        Entry("digits", "tables", "digits of 8 x 8 pixels", load="load_digits"),
        Entry("diabetes", "tables", "progress of diabetes", load="load_diabetes"),
    )
}


def entry(name: str) -> Entry:
    """The dataset of this name.

    Raises:
        DataError: there is none; the message lists the names, the nearest first.

    >>> entry("robot").title
    'a wall-following robot and its 24 sensors'
    """
    if name in ENTRIES:
        return ENTRIES[name]
    import difflib

    near = difflib.get_close_matches(name, ENTRIES, 1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise DataError(f"there is no dataset {name!r}; {hint}the names are {', '.join(ENTRIES)}")
