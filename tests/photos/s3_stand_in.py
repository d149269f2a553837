"""A tiny S3 server for the tests: objects in memory, path style, and every signature checked.

It knows only what the store asks for. That a real server agrees is shown by running the same tests against one:
``KENG_TEST_S3_URL=s3://bucket?endpoint=…`` with the usual ``AWS_…`` credentials.
"""

import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

KEY_ID, SECRET, BUCKET = "AKIDSTANDIN", "secret-of-the-stand-in", "keng"


def _sign(secret: str, scope: list[str], text: str) -> str:
    key = f"AWS4{secret}".encode()
    for part in scope:
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, text.encode(), "sha256").hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, *_: object) -> None:
        return None

    def _signature_fits(self, body: bytes) -> bool:
        said = self.headers.get("Authorization", "x=").split(" ", 1)[-1]
        words = dict(part.strip().split("=", 1) for part in said.split(","))
        key_id, *scope = words.get("Credential", "").split("/")
        names = words.get("SignedHeaders", "").split(";")
        claimed = self.headers.get("x-amz-content-sha256", "")
        if key_id != KEY_ID or (claimed != "UNSIGNED-PAYLOAD" and claimed != hashlib.sha256(body).hexdigest()):
            return False
        parts = urlsplit(self.path)
        query = sorted(
            (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        )
        request = "\n".join(
            [
                self.command,
                quote(unquote(parts.path), safe="/-_.~"),
                "&".join(f"{name}={value}" for name, value in query),
                *(f"{name}:{' '.join(self.headers.get(name, '').split())}" for name in names),
                "",
                ";".join(names),
                claimed,
            ]
        )
        digest = hashlib.sha256(request.encode()).hexdigest()
        text = "\n".join(["AWS4-HMAC-SHA256", self.headers["x-amz-date"], "/".join(scope), digest])
        return hmac.compare_digest(words.get("Signature", ""), _sign(SECRET, scope, text))

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        # A HEAD tells the length of what GET would give.
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.awake.wait()
        if self.server.dead:
            self.close_connection = True
            return None
        if self.server.down:
            return self._refuse(503, "SlowDown")
        if not self._signature_fits(body):
            return self._refuse(403, "SignatureDoesNotMatch")
        parts = urlsplit(self.path)
        _, bucket, *rest = unquote(parts.path).split("/", 2)
        if bucket != BUCKET:
            return self._refuse(404, "NoSuchBucket")
        key = rest[0] if rest else ""
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if "uploadId" in query or "uploads" in query:
            return self._in_parts(key, query, body)
        if self.command == "PUT":
            self.server.objects[key] = body
            return self._answer(200, ETag=f'"{hashlib.md5(body).hexdigest()}"')
        if self.command == "DELETE":
            self.server.objects.pop(key, None)
            return self._answer(204)
        if not key:
            return self._list(dict(parse_qsl(parts.query)).get("prefix", ""))
        return self._give(key)

    def _in_parts(self, key: str, query: dict[str, str], body: bytes) -> None:
        """An upload in parts: nothing lies there before it is completed."""
        parts = self.server.parts
        if "uploads" in query:
            parts[key] = {}
            return self._answer(
                200, b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
            )
        if self.command == "PUT":
            parts[key][int(query["partNumber"])] = body
            return self._answer(200, ETag=f'"{hashlib.md5(body).hexdigest()}"')
        if self.command == "DELETE":
            parts.pop(key, None)
            return self._answer(204)
        self.server.objects[key] = b"".join(data for _, data in sorted(parts.pop(key).items()))
        return self._answer(200, b'<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>')

    def _give(self, key: str) -> None:
        data = self.server.objects.get(key)
        if data is None:
            return self._refuse(404, "NoSuchKey")
        stamp = {"ETag": f'"{hashlib.md5(data).hexdigest()}"', "Last_Modified": "Sun, 22 Nov 2026 02:00:00 GMT"}
        return self._answer(200, data, length=str(len(data)), **stamp)

    def _list(self, prefix: str) -> None:
        entries = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-11-22T02:00:00.000Z</LastModified>"
            f'<ETag>"x"</ETag><Size>{len(data)}</Size><StorageClass>STANDARD</StorageClass></Contents>'
            for key, data in sorted(self.server.objects.items())
            if key.startswith(prefix)
        )
        page = f"<ListBucketResult><Name>{BUCKET}</Name><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"
        self._answer(200, page.encode(), Content_Type="application/xml")

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _handle


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Who asked may be gone before the answer: nothing to print."""

    def __init__(self, port: int = 0, objects: dict[str, bytes] | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.objects: dict[str, bytes] = {} if objects is None else objects
        self.parts: dict[str, dict[int, bytes]] = {}
        self.down = self.dead = False
        self.awake = threading.Event()
        self.awake.set()

    @property
    def url(self) -> str:
        return f"s3://{BUCKET}?endpoint=http://127.0.0.1:{self.server_port}&region=us-east-1"


@contextmanager
def running() -> Iterator[_Server]:
    """The server on a port of its own, until the block ends."""
    mortal = Mortal()
    try:
        yield mortal.server
    finally:
        mortal.kill()


class Mortal:
    """The server as something that can be killed, held still and started again, on one port and with the same objects."""

    env = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}  # noqa: RUF012 - nobody changes it

    def __init__(self) -> None:
        self.server = _Server()
        self.url = self.server.url
        self._serve()

    def _serve(self) -> None:
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def start(self) -> None:
        """Answer again."""
        self.server = _Server(self.server.server_port, self.server.objects)
        self._serve()

    def kill(self) -> None:
        """Gone without a word; requests under way get no answer."""
        self.server.dead = True
        self.server.awake.set()
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

    def stall(self) -> None:
        """Take requests and answer none."""
        self.server.awake.clear()

    def go_on(self) -> None:
        """Answer what waits, and what comes."""
        self.server.awake.set()
