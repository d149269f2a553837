"""A real S3 server of our own: Ceph's gateway over one monitor and one object store in memory, on this machine alone.

It is made of Debian's packages (``tools/debian.sh chaos``). The gateway can be killed, held still and started again;
what was stored before lies in the object store and outlives it.
"""

import ctypes
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import obstore
from obstore.store import S3Store

from tests.places import free_port

BUCKET, KEY_ID, SECRET = "keng", "KENGTESTKEY", "secret-of-a-test"
PROGRAMS = ("ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin")
WANTED = "a real S3 comes from Debian's packages ceph-common, ceph-mon, ceph-osd, radosgw: run tools/debian.sh chaos as root"
# Starting takes a quarter of a minute on an idle machine.
_PATIENCE = 180.0
_CONF = """
[global]
fsid = {fsid}
mon_host = [v2:127.0.0.1:{mon}/0]
public_addr = 127.0.0.1
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
keyring = {folder}/keyring
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 500
mon_data = {folder}/mon
osd_data = {folder}/osd
rgw_data = {folder}/rgw
osd_objectstore = memstore
memstore_device_bytes = 2147483648
log_file = {folder}/$name.log
admin_socket = {folder}/$name.asok
run_dir = {folder}
pid_file =
rgw_frontends = beast endpoint=127.0.0.1:{port}
[client.rgw]
"""


def _end_with_parent() -> None:
    """Ask the kernel to kill the daemon when this process dies without a chance to do so itself."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


@dataclass
class Ceph:
    """The running server. Kill and start it from the main thread alone: its daemons end with the thread that began them."""

    folder: Path
    port: int
    daemons: ExitStack
    gateway: subprocess.Popen[bytes] | None = None
    store: subprocess.Popen[bytes] | None = None
    stalls: int = 0

    @property
    def url(self) -> str:
        """As ``KENG_STORAGE_URL`` has it."""
        return f"s3://{BUCKET}?endpoint=http://127.0.0.1:{self.port}&region=us-east-1"

    @property
    def env(self) -> dict[str, str]:
        """The credentials that go with it."""
        return {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}

    def start(self) -> None:
        """Start the gateway, and wait until it answers."""
        self.gateway = self._daemon("radosgw", "-n", "client.rgw", "-f")
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self.gateway.poll() is None and time.monotonic() < until, self._last_words("radosgw")
            time.sleep(0.1)

    def kill(self) -> None:
        """The gateway goes without a word."""
        assert self.gateway is not None
        self.gateway.kill()
        self.gateway.wait()

    def stall(self) -> None:
        """It takes requests and says nothing any more: the gateway is held still, every third time the store behind it."""
        held = self.store if self.stalls % 3 == 1 else self.gateway
        assert held is not None
        held.send_signal(signal.SIGSTOP)
        self.stalls += 1

    def go_on(self) -> None:
        """Both wake up again."""
        for held in (self.gateway, self.store):
            assert held is not None
            held.send_signal(signal.SIGCONT)

    def make(self) -> None:
        """Monitor, object store, gateway, a user and the bucket."""
        conf = _CONF.format(fsid=(fsid := uuid4()), mon=(mon := free_port()), folder=self.folder, port=self.port)
        (self.folder / "ceph.conf").write_text(conf, encoding="utf-8")
        for name in ("mon", "osd", "rgw"):
            (self.folder / name).mkdir()
        ring = ("ceph-authtool", str(self.folder / "keyring"))
        everything = ("--cap", "mon", "allow *", "--cap", "osd", "allow *")
        self._run(*ring, "--create-keyring", "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
        self._run(*ring, "--gen-key", "-n", "client.admin", *everything)
        self._run(*ring, "--gen-key", "-n", "client.rgw", *everything)
        self._run(*ring, "--gen-key", "-n", "osd.0", "--cap", "mon", "allow profile osd", "--cap", "osd", "allow *")
        monmap = str(self.folder / "monmap")
        self._run("monmaptool", "--create", "--fsid", str(fsid), "--addv", "a", f"[v2:127.0.0.1:{mon}]", monmap)
        self._run("ceph-mon", *self._conf, "-i", "a", "--mkfs", "--monmap", monmap, "--keyring", f"{self.folder}/keyring")
        self._daemon("ceph-mon", "-i", "a", "-f")
        # The same id in both places, or the object store never comes up.
        osd = str(uuid4())
        self._run("ceph", *self._conf, "--connect-timeout", "60", "osd", "new", osd)
        self._run("ceph-osd", *self._conf, "-i", "0", "--mkfs", "--osd-uuid", osd)
        self.store = self._daemon("ceph-osd", "-i", "0", "-f")
        self._run("ceph", *self._conf, "osd", "crush", "add", "osd.0", "1.0", "root=default", "host=here")
        self.start()
        keys = (f"--access-key={KEY_ID}", f"--secret-key={SECRET}")
        self._run(
            "radosgw-admin", *self._conf, "-n", "client.rgw", "user", "create", "--uid=keng", "--display-name=keng", *keys
        )
        self._make_bucket()

    def _make_bucket(self) -> None:
        there = {"endpoint": f"http://127.0.0.1:{self.port}", "region": "us-east-1", "virtual_hosted_style_request": False}
        keys = {"access_key_id": KEY_ID, "secret_access_key": SECRET}
        root = S3Store(BUCKET, config={**there, **keys}, client_options={"allow_http": True})  # type: ignore[arg-type]
        address = obstore.sign(root, "PUT", "", timedelta(minutes=5))
        with urllib.request.urlopen(urllib.request.Request(address, method="PUT"), timeout=60):
            pass

    @property
    def _conf(self) -> tuple[str, str]:
        return ("-c", str(self.folder / "ceph.conf"))

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        assert done.returncode == 0, (command, done.stderr[-2000:])

    def _daemon(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{program}.out").open("ab") as log:
            daemon = subprocess.Popen(
                [program, *self._conf, *words],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.daemons.callback(daemon.wait)
        self.daemons.callback(daemon.kill)
        return daemon

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def _last_words(self, program: str) -> str:
        return (self.folder / f"{program}.out").read_text(errors="replace")[-2000:]


@contextmanager
def running() -> Iterator[Ceph]:
    """The server until the block ends; its objects go with it."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    assert not missing, f"{', '.join(missing)} not here: {WANTED}"
    # /tmp because the name of a socket may have no more than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="keng-ceph-", dir="/tmp"))
    try:
        with ExitStack() as daemons:
            ceph = Ceph(folder, free_port(), daemons)
            ceph.make()
            yield ceph
    finally:
        shutil.rmtree(folder, ignore_errors=True)
