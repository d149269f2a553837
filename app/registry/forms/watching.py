"""Forms of camera roads, places that need cameras, and texts of loudspeakers."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, FieldList, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.registry.forms.parts import LONG, MISSING, NO_NUMBER, known
from app.registry.models import CameraNeed, CameraRoad
from app.registry.rules import Need, Road, Script


class CameraForm(FlaskForm):
    """A camera along a road; a line without one is none. ``position`` tells the order."""

    class Meta:
        """The form around it carries the token."""

        csrf = False

    position = IntegerField(_l("Thứ tự"), [Optional()])
    camera = SelectField(_l("Camera"))


class RoadForm(FlaskForm):
    """A camera road with its cameras, whose numbers tell their order."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = StringField(_l("Tên tuyến"), [InputRequired(MISSING), Length(max=120, message=LONG)])
    from_place = StringField(_l("Điểm đầu"), [InputRequired(MISSING), Length(max=120, message=LONG)])
    to_place = StringField(_l("Điểm cuối"), [InputRequired(MISSING), Length(max=120, message=LONG)])
    length_m = IntegerField(_l("Chiều dài (m)"), [InputRequired(MISSING), NumberRange(1, 200_000, NO_NUMBER)])
    village = SelectField(_l("Thôn"))
    site = SelectField(_l("Thuộc điểm mô hình"))
    launched_on = DateField(_l("Ngày ra mắt"), [Optional()])
    ended_on = DateField(_l("Ngày thôi dùng"), [Optional()])
    cameras = FieldList(FormField(CameraForm))

    def lengthen(self, lines: int = 3) -> None:
        """Empty lines for more cameras."""
        for _line in range(lines):
            self.cameras.append_entry({"position": len(self.cameras) + 1})

    def read(self) -> Road:
        """The road that the form says."""
        chosen = [line.form for line in self.cameras if line.form.camera.data]
        last = len(chosen)
        ordered = sorted(chosen, key=lambda line: line.position.data if line.position.data is not None else last)
        return Road(
            name=self.name.data or "",
            from_place=self.from_place.data or "",
            to_place=self.to_place.data or "",
            length_m=self.length_m.data or 0,
            village_id=known(self.village.data),
            site_id=known(self.site.data),
            launched_on=self.launched_on.data,
            ended_on=self.ended_on.data,
            cameras=tuple(one for line in ordered if (one := known(line.camera.data))),
        )


def written_road(road: CameraRoad, cameras: list[str]) -> dict[str, object]:
    """What the form of a road shows at first."""
    same = ("version", "name", "from_place", "to_place", "length_m", "launched_on", "ended_on")
    ids = {"village": str(road.village_id or ""), "site": str(road.site_id or "")}
    lines = [{"position": place, "camera": one} for place, one in enumerate(cameras, 1)]
    return {name: getattr(road, name) for name in same} | ids | {"cameras": lines}


class NeedForm(FlaskForm):
    """A place that needs cameras."""

    version = IntegerField(widget=HiddenInput(), default=0)
    place = StringField(_l("Nơi cần lắp"), [InputRequired(MISSING), Length(max=160, message=LONG)])
    village = SelectField(_l("Thôn"))
    road = SelectField(_l("Trên tuyến camera"))
    eyes = IntegerField(_l("Số mắt cần"), [InputRequired(MISSING), NumberRange(1, 200, NO_NUMBER)])
    priority = SelectField(_l("Mức ưu tiên"))
    reason = TextAreaField(_l("Vì sao cần"), [InputRequired(MISSING), Length(max=300, message=LONG)])
    state = SelectField(_l("Tình trạng"))

    def read(self) -> Need:
        """The need that the form says."""
        return Need(
            place=self.place.data or "",
            reason=self.reason.data or "",
            eyes=self.eyes.data or 0,
            priority=int(self.priority.data or 2),
            village_id=known(self.village.data),
            road_id=known(self.road.data),
            state=self.state.data or "needed",
        )


def written_need(need: CameraNeed) -> dict[str, object]:
    """What the form of a need shows at first."""
    same = ("version", "place", "eyes", "reason", "state")
    ids = {"village": str(need.village_id or ""), "road": str(need.road_id or "")}
    return {name: getattr(need, name) for name in same} | ids | {"priority": str(need.priority)}


class ScriptForm(FlaskForm):
    """A text for loudspeakers."""

    version = IntegerField(widget=HiddenInput(), default=0)
    title = StringField(_l("Tên bài"), [InputRequired(MISSING), Length(max=120, message=LONG)])
    topic = SelectField(_l("Nội dung"))
    text = TextAreaField(_l("Bài đọc"), [InputRequired(MISSING), Length(min=20, max=4000)])

    def read(self) -> Script:
        """The text that the form says."""
        return Script(self.title.data or "", self.topic.data or "", self.text.data or "")


class SeenForm(FlaskForm):
    """A deed on a text as it was seen."""

    version = IntegerField(validators=[InputRequired(MISSING)])
