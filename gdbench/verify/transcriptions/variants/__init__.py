"""One file per variant. Its arguments say what a transcription needs.

A gradient rule: ``run(gradients, x0, hp, *, shapes=None, noise=None[, values=None]) -> (points, answers)``, each
``[steps + 1, n]``. A full rule returns ``points`` alone, and takes ``(oracle, x0, hp, steps[, probes | normals])``,
``(full_gradient, sample_gradient, x0, hp, steps)`` or ``(value, positions0, hp, uniforms, steps)``.
"""
