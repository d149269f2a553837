"""The forms of signing in and of choosing a password."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.people import rules
from app.people.rules import passkeys

_MISSING = _l("Xin điền vào đây")
# What ``rules.password_fault`` answers, named here once more so that its English is collected with the other texts.
FAULTS = (
    _l("Cần ít nhất 12 ký tự"),
    _l("Nhiều nhất 200 ký tự"),
    _l("Mật khẩu lặp lại quá ít ký tự"),
    _l("Mật khẩu không nên chứa tên đăng nhập"),
)


class SignInForm(FlaskForm):
    """A name and its password; ``next`` is where to go after, a path of ours."""

    username = StringField(_l("Tên đăng nhập"), [InputRequired(_MISSING), Length(max=40)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(_MISSING), Length(max=rules.PASSWORD_MOST)])
    next = HiddenField()


class CodeForm(FlaskForm):
    """The second step: a code of the app, or a recovery code; ``ticket`` says whose password was right."""

    code = StringField(_l("Mã xác thực"), [InputRequired(_MISSING), Length(max=20)])
    ticket = HiddenField()


class PasskeyForm(FlaskForm):
    """The second step by a passkey: ``asked`` is the question's ticket, ``answer`` what the browser said, as JSON."""

    ticket = HiddenField()
    asked = HiddenField()
    answer = HiddenField(validators=[Length(max=passkeys.ANSWER_MOST)])


class NewPasskeyForm(FlaskForm):
    """A new passkey and how its person calls it; ``next`` is where to go on to."""

    name = StringField(_l("Tên của khóa"), [InputRequired(_MISSING), Length(max=passkeys.NAME_MOST)])
    asked = HiddenField()
    answer = HiddenField(validators=[Length(max=passkeys.ANSWER_MOST)])
    next = HiddenField()


class ProofForm(FlaskForm):
    """The password again, in the middle of a deed, whose own fields stand beside these. A passkey's answer stands in for
    the code."""

    proof_password = PasswordField(_l("Mật khẩu"), [InputRequired(_MISSING), Length(max=rules.PASSWORD_MOST)])
    proof_code = StringField(_l("Mã xác thực"), [Length(max=20)])
    proof_asked = HiddenField()
    proof_answer = HiddenField(validators=[Length(max=passkeys.ANSWER_MOST)])

    def for_factor(self, *, has_factor: bool) -> "ProofForm":
        """Ask for a code only of those who have one."""
        if has_factor and self.proof_answer.data:
            self.proof_code.flags.required = True
        elif has_factor:
            self.proof_code.validators = (InputRequired(_MISSING), Length(max=20))
            self.proof_code.flags.required = True
        else:
            del self.proof_code
        return self


class FactorForm(FlaskForm):
    """The first code of a new second factor; ``ticket`` holds its seed, ``next`` where to go on to."""

    code = StringField(_l("Mã 6 số trên ứng dụng"), [InputRequired(_MISSING), Length(max=20)])
    ticket = HiddenField()
    next = HiddenField()


class PasswordForm(FlaskForm):
    """A new password, typed twice; ``rules.password_fault`` judges it."""

    password = PasswordField(_l("Mật khẩu mới"), [InputRequired(_MISSING)])
    again = PasswordField(
        _l("Nhập lại mật khẩu"), [InputRequired(_MISSING), EqualTo("password", _l("Hai lần nhập chưa giống nhau"))]
    )
