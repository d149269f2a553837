"""The pages of people: getting in (``blueprint``), and teams with their members and phones (``pages``)."""

from app.people.views import phones, teams
from app.people.views.devices import blueprint as devices
from app.people.views.pages import blueprint as pages
from app.people.views.sign_in import DemoSignIns, blueprint, show_demo_sign_ins

__all__ = ["DemoSignIns", "blueprint", "devices", "pages", "phones", "show_demo_sign_ins", "teams"]
