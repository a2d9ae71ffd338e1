"""Problems that are noisy or move by their own definition: sums in batches, online linear functions, drifts.

A run uses the ``oracle``, which draws with ``draws.at(key, t)``; the function and its facts are exact. Noise or
motion that can be added to any problem belongs in ``wrappers``. Start from a copy of ``noisy_quadratic.py``, or of
``reddi_online.py`` for a linear function that changes from step to step.
"""
