"""`ipweek figures FILE`: the counted results of a summary or news item."""

import argparse
import json
from importlib import resources
from typing import Any

from ipweek.notice.reading.sources import Source

from . import files


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "figures",
        help="读出小结或新闻稿里的各项数字",
        description="读出小结、总结或新闻稿里的各项计数结果：内容、数量、单位、约数、已完成还是计划；分项与总数不一致时提示。",
    )
    files.add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the figures of a file as a table or as JSON."""
    # The help of every command must come at once; the grammar takes a tenth of a second to load.
    from ipweek.notice.reading import figures
    from ipweek.notice.reading.figures import report

    if args.schema:
        schema = resources.files(figures).joinpath("schema.json").read_text(encoding="utf-8")
        return files.show(files.as_json(json.loads(schema)))

    def answer(source: Source) -> str:
        result = figures.read_figures(source.text)
        return files.as_json(result) if args.json else report.table(result)

    return files.run(args.file, answer)
