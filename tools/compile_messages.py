"""Compile the translation catalogues (.po) to the binary form (.mo) that Django loads, without gettext installed.

    .venv/bin/python tools/compile_messages.py

Writes beside every .po of src/ipweek; the same input gives the same bytes.
"""

import ast
import re
import struct
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "ipweek"
LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (".*")$')
MAGIC, HEADER = 0x950412DE, 28


def read(text: str) -> dict[str, str]:
    """The messages of a .po file as a .mo stores them: context and plurals joined by EOT and NUL.

    Raises:
        ValueError: for a line that is none of the format's, or a message given twice.
    """
    messages: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text):
        entry: dict[str, str] = {}
        part = ""
        for line in block.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if match := LINE.match(line):
                part = match[1]
                entry[part] = ast.literal_eval(match[2])
            elif line.startswith('"') and part:
                entry[part] += ast.literal_eval(line)
            else:
                raise ValueError(f"not a line of a catalogue: {line}")
        if not entry:
            continue
        key = entry["msgid"] + (f"\0{entry['msgid_plural']}" if "msgid_plural" in entry else "")
        if "msgctxt" in entry:
            key = f"{entry['msgctxt']}\x04{key}"
        if key in messages:
            raise ValueError(f"given twice: {key}")
        messages[key] = "\0".join(entry[name] for name in sorted(entry) if name.startswith("msgstr"))
    return messages


def compile_catalogue(text: str) -> bytes:
    """The .mo bytes of a .po text (GNU gettext manual, "The Format of GNU MO Files") without untranslated ones."""
    pairs = sorted((key.encode(), value.encode()) for key, value in read(text).items() if value)
    start = HEADER + 16 * len(pairs)
    tables: list[tuple[int, int]] = []
    body = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append((len(pair[column]), start + len(body)))
            body += pair[column] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), HEADER, HEADER + 8 * len(pairs), 0, start)
    return head + b"".join(struct.pack("<2I", *entry) for entry in tables) + body


def main() -> int:
    """Compile every catalogue; prints what was written."""
    for path in sorted(SOURCE.rglob("LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        target.write_bytes(compile_catalogue(path.read_text(encoding="utf-8")))
        print(target.relative_to(SOURCE.parent.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
