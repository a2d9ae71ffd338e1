"""Tasks on sequences (recurrent networks, attention, forecasting), one model and sequence per file.

Models of text share the frozen text and its windows (``_text.py``). Start from a copy of ``gru_char.py``.
"""
