"""Recurrent models of text: one scan over time maps characters to scores of the next character."""

import jax
from jax import numpy as jnp

from gdbench.tasks._normals import normals
from gdbench.tasks.sequences._text import ALPHABET

EMBEDDED, HIDDEN = 16, 64


def recurrent_weights(key, gates):
    """Return normal weights of variance 1 / fan-in and zero biases of a recurrent model with ``gates`` gates.

    ``e`` embeds a character, ``w``, ``u`` and ``b`` feed input and state to the gates, and ``o`` and ``c`` give
    the scores of characters.
    """
    width = gates * HIDDEN
    shapes = {"e": (ALPHABET, EMBEDDED), "w": (EMBEDDED, width), "u": (HIDDEN, width), "o": (HIDDEN, ALPHABET)}
    drawn = normals(key, **shapes)
    scaled = {name: drawn[name] / jnp.sqrt(1.0 * shapes[name][0]) for name in ("w", "u", "o")}
    return {"e": drawn["e"], "b": jnp.zeros((width,)), "c": jnp.zeros((ALPHABET,)), **scaled}


def next_scores(params, tokens, cell, states):
    """Return the scores ``[windows, places, 94]`` of the next character.

    ``cell(state, x) -> state`` gets ``x``, the input times ``w`` plus ``b`` ``[windows, gates × 64]``.
    ``state`` is a tuple of ``states`` arrays ``[windows, 64]`` that start at zero; the scores come from the
    first of them.
    """
    # The input part of the gates depends only on the character, so it is a table of 94 rows.
    inputs = (params["e"] @ params["w"] + params["b"])[tokens.T]
    start = (jnp.zeros((len(tokens), HIDDEN), inputs.dtype),) * states

    def advance(state, x):
        state = cell(state, x)
        return state, state[0]

    hidden = jax.lax.scan(advance, start, inputs)[1]
    return jnp.swapaxes(hidden @ params["o"] + params["c"], 0, 1)
