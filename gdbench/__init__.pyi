"""What type checkers read in place of ``__init__.py``, whose imports are lazy."""

from gdbench import optax as optax
from gdbench.api import Results as Results
from gdbench.api import compare as compare
from gdbench.api import load as load
from gdbench.api import run as run
from gdbench.registry import problem as problem
from gdbench.registry import problem_maker as problem_maker
from gdbench.registry import schedule as schedule
from gdbench.registry import task as task
from gdbench.registry import variant as variant
from gdbench.registry import wrapper as wrapper
from gdbench.types import complement as complement
from gdbench.types import linear as linear
from gdbench.types import log as log
from gdbench.types import scalable as scalable
from gdbench.types import static as static

__version__: str
