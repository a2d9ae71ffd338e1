"""What recurrent models of text share: characters in, one scan over time, scores of the next character out."""

import jax
from jax import numpy as jnp

from gdbench.tasks._normals import normals
from gdbench.tasks.sequences._text import ALPHABET

EMBEDDED, HIDDEN = 16, 64


def recurrent_weights(key, gates):
    """Weights of a recurrent model of ``gates`` gates; normal, of variance 1 / fan-in, zero biases.

    ``e`` embeds a character, ``w`` ``u`` ``b`` feed input and state to the gates, ``o`` ``c`` score characters.
    """
    width = gates * HIDDEN
    shapes = {"e": (ALPHABET, EMBEDDED), "w": (EMBEDDED, width), "u": (HIDDEN, width), "o": (HIDDEN, ALPHABET)}
    drawn = normals(key, **shapes)
    scaled = {name: drawn[name] / jnp.sqrt(1.0 * shapes[name][0]) for name in ("w", "u", "o")}
    return {"e": drawn["e"], "b": jnp.zeros((width,)), "c": jnp.zeros((ALPHABET,)), **scaled}


def next_scores(params, tokens, cell, states):
    """Return the scores ``[windows, places, 94]`` of the next character.

    ``cell(state, x) -> state`` sees ``x``, input times ``w`` plus ``b`` ``[windows, gates × 64]``; ``state`` is a tuple
    of ``states`` arrays ``[windows, 64]`` that starts at zero, and its first is read out.
    """
    # The input part of the gates depends on the character alone: a table of 94 rows.
    inputs = (params["e"] @ params["w"] + params["b"])[tokens.T]
    start = (jnp.zeros((len(tokens), HIDDEN), inputs.dtype),) * states

    def advance(state, x):
        state = cell(state, x)
        return state, state[0]

    hidden = jax.lax.scan(advance, start, inputs)[1]
    return jnp.swapaxes(hidden @ params["o"] + params["c"], 0, 1)
