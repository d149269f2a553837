"""What PDF/A-2b (ISO 19005-2) asks of a file's structure, as far as a reader's library sees it.

It is no certified checker (veraPDF is a Java program that no registry of ours holds): the profiles of colours inside of
pictures, glyph widths against the embedded font and the grammar of XMP are not looked at here. The writer, typst, checks
those itself when it is asked for the standard.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

_ACTIONS = {
    "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition",
    "/Trans", "/GoTo3DView",
}  # fmt: skip
_FILTERS = {"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode", "/JPXDecode"}
_BLENDING = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
_PAINTING = """
b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S
SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "
"""
_OPERATORS = frozenset(_PAINTING.split())
_DEEPEST = 28


def faults_of(data: bytes) -> list[str]:
    """Everything that an archive would refuse the file for; empty for a good one."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return ["it is encrypted"]
    found = [*_faults_of_frame(reader, data), *_faults_of_metadata(reader)]
    for thing in _everything(reader.trailer):
        found += _faults_of_thing(thing)
    for page in reader.pages:
        found += _faults_of_content(page, reader)
    return found


def _faults_of_frame(reader: PdfReader, data: bytes) -> Iterator[str]:
    root: Any = reader.trailer["/Root"]
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data):
        yield "its first lines are not those of a binary PDF"
    if not re.search(rb"%%EOF\r?\n?\Z", data):
        yield "something stands behind its end"
    if "/ID" not in reader.trailer:
        yield "it has no ID"
    intents = [one.get_object() for one in root.get("/OutputIntents", [])]
    profiles = [one["/DestOutputProfile"].get_object() for one in intents if one.get("/S") == "/GTS_PDFA1"]
    if len(profiles) != 1:
        yield "it does not say in one profile which colours it means"
    for profile in profiles:
        said = profile.get_data()
        if said[36:40] != b"acsp" or said[16:20] != {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}[profile["/N"]]:
            yield "its profile of colours is none"
    for name in ("/AA", "/NeedsRendering", "/Requirements", "/Perms", "/OCProperties"):
        if name in root:
            yield f"its catalogue has {name}"
    for name in set(root.get("/Names", {})) & {"/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"}:
        yield f"its names have {name}"


def _faults_of_metadata(reader: PdfReader) -> Iterator[str]:
    root: Any = reader.trailer["/Root"]
    metadata = root.get("/Metadata", DictionaryObject()).get_object()
    if not isinstance(metadata, StreamObject):
        yield "it has no metadata"
        return
    if "/Filter" in metadata:
        yield "its metadata is packed"
    told = metadata.get_data().decode()
    for name, value in (("part", "2"), ("conformance", "B")):
        if not re.search(rf"pdfaid:{name}(>|=[\"']){value}\b", told):
            yield f"its metadata does not claim PDF/A-2b: {name}"
    title = reader.metadata.title if reader.metadata else None
    if title and f">{title}</rdf:li>" not in told:
        yield "its two titles differ"


def _everything(root: Any) -> Iterator[Any]:
    """Each dictionary that the file holds, once."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting += [thing.raw_get(key) for key in thing]
        elif isinstance(thing, ArrayObject):
            waiting += list(thing)


def _faults_of_thing(thing: Any) -> Iterator[str]:
    if thing.get("/S") in _ACTIONS or "/AA" in thing:
        yield f"it does something: {thing.get('/S', '/AA')}"
    if isinstance(thing, StreamObject):
        filters = thing.get("/Filter", ArrayObject())
        for one in filters if isinstance(filters, ArrayObject) else [filters]:
            if one not in _FILTERS:
                yield f"a stream is packed by {one}"
        if "/F" in thing:
            yield "a stream lies in another file"
    kind, part = thing.get("/Type"), thing.get("/Subtype")
    if kind == "/Font":
        yield from _faults_of_font(thing)
    if part == "/Image" and (thing.get("/Interpolate") or "/Alternates" in thing or "/OPI" in thing):
        yield "a picture is not drawn as it is"
    if part in ("/PS", "/Form") and ("/PS" in thing or "/Ref" in thing or part == "/PS"):
        yield "a form is no form of PDF/A"
    if "/BM" in thing and thing["/BM"] not in _BLENDING:
        yield f"an unknown way to blend: {thing['/BM']}"
    if kind == "/ExtGState" and ("/TR" in thing or thing.get("/TR2", "/Default") != "/Default" or "/HTP" in thing):
        yield "a graphics state changes its tones"
    if kind == "/Annot":
        yield f"an annotation: {part}"


def _faults_of_font(font: Any) -> Iterator[str]:
    name = font.get("/BaseFont", "a font")
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", DictionaryObject()).get_object()
    if font.get("/Subtype") != "/Type3" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
        yield f"{name} is not embedded"
    if font.get("/Subtype") in ("/Type0", "/Type3") and "/ToUnicode" not in font:
        yield f"{name} does not say which letters it draws"
    if font.get("/Subtype") == "/Type0" and (font.get("/Encoding") != "/Identity-H" or "/CIDToGIDMap" not in inner):
        yield f"{name} does not say how its glyphs are numbered"


def _faults_of_content(page: Any, reader: PdfReader) -> Iterator[str]:
    depth = 0
    contents = page.get_contents()
    for _operands, operator in ContentStream(contents, reader).operations if contents else []:
        name = operator.decode("latin-1")
        if name not in _OPERATORS and name != "INLINE IMAGE":
            yield f"an unknown operator {name}"
        if name in ("k", "K"):
            yield "a colour for print, where the profile is of light"
        depth += (name == "q") - (name == "Q")
        if depth > _DEEPEST:
            yield "states are saved too deep"
