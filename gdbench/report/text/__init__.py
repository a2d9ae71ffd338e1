"""Numbers and sentences in words, as every page and text writes them.

`words` writes numbers, `sentences` and `notes` speak of one run, `contrast_sentences` of two.
"""
