"""A problem somewhere else."""

import numpy as np

from gdbench.problems.coordinates import along
from gdbench.problems.parameters import number
from gdbench.problems.wrappers._base import through, without_box, wrapped
from gdbench.registry import problem_maker


@problem_maker(base="mgh01_rosenbrock")
def shifted(base, seed=1, size=1.0):
    """Return ``base`` moved by s, uniform in [−size, size] in each coordinate, from RandomState(seed)."""
    number("size", size, 0)
    number("seed", seed, 0, 2**32 - 1, whole=True)

    def shift(n):
        return size * np.random.RandomState(seed).uniform(-1.0, 1.0, n)

    def back(x):
        return x - along(x, shift(x.shape[0]))

    def function(x):
        """The same landscape elsewhere, its start with it: f = base(x − s).

        Rules that look at differences of points alone notice nothing; those that look at the point, by weight
        decay or its norm, do. There is no box, as it would be another one in each coordinate.
        """
        return base.function(back(x))

    return wrapped(
        base,
        function,
        start=lambda n: base.start(n) + shift(n),
        minimisers=lambda n: base.minimisers(n) + shift(n),
        oracle=through(base, back, lambda gradient: gradient),
        source="Suganthan et al. 2005, CEC 2005 technical report: shifted functions",
        **without_box(base, "shifted"),
    )
