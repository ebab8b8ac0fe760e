"""What `read` and `figures` share: a file or standard input in, text or JSON out.

Django is not imported here, so both commands start at once.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from ipweek.base.errors import Refusal
from ipweek.notice.reading.sources import Source, load, load_bytes
from ipweek.notice.reading.sources.refusals import LARGEST_FILE

DONE, UNUSABLE = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that reads one file; help texts are Chinese."""
    parser._positionals.title = "参数"
    parser._optionals.title = "选项"
    parser.add_argument(
        "file",
        metavar="文件",
        nargs="?",
        help="通知或小结：.txt .md .html .docx .pdf .odt；写 - 表示从标准输入读取",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON，供其他程序使用")
    parser.add_argument(
        "--schema", action="store_true", help="输出 JSON 的格式说明（JSON Schema），不需要文件"
    )


def source(name: str | None) -> Source:
    """Read the file a command names, `-` being standard input.

    Raises:
        Refusal: nothing named, or nothing readable there.
    """
    if not name:
        raise Refusal("没有指定文件，请在命令后面写上文件名，或写 - 从标准输入读取。")
    if name == "-":
        return load_bytes(sys.stdin.buffer.read(LARGEST_FILE + 1), "")
    return load(name)


def run(name: str | None, answer: Callable[[Source], str]) -> int:
    """Read a file, print the answer to it and return the exit code: 0 done, 2 with the sentence on stderr."""
    try:
        read = source(name)
    except Refusal as refusal:
        return refused(refusal)
    for note in read.notes:
        write(sys.stderr, f"注意：{note}")
    return show(answer(read))


def refused(refusal: Refusal) -> int:
    """Print the sentence of a refusal on stderr and return its exit code."""
    write(sys.stderr, refusal.sentence)
    return UNUSABLE


def show(text: str) -> int:
    """Print a text on stdout and return the exit code."""
    write(sys.stdout, text)
    return DONE


def as_json(value: Any) -> str:
    """A value as JSON on indented lines, Chinese characters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def write(stream: Any, text: str) -> None:
    """Write a line in UTF-8 under any locale; a reader that has gone away (`| head`) is no error."""
    data = (text + "\n").encode("utf-8", "replace")
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.flush()
    except BrokenPipeError:
        # What is still buffered would raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
