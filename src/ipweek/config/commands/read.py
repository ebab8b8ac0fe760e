"""`ipweek read FILE`: what a notice says."""

import argparse
import json
from importlib import resources
from typing import Any

from ipweek.notice.reading.sources import Source

from . import files


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "read",
        help="读一份通知，列出活动、要求、时限和联系人",
        description="读一份通知，列出文号、主题、时间、各项活动、要求、报送时限和联系人，并指出缺漏和矛盾之处。",
    )
    files.add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a notice as a table or as JSON; a text that is no campaign is also an answer."""
    # The help of every command must come at once; the grammar takes a tenth of a second to load.
    from ipweek.notice import reading
    from ipweek.notice.reading import report

    if args.schema:
        schema = resources.files(reading).joinpath("schema.json").read_text(encoding="utf-8")
        return files.show(files.as_json(json.loads(schema)))

    def answer(source: Source) -> str:
        result = reading.read(source.text)
        return files.as_json(result) if args.json else report.table(result)

    return files.run(args.file, answer)
