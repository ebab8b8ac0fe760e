"""Why a file cannot be read, each reason with the one sentence that says what to do."""

from ipweek.base.errors import Refusal

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LONGEST_TEXT = 2_000_000  # characters; the longest campaign notices with annexes stay under a tenth of this
MOST_PAGES = 300

EMPTY = "文件是空的，请确认选对了文件后重新上传。"
MISSING = "找不到这个文件，请核对文件名和所在位置。"
FOLDER = "这是一个文件夹，请选择其中的一个文件。"
FORBIDDEN = "没有读取这个文件的权限，请换一个位置保存后再试。"
TOO_LARGE = "文件超过50 MB，请删去图片另存为 .docx，或只粘贴文本。"
TOO_LONG = "文件的文字超过200万字，请只保留通知或小结本身后再上传。"
TOO_MANY_PAGES = f"PDF 超过{MOST_PAGES}页，请只保留通知或小结所在的页后再上传。"
TOO_SLOW = "文件结构过于复杂，规定时间内没有读完，请另存为 .docx 或粘贴文本。"
TOO_DEEP = "文件结构层层嵌套，无法读取，请另存为 .docx 或粘贴文本。"
OLD_WORD = "这是旧版 Word 或 WPS 文件，请用 WPS 或 Word 打开后另存为 .docx 再上传，或粘贴文本。"
RICH_TEXT = "这是 RTF 文件，请用 WPS 或 Word 打开后另存为 .docx 再上传，或粘贴文本。"
FIXED_LAYOUT = "这是 OFD 版式文件，请用阅读器导出为 PDF，或复制文字后粘贴文本。"
PICTURE = "这是图片，里面没有可以读取的文字，请上传 .docx 原件，或录入后粘贴文本。"
SPREADSHEET = "这是电子表格，请上传 .docx、.pdf 或 .txt 文件，或把表格内容复制后粘贴文本。"
SLIDES = "这是演示文稿，请上传 .docx、.pdf 或 .txt 文件，或粘贴文本。"
ARCHIVE = "这是压缩包，请先解压，再上传其中的一个文件。"
WEB_ARCHIVE = "这是网页归档文件，请用浏览器打开后另存为 .html，或复制正文后粘贴文本。"
OTHER_DOCUMENT = "不支持这种文件，请另存为 .docx、.pdf、.odt、.html 或 .txt 后再上传。"
LOCKED = "文件设有打开密码，请取消密码后另存再上传，或粘贴文本。"
MACROS = "文件带有宏，为安全起见不予读取，请另存为不带宏的 .docx 再上传。"
BROKEN = "文件不完整或已损坏，请重新下载，或用 WPS 或 Word 打开后另存为 .docx 再上传。"
BROKEN_PDF = "PDF 不完整或已损坏，请重新下载，或打开后另存为 PDF 再上传，或粘贴文本。"
BOMB = "文件解压后大得不合常理，为安全起见不予读取，请另存为新的 .docx 或粘贴文本。"
SCAN = "PDF 里只有扫描图像，没有文字，请上传 .docx 原件或带文字的 PDF，或粘贴文本。"
NO_TEXT = "文件里没有文字，请确认选对了文件，或粘贴文本。"
BINARY = "无法识别文件内容，请另存为 .docx，或另存为 UTF-8 编码的 .txt 后再上传。"


class UnreadableFile(Refusal):
    """A file that yields no text; its sentence says what the person can do instead."""
