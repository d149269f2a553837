"""The verbs of privacy: answering requests, signing the policy, holding records, deleting what is over."""

from app.privacy.service.holds import end_hold, hold_record
from app.privacy.service.policy import keep_policy
from app.privacy.service.requests import receive_from_member, receive_request, take_step
from app.privacy.service.retention import Taken, retain, retain_by_night

__all__ = [
    "Taken",
    "end_hold",
    "hold_record",
    "keep_policy",
    "receive_from_member",
    "receive_request",
    "retain",
    "retain_by_night",
    "take_step",
]
