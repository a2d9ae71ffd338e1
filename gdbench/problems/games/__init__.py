"""Games of two players with one equilibrium, whose ``oracle`` is the field that both players follow.

The field is not the gradient of any function. The value is the squared distance to the equilibrium, so a run
succeeds if it gets there. Start from a copy of ``bilinear_game.py``, or of ``quadratic_game.py`` for a game with a
parameter.
"""
