"""Paper out of a printer: the only place that speaks to one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.printing.paper import POINTS, PrintedDocument, page_layout


def print_document(document: PrintedDocument, parent: QWidget) -> QPrintDialog:
    """Asks for the printer and pages, then prints. Without a printer the dialog of the system offers a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout(document.landscape))
    printer.setDocName(document.title)
    printer.setCreator("Szpalta")
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: draw(document, printer))
    QDialog.open(dialog)
    return dialog


def draw(document: PrintedDocument, printer: QPrinter) -> None:
    """The pages a person chose; all of them unless said otherwise."""
    size = printer.pageLayout().paintRect(QPageLayout.Unit.Point).size()
    count = document.page_count(size)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or count, count)
    painter = QPainter()
    if not painter.begin(printer):
        return
    try:
        scale = printer.resolution() / POINTS
        for page in range(first - 1, last):
            if page >= first:
                printer.newPage()
            painter.save()
            painter.scale(scale, scale)
            document.paint_page(painter, page, size)
            painter.restore()
    finally:
        painter.end()
