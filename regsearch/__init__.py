"""Search Indonesian regulations: the exact article and the exact sanction for a behaviour.

The rooms, in the order in which data flows through them:

``model``      the frozen values: Regulation, Unit, Query, Answer, Sanction ...
``citation``   citation text <-> locator <-> address
``read``       a file becomes a Regulation
``law``        what its words mean: references, sanctions, time, the catalogue
``search``     a question becomes answers
``bundle``     an index is built and travels
``show``       an answer becomes output
``cli``        options in, one API call, output out
"""

from __future__ import annotations

__version__ = "0.1.0"
