"""Fetch the locked pip from the configured package index, where Python cannot make a pip of its own.

No index is named in this project: where pip looks one up (environment, configuration files) we look too.
"""

import base64
import configparser
import hashlib
import os
import re
import ssl
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

TIMEOUT = 60  # seconds


class NoIndexError(Exception):
    """No package index is configured on this machine."""


def configured(setting: str) -> str:
    """A pip setting (`index-url`, `cert`) from the environment or pip's files, or an empty string.

    Order as in pip: environment, then PIP_CONFIG_FILE, the user's files, the machine's files.
    """
    from_environment = os.environ.get("PIP_" + setting.upper().replace("-", "_"))
    if from_environment:
        return from_environment
    home, config_home = Path.home(), os.environ.get("XDG_CONFIG_HOME")
    shared = os.environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")
    files = [
        Path(os.environ.get("PIP_CONFIG_FILE") or os.devnull),
        Path(config_home or home / ".config") / "pip/pip.conf",
        home / ".pip/pip.conf",
        *(Path(folder) / "pip/pip.conf" for folder in shared),
        Path("/etc/pip.conf"),
    ]
    for file in files:
        parser = configparser.RawConfigParser()
        try:
            parser.read(file, encoding="utf-8")
        except (configparser.Error, UnicodeError, OSError):
            continue
        for section in ("install", "global"):
            if parser.has_option(section, setting):
                return parser.get(section, setting).strip()
    return ""


class Links(HTMLParser):
    """The addresses on a page of the index."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the target of every link."""
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def locked(lock: Path, package: str) -> tuple[str, set[str]]:
    """Version and sha256 hashes of a package in a lock file."""
    entry = re.search(rf"^{package}==(\S+)((?:.*\\\n)+.*)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    if entry is None:
        raise LookupError(f"{package} is not in {lock.name}")
    return entry[1], set(re.findall(r"sha256:([0-9a-f]{64})", entry[2]))


def fetch_pip(lock: Path, folder: Path) -> Path:
    """Download the pip wheel that the lock names into `folder` and check it against the lock's hashes.

    Raises:
        NoIndexError: no index is configured.
        LookupError: the index does not offer that wheel, or what it sent has another hash.
        OSError: the index cannot be reached.
    """
    index = configured("index-url")
    if not index:
        raise NoIndexError("没有配置软件包索引（PIP_INDEX_URL 或 pip.conf 的 index-url）")
    version, hashes = locked(lock, "pip")
    name = f"pip-{version}-py3-none-any.whl"
    page_url = index.rstrip("/") + "/pip/"
    page = Links()
    page.feed(read(page_url).decode("utf-8", "replace"))
    for link in page.found:
        target, _, _ = link.partition("#")
        if urllib.parse.unquote(target.rsplit("/", 1)[-1]) == name:
            content = read(urllib.parse.urljoin(page_url, target))  # mirrors hand out relative addresses
            if hashlib.sha256(content).hexdigest() not in hashes:
                raise LookupError(f"{name}: hash differs from the lock")
            wheel = folder / name
            wheel.write_bytes(content)
            return wheel
    raise LookupError(f"{name}: not offered by the configured index")


def read(url: str) -> bytes:
    """The content of an address of the index; a name and password in it are sent as basic authentication."""
    parts = urllib.parse.urlsplit(url)
    host = parts.hostname or ""
    netloc = f"{host}:{parts.port}" if parts.port else host
    request = urllib.request.Request(urllib.parse.urlunsplit(parts._replace(netloc=netloc)))
    if parts.username:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    certificate = configured("cert")
    context = ssl.create_default_context(cafile=certificate or None)
    with urllib.request.urlopen(request, timeout=TIMEOUT, context=context) as answer:
        return bytes(answer.read())
