"""The numbers and sentences of pages and text reports.

`words` formats numbers, `sentences` and `notes` describe one run, and `contrast_sentences` compares two runs.
"""
