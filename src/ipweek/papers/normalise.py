"""One normaliser for zip-packed office files: the same content is the same bytes.

Libraries stamp the hour of saving into zip entries and into docProps/core.xml; both are replaced by fixed
values, so that a file changes exactly when its content does.
"""

import datetime as dt
import io
import zipfile

from lxml import etree

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_CORE = "docProps/core.xml"
UNDATED = dt.date(2000, 1, 1)
"""The day files tell whose paper has no date of its own; the day of building would change the bytes."""

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def zip_bytes(data: bytes, dated: dt.date | None = None) -> bytes:
    """The same docx or xlsx with members in one order, fixed zip times and fixed core properties.

    Args:
        data: a zip file of our own making.
        dated: the document's own date, told as the day of creation; a fixed day when there is none.

    Returns:
        A zip file that holds the same members; applying it again changes nothing.
    """
    source = zipfile.ZipFile(io.BytesIO(data))
    names = sorted({info.filename for info in source.infolist() if not info.is_dir()})
    names.sort(key=lambda name: name != _FIRST)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name in names:
            content = source.read(name)
            if name == _CORE:
                content = _core(content, dated or UNDATED)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            packed.writestr(info, content, compresslevel=6)
    return target.getvalue()


def _core(content: bytes, day: dt.date) -> bytes:
    """docProps/core.xml with one date, first revision and no trace of who saved it last."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for name in ("lastModifiedBy", "lastPrinted", "revision"):
        for element in root.findall(f"{{{_CP}}}{name}"):
            root.remove(element)
    for name in ("created", "modified"):
        for element in root.findall(f"{{{_DCTERMS}}}{name}"):
            root.remove(element)
        element = etree.SubElement(root, f"{{{_DCTERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        element.text = f"{day.isoformat()}T00:00:00Z"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
