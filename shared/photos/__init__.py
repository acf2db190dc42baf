"""Can this file be used as a photo of a paper, and what does an officer look at? Pure functions over bytes.

Everything in and out pickles: the work belongs in a process pool, apart from the desk and under its time limit.
Original bytes are never altered; the caller keeps them. Texts for the applicant belong to the desks.
"""

from shared.photos.kind import Kind, inspect
from shared.photos.limits import Limits
from shared.photos.page import PreparedPage
from shared.photos.preparation import Prepared, prepare
from shared.photos.refusal import PhotoRefused

__all__ = ["Kind", "Limits", "PhotoRefused", "Prepared", "PreparedPage", "inspect", "prepare"]
