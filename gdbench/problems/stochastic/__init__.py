"""Problems that are noisy or move by their own definition: sums seen in batches, online linear functions, drifts.

What a run meets is the ``oracle``, drawn by ``draws.at(key, t)``; the function and its facts are exact. Noise or
motion around any other problem is in ``wrappers``. Copy ``noisy_quadratic.py``; ``reddi_online.py`` for a linear
function of each step.
"""
