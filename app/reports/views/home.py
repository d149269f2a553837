"""The first page: where each role's work is."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.people.rules import DPO, FEED_READERS, POLICE, PROVINCE
from app.reports.views.pages import blueprint
from app.web.actor import current_actor, office_only


@blueprint.get("/")
@office_only()
def go_home() -> Response:
    """Police to what waits, readers and the province to the feed, who watches over personal data to the access log,
    everybody else to the help page."""
    role = current_actor().role
    if role in POLICE:
        return redirect(url_for("reports.show_queue"))
    if role == DPO:
        return redirect(url_for("traces.show_access"))
    return redirect(url_for("feed.show_feed" if role in (*FEED_READERS, PROVINCE) else "about.help"))
