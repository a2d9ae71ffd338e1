"""Hidden structure: clusters, mixtures, factors, embeddings. Belongs here: one model and data set per file.

Copy ``mf_synth.py``.
"""
