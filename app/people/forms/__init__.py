"""The forms of people: getting in, teams and their members."""

from app.people.forms.entry import PasswordForm, SignInForm
from app.people.forms.teams import KIND_WORDS, ROLE_WORDS, MemberForm, TeamForm

__all__ = ["KIND_WORDS", "ROLE_WORDS", "MemberForm", "PasswordForm", "SignInForm", "TeamForm"]
