"""Small neural networks. Belongs here: one network and data set per file. Copy ``mlp_digits.py``."""
