"""Compares rules in torch's form with points that torch.optim 2.13.0 reached in float64.

The start and twelve gradients are normal numbers of `numpy.random.RandomState(42)`, drawn in this order.
"""

import numpy as np
import pytest

from gdbench.engine.trajectories import Column, follow
from gdbench.registry import load

STEPS = 12
FIGURES = {
    # RAdam(lr=0.1, eps=1e-2)
    "radam": (
        {"learning_rate": 0.1, "eps": 1e-2, "mode": "torch"},
        "0.24374367036093 0.0124444925947342 0.920646290525411 1.51684391950681 -0.000988150501987077 "
        "-0.015886653881982",
    ),
    # SGD(lr=0.1, momentum=0.9, dampening=0.3)
    "sgdw": (
        {"learning_rate": 0.1, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.0},
        "-0.147447477826102 0.975786186022971 3.06807691657202 2.37152803070834 0.271127939953793 -0.0499111519231228",
    ),
    # Adagrad(lr=0.1, lr_decay=0.05, eps=1e-10)
    "adagrad": (
        {"learning_rate": 0.1, "rate_decay": 0.05, "eps": 1e-10},
        "0.445638658579921 -0.121399069115207 0.95587045256427 1.63628195927323 -0.0989503874976861 -0.183379184017548",
    ),
    # NAdam(lr=0.1, weight_decay=0.05, decoupled_weight_decay=True)
    "nadam": (
        {"learning_rate": 0.1, "weight_decay": 0.05, "mode": "torch"},
        "0.396671352460191 -0.0915046572189838 1.20620764583054 1.77949160001835 -0.121281647487157 -0.305740968273194",
    ),
    # ASGD(lr=0.1, lambd=0.2, alpha=0.75, t0=3)
    "averaged_sgd": (
        {"learning_rate": 0.1, "decay": 0.2, "power": 0.75, "start_step": 4.0},
        "0.343985850497331 -0.00922603708334777 1.24082611855005 1.48327566854426 -0.192327819942837 "
        "-0.391151499441098",
    ),
}
ASGD_AVERAGE = (
    "0.390747371437816 0.127114533763308 0.99182089895365 1.48929358408203 -0.135753581322453 -0.160376627227834"
)
ADAFACTOR = {
    # Adafactor(lr=0.4, weight_decay=0.05, eps=(1e-3, 1e-3), d=1.0)
    (6,): "0.199888983699825 -0.397518689468998 3.02810455146048 2.67219281267914 -0.482619170863059 -1.52398078373423",
    (3, 4): "0.747842157058899 0.767908833351311 3.46726133951612 1.89951849276563 0.898119119287577 -2.91645845836176 "
    "1.32435166950639 1.20067949385677 1.14476201771186 1.23055807945042 -1.19403998931222 -0.285669284345029",
}


def last(name, settings, shape=(6,)):
    """The last point of the rule, and its last answer."""
    random = np.random.RandomState(42)
    size = int(np.prod(shape))
    start, gradients = random.normal(size=size), random.normal(size=(STEPS, size))
    variant = load("variant", name)
    static = {key: value for key, value in settings.items() if not variant.hyperparameters[key].traced}
    column = Column({key: value for key, value in settings.items() if key not in static}, start, gradients)
    found = follow(variant, static, (shape,), [column], STEPS)
    return found.points[-1, :, 0], found.answers[-1, :, 0]


def numbers(text):
    return np.array(text.split(), float)


@pytest.mark.parametrize("name", FIGURES)
def test_the_last_point_is_that_of_torch(name):
    settings, figures = FIGURES[name]
    # The length of RAdam's average is a difference of large numbers in torch, which loses three digits.
    np.testing.assert_allclose(last(name, settings)[0], numbers(figures), rtol=1e-13, atol=1e-14)


def test_the_average_is_that_of_torch():
    np.testing.assert_allclose(last("averaged_sgd", FIGURES["averaged_sgd"][0])[1], numbers(ASGD_AVERAGE), rtol=1e-13)


@pytest.mark.parametrize("shape", ADAFACTOR)
def test_adafactor_is_that_of_torch(shape):
    settings = {"learning_rate": 0.4, "weight_decay": 0.05, "eps": 1e-3, "mode": "torch", "min_dim_size_to_factor": 1}
    np.testing.assert_allclose(last("adafactor", settings, shape)[0], numbers(ADAFACTOR[shape]), rtol=1e-13)
