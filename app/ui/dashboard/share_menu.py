"""The ways a dashboard can be taken along: on paper, as pictures, as a workbook, as slides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.reports import ReportKind, ReportWish
from app.system.words import Words

WISHES: Mapping[str, ReportWish] = {
    "pdf": ReportWish(ReportKind.PDF),
    "pdf-landscape": ReportWish(ReportKind.PDF, landscape=True),
    "png": ReportWish(ReportKind.PNG),
    "png-2": ReportWish(ReportKind.PNG, scale=2),
    "xlsx": ReportWish(ReportKind.XLSX),
    "pptx": ReportWish(ReportKind.PPTX),
}
"""What is asked for, by its name in the menu."""


def share_menu(words: Words, ask: Callable[[str], object], parent: QWidget) -> QMenu:
    """`ask` hears "print", "copy" or a name of `WISHES`."""
    t = words.t
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(t("Print and save"))
    groups = (
        (("print", t("Print preview…")), ("copy", t("Copy as image"))),
        (("pdf", t("Save as PDF, portrait…")), ("pdf-landscape", t("Save as PDF, landscape…"))),
        (("png", t("Save as picture…")), ("png-2", t("Save as picture, twice as dense…"))),
        (("xlsx", t("Save as workbook (XLSX)…")), ("pptx", t("Save as slides (PPTX)…"))),
    )
    for place, group in enumerate(groups):
        if place:
            menu.addSeparator()
        for name, text in group:
            menu.addAction(text).triggered.connect(lambda _=False, name=name: ask(name))
    return menu


def file_filter(kind: ReportKind, words: Words) -> str:
    """As dialogs for files take it."""
    t = words.t
    names = {
        ReportKind.PDF: t("PDF document (*.pdf)"),
        ReportKind.PNG: t("PNG picture (*.png)"),
        ReportKind.XLSX: t("XLSX workbook (*.xlsx)"),
        ReportKind.PPTX: t("PPTX slides (*.pptx)"),
    }
    return names[kind]
