"""Which features the application has: their tables, doors and commands."""

from flask import Flask

from app.backup import cli as backup_cli
from app.catalogue import api as catalogue_api
from app.catalogue import cli as catalogue_cli
from app.catalogue import models as _catalogue
from app.commune import models as _commune
from app.commune import views as commune_views
from app.consents import models as _consents
from app.contract import api as contract_api
from app.contract import cli as contract_cli
from app.contract import views as contract_views
from app.demo import cli as demo_cli
from app.demo import queries as demo_queries
from app.documents import views as documents_views
from app.emulation import models as _emulation
from app.emulation import views as emulation_views
from app.emulation.views.proposing import offer_on_report
from app.exports import actors as export_actors
from app.exports import api as exports_api
from app.exports import models as _exports
from app.exports import views as exports_views
from app.exports import worker as exports_worker
from app.exports.service import drop_changed, drop_keys
from app.feed import api as feed_api
from app.feed import views as feed_views
from app.figures import cli as figures_cli
from app.figures import models as _figures
from app.figures import views as figures_views
from app.figures.service import follow as keep_figures
from app.figures.service import raise_silences, settle_months
from app.journal import cli as journal_cli
from app.journal import models as _journal
from app.journal.service import forget_access, register_follower
from app.mergers import cli as mergers_cli
from app.people import actors
from app.people import api as people_api
from app.people import cli as people_cli
from app.people import models as _people
from app.people import views as people_views
from app.periods import models as _periods
from app.periods import views as periods_views
from app.photos import api as photos_api
from app.photos import cli as photos_cli
from app.photos import models as _photos
from app.photos.queries import register_announcer, register_viewer
from app.photos.service import register_guard, register_owner_counter
from app.photos.store import open_store
from app.photos.worker import register_chore, register_mate
from app.privacy import api as privacy_api
from app.privacy import cli as privacy_cli
from app.privacy import models as _privacy
from app.privacy import views as privacy_views
from app.privacy.queries import is_held
from app.privacy.service import receive_from_member, retain_by_night
from app.privacy.views.holds import say_on_report
from app.registry import models as _registry
from app.registry import views as registry_views
from app.registry.queries.pictures import shows_picture
from app.registry.service import raise_site_silences
from app.registry.service.from_phones import PHONE_EFFECTS
from app.reports import api as reports_api
from app.reports import cli as reports_cli
from app.reports import models as _reports
from app.reports import views as reports_views
from app.reports.queries import has_sent
from app.reports.service.content import count_photos
from app.reports.service.effects import register_effects
from app.reports.service.erasing import register_holder
from app.reports.service.forgetting import forget_positions
from app.reports.service.reading import shows_guarded
from app.reports.service.reminding import remind_returned
from app.reports.service.rights import register_keeper
from app.reports.views.beside import show_on_report
from app.rescue import api as rescue_api
from app.rescue import views as rescue_views
from app.roster import models as _roster
from app.roster import views as roster_views
from app.search import cli as search_cli
from app.search import views as search_views
from app.sync import api as sync_api
from app.tallies import cli as tallies_cli
from app.tallies import models as _tallies
from app.tallies import views as tallies_views
from app.tallies.service import follow as keep_tallies
from app.traces import api as traces_api
from app.traces import models as _traces
from app.traces import views as traces_views
from app.traces.service import go_on_checking
from app.units import cli as units_cli
from app.units import models as _units
from app.web import about, directory, frame, health, preferences, wording
from app.web.application import SETTINGS, add_api

TABLES = (
    _units,
    _journal,
    _catalogue,
    _people,
    _consents,
    _commune,
    _roster,
    _photos,
    _reports,
    _registry,
    _emulation,
    _privacy,
    _figures,
    _tallies,
    _periods,
    _exports,
    _traces,
)

API = (
    catalogue_api.blueprint,
    people_api.enrolments,
    people_api.sessions,
    people_api.me,
    photos_api.blueprint,
    reports_api.reports,
    reports_api.batches,
    exports_api.blueprint,
    feed_api.blueprint,
    privacy_api.blueprint,
    traces_api.blueprint,
    sync_api.blueprint,
    rescue_api.blueprint,
    contract_api.blueprint,
)
PAGES = (
    people_views.blueprint,
    people_views.proving,
    people_views.account,
    people_views.colleagues,
    people_views.deputies,
    people_views.pages,
    people_views.devices,
    commune_views.blueprint,
    commune_views.province,
    roster_views.pages,
    roster_views.notices,
    reports_views.pages,
    registry_views.blueprint,
    emulation_views.blueprint,
    figures_views.blueprint,
    tallies_views.blueprint,
    periods_views.blueprint,
    search_views.blueprint,
    privacy_views.blueprint,
    documents_views.blueprint,
    exports_views.blueprint,
    feed_views.blueprint,
    traces_views.blueprint,
    rescue_views.pages,
    contract_views.blueprint,
)
COMMANDS = (
    units_cli.commands,
    catalogue_cli.commands,
    journal_cli.commands,
    people_cli.communes,
    people_cli.accounts,
    photos_cli.commands,
    photos_cli.worker,
    reports_cli.devices,
    reports_cli.reports,
    search_cli.commands,
    figures_cli.commands,
    tallies_cli.commands,
    privacy_cli.commands,
    backup_cli.commands,
    demo_cli.commands,
)


# Who is told of every note in the journal, and what the worker does every hour.
FOLLOWERS = (keep_figures, keep_tallies, drop_changed, drop_keys)
CHORES = (
    forget_positions,
    raise_silences,
    settle_months,
    raise_site_silences,
    exports_worker.forget_over,
    retain_by_night,
    forget_access,
    go_on_checking,
    remind_returned,
)


def register(app: Flask) -> None:
    """Add every feature to ``app``."""
    wording.register(app)
    frame.register(app, app.config[SETTINGS])
    preferences.register(app)
    about.register(app)
    directory.register(app)
    health.register(app)
    health.add_check(app, "storage", lambda: open_store(app.config[SETTINGS].storage_url).check())
    actors.register()
    export_actors.register()
    people_views.show_demo_sign_ins(demo_queries.sign_ins)
    register_owner_counter(count_photos)
    register_announcer(has_sent)
    for follower in FOLLOWERS:
        register_follower(follower)
    for chore in CHORES:
        register_chore(chore)
    register_guard(shows_guarded)
    register_viewer(shows_picture)
    register_effects(PHONE_EFFECTS)
    register_mate(exports_worker.make_one)
    register_holder(is_held)
    register_keeper(receive_from_member)
    show_on_report(say_on_report)
    show_on_report(offer_on_report)
    for pages in PAGES:
        app.register_blueprint(pages)
    for doors in API:
        add_api(doors)
    people_cli.communes.add_command(mergers_cli.merge)
    for group in (*COMMANDS, contract_cli.export_contract):
        app.cli.add_command(group)
