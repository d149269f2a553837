"""Reports in words: the catalogue's words brought together with the names of a report."""

from collections.abc import Mapping
from typing import Any

from app.catalogue import queries as catalogue
from app.reports import rules
from app.reports.queries.whole import WholeReport
from app.reports.queries.written import written_in
from app.web.wording import language


def speaker(names: Mapping[str, str] | None = None) -> rules.Speaker:
    """Says values in the language of the present page."""
    return rules.Speaker(language(), catalogue.categories(), catalogue.presets(), catalogue.terms, names or {})


def history_of(whole: WholeReport) -> dict[int, list[rules.Difference]]:
    """What each version of a report changed against the one before, by version."""
    says = speaker(whole.names)
    pairs = zip(whole.versions, whole.versions[1:], strict=False)
    return {after.version: rules.find_differences(before.body, after.body, says) for before, after in pairs}


def shown_texts(whole: WholeReport) -> list[dict[str, Any]]:
    """What people wrote in a report and about it, as it is read now: for ``rules.find_words`` and what counts words."""
    rows = [whole.versions[-1], *whole.supplements, *whole.photos, *whole.alerts, *whole.moves, *whole.corrections]
    return [written_in(row) for row in rows]
