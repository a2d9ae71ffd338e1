"""A linear autoencoder with a code of 8 numbers on real handwritten digits."""

from gdbench.registry import task
from gdbench.tasks.exact._centred_digits import centred_digits
from gdbench.tasks.exact._linear_ae import encoder_and_decoder, reconstruction_error


def measures(params, data):
    """Return the loss on all examples."""
    return {"loss": linear_ae_digits_k8.loss(params, data["train"])}


@task(
    init=encoder_and_decoder(8),
    data=centred_digits,
    measures=measures,
    optimum=0.7652240939745633,
    levels=(3e-1, 1e-1, 1e-2, 1e-3),
    tags=("nonconvex", "smooth", "network", "saddle", "finite-sum"),
    source="Baldi & Hornik 1989: every local minimum is global; optimum half the sum of the smallest 56 eigenvalues",
    quick=False,
)
def linear_ae_digits_k8(params, batch):
    """The loss is half the mean squared reconstruction error of a linear autoencoder.

    f = ‖X − X A B‖² / 2N, A [64, 8], B [8, 64]: 1,024 parameters
    """
    return reconstruction_error(params, batch)
