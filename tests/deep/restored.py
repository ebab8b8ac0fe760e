"""What must be equal in a restored installation: rows, files, next numbers, what people see."""

import hashlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from tests.deep.installations import Installation
from tests.integration.scene import PASSWORD

SQLITE_ONLY = b"sqliteftsindexentry"
# Signs in and prints the page's heading; with a session of before nothing is typed.
SIGN_IN = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
client = Client()
name, password, session = json.loads(sys.argv[1])
if session:
    client.cookies["sessionid"] = session
else:
    client.post("/accounts/login/", {"login": name, "password": password})
page = client.get("/desk/")
print(json.dumps([page.status_code, client.cookies["sessionid"].value if "sessionid" in client.cookies else ""]))
"""


def sign_in(where: Installation, session: str = "") -> tuple[int, str]:
    """Ask for the desk after signing in, or with the session of an earlier sign-in: status, session."""
    given = json.dumps(["ceshi-office", PASSWORD, session])
    done = subprocess.run(
        [sys.executable, "-c", SIGN_IN, given],
        env=where.environment(IPWEEK_ENV="test"),  # no collected static files
        check=True,
        capture_output=True,
        text=True,
    )
    status, found = json.loads(done.stdout.splitlines()[-1])
    return status, found


def sqlite_rows(where: Installation) -> dict[str, list[Any]]:
    """Every row of every table as SQLite holds it, objects in JSON texts included; search index left out."""
    with sqlite3.connect(where.home / "ipweek.sqlite3") as database:
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        found = {
            name: sorted(map(repr, database.execute(f'select * from "{name}"')))
            for name in names
            if not name.startswith(("wagtailsearch_", "sqlite_"))
        }
        found["sqlite_sequence"] = sorted(
            row
            for row in database.execute("select name, seq from sqlite_sequence where seq > 0")
            if not row[0].startswith("wagtailsearch_")
        )
    return found


def counts(where: Installation, names: list[str]) -> dict[str, int]:
    """Rows of these tables, on any database."""
    return {name: where.value(f'select count(*) from "{name}"') for name in names}


def files(where: Installation) -> dict[str, str]:
    """SHA-256 of every uploaded file, mail and key."""
    found = {
        path.relative_to(where.home).as_posix(): path
        for folder in ("media", "mail")
        for path in (where.home / folder).rglob("*")
        if path.is_file()
    }
    found["secret_key"] = where.home / "secret_key"
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}


def summary(where: Installation, folder: Path) -> dict[str, bytes]:
    """The summary made anew: name → bytes of docx, PDF and JSON."""
    code, _, err = where.run("summary", "--out", str(folder), "--date", "2022-05-05")
    assert code == 0, err
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(path.rpartition(".")[2] for path in found) == ["docx", "json", "pdf"]
    return found


def archived(path: Path) -> dict[str, Any]:
    """Rows and files of an archive; the order of keys in JSON objects does not count.

    What only SQLite has, the content type and permissions of its search index, is left out.
    """
    with zipfile.ZipFile(path) as package:
        return {
            name: [json.loads(line) for line in package.read(name).splitlines() if SQLITE_ONLY not in line]
            if name.endswith(".jsonl")
            else package.read(name)
            for name in package.namelist()
            if name != "manifest.json"
        }
