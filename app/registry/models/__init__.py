"""The tables of the book of models. Rows stay in the book of the commune in which they were written (ADR 20)."""

from app.registry.models.activities import ModelActivity
from app.registry.models.assets import Asset, AssetCheck
from app.registry.models.cycle import DifficultyStep, Inspection, Reminder, SiteSilence
from app.registry.models.difficulties import Difficulty
from app.registry.models.groups import GroupCount, ModelGroup
from app.registry.models.needs import CameraNeed
from app.registry.models.replications import Replication
from app.registry.models.roads import CameraRoad, RoadCamera
from app.registry.models.rounds import ReviewRound, ReviewSheet
from app.registry.models.scripts import LoudScript
from app.registry.models.sites import ModelSite, SiteMove

__all__ = [
    "Asset",
    "AssetCheck",
    "CameraNeed",
    "CameraRoad",
    "Difficulty",
    "DifficultyStep",
    "GroupCount",
    "Inspection",
    "LoudScript",
    "ModelActivity",
    "ModelGroup",
    "ModelSite",
    "Reminder",
    "Replication",
    "ReviewRound",
    "ReviewSheet",
    "RoadCamera",
    "SiteMove",
    "SiteSilence",
]
