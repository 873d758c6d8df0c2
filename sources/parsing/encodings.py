"""From bytes to text: what the document is encoded in, whatever it says. Pure."""

import codecs
import re

from common.text import normalise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_BOM = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_IN_HTML = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
# What a label means in practice (WHATWG Encoding Standard): the superset that writers really use.
_REALLY = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff]")


def decode(body: bytes, content_type: str) -> str:
    """The document's text, normalised, without characters that XML forbids.

    A byte order mark decides; then UTF-8 wherever the bytes are valid UTF-8, since wrong labels
    are far more common than other text that happens to be valid; then the label of the header,
    of the document, and Windows-1252.
    """
    return _CONTROL.sub("", normalise(_decode(body, content_type)))


def _decode(body: bytes, content_type: str) -> str:
    for mark, name in (*_BOMS, *_WITHOUT_BOM):
        if body.startswith(mark):
            return body.decode(name, "replace")
    labels = [label for label in _labels(body, content_type) if label]
    for label in labels:
        if label.startswith(_SEVEN_BIT) and label != "utf-7":
            return body.decode(label, "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode(labels[0] if labels else "cp1252", "replace")


def _labels(body: bytes, content_type: str) -> list[str]:
    found = [match[1] for match in [_IN_HEADER.search(content_type)] if match]
    head = body[:4_096]
    found += [m[1].decode("ascii") for m in (_IN_XML.search(head), _IN_HTML.search(head)) if m]
    return [_codec(label) for label in found]


def _codec(label: str) -> str:
    """Python's name of a text codec, or "" for an unknown label."""
    try:
        info = codecs.lookup(label)
    except LookupError:
        return ""
    is_text = getattr(info, "_is_text_encoding", True)
    name = info.name
    if not is_text or name.startswith(("utf-16", "utf-32")):
        return ""  # a document whose first bytes read "<?xml" or "<meta" is not UTF-16
    return _REALLY.get(name, name)
