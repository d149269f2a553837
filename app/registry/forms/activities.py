"""Forms of activities: one for each kind with the catalogue's own questions, withdrawing, linking, narrowing the list."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.core.night import VIETNAM
from app.registry import rules
from app.registry.forms.parts import LONG, MISSING, NO_NUMBER, known, offer
from app.registry.rules import Doing

_ASKED = ("people", "minutes")


class ActivityForm(FlaskForm):
    """What was done; ``form_for`` adds the questions of its kind and leaves out what the kind does not ask."""

    on = DateField(_l("Ngày"), [InputRequired(MISSING)])
    time = TimeField(_l("Bắt đầu lúc"), [Optional()])
    village = SelectField(_l("Thôn"))
    site = SelectField(_l("Thuộc điểm mô hình"))
    thing = SelectField(_l("Phương tiện"))
    people = IntegerField(_l("Số người đến"), [Optional(), NumberRange(0, 100_000, NO_NUMBER)])
    minutes = IntegerField(_l("Số phút"), [Optional(), NumberRange(0, 10_080, NO_NUMBER)])
    words = TextAreaField(_l("Ghi thêm"), [Length(max=500, message=LONG)])

    def read(self, kind: str) -> Doing:
        """The activity that the form says."""
        assert self.on.data is not None
        answers = {name.removeprefix("value_"): self[name].data for name in self._fields if name.startswith("value_")}
        return Doing(
            kind=kind,
            on=self.on.data,
            site_id=known(self.site.data),
            asset_id=known(self.thing.data) if "thing" in self else None,
            village_id=known(self.village.data),
            began_at=self._began(self.on.data),
            minutes=self.minutes.data if "minutes" in self else None,
            people=self.people.data if "people" in self else None,
            values={key: answer for key, answer in answers.items() if answer not in (None, "")},
            words=self.words.data or "",
        )

    def _began(self, on: date) -> datetime | None:
        return datetime.combine(on, self.time.data, VIETNAM).astimezone(UTC) if self.time.data else None


def form_for(kind: str, asks: Sequence[str], fields: Sequence[Mapping[str, Any]], language: str) -> ActivityForm:
    """The form of a kind: its questions in the reader's language."""
    asked = {f"value_{one['key']}": _question(one, language) for one in fields}
    form: ActivityForm = type("KindOfActivityForm", (ActivityForm,), asked)()
    for one in fields:
        if one["type"] == "choice":
            options = [(option["code"], option[language]) for option in one["options"]]
            question: Any = form[f"value_{one['key']}"]
            offer(question, options, _("Chọn"))
    for name in _ASKED:
        if name not in asks:
            del form[name]
    if kind == rules.WEAPONS:
        form.words.validators = [Length(max=rules.MOST_WORDS_OF_WEAPONS, message=LONG)]
    return form


def _question(asked: Mapping[str, Any], language: str) -> Any:
    unit = asked.get("unit" if language == "vi" else "unit_en")
    label = f"{asked[language]} ({unit})" if unit else asked[language]
    needed = [InputRequired(MISSING)] if asked.get("required") else [Optional()]
    if asked["type"] == "choice":
        return SelectField(label, needed)
    return IntegerField(label, [*needed, NumberRange(asked.get("min", 0), asked.get("max", 100_000), NO_NUMBER)])


class WithdrawForm(FlaskForm):
    """Why an activity counts no more."""

    why = StringField(_l("Lý do"), [InputRequired(MISSING), Length(max=200, message=LONG)])


class LinkForm(FlaskForm):
    """The shift in which it was done."""

    shift = SelectField(_l("Làm trong ca"), [InputRequired(MISSING)])


class ActivitiesAsked(FlaskForm):
    """What the list of activities is narrowed by."""

    class Meta:
        """It is asked with GET."""

        csrf = False

    first = DateField(_l("Từ ngày"), [Optional()])
    last = DateField(_l("Đến ngày"), [Optional()])
    kind = SelectField(_l("Loại"))
    village = SelectField(_l("Thôn"))
    site = SelectField(_l("Điểm mô hình"))
