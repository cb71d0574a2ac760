"""The speakers of all short dialects."""

from __future__ import annotations

from ..dynamics_fo.speaker import DynamicsSpeaker
from ..epicor.speaker import EpicorSpeaker
from ..infor_m3.speaker import M3Speaker
from ..oracle_fusion.speaker import OracleSpeaker
from ..sage_intacct.speaker import IntacctSpeaker
from .speaker import Speaker

SPEAKERS: dict[str, type[Speaker]] = {
    each.name: each for each in (DynamicsSpeaker, M3Speaker, OracleSpeaker, EpicorSpeaker, IntacctSpeaker)
}
