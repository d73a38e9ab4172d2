"""How near a sentence comes to a question, in degrees: what answers go by wherever they ask that.

The limits are cosines of the encoder that ships. Those of another lie elsewhere and closer
together: with one of those it is these that are to be looked at anew (docs/encoder.md).
"""

from __future__ import annotations

from typing import Final

# A sentence that comes so near to a question ...
FAINTLY_NEAR: Final = 0.23  # is on what surrounds it
LOOSELY_NEAR: Final = 0.32  # is on something like it
NEAR: Final = 0.35  # speaks of it
PLAINLY_NEAR: Final = 0.42  # speaks of it without naming it, or answers a part of it
VERY_NEAR: Final = 0.5  # all but names it
SAME_WORDS: Final = 0.8  # has its words

# One is about as near as another that is nearer by so much ...
HARDLY_LESS: Final = 0.05  # and they are hardly told apart
LITTLE_LESS: Final = 0.08  # and they are on the same subject
MUCH_LESS: Final = 0.2  # and no more; beyond that it is on another

# ... or that is nearer, so that this much of its cosine is had.
MOST_OF_IT: Final = 0.6
