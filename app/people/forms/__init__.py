"""The forms of people: getting in, teams and their members."""

from app.people.forms.accounts import AccountForm
from app.people.forms.entry import CodeForm, FactorForm, NewPasskeyForm, PasskeyForm, PasswordForm, ProofForm, SignInForm
from app.people.forms.sheets import SheetForm
from app.people.forms.standing import DeputyForm
from app.people.forms.teams import KIND_WORDS, ROLE_WORDS, InvitationsForm, LeaveForm, MemberForm, MoveForm, TeamForm

__all__ = [
    "KIND_WORDS",
    "ROLE_WORDS",
    "AccountForm",
    "CodeForm",
    "DeputyForm",
    "FactorForm",
    "InvitationsForm",
    "LeaveForm",
    "MemberForm",
    "MoveForm",
    "NewPasskeyForm",
    "PasskeyForm",
    "PasswordForm",
    "ProofForm",
    "SheetForm",
    "SignInForm",
    "TeamForm",
]
