"""Gradient rules that treat every coordinate on its own, without a reduction or a reshape.

This family holds momentum, adaptive and sign rules whose equation reads the same for one coordinate and for a
million. Rules with a norm belong in `clipping` or `layerwise`, and rules that answer with an average belong in
`averaging`. Start from a copy of ``adam.py``.
"""
