"""WordprocessingML of the default template: styles, page set-up, footers, fonts.

Measures are twips (1/20 pt) and half-points, as the format wants them; the numbers come from
GB/T 9704-2012.
"""

from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FANGSONG, KAITI, HEITI = "仿宋_GB2312", "楷体_GB2312", "黑体"
XIAOBIAOSONG, SONG = "方正小标宋_GBK", "宋体"
RED = "E60012"

# The lower margin is 34.93 mm, not 35.00: 22 pitches of 580 twips must fit, or a page takes 21 lines.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1980" w:left="1587" '
    'w:header="851" w:footer="1446" w:gutter="0"/>'
)
GRID = '<w:docGrid w:type="linesAndChars" w:linePitch="580" w:charSpace="-848"/>'
AREA = 8845
"""Width of the type area, 156 mm."""
CHARACTER = 316
"""One cell of the 28 in a line."""

# Names Word and its kin may take instead, the proper cut first.
_ALTERNATIVES = {
    FANGSONG: "FangSong_GB2312,仿宋,FangSong,STFangsong,FandolFang R,Noto Serif CJK SC",
    KAITI: "KaiTi_GB2312,楷体,KaiTi,STKaiti,LXGW WenKai,Noto Serif CJK SC",
    HEITI: "SimHei,STHeiti,Noto Sans CJK SC",
    XIAOBIAOSONG: "方正小标宋简体,FZXiaoBiaoSong-B05,FZXiaoBiaoSong-B05S,Noto Serif CJK SC",
    SONG: "SimSun,STSong,Noto Serif CJK SC",
}


# Punctuation stays inside the line, digits keep no extra distance from characters.
_INSIDE = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def face(font: str) -> str:
    """The run property that sets every script in one font."""
    return (
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'
    )


