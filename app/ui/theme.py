"""Light and dark, plain or in high contrast: Fusion with palettes of our own and one short style sheet, made from tokens."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.system.bundled import bundled
from app.ui import tokens
from app.ui.colors import DARK, LIGHT, Colors
from app.ui.high_contrast import HIGH_DARK, HIGH_LIGHT
from app.ui.tokens import TEXT_ROLES

_R = QPalette.ColorRole
_ROLES: dict[QPalette.ColorRole, str] = {
    _R.Window: "window",
    _R.WindowText: "text",
    _R.Base: "surface",
    _R.AlternateBase: "hover",
    _R.Text: "text",
    _R.Button: "surface",
    _R.ButtonText: "text",
    _R.BrightText: "failed",
    _R.ToolTipBase: "surface",
    _R.ToolTipText: "text",
    _R.PlaceholderText: "muted",
    _R.Highlight: "accent",
    _R.HighlightedText: "surface",
    _R.Link: "accent",
    _R.LinkVisited: "unsure",
    _R.Accent: "accent",
    _R.Light: "surface",
    _R.Midlight: "hover",
    _R.Mid: "line",
    _R.Dark: "muted",
    _R.Shadow: "line",
}
_FAINT = (_R.WindowText, _R.Text, _R.ButtonText)


def palette_of(colors: Colors) -> QPalette:
    """The Qt palette of one set of tokens."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(colors, name)))
    for role in _FAINT:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.muted))
    return palette


class Theme(QObject):
    """Applies a setting ("system", "light", "dark") to the application and follows the system while it says so.

    High contrast and the size of the text are always the system's. Nothing slides or fades.
    """

    changed = Signal()
    resized = Signal()
    """The system's text has another size: what was measured by the letters is measured anew."""

    def __init__(self, app: QApplication, setting: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._size = app.font().pointSizeF()
        self._colors: Colors | None = None
        self.setting = setting
        app.setStyle("Fusion")
        for effect in Qt.UIEffect:
            app.setEffectEnabled(effect, False)
        hints = QGuiApplication.styleHints()
        self._high = _asks_for_contrast(hints.accessibility().contrastPreference())
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self.follow_contrast)
        hints.installEventFilter(self)
        self._apply()

    @property
    def colors(self) -> Colors:
        return self._colors or LIGHT

    def choose(self, setting: str) -> None:
        """Takes effect at once in every open window."""
        self.setting = setting
        self._apply()

    def use_text_size(self, points: float) -> None:
        """The size the other sizes are factors of, when the system's changes."""
        if points != self._size:
            self._size = points
            self._colors = None
            self._apply()
            self.resized.emit()

    def follow_contrast(self, preference: Qt.ContrastPreference) -> None:
        """The system asks for high contrast, or no longer does."""
        self._high = _asks_for_contrast(preference)
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The style hints hear of another font too, and of little else; a filter on the application would hear everything."""
        if event.type() is QEvent.Type.ApplicationFontChange:
            self.use_text_size(self._app.font().pointSizeF())
        return False

    def _follow(self) -> None:
        if self.setting == "system":
            self._apply()

    def _apply(self) -> None:
        wanted = self.setting
        if wanted == "system":
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            wanted = "dark" if dark else "light"
        usual, high = (DARK, HIGH_DARK) if wanted == "dark" else (LIGHT, HIGH_LIGHT)
        colors = high if self._high else usual
        if colors is self._colors:
            return
        self._colors = colors
        self._app.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._app.setPalette(palette_of(colors))
            self._app.setStyleSheet(style_sheet(colors, self._size))
            self.changed.emit()
        finally:
            self._app.restoreOverrideCursor()


def _asks_for_contrast(preference: Qt.ContrastPreference) -> bool:
    return preference is Qt.ContrastPreference.HighContrast


def style_sheet(colors: Colors, size: float) -> str:
    """The rules Fusion cannot know. `size` is the system's text size in points."""
    values = {name: getattr(colors, name) for name in Colors._fields}
    values |= {f"{name}_text": f"{size * factor:.1f}pt" for name, factor in _SIZES.items()}
    values |= {name: f"{distance}px" for name, distance in _DISTANCES.items()}
    values |= {name.replace("-", "_"): _control(name, colors) for name in ("chevron", "check", "minus")}
    sheet = Template(_SHEET).substitute(values)
    return sheet + "".join(f'QLabel[role="{role}"] {{ color: {getattr(colors, role)}; }}\n' for role in TEXT_ROLES)


def letters(size: float) -> str:
    """The text sizes of tiles alone, for a window whose letters are of another size than the system's. `size` in points."""
    values = {f"{name}_text": f"{size * factor:.1f}pt" for name, factor in _SIZES.items()}
    return Template(_LETTERS).substitute(values, body_text=f"{size:.1f}pt")


