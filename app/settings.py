"""Settings: read once from the environment into one frozen object; nonsense stops the start with one readable list."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_DATABASES = ("sqlite", "postgresql")
_WEAK = 32


class SettingsError(Exception):
    """What is wrong with the environment: ``faults`` are sentences for the person who starts the program."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations. ``.env.example`` explains each."""

    secret_key: str
    data_dir: Path
    database_url: str
    storage_url: str
    public_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 8
    trusted_proxies: int = 0
    rescue_mb: int = 512
    demo: bool = False
    testing: bool = False

    @property
    def secure(self) -> bool:
        """Whether people reach us by https; cookies and HSTS depend on it."""
        return self.public_url.startswith("https://")

    @property
    def needs_factor(self) -> bool:
        """Whether nobody gets into the office without a second factor; a demo only offers it."""
        return not self.demo

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """Read ``KENG_*``; raises ``SettingsError`` with every fault at once."""
        faults: list[str] = []
        port = _whole(env, "KENG_PORT", 8000, 1, 65535, faults)
        data_dir = Path(env.get("KENG_DATA_DIR") or "var").expanduser().resolve()
        demo = _switch(env, "KENG_DEMO", faults)
        settings = cls(
            secret_key=_secret(env, faults),
            data_dir=data_dir,
            database_url=_database_url(env.get("KENG_DATABASE_URL") or f"sqlite:///{data_dir}/keng.sqlite3", faults),
            storage_url=_storage_url(env.get("KENG_STORAGE_URL") or f"file://{data_dir}/photos", faults),
            public_url=_public_url(env.get("KENG_PUBLIC_URL") or f"http://127.0.0.1:{port}", faults),
            host=env.get("KENG_HOST") or "127.0.0.1",
            port=port,
            workers=_whole(env, "KENG_WORKERS", 2, 1, 64, faults),
            threads=_whole(env, "KENG_THREADS", 8, 1, 256, faults),
            trusted_proxies=_whole(env, "KENG_TRUSTED_PROXIES", 0, 0, 8, faults),
            rescue_mb=_whole(env, "KENG_RESCUE_MB", 512, 1, 4096, faults),
            demo=demo,
        )
        if faults:
            raise SettingsError(faults)
        return settings

    @classmethod
    def for_tests(cls, *, database_url: str, data_dir: Path, **changes: object) -> "Settings":
        """Settings of a test: a secret of its own, storage under ``data_dir``."""
        values: dict[str, object] = {
            "secret_key": secrets.token_hex(32),
            "data_dir": data_dir,
            "database_url": _database_url(database_url, []),
            "storage_url": f"file://{data_dir}/photos",
            "public_url": "http://127.0.0.1:8000",
            "testing": True,
        }
        return cls(**(values | changes))  # type: ignore[arg-type]


def _whole(env: Mapping[str, str], name: str, default: int, least: int, most: int, faults: list[str]) -> int:
    text = env.get(name) or str(default)
    if text.isdecimal() and least <= int(text) <= most:
        return int(text)
    faults.append(f"{name}={text!r}: expected a whole number from {least} to {most}")
    return default


def _switch(env: Mapping[str, str], name: str, faults: list[str]) -> bool:
    text = (env.get(name) or "0").lower()
    if text not in ("0", "1", "false", "true", "no", "yes"):
        faults.append(f"{name}={text!r}: expected 0 or 1")
    return text in ("1", "true", "yes")


def _secret(env: Mapping[str, str], faults: list[str]) -> str:
    secret = env.get("KENG_SECRET_KEY", "")
    if len(secret) < _WEAK:
        faults.append(
            f"KENG_SECRET_KEY: expected at least {_WEAK} random characters; make one with "
            "`python3 -c 'import secrets; print(secrets.token_hex(32))'`"
        )
    return secret


def _database_url(url: str, faults: list[str]) -> str:
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    if scheme.split("+")[0] not in _DATABASES:
        faults.append(f"KENG_DATABASE_URL={scheme!r}://…: expected sqlite:///… or postgresql://…")
    return url


def _storage_url(url: str, faults: list[str]) -> str:
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.path.startswith("/"):
        faults.append("KENG_STORAGE_URL: a folder needs its whole path: file:///var/lib/keng/photos")
    elif parts.scheme == "s3" and not parts.netloc:
        faults.append("KENG_STORAGE_URL: S3 needs a bucket: s3://bucket?endpoint=https://…&region=…")
    elif parts.scheme not in ("file", "s3"):
        faults.append(f"KENG_STORAGE_URL={parts.scheme!r}://…: expected file:///… or s3://…")
    return url


def _public_url(url: str, faults: list[str]) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        faults.append(f"KENG_PUBLIC_URL={url!r}: expected https://host with no path")
    elif parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        faults.append(f"KENG_PUBLIC_URL={url!r}: phones work offline only behind https; http is for this machine alone")
    return url.rstrip("/")
