"""Models that make or compress data. Belongs here: autoencoders and adversarial pairs, one per file.

Copy ``ae_digits.py``; the two variational autoencoders share ``_vae.py``.
"""
