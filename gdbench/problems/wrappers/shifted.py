"""A problem moved to another place."""

import numpy as np

from gdbench.problems.coordinates import along
from gdbench.problems.parameters import number
from gdbench.problems.wrappers._base import through, without_box, wrapped
from gdbench.registry import problem_maker


@problem_maker(base="mgh01_rosenbrock")
def shifted(base, seed=1, size=1.0):
    """Return ``base(x − s)`` with s uniform in [−size, size] in each coordinate, from RandomState(seed)."""
    number("size", size, 0)
    number("seed", seed, 0, 2**32 - 1, whole=True)

    def shift(n):
        return size * np.random.RandomState(seed).uniform(-1.0, 1.0, n)

    def back(x):
        return x - along(x, shift(x.shape[0]))

    def function(x):
        """The landscape is moved together with its start: f = base(x − s).

        Rules that use only differences of points behave as before; rules that use the point itself, through weight
        decay or its norm, do not. There is no box, because it would differ between coordinates.
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
