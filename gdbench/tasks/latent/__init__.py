"""Tasks that find hidden structure (clusters, mixtures, factors, embeddings), one model and data set per file.

Start from a copy of ``mf_synth.py``.
"""
