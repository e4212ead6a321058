"""The rolling proof that every stored byte is there and is what it was.

It never ends and never has to: slices of a few seconds, each going on where the last
one stopped. Presence (`presence`): a lap over all rows and all versions each day, by
listing both in key order. Content (`rereading`): every version re-hashed within a
month. What was found stands (`standing`) until it is seen to be corrected.
"""

from eoffice.objects.proving.presence import current_lap
from eoffice.objects.proving.rereading import late_by
from eoffice.objects.proving.slices import Slice, prove_slice
from eoffice.objects.proving.standing import standing_faults

__all__ = ["Slice", "current_lap", "late_by", "prove_slice", "standing_faults"]
