"""Reading files into text and figures out of prose."""

import io

import docx

from bench.harness import benchmark, median_of
from ipweek.notice.reading.figures import read_figures
from ipweek.notice.reading.sources import load_bytes

SENTENCE = (
    "4月26日，某县在广场设咨询台8个，发放宣传资料3000余份，其中进校园发放400份，"
    "接受咨询260人次，罚没款41.6万元。\n"
)


def prose(characters: int) -> str:
    """A summary of about so many characters."""
    return SENTENCE * (characters // len(SENTENCE))


@benchmark("figures.read.8kb")
def figures_8kb() -> float:
    text = prose(8_000 // 3)
    return median_of(lambda: read_figures(text))


@benchmark("figures.read.growth", compared_with="a text a tenth as long, ten times over")
def figures_growth() -> tuple[float, float]:
    short, long = prose(20_000), prose(200_000)
    value = median_of(lambda: read_figures(long), 3)
    return value, value / (10 * median_of(lambda: read_figures(short), 3))


@benchmark("figures.source.docx")
def source_docx() -> float:
    document = docx.Document()
    for _ in range(100):
        document.add_paragraph(SENTENCE.strip(), style="List Number")
    out = io.BytesIO()
    document.save(out)
    return median_of(lambda: load_bytes(out.getvalue(), "小结.docx"))


@benchmark("figures.source.gb18030")
def source_gb18030() -> float:
    data = prose(100_000).encode("gb18030")
    return median_of(lambda: load_bytes(data, "小结.txt"))
