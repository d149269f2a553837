"""A verb's faults on the form that asked for it."""

from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.core.errors import DomainError


def show_faults(form: FlaskForm, refusal: DomainError) -> None:
    """Put the verb's faults beside the fields that they are about; above the form where it has no such field."""
    for fault in refusal.facts.get("errors", []):
        name = fault["pointer"].strip("/").replace("-", "_")
        target = form._fields.get(name)
        words = _(fault["detail"])
        if target is None:
            form.form_errors.append(words)
        else:
            target.errors = [*target.errors, words]
