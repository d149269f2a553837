"""The story of a site, the newest line first."""

from datetime import date
from typing import Any

from app.registry import queries
from app.registry.models import ModelSite, SiteMove
from app.registry.views import sites_words as words
from app.web import shell


def story_of(site: ModelSite) -> list[dict[str, Any]]:
    """Every step and correction with its day, who wrote it and what it brought."""
    return [_line(site, *one) for one in reversed(queries.list_moves(site))]


def _line(site: ModelSite, step: SiteMove, role: str, name: str) -> dict[str, Any]:
    facts = step.facts
    # Its day may have been put right since; the line of the correction tells both.
    on = site.launched_on if step.move == "launch" and site.launched_on else step.on
    decided = facts.get("decision_on")
    return {
        "on": on,
        "move": step.move,
        "words": words.STORY_WORDS.get(step.move, step.move),
        "look": words.STATE_LOOKS[step.state][0],
        "reason": step.reason,
        "corrected": words.corrected_words(facts),
        "survey": facts.get("survey", ""),
        "decision": facts.get("decision_no", ""),
        "decided_on": date.fromisoformat(decided) if decided else None,
        "decided_by": facts.get("decision_by", ""),
        "people": facts.get("launch_people"),
        "budget": facts.get("budget"),
        "entered": step.at if facts.get("entered") else None,
        "who": name,
        "role": shell.role_name(role) if role else "",
    }
