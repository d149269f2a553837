"""Members, teams, devices, enrolment, office accounts, roles, scope."""
