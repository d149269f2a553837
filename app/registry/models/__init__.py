"""The tables of the book of models. Rows stay in the book of the commune in which they were written (ADR 20)."""

from app.registry.models.activities import ModelActivity
from app.registry.models.assets import Asset, AssetCheck
from app.registry.models.difficulties import Difficulty
from app.registry.models.groups import GroupCount, ModelGroup
from app.registry.models.needs import CameraNeed
from app.registry.models.replications import Replication
from app.registry.models.roads import CameraRoad, RoadCamera
from app.registry.models.scripts import LoudScript
from app.registry.models.sites import ModelSite, SiteMove

__all__ = [
    "Asset",
    "AssetCheck",
    "CameraNeed",
    "CameraRoad",
    "Difficulty",
    "GroupCount",
    "LoudScript",
    "ModelActivity",
    "ModelGroup",
    "ModelSite",
    "Replication",
    "RoadCamera",
    "SiteMove",
]