def _control(name: str, colors: Colors) -> str:
    """A style sheet takes drawings as files only: one for each palette."""
    return bundled(f"icons/controls/{name}-{'dark' if colors.is_dark else 'light'}.svg").as_posix()


_SIZES = {"small": tokens.SMALL, "heading": tokens.HEADING, "title": tokens.TITLE}
_DISTANCES = {"xs": tokens.XS, "s": tokens.S, "m": tokens.M, "xl": tokens.XL, "radius": tokens.RADIUS}
_LETTERS = """
QWidget { font-size: $body_text; }
QLabel[look="small"], QLabel[look="caption"], QHeaderView::section { font-size: $small_text; }
QLabel[look="title"] { font-size: $title_text; }
"""
_SHEET = """
QToolTip { color: $text; background: $surface; border: 1px solid $line; padding: $xs; }
QLabel[look="muted"], QLabel[look="small"] { color: $muted; }
QLabel[look="small"] { font-size: $small_text; }
QLabel[look="caption"] { color: $muted; font-size: $small_text; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="heading"] { font-size: $heading_text; font-weight: 600; }
QLabel[look="title"] { font-size: $title_text; font-weight: 700; }
QLabel[look="problem"] { color: $failed; }
QLabel[look="count"] { color: $accent; background: $accentsoft; border-radius: 7px; padding: 1px 7px;
    font-size: $small_text; font-weight: 600; }
QTabBar QLabel[look="count"] { margin-right: $m; }
QToolButton[look="avatar"] { color: $surface; background: $accent; border: 2px solid $accent; border-radius: 14px;
    font-size: $small_text; font-weight: 700; padding: 0; }
QToolButton[look="avatar"]:focus { border-color: $text; }
#bar, #status, #tabs { background: $surface; border: 0 solid $line; }
#bar, #tabs { border-bottom-width: 1px; }
#status { border-top-width: 1px; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: $radius; }
QFrame[banner="true"] { background: $accentsoft; border: none; border-radius: $radius; }
QFrame[banner="true"][tone="failed"] { background: $failedsoft; }
QFrame[chip="true"] { background: $hover; border: none; border-radius: $radius; }
QFrame[notice="true"] { background: $surface; border: 1px solid $accent; border-radius: $radius; }
QFrame[rail="true"] { background: $surface; border: 0 solid $line; border-right-width: 1px; }
QFrame[panel="true"] { background: $surface; border: 0 solid $line; border-left-width: 1px; }
QFrame[segmented="true"] { background: $surface; border: 1px solid $line; border-radius: $radius; }
QToolButton[look="segment"] { color: $text; background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 5px $m; }
QFrame[narrow="true"] QToolButton[look="segment"] { padding: 5px $xs; }
QToolButton[look="segment"]:hover { background: $hover; }
QToolButton[look="segment"]:checked { color: $accent; background: $accentsoft; font-weight: 600; }
QToolButton[look="segment"]:focus { border-color: $accent; }
QToolButton[look="check-chip"] { color: $text; background: $surface; border: 1px solid $line; border-radius: 11px;
    padding: 2px $s; font-size: $small_text; }
QToolButton[look="check-chip"]:hover { background: $hover; }
QToolButton[look="check-chip"]:checked { color: $accent; background: $accentsoft; border-color: $accent; font-weight: 600; }
QToolButton[look="check-chip"]:focus { border: 2px solid $accent; padding: 1px 7px; }
QFrame[line="true"] { background: transparent; border: 1px solid transparent; border-radius: $radius; }
QFrame[opens="true"]:hover { background: $hover; }
QFrame[opens="true"]:focus { border-color: $accent; }
QFrame[popup="true"] { background: $surface; border: 1px solid $line; border-radius: $radius; }
QFrame[popup="true"] QListView, QFrame[sidebar="true"] QListView { background: transparent; border: none; outline: 0; }
QFrame[sidebar="true"] QListView::item { padding: 7px $s; border-radius: $radius; color: $text; }
QFrame[sidebar="true"] QListView::item:hover { background: $hover; }
QFrame[sidebar="true"] QListView::item:selected { background: $accentsoft; color: $accent; }
QFrame[setting="true"] { background: transparent; border: 0 solid $line; border-bottom-width: 1px; }
QFrame[sidebar="true"] { background: $surface; border: 0 solid $line; border-right-width: 1px; }
QToolButton[look="status"] { color: $muted; font-size: $small_text; background: transparent;
    border: 1px solid transparent; border-radius: 4px; padding: 0 $xs; }
QToolButton[look="status"]:hover { color: $accent; }
QToolButton[look="status"]:focus { border-color: $accent; color: $accent; }
QFrame[rule="true"] { background: $line; border: none; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { color: $muted; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 9px $m 8px $m; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QPushButton { background: $surface; border: 1px solid $line; border-radius: $radius; padding: 6px $m; outline: 0; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton[look="primary"] { color: $surface; background: $accent; border-color: $accent; font-weight: 600; }
QPushButton[look="primary"]:focus { border: 2px solid $text; padding: 5px 11px; }
QPushButton[look="primary"]:disabled { color: $muted; background: $hover; border-color: $line; }
QPushButton[look="choice"] { text-align: left; padding: $m; }
QToolButton[look="flat"] { background: transparent; border: 1px solid transparent; border-radius: $radius;
    padding: $xs $s; }
QToolButton[look="flat"]:hover { background: $hover; }
QToolButton[look="flat"]:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QComboBox, QPlainTextEdit { background: $surface; border: 1px solid $line; border-radius: $radius; padding: 6px $s;
    selection-background-color: $accent; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border-color: $accent; }
QLineEdit:read-only { background: $hover; }
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus { border-color: $failed; }
QProgressBar { background: $hover; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QTableView[look="table"] { background: $surface; border: 1px solid $line; border-radius: $radius; outline: 0;
    selection-background-color: $accentsoft; selection-color: $text; }
QTableView[look="table"]:focus { border-color: $accent; }
QTableView[look="table"]::item { padding: 0 5px; border-bottom: 1px solid $line; }
QTableView[look="table"] QHeaderView { background: $surface; border: none; }
QTableView[look="table"] QHeaderView::section { color: $muted; background: $surface; border: none;
    border-bottom: 1px solid $line; padding: 7px $s; font-size: $small_text; font-weight: 600; }
QCheckBox { spacing: $s; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $muted; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url("$check"); }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: 0; margin: 0; padding: 0;
    selection-background-color: $accentsoft; selection-color: $text; }
QComboBox QAbstractItemView::item { padding: $xs; color: $text; border: none; }
QComboBox QAbstractItemView::item:selected { background: $accentsoft; color: $text; }
QComboBoxPrivateContainer { background: $surface; border: none; }
QToolButton[look="fold"] { color: $muted; background: transparent; border: 1px solid transparent; border-radius: $radius;
    padding: 2px 0; font-size: $small_text; font-weight: 600; text-align: left; }
QToolButton[look="fold"]:hover { background: $hover; }
QToolButton[look="fold"]:focus { border-color: $accent; }
QToolButton[look="link"] { color: $accent; background: transparent; border: 1px solid transparent; border-radius: $radius;
    padding: $xs $s; }
QToolButton[look="link"]:hover { background: $hover; }
QToolButton[look="link"]:focus { border-color: $accent; }
QLineEdit[look="search"] { background: $hover; }
QTableView[look="plain"], QListView[look="plain"] { background: $surface; border: 1px solid transparent;
    border-radius: $radius; outline: 0; }
QTableView[look="plain"]:focus, QListView[look="plain"]:focus { border-color: $accent; }
QTableView[look="plain"]::item { padding: 0 5px; border-bottom: 1px solid $line; }
QTableView[look="plain"]::item:selected { background: $accentsoft; color: $text; }
QTableView[look="plain"] QHeaderView, QTableView[look="plain"] QHeaderView::section { color: $muted; background: $surface;
    border: none; font-size: $small_text; font-weight: 600; }
QTableView[look="plain"] QHeaderView::section { border-bottom: 1px solid $line; padding: $xs 5px; }
QPushButton[look="title-button"] { background: transparent; border: 1px solid transparent; font-size: $heading_text;
    font-weight: 700; padding: 5px $s; text-align: left; }
QPushButton[look="title-button"]:hover { background: $hover; }
QPushButton[look="title-button"]:focus { border-color: $accent; }
QTableView[look="mini-month"] { background: transparent; border: none; }
QTableView[look="mini-month"] QHeaderView, QTableView[look="mini-month"] QHeaderView::section { color: $muted;
    background: transparent; border: none; font-size: $small_text; padding: 2px 0; }
QTextEdit { background: $surface; color: $text; border: none; selection-background-color: $accent;
    selection-color: $surface; }
QTextEdit[look="following"] { color: $muted; }
QTextEdit[look="alt"] { background: $window; border-radius: $radius; }
QLineEdit[look="title"] { border: none; border-bottom: 1px solid transparent; border-radius: 0; background: transparent;
    font-size: $heading_text; font-weight: 600; padding: $xs 0; }
QLineEdit[look="title"]:focus { border-bottom-color: $accent; }
QLineEdit[look="bare"] { border: none; background: transparent; padding: $xs 0; color: $accent; }
QFrame[card="true"][writing="true"] { border-color: $accent; }
QFrame[popover="true"] { background: $surface; border: 1px solid $line; border-radius: $radius; }
QFrame[foot="true"] { background: $surface; border: 0 solid $line; border-top-width: 1px; }
QFrame[panelhead="true"] { background: $surface; border: 0 solid $line; border-bottom-width: 1px; }
QFrame[side="true"] { background: $window; border: 0 solid $line; border-left-width: 1px; }
QFrame[tile="true"] { background: transparent; border: 2px solid transparent; border-radius: $radius; }
QFrame[tile="true"][chosen="true"] { border-color: $accent; }
QFrame[tile="true"]:focus { background: $accentsoft; }
QToolButton[look="pill"] { color: $muted; background: $surface; border: 1px solid $line; border-radius: $radius;
    padding: $xs $s; font-size: $small_text; }
QToolButton[look="pill"]:hover { background: $hover; }
QToolButton[look="pill"][set="true"] { color: $text; background: $accentsoft; border-color: $accentsoft; }
QToolButton[look="pill"]:focus { border-color: $accent; }
QListView[look="choices"] { background: $surface; border: none; outline: none; }
QListView[look="choices"]::item { padding: $xs; border-radius: 4px; color: $text; }
QListView[look="choices"]::item:disabled { color: $muted; }
QListView[look="choices"]::item:selected { background: $accentsoft; color: $text; }
QListView[look="choices"]::indicator { width: 14px; height: 14px; border: 1px solid $muted; border-radius: 4px;
    background: $surface; }
QListView[look="choices"]::indicator:checked { border-color: $accent; background: $accent; image: url("$check"); }
QListView[look="choices"]::indicator:indeterminate { border-color: $accent; background: $accent; image: url("$minus"); }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: 1px solid transparent;
    border-radius: $radius; padding: $xs $s; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $accent; }
QCalendarWidget QAbstractItemView { background: $surface; color: $text; outline: none; border: none;
    selection-background-color: $accent; selection-color: $surface; }
QCalendarWidget QAbstractItemView:disabled { color: $line; }
QMenu { background: $surface; border: 1px solid $line; padding: $xs; }
QMenu::item { padding: 6px $xl 6px $m; border-radius: 4px; }
QMenu::item:selected { background: $accentsoft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: $xs; }
QLabel[in_place="true"] { border: 1px solid transparent; border-radius: $radius; padding: 1px $xs; }
QLabel[in_place="true"][opens="true"]:hover { background: $hover; }
QLabel[in_place="true"]:focus { border-color: $accent; }
QLabel[in_place="true"][empty="true"], QLabel[look="prompt"] { color: $muted; font-style: italic; }
QLabel[look="quote"] { color: $muted; font-style: italic; font-size: $heading_text; }
QLabel[look="fact"], QPushButton[look="fact"] { color: $muted; background: transparent; border: 1px solid transparent;
    border-radius: $radius; padding: 1px $xs; }
QPushButton[look="fact"]:hover, QPushButton[look="text"]:hover { background: $hover; }
QPushButton[look="fact"]:focus, QPushButton[look="text"]:focus { border-color: $accent; }
QPushButton[look="text"] { color: $accent; background: transparent; border-color: transparent; text-align: left;
    padding: $xs 7px; }
QFrame[editor="true"] { background: $surface; border: 1px solid $accent; border-radius: $radius; }
QFrame[popover="true"] { background: $surface; border: 1px solid $line; border-radius: $radius; }
QListView[look="cards"] { background: transparent; border: none; }
QListView[look="rows"] { background: $surface; border: 1px solid $line; border-radius: $radius; padding: $xs; outline: 0; }
QListView[look="rows"]::item { border: 1px solid transparent; border-radius: $radius; padding: $s; color: $text; }
QListView[look="rows"]::item:hover { background: $hover; }
QListView[look="rows"]::item:selected { background: $accentsoft; color: $text; }
QListView[look="rows"]:focus { border-color: $accent; }
QTextEdit[look="paper"] { background: $surface; border: 1px solid $line; border-radius: $radius; padding: $s; }
QTextEdit[look="paper"]:focus { border-color: $accent; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTableCornerButton::section { background: $window; border: none; }
QScrollArea, QWidget[look="page"] { background: transparent; border: none; }
QDialog { background: $window; }
QScrollBar:vertical { background: transparent; border: none; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar:horizontal { background: transparent; border: none; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::handle:horizontal:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
    height: 0; }
"""
