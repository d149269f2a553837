"""The verbs about rosters: who walks when and where, and what the commune police tells the teams."""

from app.roster.service.calling_off import call_off
from app.roster.service.from_phones import Hand, answer_from_phone, call_off_from_phone, plan_from_phone
from app.roster.service.notices import end_notice, post_notice, read_notice, tell_team, untell_team
from app.roster.service.peaks import end_peak, keep_peak
from app.roster.service.routes import add_route, change_route, end_route
from app.roster.service.shifts import plan_month, plan_nights, plan_shift
from app.roster.service.swaps import answer_swap, ask_swap, take_swap_back

__all__ = [
    "Hand",
    "add_route",
    "answer_from_phone",
    "answer_swap",
    "ask_swap",
    "call_off",
    "call_off_from_phone",
    "change_route",
    "end_notice",
    "end_peak",
    "end_route",
    "keep_peak",
    "plan_from_phone",
    "plan_month",
    "plan_nights",
    "plan_shift",
    "post_notice",
    "read_notice",
    "take_swap_back",
    "tell_team",
    "untell_team",
]
