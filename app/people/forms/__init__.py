"""The forms of people: getting in, teams and their members."""

from app.people.forms.entry import CodeForm, FactorForm, PasswordForm, ProofForm, SignInForm
from app.people.forms.standing import DeputyForm
from app.people.forms.teams import KIND_WORDS, ROLE_WORDS, MemberForm, TeamForm

__all__ = [
    "KIND_WORDS",
    "ROLE_WORDS",
    "CodeForm",
    "DeputyForm",
    "FactorForm",
    "MemberForm",
    "PasswordForm",
    "ProofForm",
    "SignInForm",
    "TeamForm",
]
