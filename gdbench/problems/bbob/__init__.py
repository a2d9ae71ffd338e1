"""The 24 noiseless functions of COCO's bbob suite, instance by instance: ``bbob_f08_rosenbrock(instance=3)``.

Values are those of COCO without its offset, so that the minimum is 0 and float32 loses nothing to it: COCO's value is
``problem.value(x) + problem.offset(n)``. Other functions belong elsewhere, also those that a file here resembles.
Copy ``bbob_f10_ellipsoid_rotated.py``; what an instance draws is in ``_instance.py``.
"""
