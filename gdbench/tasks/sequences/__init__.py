"""Sequences: recurrent networks, attention, forecasting. Belongs here: one model and sequence per file.

Models of text share the frozen text and its windows (``_text.py``). Copy ``gru_char.py``.
"""
