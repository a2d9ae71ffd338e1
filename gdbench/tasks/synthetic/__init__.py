"""Rules to be found from examples made in code. Belongs here: one rule and model per file. Copy ``modadd_grok.py``."""
