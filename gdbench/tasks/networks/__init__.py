"""Small neural networks that tell classes apart. Belongs here: one network and data set per file.

Copy ``mlp_digits.py``. What several tasks share: ``_convolutions.py``, ``_mnist1d.py``, ``_gradients.py`` beside it;
data, layers and measures (``_digits.py``, ``_mnist5k.py``, ``_layers.py``, ``_classes.py``) one folder up.
"""
