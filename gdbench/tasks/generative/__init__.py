"""Models that generate or compress data: autoencoders and adversarial pairs, one per file.

The two variational autoencoders share ``_vae.py``. Start from a copy of ``ae_digits.py``.
"""