def size(half_points: int) -> str:
    """The run property of a size in half-points: 3号 is 32, 4号 28, 2号 44."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(code: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{code}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _character_style(code: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{code}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{run}</w:rPr></w:style>"
    )


def styles() -> str:
    """word/styles.xml: one named style per element of an official paper."""
    single = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    body_indent = '<w:ind w:firstLine="632" w:firstLineChars="200"/>'
    none = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
    red_rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{RED}"/></w:pBdr>'
    outline = '<w:outlineLvl w:val="{}"/>'
    parts = [
        (
            f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{face(FANGSONG)}{size(32)}"
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            f"<w:pPrDefault><w:pPr>{_INSIDE}</w:pPr></w:pPrDefault></w:docDefaults>"
        ),
        (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f'<w:qFormat/><w:pPr><w:widowControl w:val="0"/>{_INSIDE}'
            # The grid stands in the section; paragraphs say the same in plain measures, because not every
            # office program keeps to a character grid: 22 lines of 28.95 pt, 28 characters of 15.70 pt.
            '<w:snapToGrid w:val="0"/>'
            '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/><w:jc w:val="both"/>'
            f'</w:pPr><w:rPr>{face(FANGSONG)}<w:spacing w:val="-6"/>{size(32)}</w:rPr></w:style>'
        ),
        (
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
            '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        ),
        (
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/></w:style>'
        ),
        _style("Body", "公文正文", body_indent),
        _style("BodyFlush", "公文正文顶格", none),
        _style("HeadingOne", "公文一级标题", outline.format(0), face(HEITI), "Body"),
        _style("HeadingTwo", "公文二级标题", outline.format(1), face(KAITI), "Body"),
        _style("HeadingThree", "公文三级标题", outline.format(2), face(FANGSONG), "Body"),
        _style("HeadingFour", "公文四级标题", outline.format(3), face(FANGSONG), "Body"),
        _style(
            "Mark",
            "发文机关标志",
            '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
            f'{face(XIAOBIAOSONG)}<w:color w:val="{RED}"/>{size(72)}',
        ),
        _style("Number", "发文字号", red_rule + '<w:jc w:val="center"/>'),
        _style(
            "NumberUp",
            "发文字号（上行文）",
            red_rule
            + f'<w:tabs><w:tab w:val="right" w:pos="{AREA - CHARACTER}"/></w:tabs>'
            + f'<w:ind w:left="{CHARACTER}" w:leftChars="100"/>',
        ),
        _style("Title", "公文标题", '<w:jc w:val="center"/>', face(XIAOBIAOSONG) + size(44)),
        _style("Addressee", "主送机关", none),
        _style(
            "AnnexOne",
            "附件说明",
            '<w:ind w:left="1580" w:leftChars="500" w:hanging="948" w:hangingChars="300"/>',
        ),
        _style("AnnexMany", "附件说明（多个）", '<w:ind w:left="1896" w:leftChars="600" w:hanging="1264"/>'),
        _style(
            "Signature", "署名", '<w:keepNext/><w:ind w:right="632" w:rightChars="200"/><w:jc w:val="right"/>'
        ),
        _style("Day", "成文日期", '<w:ind w:right="1264" w:rightChars="400"/><w:jc w:val="right"/>'),
        _style("Note", "附注", body_indent),
        _style("AnnexLabel", "附件标记", "<w:pageBreakBefore/>" + none, face(HEITI)),
        _style("TableCaption", "表题", '<w:keepNext/><w:jc w:val="center"/>', face(HEITI) + size(28)),
        _style(
            "TableHead", "表头文字", f'<w:keepNext/>{single}<w:jc w:val="center"/>', face(HEITI) + size(24)
        ),
        _style("TableCell", "表格文字", f'{single}<w:jc w:val="center"/>', size(24)),
        _style("TableNote", "表注", single + '<w:jc w:val="left"/>', size(24)),
        _style(
            "Gap",
            "表后间隔",
            '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>',
            size(2),
        ),
        _style("Picture", "图片", f'<w:keepNext/>{single}<w:jc w:val="center"/>'),
        _style("PictureCaption", "图题", '<w:jc w:val="center"/>', face(HEITI) + size(28)),
        _style(
            "Imprint",
            "版记文字",
            '<w:tabs><w:tab w:val="right" w:pos="8565"/></w:tabs><w:ind w:left="280" w:right="280"/>',
            size(28),
        ),
        _style(
            "ImprintCopy", "抄送", '<w:ind w:left="1120" w:right="280" w:hanging="840"/>', size(28), "Imprint"
        ),
        _style(
            "PageOdd",
            "页码（单页）",
            '<w:spacing w:line="280" w:lineRule="exact"/><w:ind w:right="280"/><w:jc w:val="right"/>',
            face(SONG) + size(28),
        ),
        _style(
            "PageEven",
            "页码（双页）",
            '<w:spacing w:line="280" w:lineRule="exact"/><w:ind w:left="280"/><w:jc w:val="left"/>',
            face(SONG) + size(28),
        ),
        _character_style("RunIn", "公文正文字", face(FANGSONG)),
        _character_style("Strong", "公文强调字", face(HEITI)),
        _character_style("Signer", "签发人姓名", face(KAITI)),
        '<w:style w:type="table" w:customStyle="1" w:styleId="PaperTable"><w:name w:val="公文表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + '</w:tblBorders><w:tblCellMar><w:top w:w="80" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        '<w:bottom w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>",
        "</w:styles>",
    ]
    return "".join(parts)


def footer(style: str) -> str:
    """A footer with — n — in one of the two page number styles."""
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'{HEAD}<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"{run.format('— ')}{field}{run.format(' —')}</w:p></w:ftr>"
    )


def settings() -> str:
    """word/settings.xml: odd and even footers, punctuation kept inside the line."""
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="290"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> str:
    """word/fontTable.xml: the fonts by name and what may stand in for them."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{escape(others)}"/><w:charset w:val="86"/></w:font>'
        for name, others in _ALTERNATIVES.items()
    )
    return f"{HEAD}<w:fonts {W}>{fonts}</w:fonts>"
