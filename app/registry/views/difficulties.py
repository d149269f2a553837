"""The pages of difficulties: the list, a new one, one with its steps."""

from datetime import timedelta
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_FOUND, DomainError
from app.people import queries as people
from app.registry import queries, rules, service
from app.registry.forms.difficulties import DifficultyForm, StepForm
from app.registry.queries import DifficultyRow, Wanted
from app.registry.rules import lateness
from app.registry.service import Raised, Step
from app.registry.views import cycle_words as words
from app.registry.views.pages import KEEPERS, LOGGERS, READERS, as_id, blueprint, cycle_tabs, today
from app.reports.views.personal import personal_words
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.faults import show_faults
from app.web.transaction import transactional
from app.web.wording import listed

shell.add_page(
    "registry.list_difficulties",
    _l("Khó khăn, vướng mắc"),
    roles=READERS,
    order=25,
    section="models",
    icon="life-buoy",
    about=_l("Việc vướng của mô hình, phương tiện, tổ: ai giải quyết, hạn nào, kết quả ra sao."),
)
shell.add_page(
    "registry.list_late",
    _l("Trễ hạn"),
    roles=READERS,
    order=26,
    section="models",
    icon="triangle-alert",
    about=_l("Đợt rà soát, phiếu, khó khăn, nhân rộng quá hạn: hỏi ai, trễ bao lâu, đã nhắc chưa."),
)


@blueprint.get("/difficulties")
@office_only(*READERS)
def list_difficulties() -> str:
    """The difficulties of a state, late ones on top."""
    actor = current_actor()
    state = request.args.get("state", "open")
    state = state if state in words.DIFFICULTY_WORDS else "open"
    owner = request.args.get("owner", "")
    owner = owner if owner in words.OWNER_WORDS else ""
    village = as_id(request.args.get("village"))
    rows = queries.list_difficulties(actor, Wanted(state, owner, village))
    return render_template(
        "registry/difficulties.html",
        tabs=cycle_tabs("list_difficulties"),
        rows=rows,
        state=state,
        owner=owner,
        village=str(village or ""),
        villages=people.list_villages(actor, today()),
        words=words,
        may_raise=rules.may_log(actor),
    )


@blueprint.get("/difficulties/new")
@office_only(*LOGGERS)
def new_difficulty() -> Response:
    """The form of a difficulty; ``about`` names what it is about."""
    about = request.args.get("about", "")
    return _form_page(DifficultyForm(formdata=None, about=about, due_on=today() + timedelta(days=14)))


@blueprint.post("/difficulties")
@office_only(*LOGGERS)
@transactional
def raise_difficulty() -> Response:
    """Raise it."""
    form = DifficultyForm()
    if not form.validate():
        return _form_page(form, 422)
    assert form.due_on.data
    about, _colon, key = (form.about.data or "").partition(":")
    named = {f"{about}_id": as_id(key)} if about in ("site", "asset", "team") else {}
    said = Raised(form.kind.data or "", form.words.data or "", form.owner.data or "", form.due_on.data, **named)
    try:
        one = service.raise_difficulty(current_actor(), said)
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _form_page(form, 422)
    warn(said.words)
    flash(_("Đã ghi khó khăn, vướng mắc."), "good")
    return redirect(url_for("registry.show_difficulty", difficulty_id=one.id), 303)


@blueprint.get("/difficulties/<uuid:difficulty_id>")
@office_only(*READERS)
def show_difficulty(difficulty_id: UUID) -> Response:
    """One of them with its steps."""
    return _page(queries.get_difficulty(current_actor(), difficulty_id))


@blueprint.post("/difficulties/<uuid:difficulty_id>/<step>")
@office_only(*KEEPERS)
@transactional
def step_difficulty(difficulty_id: UUID, step: str) -> Response:
    """Take a step; what was written stays on the page when it cannot be taken."""
    actor = current_actor()
    row = queries.get_difficulty(actor, difficulty_id)
    if step not in lateness.STEPS:
        raise DomainError(NOT_FOUND)
    form = StepForm(prefix=f"{step}-")
    if not form.validate():
        return _page(row, {step: form}, 422)
    said = Step(step, form.words.data or "", form.owner.data or "", form.due_on.data)
    seen = form.version.data or ""
    try:
        service.take_step(actor, difficulty_id, said, version=int(seen) if seen.isdecimal() else -1)
    except DomainError as refusal:
        if refusal.problem in (CHANGED_MEANWHILE, MOVE_NOT_POSSIBLE):
            gone = _("Người khác vừa sửa mục này. Chữ vừa điền còn đây; xin xem lại rồi ghi.")
            return _page(queries.get_difficulty(actor, difficulty_id), {step: form}, 412, said=gone)
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(row, {step: form}, 422)
    warn(said.words)
    flash(_("Đã ghi: %(step)s.", step=str(words.STEP_WORDS[step]).lower()), "good")
    return redirect(url_for("registry.show_difficulty", difficulty_id=difficulty_id), 303)


def objects(*, with_sites: bool = True) -> list[tuple[str, str]]:
    """What a difficulty or an inspection can be about: sites and teams, as ``(key, words)``."""
    actor = current_actor()
    sites = queries.list_names(actor) if with_sites else []
    found = [(f"site:{key}", f"{name} ({village})" if village else name) for key, name, village in sites]
    return found + [(f"team:{key}", name) for key, name in queries.list_team_names(actor)]


def warn(*texts: str) -> None:
    """Say what a text seems to hold of people."""
    found = personal_words(*texts)
    if found:
        flash(_("Có vẻ có %(what)s trong lời vừa ghi. Xin xem lại, nên bỏ đi.", what=listed(found)), "trouble")


def _form_page(form: DifficultyForm, status: int = 200) -> Response:
    pairs = objects()
    about = form.about.data or ""
    if about.startswith("asset:") and (key := as_id(about.removeprefix("asset:"))):
        pairs.insert(0, (about, queries.get_thing(current_actor(), key).place))
    form.about.choices = choices([("", _("Xin chọn")), *pairs])
    form.kind.choices = choices([("", _("Xin chọn")), *words.KIND_WORDS.items()])
    form.owner.choices = choices([("", _("Xin chọn")), *words.OWNER_WORDS.items()])
    page = render_template("registry/difficulty_form.html", tabs=cycle_tabs("list_difficulties"), form=form, today=today())
    return make_response(page, status)


def _page(row: DifficultyRow, sent: dict[str, StepForm] | None = None, status: int = 200, *, said: str = "") -> Response:
    actor = current_actor()
    steps = []
    if row.it.state == "open" and rules.may_keep(actor):
        for step in ("solve", "hand", "postpone", "drop"):
            form = (sent or {}).get(step) or StepForm(formdata=None, prefix=f"{step}-")
            others = [(key, word) for key, word in words.OWNER_WORDS.items() if key != row.it.owner]
            form.owner.choices = choices([("", _("Xin chọn")), *others])
            form.version.data = str(row.it.version)
            form.words.label.text = _("Kết quả") if step == "solve" else _("Lý do")
            form.words.flags.required = step != "hand"
            form.due_on.flags.required = True
            steps.append({"name": step, "form": form, "open": step in (sent or {})})
    page = render_template(
        "registry/difficulty.html",
        tabs=cycle_tabs("list_difficulties"),
        row=row,
        steps=steps,
        taken=queries.steps_of(row.it),
        said=said,
        words=words,
        raised_by=queries.name_of_account(row.it.account_id),
        kept=[form.words.data for form in (sent or {}).values() if said],
    )
    return make_response(page, status)
