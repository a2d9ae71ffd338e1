"""The 24 noiseless functions of COCO's bbob suite, instance by instance: ``bbob_f08_rosenbrock(instance=3)``.

Values are those of COCO without its offset, because a minimum of 0 costs no digits in float32; COCO's value is
``problem.value(x) + problem.offset(n)``. Other functions belong elsewhere, even if they resemble one of these.
``_instance.py`` holds what an instance draws. Start from a copy of ``bbob_f10_ellipsoid_rotated.py``.
"""
