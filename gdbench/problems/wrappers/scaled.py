"""A problem with coordinates in different units."""

import math

import numpy as np

from gdbench.problems.coordinates import along
from gdbench.problems.parameters import number
from gdbench.problems.wrappers._base import through, without_box, wrapped
from gdbench.registry import problem_maker


@problem_maker(base="chained_rosenbrock10")
def scaled(base, condition=1e3):
    """Return ``base(d x)`` with factors dᵢ from 1 to √condition in equal steps of the logarithm."""
    number("condition", condition, 1)

    def units(n):
        return math.sqrt(condition) ** np.linspace(0.0, 1.0, n)

    def stretch(x):
        return along(x, units(x.shape[0])) * x

    def function(x):
        """The coordinates and the start have other units: f = base(d x), dᵢ = condition^((i−1) / 2(n−1)).

        Curvature i grows by the factor dᵢ², so a sphere gets this condition number. From a condition of 100 the
        problem has the tag ill-conditioned. L becomes a bound that need not be attained, so the tag quadratic,
        which promises an attained L, is removed. There is no box, because it would differ between coordinates.
        """
        return base.function(stretch(x))

    bound = base.lipschitz
    return wrapped(
        base,
        function,
        plus=("ill-conditioned",) if condition >= 100.0 else (),
        minus=("quadratic",),
        start=lambda n: base.start(n) / units(n),
        minimisers=lambda n: base.minimisers(n) / units(n),
        oracle=through(base, stretch, stretch),
        lipschitz=None if bound is None else lambda n: float(condition) * bound(n),
        min_dtype="float64" if condition > 1e7 else base.min_dtype,
        source="Hansen & Ostermeier 2001, Evol. Comput. 9:159: axes stretched by a condition number",
        **without_box(base, "scaled"),
    )
