"""The bare endpoint is served with Kẻng's own settings of gunicorn, without the hooks that know Kẻng."""

from pathlib import Path

exec(Path("gunicorn.conf.py").read_text(encoding="utf-8"))
for hook in ("on_starting", "post_fork"):
    globals().pop(hook, None)
