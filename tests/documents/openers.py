"""Programs that others open papers with: LibreOffice, Poppler, qpdf, a reader of QR codes."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import zxingcpp
from PIL import Image

import app.documents.prints.letters as letters

# Where there is no Times New Roman, as on most machines without Windows, its metric twin stands in for it.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>"""
_SECONDS = 120


def convert(files: Sequence[Path], folder: Path) -> list[Path]:
    """What LibreOffice Writer makes of DOCX files: as PDFs in ``folder``."""
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=letters.FONTS, cache=folder / "cache"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    environment = os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(folder)}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=_SECONDS)
    return [folder / f"{one.stem}.pdf" for one in files]


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS).stdout


def fonts_of(pdf: Path) -> dict[str, bool]:
    """The fonts by name (without the mark of a part), and whether each is embedded and tells its letters."""
    rows = [line.split() for line in _said("pdffonts", str(pdf)).splitlines()[2:]]
    return {re.sub(r"^[A-Z]{6}\+", "", row[0]): (row[-5], row[-3]) == ("yes", "yes") for row in rows}


def words_of(pdf: Path) -> list[str]:
    """Its words as Poppler reads them off the page, in their order there."""
    return _said("pdftotext", "-layout", str(pdf), "-").replace("\u200b", "").split()


def codes_of(pdf: Path, folder: Path) -> list[list[str]]:
    """What a reader of codes finds on each page, printed with 150 dots an inch."""
    _said("pdftoppm", "-r", "150", "-gray", "-png", str(pdf), str(folder / pdf.stem))
    pages = sorted(folder.glob(f"{pdf.stem}-*.png"))
    return [[one.text for one in zxingcpp.read_barcodes(Image.open(page))] for page in pages]


def check_syntax(pdf: Path) -> None:
    """Fails when qpdf finds a fault or a warning in the file."""
    _said("qpdf", "--check", str(pdf))
