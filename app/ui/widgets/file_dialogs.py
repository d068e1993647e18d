"""Dialogs that ask for a file or a folder. Where the system has none of its own, Qt's speaks the window's language.

No file in the folders they show may be opened by this program: on POSIX systems, closing a file takes away every lock the
program holds on it, and the workspace, which may lie in that folder, would stand open to other programs without one.
"""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QDir, QFileInfo, QMimeDatabase, QSize, QStandardPaths, Qt
from PySide6.QtGui import QAbstractFileIconProvider, QIcon, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QHeaderView, QTreeView, QWidget

from app.ui.face import Face
from app.ui.widgets.room import fit

_L = QFileDialog.DialogLabel
SIZE = (820, 520)
NAME, SIZE_COLUMN, KIND, CHANGED = range(4)


class Material(Enum):
    """What is brought or taken away; the folder of the last time is remembered for each under this key."""

    PAPERS = "folder.papers"
    FIGURES = "folder.figures"
    PICTURES = "folder.pictures"
    CALENDARS = "folder.calendars"
    KEPT_CALENDARS = "folder.calendars.kept"
    WORKSPACES = "folder.workspaces"
    BACKUPS = "folder.backups"
    CERTIFICATES = "folder.certificates"


_S = QStandardPaths.StandardLocation
USUAL = {Material.PICTURES: _S.PicturesLocation, Material.FIGURES: _S.DownloadLocation}
"""Where people have it, unless among their documents."""


class ByName(QFileIconProvider):
    """Kinds and icons by the names of files: Qt's own looks into each file it does not know by name. Asked by another thread."""

    def icon(self, what: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        kind = QAbstractFileIconProvider.IconType
        if not isinstance(what, QFileInfo):
            return super().icon(what)
        return super().icon(kind.Folder if what.isDir() else kind.File)

    def type(self, info: QFileInfo) -> str:
        if info.isDir():
            return super().type(info)
        named = QMimeDatabase().mimeTypeForFile(info.fileName(), QMimeDatabase.MatchMode.MatchExtension)
        return named.comment() or named.name()


_BY_NAME: list[ByName] = []
"""One for all dialogs, made with the first: the thread that lists a folder may outlive its dialog."""


class FileDialog(QFileDialog):
    """Begins where the last file of its kind was; the first time where people have such files.

    `folder`: a folder is asked for; `save`: a file that may not be there yet; else files that are."""

    def __init__(
        self,
        face: Face,
        title: str,
        material: Material,
        parent: QWidget | None = None,
        *,
        save: bool = False,
        folder: bool = False,
        several: bool = False,
    ) -> None:
        super().__init__(parent, title, QDir.rootPath())  # nothing but folders there, until kinds are told by names
        if sys.platform == "linux":
            self.setOption(QFileDialog.Option.DontUseNativeDialog)  # some desktops' look into files within this program
        if not _BY_NAME:
            _BY_NAME.append(ByName())
        self.setIconProvider(_BY_NAME[0])
        words = face.language.words
        self._remembered, self._material = face.remembered, material
        self.setDirectory(str(self._begin()))
        self.filesSelected.connect(self._keep)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mode = QFileDialog.FileMode
        if save:
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        elif folder:
            self.setFileMode(mode.Directory)
            self.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            self.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
        self.setLabelText(_L.LookIn, words.t("Folder"))
        self.setLabelText(_L.FileName, words.t("Folder") if folder else words.t("File"))
        self.setLabelText(_L.FileType, words.t("Kind"))
        self.setLabelText(_L.Accept, words.t("Save") if save else words.t("Open"))
        self.setLabelText(_L.Reject, words.t("Cancel"))

    def _begin(self) -> Path:
        kept = self._remembered.window(self._material.value)
        usual = QStandardPaths.writableLocation(USUAL.get(self._material, _S.DocumentsLocation))
        return next((Path(one) for one in (kept, usual) if one and Path(one).is_dir()), Path.home())

    def _keep(self, names: list[str]) -> None:
        if names:
            chosen = Path(names[0])
            folder = chosen if self.fileMode() is QFileDialog.FileMode.Directory else chosen.parent
            self._remembered.keep_window(self._material.value, str(folder))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        table = self.findChild(QTreeView)
        if table is None:
            return  # the system's own dialog
        fit(self, self.size().expandedTo(QSize(*SIZE)))
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (SIZE_COLUMN, KIND, CHANGED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
