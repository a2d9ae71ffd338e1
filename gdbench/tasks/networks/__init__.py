"""Small neural networks that classify, one network and data set per file.

The tasks share ``_convolutions.py``, ``_mnist1d.py`` and ``_gradients.py`` in this folder, and data, layers and
measures (``_digits.py``, ``_mnist5k.py``, ``_layers.py``, ``_classes.py``) one folder up. Start from a copy of
``mlp_digits.py``.
"""
