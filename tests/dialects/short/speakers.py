"""The speakers of all short dialects."""

from __future__ import annotations

from ..dynamics_fo.speaker import DynamicsSpeaker
from ..epicor.speaker import EpicorSpeaker
from ..infor_m3.speaker import M3Speaker
from ..oracle_fusion.speaker import OracleSpeaker
from ..sage_200.speaker import Sage200Speaker
from ..sage_intacct.speaker import IntacctSpeaker
from ..sage_x3.speaker import SDataSpeaker, SoapSpeaker
from .speaker import Speaker

SPEAKERS: dict[str, type[Speaker]] = {
    "dynamics_fo": DynamicsSpeaker,
    "infor_m3": M3Speaker,
    "oracle_fusion": OracleSpeaker,
    "epicor": EpicorSpeaker,
    "sage_200": Sage200Speaker,
    "sage_intacct": IntacctSpeaker,
    "sage_x3": SoapSpeaker,
    "sage_x3 sdata": SDataSpeaker,
}
