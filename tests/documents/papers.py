"""Papers of the tests: asked for at the doors, opened as their readers open them."""

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.acting import ActingClient
from tests.cast import Person

_LINE, _TEXT, _BREAK = qn("w:p"), qn("w:t"), qn("w:br")


def fetch(client: ActingClient, reader: Person, path: str, **asked: Any) -> bytes:
    """The file behind a door."""
    answer = client.get(path, query_string=asked, as_=reader)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data()


def read_pdf(data: bytes) -> PdfReader:
    """A PDF as a program reads it."""
    return PdfReader(io.BytesIO(data))


def text_of_pdf(data: bytes) -> str:
    """All its words, with one space between them."""
    text = " ".join(page.extract_text() for page in read_pdf(data).pages)
    return " ".join(text.replace("\u200b", "").split())


def read_word(data: bytes) -> Any:
    """A DOCX as python-docx reads it."""
    return Document(io.BytesIO(data))


def text_of_word(data: bytes) -> str:
    """All its words in the order of the page, tables as well, then what stands at the foot."""
    document = read_word(data)
    parts = [document.element.body, *(section.first_page_footer._element for section in document.sections)]
    lines = ["".join(node.text or "\n" for node in line.iter(_TEXT, _BREAK)) for part in parts for line in part.iter(_LINE)]
    return " ".join(" ".join(lines).split())
