from .initiatives import Initiative, Participation
from .risks import Risk
from .timings import Timing

__all__ = ["Initiative", "Participation", "Risk", "Timing"]
