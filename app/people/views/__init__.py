"""The pages of people: getting in (``blueprint``), one's account and the chief's view of all, teams, members, phones."""

from app.people.views import accounts, importing, inviting, members, passkeys, phones, teams
from app.people.views.account import blueprint as account
from app.people.views.colleagues import blueprint as colleagues
from app.people.views.deputies import blueprint as deputies
from app.people.views.devices import blueprint as devices
from app.people.views.pages import blueprint as pages
from app.people.views.proving import blueprint as proving
from app.people.views.sign_in import DemoSignIns, blueprint, show_demo_sign_ins

__all__ = [
    "DemoSignIns",
    "account",
    "accounts",
    "blueprint",
    "colleagues",
    "deputies",
    "devices",
    "importing",
    "inviting",
    "members",
    "pages",
    "passkeys",
    "phones",
    "proving",
    "show_demo_sign_ins",
    "teams",
]
