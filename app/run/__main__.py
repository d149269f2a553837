"""``python -m app.run`` serves; ``python -m app.run flask …`` runs a command with the same settings."""

import os
import sys

from app.run.environment import ROOT, complete
from app.run.preparing import PREPARE, prepare_if_needed
from app.settings import Settings, SettingsError


def main(words: list[str]) -> int:
    """Run what the words ask for; gives the exit status."""
    try:
        env = complete(os.environ)
        settings = Settings.from_environment(env)
    except (SettingsError, OSError) as error:
        faults = error.faults if isinstance(error, SettingsError) else [str(error)]
        print("Kẻng cannot start:", *(f"  - {fault}" for fault in faults), sep="\n", file=sys.stderr)
        return 2
    if words == [PREPARE]:
        from app.run.database import prepare

        prepare(settings)
        return 0
    os.chdir(ROOT)
    if not prepare_if_needed(settings, env):
        return 1
    if words[:1] == ["flask"]:
        os.execve(sys.executable, [sys.executable, "-m", "flask", "--app", "wsgi", *words[1:]], env)
    os.environ.update(env)
    from app.run.serving import serve

    return serve(settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
