"""The verbs of the sums: keeping them, counting them anew, entering what former units told."""

from app.tallies.service.history import Told, enter_history
from app.tallies.service.keeping import follow, is_behind, rebuild

__all__ = ["Told", "enter_history", "follow", "is_behind", "rebuild"]
