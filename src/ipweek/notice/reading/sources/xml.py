"""XML of documents parsed without trust: no entities, no network, no document type."""

from lxml import etree

from . import refusals
from .refusals import UnreadableFile

DEEPEST = 250  # libxml2 itself stops at 256; the walkers recurse over elements


def parse(data: bytes) -> etree._Element:
    """Parse one part of a document package and return its root.

    Raises:
        UnreadableFile: not well formed, nested too deeply, or with a document type (where entity bombs live).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(refusals.BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(refusals.BROKEN)
    return root


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace: strict and transitional files then read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return the value of an attribute whatever its namespace, or None."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element
